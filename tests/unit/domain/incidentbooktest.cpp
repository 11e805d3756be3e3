// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "bookplay.h"

using namespace Samples;

namespace {
const std::vector<Edge> kTree { { "a", "b" }, { "a", "c" }, { "a", "d" }, { "b", "e" } };
}

/// Incidents together: who waits for whom, and what is told of all of them.
class IncidentBookTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holdsAndTells()
    {
        BookPlay play({});
        play.fail("x");
        play.look();
        QVERIFY(play.decisions.back().plan.held == Suppression::Held);
        QCOMPARE(*play.book->next(), noon() + seconds { 90 });
        play.pass(5);
        play.recover("x");
        play.pass(5);
        QCOMPARE(play.heard(), QStringLiteral("2:x:first 7:x:over"));
        QVERIFY(!play.book->next());
    }
    void oneMessageForACauseAndItsDependents()
    {
        BookPlay play(kTree);
        play.fail("b");
        play.pass(1);
        play.fail("a");
        for (const char *id : { "c", "d", "e" })
            play.fail(id);
        play.pass(10);
        QCOMPARE(play.heard(), QStringLiteral("3:a:first"));
        QCOMPARE(play.book->causeAt(sid("a"))->failing.size(), std::size_t { 4 });
        QVERIFY(!play.book->causeAt(sid("b")));
        const Incident *child = play.book->latest(sid("e"));
        QVERIFY(child->isExplained());
        QCOMPARE(play.book->explainerOf(*child), QStringLiteral("a"));
        for (const char *id : { "a", "b", "c", "d", "e" })
            play.recover(id);
        play.pass(10);
        QCOMPARE(play.heard(), QStringLiteral("3:a:first 21:a:over"));
    }
    void fewDependentsSpeakForThemselves()
    {
        BookPlay play(kTree);
        play.fail("a");
        play.fail("b");
        play.pass(3);
        QCOMPARE(play.heard(), QStringLiteral("2:a:first 2:b:first"));
        QVERIFY(play.book->latest(sid("b"))->isExplained());
    }
    void theLastOnesToRecoverBelongToItStill()
    {
        BookPlay play(kTree);
        for (const char *id : { "a", "b", "c", "d" })
            play.fail(id);
        play.pass(5);
        play.recover("c");
        play.recover("d");
        play.pass(10);
        QCOMPARE(play.heard(), QStringLiteral("2:a:first"));
        play.restart({ *play.book->latest(sid("a")), *play.book->latest(sid("b")), *play.book->latest(sid("c")),
            *play.book->latest(sid("d")) });
        play.pass(5);
        QCOMPARE(play.heard(), QStringLiteral("2:a:first"));
    }
    void whatDoesNotFollowItsCauseAlerts()
    {
        BookPlay play(kTree);
        for (const char *id : { "a", "b", "c", "d" })
            play.fail(id);
        play.pass(5);
        for (const char *id : { "a", "c", "d" })
            play.recover(id);
        play.look();
        play.pass(4);
        QCOMPARE(play.heard(), QStringLiteral("2:a:first"));
        play.pass(3);
        QCOMPARE(play.heard(), QStringLiteral("2:a:first 10:b:first"));
        QVERIFY(play.book->latest(sid("b"))->freedAt);
    }
    void ofASilencedCauseTheDependentsSpeak()
    {
        BookPlay play(kTree);
        play.silenced = { sid("a") };
        for (const char *id : { "a", "b", "c", "d" })
            play.fail(id);
        play.pass(3);
        QCOMPARE(play.heard(), QStringLiteral("2:b:first 2:c:first 2:d:first"));
        QVERIFY(!play.heard().contains(QStringLiteral(":a:")));
        play.silenced.clear();
        play.book->touchAll();
        play.pass(1);
        QVERIFY(play.heard().endsWith(QStringLiteral("4:a:first")));
    }
    void comesAndGoes()
    {
        BookPlay play({});
        for (int round = 0; round < 4; ++round) {
            play.fail("x");
            play.pass(2);
            play.recover("x");
            play.pass(1);
        }
        play.pass(30);
        QCOMPARE(play.heard(), QStringLiteral("2:x:first 7:x:flapping 21:x:over"));
        QCOMPARE(play.book->lastId(), qint64 { 1 });
    }
    void theSameAfterARestart_data()
    {
        QTest::addColumn<int>("at");
        for (const int at : { 0, 1, 2, 5, 9, 11, 14, 20 })
            QTest::addRow("in minute %d", at) << at;
    }
    void theSameAfterARestart()
    {
        QFETCH(int, at);
        const auto run = [](int restartAt) {
            BookPlay play(kTree);
            for (int minute = 0; minute < 40; ++minute) {
                if (minute == 0 || minute == 12)
                    play.fail("a");
                if (minute == 1)
                    for (const char *id : { "b", "c", "d" })
                        play.fail(id);
                if (minute == 10)
                    play.recover("a");
                if (minute == 16)
                    for (const char *id : { "a", "b", "c" })
                        play.recover(id);
                play.look();
                if (minute == restartAt) {
                    std::vector<Incident> stored;
                    for (const char *id : { "a", "b", "c", "d" })
                        if (const Incident *incident = play.book->latest(sid(id)))
                            stored.push_back(*incident);
                    play.restart(stored);
                }
                play.now += minutes { 1 };
            }
            return play.heard();
        };
        QCOMPARE(run(at), run(-1));
        QVERIFY(run(-1).contains(QStringLiteral("a:first")) && run(-1).contains(QStringLiteral("d:first")));
    }
    void reminders()
    {
        BookPlay play({});
        play.policy.routes[1].repeat = minutes { 10 };
        play.book->setPolicy(play.policy);
        play.fail("x");
        play.pass(25);
        QCOMPARE(play.heard(), QStringLiteral("2:x:first 12:x:reminder 22:x:reminder"));
        Incident incident = *play.book->latest(sid("x"));
        incident.acknowledged = Acknowledgement { play.now, QStringLiteral("ann") };
        play.book->replace(incident);
        play.pass(30);
        QCOMPARE(play.told.size(), 3);
    }
    void aServiceThatLeavesEndsWithoutAWord()
    {
        BookPlay play(kTree);
        for (const char *id : { "a", "b", "c", "d" })
            play.fail(id);
        play.pass(5);
        QVERIFY(play.book->drop(sid("a"), play.now)->closedAt == play.now);
        QVERIFY(!play.book->drop(sid("a"), play.now));
        play.pass(6);
        QVERIFY(!play.book->find(1));
        QCOMPARE(play.heard(), QStringLiteral("2:a:first 11:b:first 11:c:first 11:d:first"));
    }
    void forgetsWhatIsLongOver()
    {
        BookPlay play({});
        play.fail("x");
        play.pass(3);
        play.recover("x");
        play.pass(8);
        QVERIFY(play.book->find(1));
        play.pass(5);
        QVERIFY(!play.book->find(1));
        play.fail("x");
        QCOMPARE(play.book->latest(sid("x"))->id, qint64 { 2 });
    }
};

std::unique_ptr<QObject> incidentBookTest()
{
    return std::make_unique<IncidentBookTest>();
}

#include "incidentbooktest.moc"
