// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/palette.h"
#include "models/rowdiff.h"
#include "models/servicemodel.h"
#include "models/timelinemodel.h"
#include "models/traystate.h"
#include "testkit/runall.h"
#include "testkit/sampleworld.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>

using namespace Wf;
using namespace Wf::Models;
using namespace Wf::TestKit;
using Domain::Display;
using Domain::Status;

namespace {
Ports::SnapshotPtr share(Ports::Snapshot snapshot)
{
    return std::make_shared<const Ports::Snapshot>(std::move(snapshot));
}

template <class Change> Ports::Snapshot changed(Ports::Snapshot world, const char *service, Change change)
{
    for (Ports::ServiceRow &row : world.services) {
        if (row.id().value == QLatin1String(service))
            change(row);
    }
    world.counts = sampleCounts(world.services);
    return world;
}

Ports::Snapshot calm()
{
    Ports::Snapshot world = sampleSnapshot();
    for (Ports::ServiceRow &row : world.services) {
        row.state.status = Status::Operational;
        row.state.health = Domain::PollerHealth::Healthy;
        row.state.maintenance = false;
        row.monitors[0].state.health = Domain::PollerHealth::Healthy;
        row.monitors[0].state.succeededAt = world.at;
    }
    return world;
}

std::vector<QString> played(std::vector<QString> rows, const std::vector<QString> &after)
{
    for (const RowStep &step : diffRows(rows, after)) {
        const auto begin = rows.begin();
        if (step.kind == RowStep::Kind::Remove) {
            rows.erase(begin + step.first, begin + step.last + 1);
        } else if (step.kind == RowStep::Kind::Insert) {
            rows.insert(begin + step.first, after.begin() + step.first, after.begin() + step.last + 1);
        } else {
            const QString moved = rows[static_cast<size_t>(step.first)];
            rows.erase(begin + step.first);
            rows.insert(rows.begin() + step.last, moved);
        }
    }
    return rows;
}

std::vector<QString> letters(const char *text)
{
    std::vector<QString> result;
    for (const QChar letter : QString::fromLatin1(text))
        result.emplace_back(letter);
    return result;
}
} // namespace

class WordsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void spans_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("clock set back") << qint64(-5) << QStringLiteral("0 s");
        QTest::newRow("seconds") << qint64(12) << QStringLiteral("12 s");
        QTest::newRow("a minute") << qint64(60) << QStringLiteral("1 min");
        QTest::newRow("minutes") << qint64(41 * 60 + 59) << QStringLiteral("41 min");
        QTest::newRow("hours") << qint64(65 * 60) << QStringLiteral("1 h 05");
        QTest::newRow("days") << qint64(3 * 86400 + 5) << QStringLiteral("3 d");
    }
    void spans()
    {
        QFETCH(qint64, seconds);
        QTEST(span(std::chrono::seconds(seconds)), "text");
    }
    void percentIsCutAndNeverRoundedUp()
    {
        QCOMPARE(percent(99.999), QStringLiteral("99.99%"));
        QCOMPARE(percent(100.0), QStringLiteral("100.00%"));
        QCOMPARE(percent(std::nullopt), QStringLiteral("–"));
    }
    void sentences()
    {
        Ports::Snapshot world = sampleSnapshot();
        QCOMPARE(sentence(world, world.at),
            QStringLiteral("1 major outage, 1 partial outage, 1 degraded, 1 without signal"));
        QCOMPARE(sentence(calm(), world.at), QStringLiteral("All 12 services operational"));
        world.connectivity = Domain::Connectivity::Offline;
        QCOMPARE(sentence(world, world.at), QStringLiteral("This computer is offline: nothing can be seen"));
        Ports::Snapshot empty;
        QCOMPARE(sentence(empty, world.at), QStringLiteral("No services are watched yet"));
        Ports::Snapshot fresh = calm();
        for (Ports::ServiceRow &row : fresh.services)
            row.state.status = Status::Unknown;
        fresh.lastSuccessAt.reset();
        QCOMPARE(sentence(fresh, world.at), QStringLiteral("No data yet"));
    }
    void oldDataIsNeverGreen()
    {
        const Ports::Snapshot world = calm();
        const Ports::ServiceRow &row = *world.find(ServiceId(QStringLiteral("slack")));
        QCOMPARE(freshness(row, world.at + 119s), Freshness::Fresh);
        QCOMPARE(freshness(row, world.at + 120s), Freshness::Stale);
        QCOMPARE(shown(row, world.at + 120s), Display::Operational);
        QCOMPARE(freshness(row, world.at + 240s), Freshness::Expired);
        QCOMPARE(shown(row, world.at + 240s), Display::Unknown);
        QVERIFY(!sentence(world, world.at + 1h).contains(QStringLiteral("All")));
        QVERIFY(worstShown(world, world.at + 1h) != Display::MajorOutage);
    }
    void spokenNameSaysStateSinceAndCause()
    {
        const Ports::Snapshot world = sampleSnapshot();
        const QString text = spoken(*world.find(ServiceId(QStringLiteral("github"))), world.at);
        QVERIFY2(text.startsWith(QStringLiteral("GitHub, partial outage, since ")), qPrintable(text));
        QVERIFY2(text.endsWith(QStringLiteral(", Incident with Actions")), qPrintable(text));
    }
    void pendingChangeIsCounted()
    {
        Ports::Snapshot world = sampleSnapshot();
        world = changed(world, "slack", [](Ports::ServiceRow &row) {
            row.monitors[0].state.flap.pending = Status::Degraded;
            row.monitors[0].state.flap.count = 2;
        });
        QCOMPARE(pendingBadge(*world.find(ServiceId(QStringLiteral("slack")))), QStringLiteral("→ Degraded 2/3"));
        QVERIFY(pendingBadge(*world.find(ServiceId(QStringLiteral("aws")))).isEmpty());
    }
    void blindnessSaysWhy()
    {
        const Ports::Snapshot world = sampleSnapshot();
        const QString text = headline(*world.find(ServiceId(QStringLiteral("pypi"))), Display::Blind);
        QVERIFY2(text.contains(QStringLiteral("did not answer within 10 s")), qPrintable(text));
    }
    void machineReasonsBecomeWords()
    {
        QCOMPARE(failureWord(QStringLiteral("timeout")), QStringLiteral("timeout"));
        QCOMPARE(
            failureWord(QStringLiteral("circuit_breaker_open: host is left alone")), QStringLiteral("not asked"));
        QCOMPARE(failureWord(QStringLiteral("request_error: HostNotFound")), QStringLiteral("no connection"));
        QCOMPARE(failureWord(QStringLiteral("transient_http_503")), QStringLiteral("HTTP 503"));
        QCOMPARE(failureWord(QStringLiteral("http_404")), QStringLiteral("HTTP 404"));
        QCOMPARE(failureWord({}), QString());
        const Ports::Snapshot world = sampleSnapshot();
        const Ports::ServiceRow &pypi = *world.find(ServiceId(QStringLiteral("pypi")));
        QCOMPARE(shortHeadline(pypi, Display::Blind), QStringLiteral("No signal: timeout ×7"));
    }
    void pollsWithoutAnswersAreNotFresh()
    {
        Ports::Snapshot world = sampleSnapshot();
        for (Ports::ServiceRow &row : world.services) {
            if (row.interval().count() > 0)
                row.state.health = Domain::PollerHealth::Broken;
        }
        world.lastPollAt = sampleTime() - 1s;
        world.lastSuccessAt = sampleTime() - 90s;
        QCOMPARE(freshness(world, sampleTime()).level, Freshness::Expired);
        QCOMPARE(freshness(world, sampleTime()).text, QStringLiteral("last answer 1 min ago"));
        world.lastSuccessAt.reset();
        QCOMPARE(freshness(world, sampleTime()).text, QStringLiteral("no answer yet"));
    }
    void blindnessIsNotHealth()
    {
        Domain::SummaryCounts counts;
        QCOMPARE(noIncidents(counts), QStringLiteral("Nothing is watched yet."));
        counts.total = counts.blind = 2;
        QCOMPARE(noIncidents(counts), QStringLiteral("Nothing can be seen right now."));
        counts.operational = 3;
        counts.total = 5;
        QCOMPARE(noIncidents(counts), QStringLiteral("Nothing is known to be broken; 2 services cannot be seen."));
        counts.blind = 0;
        QCOMPARE(noIncidents(counts), QStringLiteral("Nothing is broken right now."));
    }
    void restOfTodayIsNotMissing()
    {
        Ports::ServiceRow row = sampleSnapshot().services.front();
        row.week.assign(28, Domain::Cell { Status::Operational, Domain::Knowledge::Seen, true });
        const Instant midnight = startOfDay(sampleTime());
        QCOMPARE(tileFace(row, midnight, Era::Past).week.size(), size_t { 25 });
        QCOMPARE(tileFace(row, midnight + 10h, Era::Past).week.size(), size_t { 26 });
        QCOMPARE(tileFace(row, midnight + 23h, Era::Past).week.size(), size_t { 28 });
        row.week.clear();
        QVERIFY(tileFace(row, midnight, Era::Past).week.empty());
    }
    void everyErrorHasASentence()
    {
        for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code) {
            const QString text = sentence(Error { static_cast<ErrorCode>(code), QStringLiteral("the reason") });
            QVERIFY(text.size() > 20 && text.endsWith(QStringLiteral("the reason")));
        }
    }
};

class RowModelsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneMoveStaysOneMove()
    {
        const std::vector<RowStep> steps = diffRows(letters("abcdef"), letters("bcdefa"));
        QCOMPARE(steps.size(), size_t(1));
        QVERIFY(steps[0] == (RowStep { RowStep::Kind::Move, 0, 5 }));
    }
    void runsAreExact()
    {
        const std::vector<RowStep> steps = diffRows(letters("abcd"), letters("axyd"));
        QVERIFY(
            steps == (std::vector<RowStep> { { RowStep::Kind::Remove, 1, 2 }, { RowStep::Kind::Insert, 1, 2 } }));
        QVERIFY(diffRows(letters("abc"), letters("abc")).empty());
    }
    void randomListsArriveWhereTheyShould()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 500; ++round) {
            std::vector<QString> lists[2];
            for (std::vector<QString> &list : lists) {
                std::vector<QString> pool = letters("abcdefghijklmnop");
                std::shuffle(pool.begin(), pool.end(), random);
                pool.resize(random.bounded(17u));
                list = pool;
            }
            QCOMPARE(played(lists[0], lists[1]), lists[1]);
        }
    }
    void servicesAreWorstFirstAndKeepTheirIndexes()
    {
        ServiceModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.apply(share(sampleSnapshot()));
        QCOMPARE(model.rowCount(), 12);
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("Okta"));
        QCOMPARE(model.index(1).data().toString(), QStringLiteral("GitHub"));
        const QPersistentModelIndex zoom = model.index(model.rowOf(ServiceId(QStringLiteral("zoom"))));
        const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        const QSignalSpy moves(&model, &QAbstractItemModel::rowsMoved);
        model.apply(share(changed(
            sampleSnapshot(), "zoom", [](Ports::ServiceRow &row) { row.state.status = Status::MajorOutage; })));
        QCOMPARE(moves.size(), 1);
        QCOMPARE(resets.size(), 0);
        QVERIFY(zoom.isValid() && zoom.row() < 2);
        QCOMPARE(zoom.data().toString(), QStringLiteral("Zoom"));
    }
    void onlyChangedRowsAreTold()
    {
        ServiceModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.apply(share(sampleSnapshot()));
        const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.apply(share(sampleSnapshot()));
        QCOMPARE(changes.size(), 0);
        model.apply(share(changed(sampleSnapshot(), "okta",
            [](Ports::ServiceRow &row) { row.state.detail = QStringLiteral("Worse"); })));
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes[0][0].toModelIndex().row(), 0);
        QCOMPARE(changes[0][1].toModelIndex().row(), 0);
    }
    void timelineGrowsAtTheTop()
    {
        TimelineModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Ports::Snapshot world = sampleSnapshot();
        model.apply(share(world));
        QCOMPARE(model.rowCount(), 12);
        const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        world.timeline = sampleEvents(14);
        model.apply(share(world));
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(inserted[0][1].toInt(), 0);
        QCOMPARE(inserted[0][2].toInt(), 1);
        QVERIFY(model.index(0).data().toString().contains(QStringLiteral("→")));
    }
};

class TrayTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stateCountsTroubleAndNamesTheWorst()
    {
        const TrayState state = trayState(sampleSnapshot(), sampleTime());
        QCOMPARE(state.shape, Display::MajorOutage);
        QCOMPARE(state.count, 4);
        QCOMPARE(state.worst.front().service.value, QStringLiteral("okta"));
        QVERIFY(state.worst.size() <= 5);
        QVERIFY(state.tooltip.contains(QStringLiteral("20 s ago")));
    }
    void noteNamesServiceChangeSinceAndImpact()
    {
        TrayNotes notes;
        notes.note(calm(), changed(calm(), "okta", [](Ports::ServiceRow &row) {
            row.state.status = Status::MajorOutage;
            row.impact = QStringLiteral("Nobody can sign in.");
        }));
        const std::vector<TrayNote> shownNotes = notes.take(sampleTime());
        QCOMPARE(shownNotes.size(), size_t(1));
        QCOMPARE(shownNotes[0].title, QStringLiteral("Okta: operational → major outage"));
        QVERIFY(shownNotes[0].body.startsWith(QStringLiteral("Since ")));
        QVERIFY(shownNotes[0].body.endsWith(QStringLiteral("Nobody can sign in.")));
        QVERIFY(notes.take(sampleTime()).empty());
    }
    void stormBecomesOne()
    {
        Ports::Snapshot after = calm();
        for (Ports::ServiceRow &row : after.services)
            row.state.status = Status::PartialOutage;
        TrayNotes notes;
        notes.note(calm(), after);
        const std::vector<TrayNote> shownNotes = notes.take(sampleTime());
        QCOMPARE(shownNotes.size(), size_t(1));
        QCOMPARE(shownNotes[0].title, QStringLiteral("12 services changed"));
        QVERIFY(shownNotes[0].body.contains(QStringLiteral("and 6 more")));
    }
    void backBeforeItWasToldIsNoNews()
    {
        const Ports::Snapshot down =
            changed(calm(), "okta", [](Ports::ServiceRow &row) { row.state.status = Status::MajorOutage; });
        TrayNotes notes;
        notes.note(calm(), down);
        notes.note(down, calm());
        QVERIFY(notes.take(sampleTime()).empty());
    }
    void pauseDropsAndEnds()
    {
        const Ports::Snapshot down =
            changed(calm(), "okta", [](Ports::ServiceRow &row) { row.state.status = Status::MajorOutage; });
        TrayNotes notes;
        notes.pauseUntil(sampleTime() + 30min);
        notes.note(calm(), down);
        QVERIFY(notes.take(sampleTime()).empty());
        notes.note(down, calm());
        QCOMPARE(notes.take(sampleTime() + 30min).size(), size_t(1));
    }
    void offlineIsOneNoteInsteadOfMany()
    {
        Ports::Snapshot after = calm();
        after.connectivity = Domain::Connectivity::Offline;
        for (Ports::ServiceRow &row : after.services)
            row.state.health = Domain::PollerHealth::Broken;
        TrayNotes notes;
        notes.note(calm(), after);
        const std::vector<TrayNote> shownNotes = notes.take(sampleTime());
        QCOMPARE(shownNotes.size(), size_t(1));
        QCOMPARE(shownNotes[0].title, QStringLiteral("This computer is offline"));
    }
};

class PaletteTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsByLettersInOrder()
    {
        const std::vector<PaletteEntry> entries = serviceEntries(sampleSnapshot());
        QCOMPARE(findEntries(entries, QStringLiteral("gh"), 5).front().key, QStringLiteral("github"));
        QCOMPARE(findEntries(entries, QStringLiteral("CLOUD"), 5).front().key, QStringLiteral("cloudflare"));
        QVERIFY(findEntries(entries, QStringLiteral("zzz"), 5).empty());
        QCOMPARE(findEntries(entries, {}, 5).size(), size_t(5));
        QCOMPARE(findEntries(entries, {}, 5).front().key, QStringLiteral("okta"));
    }
    void startsOfWordsWin()
    {
        QVERIFY(*fuzzyScore(QStringLiteral("vpn"), QStringLiteral("VPN edge"))
            > *fuzzyScore(QStringLiteral("vpn"), QStringLiteral("Very pale noon sun")));
        QVERIFY(!fuzzyScore(QStringLiteral("nv"), QStringLiteral("VPN")));
        QVERIFY(fuzzyScore(QStringLiteral("cafe"), QStringLiteral("Café")).has_value());
    }
};

int main(int argc, char **argv)
{
    return runAll(argc, argv, { make<WordsTest>, make<RowModelsTest>, make<TrayTest>, make<PaletteTest> });
}

#include "tst_models.moc"
