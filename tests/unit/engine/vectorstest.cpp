// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "config/definitions.h"
#include "rig.h"
#include "testkit/vectors.h"

#include <QJsonArray>
#include <QTest>

#include <functional>

using namespace Samples;
using Wf::Millis;
using Wf::Engine::Scheduler;
using Wf::Ports::Pausing;

namespace {
MonitorId page(const char *service)
{
    return MonitorId(id(service).value + QStringLiteral(":page"));
}

std::vector<Wf::Domain::Sample> resultsOf(const Rig &rig, const char *service)
{
    return rig.store.samples(page(service), {}, Wf::Instant::max());
}

void dueSelection()
{
    Scheduler scheduler;
    scheduler.setCatalogue(
        *catalogue({ service("a"), service("b"), manualService("c"), service("d") }), { page("d") }, 0ms);
    QHash<QString, int> targets;
    while (targets.size() < 2) {
        for (const Scheduler::Due &due : scheduler.takeDue(60s))
            targets.insert(due.question->monitors.front().service.value, due.target);
    }
    scheduler.answered(targets.value(QStringLiteral("a")), 60s, 10s);
    scheduler.answered(targets.value(QStringLiteral("b")), 60s, 41s);
    QVERIFY(scheduler.takeDue(70s - 1ms).empty());
    const auto due = scheduler.takeDue(71s);
    QCOMPARE(due.size(), size_t { 1 });
    QCOMPARE(due.front().target, targets.value(QStringLiteral("a")));
    QCOMPARE(due.front().late, Millis { 1s });
}

/// Mended: nothing is floored; each keeps its own second, however long an answer takes.
void keepsItsSlot()
{
    auto slow = service("a");
    slow.monitors.front().interval = 5min;
    Scheduler scheduler;
    scheduler.setCatalogue(*catalogue({ slow }), {}, 0ms);
    Millis now { 0 };
    Millis last { 0 };
    for (int round = 0; round < 10; ++round) {
        const auto due = scheduler.takeDue(now);
        QCOMPARE(due.size(), size_t { 1 });
        const Millis answered = now + round % 3 * 32'500ms;
        scheduler.answered(due.front().target, answered, 5min);
        const Millis next = *scheduler.nextDue();
        QVERIFY(next > answered && next <= answered + 5min);
        if (round > 1)
            QCOMPARE(next - last, Millis { 5min });
        last = next;
        now = next;
    }
}

void pausedIsNotAsked()
{
    Rig rig;
    rig.start({ service("a") });
    rig.run(65s);
    const auto paused = rig.engine->setPaused({ page("a") }, Pausing::Pause);
    rig.run(1s);
    QVERIFY(paused.result());
    const size_t asked = rig.prober.asked.size();
    const size_t results = resultsOf(rig, "a").size();
    rig.run(10min);
    QCOMPARE(rig.prober.asked.size(), asked);
    QCOMPARE(resultsOf(rig, "a").size(), results);
    QVERIFY(!rig.row("a").nextPollAt);
}

/// Mended: any interval from a second to a day; what is refused names its field.
void intervalChoices()
{
    const auto asked = [](const QString &interval) {
        const QJsonObject monitor { { QStringLiteral("kind"), QStringLiteral("http") },
            { QStringLiteral("url"), QStringLiteral("https://x.example/") },
            { QStringLiteral("interval"), interval } };
        return Wf::Config::readDefinition({ { QStringLiteral("id"), QStringLiteral("x") },
                                              { QStringLiteral("monitors"), QJsonArray { monitor } } },
            {});
    };
    for (const int minutes : { 1, 5, 10, 15, 30, 60, 2, 7, 120 }) {
        const auto read = asked(QStringLiteral("%1m").arg(minutes));
        QVERIFY(read);
        QCOMPARE(read->monitors.front().interval, Millis { minutes * 1min });
    }
    for (const char *wrong : { "0", "0m", "500ms", "25h", "soon" }) {
        const auto refused = asked(QString::fromLatin1(wrong));
        QVERIFY2(!refused, wrong);
        QCOMPARE(refused.error().field, QStringLiteral("monitors[0].interval"));
    }
}

/// Mended: what a prober gives up is asked again at a quarter of the interval, for ever; it is no failure of the
/// target.
void givenUpIsAskedAgain()
{
    Rig rig;
    rig.start({ service("a") });
    rig.run(65s);
    const size_t asked = rig.prober.asked.size();
    rig.prober.holding = true;
    rig.run(60s);
    rig.prober.abandon();
    rig.prober.holding = false;
    rig.run(16s);
    QCOMPARE(rig.prober.asked.size(), asked + 2);
    QVERIFY(rig.row("a").state.status == Status::Operational);
    for (const Wf::Domain::Sample &sample : resultsOf(rig, "a"))
        QVERIFY(!Wf::Domain::isTrouble(sample.status));
}

void suspendIsNoOutage()
{
    Rig rig;
    rig.start({ service("a") });
    rig.run(65s);
    const auto began = rig.clock.now() - 65s;
    rig.clock.advance(3h);
    rig.run(2min);
    const auto history = rig.store.intervals(id("a"));
    const Wf::Domain::Uptime uptime = Wf::Domain::uptime(history, began, rig.clock.now());
    QCOMPARE(uptime.percent().value_or(0), 100.0);
    QVERIFY(uptime.coverage() < 0.1);
    QVERIFY(rig.notifier.sent.empty());
}

/// One engine asks, and never the same twice at once: a second report of the same outage is no second change.
void reportedTwice()
{
    Workbench bench(catalogue({ service("a") }));
    Wf::Domain::Observation well;
    well.monitor = page("a");
    well.status = Status::Operational;
    (void)bench.observe({ well });
    Wf::Domain::Observation down = well;
    down.status = Status::MajorOutage;
    const Wf::Engine::Tick tick = bench.observe({ down, down });
    QCOMPARE(tick.changes.size(), size_t { 1 });
    QCOMPARE(tick.batch.alerts.size(), size_t { 1 });
}

const QHash<QString, std::function<void()>> &plays()
{
    static const QHash<QString, std::function<void()>> all {
        { QStringLiteral("scheduler: due selection"), dueSelection },
        { QStringLiteral("scheduler: next check floors to the minute"), keepsItsSlot },
        { QStringLiteral("scheduler: paused site"), pausedIsNotAsked },
        { QStringLiteral("scheduler: interval choices"), intervalChoices },
        { QStringLiteral("scheduler: unexpected error retries"), givenUpIsAskedAgain },
        { QStringLiteral("target: suspend is not an outage"), suspendIsNoOutage },
        { QStringLiteral("target: exactly-once incident"), reportedTwice },
    };
    return all;
}
} // namespace

/// The recorded cases of the other reference system about asking at the right time, its defects mended.
class VectorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recorded_data()
    {
        QTest::addColumn<QString>("key");
        const QJsonArray cases = Wf::TestKit::recordedCases(QStringLiteral("uptime-monitor.json"));
        if (cases.isEmpty())
            QTest::newRow("absent") << QString();
        for (const QJsonValue each : cases) {
            const QString area = each[u"area"].toString();
            const QString key = QString(area + QStringLiteral(": ") + each[u"name"].toString());
            if (area == QLatin1String("scheduler") || plays().contains(key))
                QTest::newRow(qPrintable(key)) << key;
        }
    }
    void recorded()
    {
        QFETCH(const QString, key);
        if (key.isEmpty())
            QSKIP("no recorded cases: set WF_SHARED to the folder that holds vectors/uptime-monitor.json");
        QVERIFY2(plays().contains(key), "nobody plays this case");
        plays().value(key)();
    }
};

std::unique_ptr<QObject> vectorsTest()
{
    return std::make_unique<VectorsTest>();
}

#include "vectorstest.moc"
