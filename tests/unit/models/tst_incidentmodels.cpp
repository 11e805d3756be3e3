// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/alertwords.h"
#include "models/cellroles.h"
#include "models/incidentlog.h"
#include "models/incidentmodel.h"
#include "models/incidenttext.h"
#include "models/incidenttexts.h"
#include "models/monitorfilter.h"
#include "models/silencetexts.h"
#include "models/traystate.h"
#include "models/wallview.h"
#include "testkit/fakesession.h"
#include "testkit/runall.h"
#include "testkit/sampleincidents.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Wf;
using namespace Wf::Models;
using namespace Wf::TestKit;
using Domain::Display;
using Domain::Status;

namespace {
constexpr Millis kWindow = 30min;

std::shared_ptr<const Ports::Snapshot> share(Ports::Snapshot snapshot)
{
    return std::make_shared<const Ports::Snapshot>(std::move(snapshot));
}

const Ports::ServiceRow &rowOf(const Ports::Snapshot &world, const char *service)
{
    return *world.find(ServiceId(QLatin1String(service)));
}

QString cell(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

Ports::IncidentStory storyOf(const Domain::Incident &incident)
{
    Ports::IncidentStory story;
    story.incident = incident;
    return story;
}
} // namespace

class IncidentTextsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void badges()
    {
        const Ports::Snapshot world = worldWithIncidents();
        QCOMPARE(badgeLine(rowOf(world, "okta"), kWindow, sampleTime()), QString());
        QCOMPARE(badgeLine(rowOf(world, "github"), kWindow, sampleTime()), QStringLiteral("explained by Okta"));
        QCOMPARE(badgeLine(rowOf(world, "npm"), kWindow, sampleTime()),
            QStringLiteral("acknowledged by ann 12 min ago · goes up and down: 6 changes in 30 min"));
        QVERIFY(!isCaredFor(rowOf(world, "okta")));
        QVERIFY(isCaredFor(rowOf(world, "github")));
        QVERIFY(isCaredFor(rowOf(world, "npm")));
        Ports::ServiceRow silent = rowOf(world, "okta");
        silent.silencedBy = QStringLiteral("silence of ann: moving house");
        QCOMPARE(badgeLine(silent, kWindow, sampleTime()), QStringLiteral("silence of ann: moving house"));
    }

    void budget_data()
    {
        QTest::addColumn<double>("goal");
        QTest::addColumn<int>("minutes");
        QTest::addColumn<QString>("text");
        QTest::newRow("half") << 99.9 << 21 << QStringLiteral("48% of 43 min in 30 days");
        QTest::newRow("more than all") << 99.9 << 100 << QStringLiteral("231% of 43 min in 30 days");
        QTest::newRow("nothing yet") << 99.9 << 0 << QStringLiteral("0% of 43 min in 30 days");
        QTest::newRow("a little") << 99.0 << 1 << QStringLiteral("<1% of 7 h 12 in 30 days");
        QTest::newRow("no budget") << 100.0 << 5 << QString();
        QTest::newRow("no goal") << 0.0 << 5 << QString();
    }
    void budget()
    {
        QFETCH(const double, goal);
        QFETCH(const int, minutes);
        QFETCH(const QString, text);
        const auto burn = budgetBurn(goal > 0 ? std::optional(goal) : std::nullopt, std::chrono::minutes(minutes));
        QCOMPARE(burn ? budgetText(*burn) : QString(), text);
    }

    void firstSeen_data()
    {
        QTest::addColumn<int>("own");
        QTest::addColumn<int>("vendor");
        QTest::addColumn<QString>("text");
        QTest::newRow("ours") << 10 << 3 << QStringLiteral("Our checks, 7 min before the vendor");
        QTest::newRow("vendor") << 3 << 10 << QStringLiteral("The vendor, 7 min before our checks");
        QTest::newRow("both") << 5 << 5 << QStringLiteral("The vendor and our checks at once");
        QTest::newRow("only ours") << 5 << -1 << QStringLiteral("Our checks; the vendor said nothing");
        QTest::newRow("only vendor") << -1 << 5 << QStringLiteral("The vendor; our checks saw nothing");
    }
    void firstSeen()
    {
        QFETCH(const int, own);
        QFETCH(const int, vendor);
        QFETCH(const QString, text);
        const auto at = [](int ago) {
            return ago < 0 ? std::optional<Instant>()
                           : std::optional<Instant>(sampleTime() - std::chrono::minutes(ago));
        };
        QCOMPARE(firstSeenText(Domain::Sighting { 1, {}, at(own), at(vendor), {} }), text);
    }

    void numbers()
    {
        const Ports::Snapshot world = worldWithIncidents();
        const auto cards = incidentNumbers(
            sampleOktaStory(), world.catalogue->find(ServiceId(QStringLiteral("okta"))), sampleTime());
        QStringList all;
        for (const NumberCard &card : cards)
            all << card.title + QStringLiteral("=") + card.value;
        QCOMPARE(all.join(QStringLiteral("; ")),
            QStringLiteral("Duration=41 min; Worst=Major outage; Seen first by=Our checks; Budget burnt=94%; "
                           "Messages=1"));
        QCOMPARE(cards.back().note, QStringLiteral("ops-chat"));
        QCOMPARE(incidentNumbers(storyOf(samplePastIncident()), nullptr, sampleTime()).front().value,
            QStringLiteral("52 min"));
    }

    void suppressionsHaveWords()
    {
        QSet<QString> words;
        for (int i = 0; i <= static_cast<int>(Domain::Suppression::Acknowledged); ++i) {
            const QString text = label(Domain::Suppression(i));
            QVERIFY(!text.isEmpty());
            QVERIFY2(!text.contains(u'_'), qPrintable(text));
            words.insert(text);
        }
        QCOMPARE(words.size(), static_cast<int>(Domain::Suppression::Acknowledged) + 1);
    }

    void alertTexts_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("fate");
        QTest::addColumn<QString>("end");
        using enum Domain::OutboxState;
        QTest::newRow("delivered") << int(Delivered) << QStringLiteral("alert sent")
                                   << QStringLiteral("Delivered after 214 ms.");
        QTest::newRow("dead") << int(Dead) << QStringLiteral("alert lost")
                              << QStringLiteral("Given up after 9 attempts: HTTP 500.");
        QTest::newRow("failing") << int(Queued) << QStringLiteral("alert waiting")
                                 << QStringLiteral("Attempt 9 failed: HTTP 500.");
    }
    void alertTexts()
    {
        QFETCH(const int, state);
        QFETCH(const QString, fate);
        QFETCH(const QString, end);
        Ports::AlertEntry entry = sampleAlert(2, 39min, Domain::Suppression::None, QStringLiteral("Okta is down"));
        entry.message->state = Domain::OutboxState(state);
        entry.message->attempts = 9;
        entry.message->lastAnswer = QStringLiteral("HTTP 500");
        QCOMPARE(label(fateOf(entry)), fate);
        QCOMPARE(
            alertText(entry), QStringLiteral("ops-chat: first message, route critical. Okta is down. ") + end);
    }

    void timelineMixesEverything()
    {
        const Ports::Snapshot world = worldWithIncidents();
        QStringList lines;
        for (const LogLine &line : incidentTimeline(sampleOktaStory(), &rowOf(world, "okta")))
            lines << line.kind + QStringLiteral(": ") + line.text;
        QCOMPARE(lines.size(), 7);
        QCOMPARE(lines[0], QStringLiteral("vendor: Investigating: We are looking into it."));
        QCOMPARE(lines[1], QStringLiteral("our checks: The first of them failed."));
        QVERIFY(lines.contains(QStringLiteral("alert held: Held for 90 s.")));
        QVERIFY(lines.contains(QStringLiteral("status: operational → major outage: Sign-in *errors* <b>")));
        QCOMPARE(lines.back(), QStringLiteral("note: ann: called the vendor"));
    }

    void markdownIsTextOnly_data()
    {
        QTest::addColumn<QString>("raw");
        QTest::addColumn<QString>("safe");
        QTest::newRow("plain") << QStringLiteral("a, b.") << QStringLiteral("a, b.");
        QTest::newRow("markup") << QStringLiteral("*a* [b](c) <d>")
                                << QStringLiteral("\\*a\\* \\[b\\](c) \\<d\\>");
        QTest::newRow("lines") << QStringLiteral("a\n# b") << QStringLiteral("a \\# b");
    }
    void markdownIsTextOnly()
    {
        QFETCH(const QString, raw);
        QFETCH(const QString, safe);
        QCOMPARE(markdownEscaped(raw), safe);
    }

    void document()
    {
        const Ports::Snapshot world = worldWithIncidents();
        const QString text = incidentMarkdown(sampleOktaStory(), world, sampleTime());
        for (const char *expected : { "# Okta: Trouble of okta", "- **Tier**: Critical",
                 "- **Worst**: Major outage", "- **Began**: 2026-04-24 09:19:00 UTC", "- **Ended**: it goes on",
                 "- **Duration**: 41 min", "- **Error budget burnt**: 94% of 43 min in 30 days",
                 "- **Told**: ops-chat", "- **Seen first by**: Our checks, 7 min before the vendor",
                 "## Explained by it", "- GitHub: partial outage", "## Timeline (UTC)",
                 "- 2026-04-24 09:40:00 — **note** — ann: called the vendor", "Sign-in \\*errors\\* \\<b\\>" })
            QVERIFY2(text.contains(QString::fromUtf8(expected)),
                qPrintable(QString::fromUtf8(expected) + u'\n' + text));
        QVERIFY(!text.contains(QStringLiteral("## Report")));
        Ports::IncidentStory over = storyOf(samplePastIncident());
        over.report.emplace();
        over.report->summary = QStringLiteral("AWS experienced partial outage for 52m.");
        QVERIFY(incidentMarkdown(over, world, sampleTime())
                    .endsWith(QStringLiteral("## Report\n\nAWS experienced partial outage for 52m.\n")));
        QCOMPARE(incidentFileName(over.incident), QStringLiteral("aws-incident-3"));
    }

    void wallAndTrayKnowWhoCares()
    {
        const Ports::Snapshot world = worldWithIncidents();
        const WallView wall = wallView(world, sampleTime(), Trust::Alive);
        QCOMPARE(wall.problems[0].name, QStringLiteral("Okta"));
        QVERIFY(!wall.problems[0].cared);
        QVERIFY(wall.problems[1].cared);
        QCOMPARE(wall.problems[1].foot, QStringLiteral("explained by Okta"));
        const TrayState tray = trayState(world, sampleTime());
        QCOMPARE(tray.unattended.size(), size_t { 1 });
        QCOMPARE(tray.unattended[0].incident, 7);
        QCOMPARE(tray.unattended[0].text, QStringLiteral("Okta, 41 min"));
    }
};

class IncidentModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void openOnesAtOnceThenTheOlder()
    {
        FakeSession session(worldWithIncidents());
        session.setStories({ sampleOktaStory(), storyOf(samplePastIncident()) });
        IncidentModel model(session);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.apply(session.snapshot());
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.openCount(), 3);
        model.ask();
        QTRY_COMPARE(model.rowCount(), 4);
        QVERIFY(!model.canFetchMore({}));
        const int aws = model.rowOf(3);
        QCOMPARE(cell(model, aws, IncidentModel::State), QStringLiteral("Over"));
        QCOMPARE(cell(model, aws, IncidentModel::Duration), QStringLiteral("52 min"));
        QCOMPARE(cell(model, model.rowOf(7), IncidentModel::Cause), QStringLiteral("explains 1 other"));
        QCOMPARE(cell(model, model.rowOf(8), IncidentModel::Cause), QStringLiteral("explained by Okta"));
        QCOMPARE(cell(model, model.rowOf(9), IncidentModel::Care), QStringLiteral("acknowledged by ann"));
        QCOMPARE(model.index(model.rowOf(9), IncidentModel::Name).data(CellRole::Mark).toString(),
            QStringLiteral("6 changes in 30 min"));
    }

    void isLoudOnlyWhereNobodyCares()
    {
        FakeSession session(worldWithIncidents());
        IncidentModel model(session);
        model.apply(session.snapshot());
        const auto tone = [&](qint64 id) {
            return model.index(model.rowOf(id), IncidentModel::State).data(CellRole::Tone);
        };
        QCOMPARE(tone(7).toInt(), static_cast<int>(Display::MajorOutage));
        QVERIFY(!tone(8).isValid());
        QVERIFY(!tone(9).isValid());
        session.change(QStringLiteral("okta"),
            [](Ports::ServiceRow &row) { row.silencedBy = QStringLiteral("silence of ann: moving house"); });
        model.apply(session.snapshot());
        QVERIFY(!tone(7).isValid());
        QCOMPARE(model.index(model.rowOf(7), IncidentModel::Name).data(CellRole::Mark).toString(),
            QStringLiteral("silent"));
    }

    void asksHowOneEnded()
    {
        FakeSession session(worldWithIncidents());
        Ports::IncidentStory okta = sampleOktaStory();
        session.setStories({ okta });
        IncidentModel model(session);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.apply(session.snapshot());
        okta.incident.closedAt = sampleTime();
        session.setStories({ okta });
        session.change(QStringLiteral("okta"), [](Ports::ServiceRow &row) { row.incident = {}; });
        model.apply(session.snapshot());
        QTRY_COMPARE(model.openCount(), 2);
        QCOMPARE(cell(model, model.rowOf(7), IncidentModel::State), QStringLiteral("Over"));
    }

    void pagesBackwards()
    {
        FakeSession session;
        std::vector<Ports::IncidentStory> stories;
        for (qint64 id = 250; id > 0; --id)
            stories.push_back(storyOf(samplePastIncident(id)));
        session.setStories(stories);
        IncidentModel model(session);
        model.ask();
        QTRY_COMPARE(model.rowCount(), 100);
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), 200);
        QCOMPARE(session.incidentQueries().back().beforeId, std::optional<qint64>(151));
        model.fetchMore({});
        QTRY_COMPARE(model.rowCount(), 250);
        QVERIFY(!model.canFetchMore({}));
    }

    void saysWhenItFails()
    {
        FakeSession session(worldWithIncidents());
        session.failWith(Error { ErrorCode::Unavailable, QStringLiteral("no database") });
        IncidentModel model(session);
        model.apply(session.snapshot());
        model.ask();
        QTRY_COMPARE(model.asking(), IncidentModel::Asking::Failed);
        QCOMPARE(model.problem(), QStringLiteral("Not possible at the moment: no database"));
        QCOMPARE(model.rowCount(), 3);
    }

    void thePastShowsWhatWasOpenThen()
    {
        FakeSession session(worldWithIncidents());
        session.setStories({ storyOf(samplePastIncident()) });
        IncidentModel model(session);
        model.apply(session.snapshot());
        Ports::Snapshot past = sampleSnapshot();
        past.past = true;
        past.at = sampleTime() - 26h + 10min;
        model.apply(share(past));
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(cell(model, 0, IncidentModel::State), QStringLiteral("Partial outage"));
        QCOMPARE(cell(model, 0, IncidentModel::Duration), QStringLiteral("10 min"));
        model.apply(session.snapshot());
        QCOMPARE(model.rowCount(), 3);
    }

    void sortsAndFilters()
    {
        FakeSession session(worldWithIncidents());
        session.setStories({ storyOf(samplePastIncident()) });
        IncidentModel model(session);
        MonitorFilter rows(model);
        model.apply(session.snapshot());
        model.ask();
        QTRY_COMPARE(rows.rowCount(), 4);
        QStringList order;
        for (int row = 0; row < 4; ++row)
            order << rows.index(row, 0).data(CellRole::Service).toString();
        QCOMPARE(order.join(u' '), QStringLiteral("okta github npm aws"));
        rows.setState(RowState::Well);
        QCOMPARE(rows.rowCount(), 1);
        rows.setState({});
        rows.setTier(Domain::Tier::Important);
        QCOMPARE(rows.rowCount(), 1);
        rows.setTier({});
        rows.setText(QStringLiteral("Identity"));
        QCOMPARE(rows.rowCount(), 1);
    }
};

class SilenceTextsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scopes()
    {
        const Ports::Snapshot world = sampleSnapshot();
        QStringList around;
        for (const Scope &scope : scopesOf(world, ServiceId(QStringLiteral("okta"))))
            around << scope.text;
        QCOMPARE(around,
            (QStringList { QStringLiteral("Okta"), QStringLiteral("all of Identity"),
                QStringLiteral("all that is tagged sso") }));
        const auto all = scopesOf(world, std::nullopt);
        QCOMPARE(all.size(), world.services.size() + 5 + 1 + 1);
        QCOMPARE(all.front().text, QStringLiteral("AWS"));
        QCOMPARE(all.back().match, Domain::AlertMatcher());
    }

    void matchers_data()
    {
        QTest::addColumn<Domain::AlertMatcher>("match");
        QTest::addColumn<QString>("text");
        Domain::AlertMatcher match;
        QTest::newRow("everything") << match << QStringLiteral("everything");
        match.services = { QStringLiteral("okta"), QStringLiteral("pay-*") };
        QTest::newRow("services") << match << QStringLiteral("Okta and pay-*");
        match.tiers = { Domain::Tier::Critical };
        match.statuses = { Status::Degraded };
        QTest::newRow("more") << match << QStringLiteral("Okta and pay-*, critical tier, when degraded");
        match = {};
        match.categories = { QStringLiteral("identity") };
        match.tags = { QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c") };
        QTest::newRow("tags") << match << QStringLiteral("all of Identity, tagged a, b and c");
    }
    void matchers()
    {
        QFETCH(const Domain::AlertMatcher, match);
        QFETCH(const QString, text);
        const Domain::Catalogue catalogue = sampleCatalogue();
        QCOMPARE(matcherText(match, &catalogue), text);
    }

    void lines()
    {
        Ports::Snapshot world = sampleSnapshot();
        Domain::Silence later;
        later.id = 1;
        later.author = QStringLiteral("ann");
        later.reason = QStringLiteral("move");
        later.from = sampleTime() + 24h;
        later.until = later.from + 1h;
        Domain::Silence active = later;
        active.id = 2;
        active.from = sampleTime() - 1h;
        active.until = sampleTime() + 41min;
        Domain::Silence over = active;
        over.id = 3;
        over.endedAt = sampleTime();
        world.silences = { later, active, over };
        Domain::MaintenancePlan plan;
        plan.id = 4;
        plan.origin = Domain::Origin::File;
        plan.title = QStringLiteral("Switch firmware");
        plan.from = sampleTime() - 10min;
        world.plans = { plan };
        const auto silences = silenceLines(world, sampleTime());
        QCOMPARE(silences.size(), size_t { 2 });
        QCOMPARE(silences[0].id, 2);
        QVERIFY(silences[0].active && !silences[1].active);
        QVERIFY2(silences[0].when.endsWith(QStringLiteral(", 41 min left")), qPrintable(silences[0].when));
        QCOMPARE(silences[0].why, QStringLiteral("ann: move"));
        const auto plans = planLines(world, sampleTime());
        QCOMPARE(plans.size(), size_t { 1 });
        QCOMPARE(plans[0].id, 0); // the file has it: it cannot be ended here
        QVERIFY(plans[0].active);
    }
};

int main(int argc, char **argv)
{
    return runAll(argc, argv, { make<IncidentTextsTest>, make<IncidentModelTest>, make<SilenceTextsTest> });
}

#include "tst_incidentmodels.moc"
