// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "engine/backtest.h"
#include "engine/localsession.h"
#include "rig.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QThreadPool>

using namespace Samples;
using Wf::Domain::IncidentNote;
using Wf::Domain::Suppression;
using Wf::Domain::TellingKind;
using Wf::Domain::Tier;
using Wf::Ports::Delivery;

namespace {
template <class T> const T &answered(const QFuture<T> &future)
{
    settle();
    Q_ASSERT(future.isFinished());
    static T kept;
    kept = future.result();
    return kept;
}

Wf::Domain::AlertRoute route(const char *name, std::vector<Wf::Domain::AlertStep> steps)
{
    Wf::Domain::AlertRoute result;
    result.name = QString::fromLatin1(name);
    result.steps = std::move(steps);
    return result;
}

Wf::Engine::EngineOptions heldFor(Wf::Millis hold)
{
    Wf::Engine::EngineOptions options;
    options.policy.hold = hold;
    return options;
}

/// One service that breaks a second after the start.
struct Broken : Rig {
    using Rig::say;
    explicit Broken(Wf::Engine::EngineOptions with = atOnce())
    {
        options = std::move(with);
        make();
        prober.say(id("a"), Status::Operational);
        start({ service("a") });
        run(1s);
        say(Status::MajorOutage);
    }
    void say(Status status) { Rig::say("a", status); }
    [[nodiscard]] Wf::Domain::Incident incident() const { return store.incidents().back(); }
    [[nodiscard]] std::vector<TellingKind> told() const
    {
        std::vector<TellingKind> kinds;
        for (const auto &each : incident().told)
            kinds.push_back(each.kind);
        return kinds;
    }
    Wf::Domain::Incident act(IncidentNote::Kind kind, const char *text = "")
    {
        return *answered(engine->act({ incident().id, kind, QStringLiteral("ann"), QString::fromLatin1(text) }));
    }
};
} // namespace

/// Incidents in the engine: remembered, told, answered by people.
class IncidentTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holdsAndTellsWhenItLasts()
    {
        Broken rig(heldFor(10min));
        QVERIFY(rig.notifier.sent.empty());
        QCOMPARE(rig.store.alerts().back().suppressed, Suppression::Held);
        QVERIFY(!rig.row("a").incident->acknowledged);
        rig.run(10min);
        QCOMPARE(rig.notifier.texts(), QStringList { QStringLiteral("change: A operational -> major_outage") });
        QCOMPARE(rig.store.alerts().back().channel, Wf::Domain::builtInChannel());
        QCOMPARE(rig.store.alerts().back().incident, std::optional(rig.incident().id));
    }

    void tellsNobodyOfWhatPassedWhileItWasHeld()
    {
        Broken rig(heldFor(10min));
        rig.say(Status::Operational);
        rig.run(30min);
        QVERIFY(rig.notifier.sent.empty());
        QVERIFY(rig.incident().closedAt);
        QVERIFY(!rig.row("a").incident);
    }

    void afterASleepItIsLookedAtBeforeItIsTold()
    {
        Broken rig(heldFor(10min));
        rig.prober.say(id("a"), Status::Operational);
        rig.clock.advance(1h); // nobody was awake
        rig.run(10min);
        QVERIFY2(rig.notifier.sent.empty(), qPrintable(rig.notifier.texts().join(u'\n')));
        QVERIFY(rig.incident().closedAt);
    }

    void aRestartTellsNothingTwice()
    {
        Broken rig;
        QCOMPARE(rig.notifier.sent.size(), size_t { 1 });
        rig.make();
        rig.start({ service("a") });
        rig.run(10min);
        QCOMPARE(rig.notifier.sent.size(), size_t { 1 });
        rig.say(Status::Operational);
        QCOMPARE(rig.notifier.texts().last(), QStringLiteral("change: A major_outage -> operational"));
        QCOMPARE(rig.store.incidents().size(), size_t { 1 });
    }

    void remindsUntilSomebodyAcknowledges()
    {
        auto options = atOnce();
        options.policy.routes = { route("all", { { 0ms, { Wf::Domain::builtInChannel() } } }) };
        options.policy.routes.front().repeat = 10min;
        Broken rig(options);
        rig.run(25min);
        QCOMPARE(rig.told(), (std::vector { TellingKind::First, TellingKind::Again, TellingKind::Again }));
        QCOMPARE(rig.act(IncidentNote::Kind::Acknowledged, "on it").acknowledged->by, QStringLiteral("ann"));
        rig.run(2h);
        QCOMPARE(rig.told().size(), size_t { 3 });
        QCOMPARE(rig.notifier.sent.back().letter.telling, TellingKind::Acknowledged);
        QCOMPARE(rig.notifier.sent.back().letter.acknowledgedBy, QStringLiteral("ann"));
        QCOMPARE(rig.store.notes().back().text, QStringLiteral("on it"));
        QCOMPARE(rig.row("a").incident->acknowledged->by, QStringLiteral("ann"));
    }

    void acknowledgesByTheKeyOfItsMessages()
    {
        Broken rig;
        const QString key = rig.notifier.sent.front().letter.dedupKey;
        QVERIFY(answered(rig.engine->acknowledge(key, QStringLiteral("bob"))));
        QCOMPARE(rig.incident().acknowledged->by, QStringLiteral("bob"));
        QCOMPARE(
            answered(rig.engine->acknowledge(QStringLiteral("no such key"), QStringLiteral("bob"))).error().code,
            Wf::ErrorCode::NotFound);
    }

    void aPersonResolvesAndTheNextTroubleIsToldAgain()
    {
        Broken rig;
        QCOMPARE(rig.act(IncidentNote::Kind::Resolved).resolvedBy, QStringLiteral("ann"));
        rig.run(1s);
        QCOMPARE(rig.notifier.sent.back().letter.telling, TellingKind::Over);
        QCOMPARE(answered(rig.engine->act(
                              { rig.incident().id, IncidentNote::Kind::Resolved, QStringLiteral("bob"), {} }))
                     .error()
                     .code,
            Wf::ErrorCode::Conflict);
        QCOMPARE(
            answered(rig.engine->act({ rig.incident().id, IncidentNote::Kind::Note, QStringLiteral("bob"), {} }))
                .error()
                .field,
            QStringLiteral("text"));
    }

    void takesNotesOfWhatIsLongOver()
    {
        Broken rig;
        rig.say(Status::Operational);
        rig.run(2h);
        (void)rig.act(IncidentNote::Kind::Note, "it was the DNS");
        QCOMPARE(rig.store.notes().back().text, QStringLiteral("it was the DNS"));
        QCOMPARE(
            answered(rig.engine->act({ 99, IncidentNote::Kind::Note, QStringLiteral("bob"), QStringLiteral("x") }))
                .error()
                .code,
            Wf::ErrorCode::NotFound);
    }

    void aSilenceHoldsAndItsEndTells()
    {
        Rig rig;
        rig.prober.say(id("a"), Status::Operational);
        rig.start({ service("a") });
        rig.run(1s);
        Wf::Domain::Silence silence;
        silence.match.services = { QStringLiteral("a") };
        silence.author = QStringLiteral("ann");
        silence.reason = QStringLiteral("we know");
        silence.from = rig.clock.now();
        silence.until = rig.clock.now() + 1h;
        QVERIFY(answered(rig.engine->addSilence(silence)));
        QVERIFY(rig.row("a").silencedBy.contains(QStringLiteral("we know")));
        rig.prober.say(id("a"), Status::MajorOutage);
        rig.run(30min);
        QVERIFY(rig.notifier.sent.empty());
        QCOMPARE(rig.store.alerts().back().suppressed, Suppression::Silenced);
        rig.run(31min);
        QCOMPARE(rig.notifier.sent.size(), size_t { 1 });
        QVERIFY(rig.row("a").silencedBy.isEmpty());
        silence.until = rig.clock.now() - 1h;
        QCOMPARE(answered(rig.engine->addSilence(silence)).error().field, QStringLiteral("until"));
    }

    void troubleThatOutlastsTheVendorsMaintenanceIsTold()
    {
        Rig rig;
        rig.options = atOnce();
        rig.make();
        rig.prober.say(id("a"), Status::Operational);
        rig.start({ service("a") });
        rig.run(1s);
        auto work = seen(id("a"), Status::MajorOutage, QStringLiteral("all is down"));
        work.maintenance = true;
        rig.prober.say(id("a"), work);
        rig.run(3min);
        QVERIFY(rig.row("a").state.maintenance);
        QVERIFY(rig.notifier.sent.empty());
        work.maintenance = false;
        rig.prober.say(id("a"), work);
        rig.run(3min);
        QCOMPARE(rig.notifier.texts().filter(QStringLiteral("change:")).size(), 1);
    }

    void ownMaintenanceIsAnOverlayWithNotices()
    {
        Rig rig;
        rig.notifier.channels.insert(QStringLiteral("ops"));
        rig.prober.say(id("a"), Status::Operational);
        rig.start({ service("a") });
        rig.run(1s);
        Wf::Domain::MaintenancePlan plan;
        plan.title = QStringLiteral("patch night");
        plan.match.services = { QStringLiteral("a") };
        plan.from = rig.clock.now() + 1h;
        plan.length = 1h;
        plan.noticeBefore = 30min;
        plan.channels = { QStringLiteral("ops") };
        QVERIFY(answered(rig.engine->addMaintenance(plan)));
        rig.run(31min);
        QCOMPARE(rig.notifier.texts(), QStringList { QStringLiteral("maintenance: patch night") });
        QVERIFY(!rig.row("a").state.maintenance);
        rig.run(30min);
        QVERIFY(rig.row("a").state.maintenance);
        rig.say("a", Status::MajorOutage);
        QCOMPARE(rig.notifier.sent.size(), size_t { 1 });
        QCOMPARE(rig.store.alerts().back().suppressed, Suppression::MaintenanceWindow);
        rig.run(1h);
        QVERIFY(!rig.row("a").state.maintenance);
        QCOMPARE(rig.notifier.texts().filter(QStringLiteral("maintenance:")).size(), 2);
        QCOMPARE(rig.notifier.texts().filter(QStringLiteral("change:")).size(), 1); // it did not come back
    }

    void dependentsSpeakWhenTheirCauseIsOverAndTheyAreNot()
    {
        Rig rig;
        rig.options.policy.hold = 3min;
        rig.options.policy.settle = 5min;
        rig.make();
        std::vector<Wf::Domain::Service> services { service("up"), service("d1"), service("d2"), service("d3") };
        auto world = catalogue(services);
        for (const char *each : { "d1", "d2", "d3" })
            world->dependencies.push_back(
                { id("up"), id(each), QStringLiteral("it stops"), Wf::Domain::EdgeSeverity::High });
        for (const auto &each : services)
            rig.prober.say(each.id, Status::Operational);
        (void)rig.engine->start(world);
        settle();
        rig.run(1s);
        for (const auto &each : services)
            rig.prober.say(each.id, Status::MajorOutage);
        rig.run(6min);
        QCOMPARE(rig.notifier.texts(),
            QStringList { QStringLiteral(
                "aggregated: UP operational -> major_outage with D1: it stops, D2: it stops, D3: it stops") });
        QCOMPARE(rig.row("d1").explainedBy, QStringLiteral("UP"));
        for (const char *each : { "up", "d1", "d2" })
            rig.prober.say(id(each), Status::Operational);
        rig.run(12min);
        QCOMPARE(rig.notifier.texts().size(), 3);
        QVERIFY(rig.notifier.texts().contains(QStringLiteral("change: UP major_outage -> operational")));
        QVERIFY(rig.notifier.texts().contains(QStringLiteral("change: D3 operational -> major_outage")));
        QVERIFY(rig.row("d3").explainedBy.isEmpty());
    }

    void aChannelThatIsSilentIsToldThroughTheOthers()
    {
        auto options = atOnce();
        options.policy.routes = { route(
            "all", { { 0ms, { Wf::Domain::builtInChannel(), QStringLiteral("mail") } } }) };
        Rig rig;
        rig.options = options;
        rig.notifier.channels.insert(QStringLiteral("mail"));
        rig.make();
        rig.prober.say(id("a"), Status::Operational);
        rig.start({ service("a") });
        rig.run(1s);
        rig.notifier.failing = QStringLiteral("mail");
        rig.say("a", Status::MajorOutage);
        rig.run(30min);
        const QStringList news = rig.notifier.texts().filter(QStringLiteral("channel: mail"));
        QCOMPARE(news.size(), 1);
        QCOMPARE(rig.store.alerts().back().kind, QStringLiteral("channel"));
        rig.notifier.failing.clear();
        rig.run(30min);
        QCOMPARE(rig.notifier.texts().filter(QStringLiteral("channel: mail")).size(), 2);
    }

    void threadsFollowTheFirstMessage()
    {
        Broken rig;
        rig.notifier.script = { { Delivery::Outcome::Delivered, QStringLiteral("HTTP 200"), {}, {},
            QStringLiteral("C1:17.5") } };
        rig.act(IncidentNote::Kind::Acknowledged);
        rig.run(1s);
        rig.say(Status::Operational);
        QCOMPARE(rig.notifier.sent.back().letter.thread, QStringLiteral("C1:17.5"));
        QCOMPARE(rig.incident().threads.value(Wf::Domain::builtInChannel()), QStringLiteral("C1:17.5"));
    }

    void reportsWhatIsOverAndDraftsAPostmortem()
    {
        const QTemporaryDir folder;
        auto options = atOnce();
        options.postmortems = folder.filePath(QStringLiteral("a/b"));
        Broken rig(options);
        rig.run(20min);
        rig.say(Status::Operational);
        settle();
        QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000));
        QCOMPARE(rig.store.reports().size(), size_t { 1 });
        const Wf::Domain::Report report = rig.store.reports().front();
        QCOMPARE(report.peak, Status::MajorOutage);
        QCOMPARE(report.incident, std::optional(rig.incident().id));
        QDirIterator files(options.postmortems, QDir::Files);
        QVERIFY(files.hasNext());
        QCOMPARE(QFileInfo(files.next()).fileName(), Wf::Domain::postmortemFile(report));
        QVERIFY(!files.hasNext());
    }

    void aDraftThatCannotBeWrittenStopsNothing()
    {
        auto options = atOnce();
        options.postmortems = QStringLiteral("/proc/no/such/place");
        Broken rig(options);
        rig.run(20min);
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("postmortem")));
        rig.say(Status::Operational);
        settle();
        QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000));
        QCOMPARE(rig.store.reports().size(), size_t { 1 });
        QCOMPARE(rig.row("a").state.status, Status::Operational);
    }

    void triesARouteForReal()
    {
        Broken rig;
        const auto outcome =
            answered(rig.engine->tryAlert({ QStringLiteral("important"), {}, QStringLiteral("ann") }));
        QVERIFY(outcome);
        QCOMPARE(outcome->deliveries.size(), size_t { 1 });
        QCOMPARE(outcome->deliveries.front().delivery.outcome, Delivery::Outcome::Delivered);
        QCOMPARE(rig.notifier.sent.back().letter.kind, Wf::Domain::LetterKind::Test);
        QCOMPARE(rig.store.alerts().back().kind, QStringLiteral("test"));
        QCOMPARE(
            answered(rig.engine->tryAlert({ QStringLiteral("nights"), {}, QStringLiteral("ann") })).error().field,
            QStringLiteral("route"));
        QCOMPARE(
            answered(rig.engine->tryAlert({ {}, QStringLiteral("fax"), QStringLiteral("ann") })).error().field,
            QStringLiteral("channel"));
    }

    void aVendorsCallIsBelievedAndCheckedSoon()
    {
        Rig rig;
        rig.prober.say(id("a"), Status::Operational);
        rig.start({ service("a") });
        rig.run(1s);
        const size_t asked = rig.prober.asked.size();
        QVERIFY(
            answered(rig.engine->vendorCalled({ id("a"), Status::MajorOutage, QStringLiteral("major_outage") })));
        QCOMPARE(rig.store.events().back().source, QStringLiteral("webhook"));
        QCOMPARE(rig.row("a").state.status, Status::MajorOutage);
        rig.run(1s);
        QVERIFY(rig.prober.asked.size() > asked);
        QVERIFY(answered(rig.engine->vendorCalled({ id("a"), std::nullopt, {} })));
        QCOMPARE(answered(rig.engine->vendorCalled({ id("b"), std::nullopt, {} })).error().code,
            Wf::ErrorCode::NotFound);
    }

    void replaysAPolicyOverWhatHappened()
    {
        Wf::Engine::Replay input;
        input.catalogue = catalogue({ service("a"), service("b", Tier::Critical) });
        input.graph = std::make_shared<Wf::Domain::Graph>(*input.catalogue);
        input.policy = Wf::Domain::defaultPolicy();
        const Wf::Instant noon { 1'770'000'000s };
        input.from = noon;
        input.to = noon + 24h;
        const auto event = [&](const char *service, Wf::Millis after, Status from, Status to) {
            Wf::Domain::Event result;
            result.service = id(service);
            result.previous = from;
            result.next = to;
            result.at = noon + after;
            input.events.push_back(result);
        };
        event("a", 1min, Status::Operational, Status::Degraded); // passes while it is held
        event("a", 2min, Status::Degraded, Status::Operational);
        event("b", 1h, Status::Operational, Status::MajorOutage); // at once
        event("a", 2h, Status::Operational, Status::Degraded); // after the hold
        event("b", 3h, Status::MajorOutage, Status::Operational);
        const Wf::Ports::BacktestResult result = Wf::Engine::replay(input);
        QCOMPARE(result.changes, qint64 { 5 });
        QCOMPARE(result.incidents, qint64 { 3 });
        QStringList told;
        for (const auto &message : result.would)
            told.append(QStringLiteral("%1 %2 %3")
                            .arg(message.service.value, Wf::Domain::word(message.telling.kind))
                            .arg((message.at - noon) / 1s));
        QCOMPARE(told,
            (QStringList {
                QStringLiteral("b first 3600"), QStringLiteral("a first 7290"), QStringLiteral("b over 10800") }));
    }
};

std::unique_ptr<QObject> incidentTest()
{
    return std::make_unique<IncidentTest>();
}

#include "incidenttest.moc"
