// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "engine/scheduler.h"
#include "samples.h"

#include <numeric>

using namespace Samples;
using Wf::Millis;
using Wf::Engine::Scheduler;

namespace {
std::vector<Wf::Domain::Service> many(int count)
{
    std::vector<Wf::Domain::Service> services;
    services.reserve(static_cast<size_t>(count));
    for (int i = 0; i < count; ++i)
        services.push_back(service(qPrintable(QStringLiteral("s%1").arg(i))));
    return services;
}

/// Asks and answers at once for a while; the number of questions in each second.
std::vector<int> questionsBySecond(Scheduler &scheduler, Millis from, int seconds)
{
    std::vector<int> counts(static_cast<size_t>(seconds));
    for (Millis now = from; now < from + Millis { seconds * 1000 }; now += 50ms) {
        for (const Scheduler::Due &due : scheduler.takeDue(now)) {
            ++counts[static_cast<size_t>((now - from).count() / 1000)];
            scheduler.answered(due.target, now, 60s);
        }
    }
    return counts;
}
} // namespace

class SchedulerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void spreadsAThousandTargetsOverTheMinute()
    {
        Scheduler scheduler;
        scheduler.setCatalogue(*catalogue(many(1000)), {}, 0ms);
        QCOMPARE(scheduler.size(), size_t { 1000 });
        const std::vector<int> first = questionsBySecond(scheduler, 0ms, 60);
        QCOMPARE(first[0], 20); // at start one every 50 ms
        (void)questionsBySecond(scheduler, 60s, 120);
        const std::vector<int> later = questionsBySecond(scheduler, 180s, 60);
        QCOMPARE(std::accumulate(later.begin(), later.end(), 0), 1000);
        QVERIFY2(*std::ranges::max_element(later) < 40, "a cliff");
        QVERIFY2(*std::ranges::min_element(later) > 2, "a hole");
        QCOMPARE(questionsBySecond(scheduler, 240s, 60), later); // everyone has kept its slot
    }

    void asksOnceForMonitorsThatShareAUrl()
    {
        auto services = many(3);
        for (auto &each : services)
            each.monitors.front().url = QUrl(QStringLiteral("https://one.example/summary.json"));
        services[1].monitors.front().interval = 20s;
        services[2].monitors.front().timeout = 3s;
        Scheduler scheduler;
        scheduler.setCatalogue(*catalogue(services), {}, 0ms);
        const auto due = scheduler.takeDue(0ms);
        QCOMPARE(due.size(), size_t { 1 });
        QCOMPARE(due.front().question->monitors.size(), size_t { 3 });
        QCOMPARE(due.front().question->timeout, Millis { 3s });
        scheduler.answered(due.front().target, 0ms, 20s);
        QVERIFY(*scheduler.nextDue() <= 30s); // the shortest interval counts
        QCOMPARE(scheduler.nextDue(id("s0")), scheduler.nextDue(id("s2")));
    }

    void keepsItsSlotWhenItWaitsLonger()
    {
        Scheduler scheduler;
        scheduler.setCatalogue(*catalogue(many(1)), {}, 0ms);
        const int target = scheduler.takeDue(0ms).front().target;
        scheduler.answered(target, 0ms, 60s);
        const Millis slot = *scheduler.dueOf(target);
        QCOMPARE(scheduler.takeDue(slot).size(), size_t { 1 });
        scheduler.answered(target, slot + 1s, 120s);
        QCOMPARE(*scheduler.dueOf(target), slot + 120s);
        QVERIFY(scheduler.takeDue(slot + 119s).empty());
    }

    void neverAsksTheSameTwiceAtOnce()
    {
        Scheduler scheduler;
        scheduler.setCatalogue(*catalogue(many(1)), {}, 0ms);
        QCOMPARE(scheduler.takeDue(0ms).size(), size_t { 1 });
        scheduler.askNow(std::nullopt, 10ms);
        QVERIFY(scheduler.takeDue(300s).empty());
        QVERIFY(!scheduler.nextDue(id("s0")));
    }

    void neverAsksTwiceATargetThatLeftAndCameBack()
    {
        Scheduler scheduler;
        scheduler.setCatalogue(*catalogue(many(2)), {}, 0ms);
        const auto asked = scheduler.takeDue(100ms);
        QCOMPARE(asked.size(), size_t { 2 });
        scheduler.setCatalogue(*catalogue(many(1)), {}, 200ms);
        scheduler.setCatalogue(*catalogue(many(2)), {}, 300ms);
        QVERIFY(scheduler.takeDue(10s).empty());
        for (const auto &due : asked)
            scheduler.answered(due.target, 10s, 60s);
        QCOMPARE(scheduler.takeDue(200s).size(), size_t { 2 });
    }

    void forgetsATargetThatLeftWhileItWasAsked()
    {
        Scheduler scheduler;
        scheduler.setCatalogue(*catalogue(many(2)), {}, 0ms);
        const auto asked = scheduler.takeDue(100ms);
        scheduler.setCatalogue(*catalogue(many(1)), {}, 200ms);
        for (const auto &due : asked)
            scheduler.answered(due.target, 300ms, 60s);
        QCOMPARE(scheduler.size(), size_t { 1 });
        scheduler.answered(4711, 300ms, 60s); // nobody knows it: no harm
        QCOMPARE(scheduler.takeDue(300s).size(), size_t { 1 });
    }

    void asksAnUnconfirmedChangeAgainSoon()
    {
        Scheduler scheduler;
        scheduler.setCatalogue(*catalogue(many(1)), {}, 0ms);
        const auto due = scheduler.takeDue(0ms);
        scheduler.answered(due.front().target, 1s, 15s);
        QCOMPARE(*scheduler.nextDue(), Millis { 16s });
    }

    void keepsTimesOverAReload()
    {
        Scheduler scheduler;
        scheduler.setCatalogue(*catalogue(many(3)), {}, 0ms);
        for (const auto &due : scheduler.takeDue(1s))
            scheduler.answered(due.target, 1s, 60s);
        const auto before = scheduler.nextDue(id("s1"));
        scheduler.setCatalogue(*catalogue(many(4)), {}, 2s);
        QCOMPARE(scheduler.nextDue(id("s1")), before);
        QCOMPARE(*scheduler.nextDue(id("s3")), Millis { 2s }); // new ones are asked at once
    }

    void hurriesWhenTheIntervalShrinks()
    {
        auto services = many(1);
        services[0].monitors.front().interval = 1h;
        Scheduler scheduler;
        scheduler.setCatalogue(*catalogue(services), {}, 0ms);
        scheduler.answered(scheduler.takeDue(0ms).front().target, 0ms, 1h);
        services[0].monitors.front().interval = 10s;
        scheduler.setCatalogue(*catalogue(services), {}, 1s);
        QVERIFY(*scheduler.nextDue() <= 16s);
    }

    void tellsHowLateAQuestionStarts()
    {
        Scheduler scheduler;
        scheduler.setCatalogue(*catalogue(many(1)), {}, 5s);
        QCOMPARE(scheduler.takeDue(12s).front().late, Millis { 7s });
    }

    void bringsForwardOneServiceOrAllInTurn()
    {
        Scheduler scheduler;
        scheduler.setCatalogue(*catalogue(many(100)), {}, 0ms);
        for (const auto &due : scheduler.takeDue(60s))
            scheduler.answered(due.target, 60s, 60s);
        scheduler.askNow(id("s7"), 61s);
        QCOMPARE(scheduler.takeDue(61s).size(), size_t { 1 });
        scheduler.askNow(std::nullopt, 62s);
        QVERIFY(scheduler.takeDue(62s).size() < 10);
        QCOMPARE(scheduler.takeDue(68s).size() > 80, true);
    }

    void tellsOfQuestionsThatStayOpen()
    {
        Scheduler scheduler;
        scheduler.setCatalogue(*catalogue(many(1)), {}, 0ms);
        QCOMPARE(scheduler.takeDue(0ms).size(), size_t { 1 });
        QVERIFY(scheduler.overdue(239s).empty());
        QCOMPARE(scheduler.overdue(240s).size(), size_t { 1 }); // four intervals of 60 s
        QVERIFY(scheduler.overdue(241s).empty()); // told once
        QCOMPARE(scheduler.overdue(480s).size(), size_t { 1 });
    }

    void leavesManualRetiredAndNamesakesAlone()
    {
        auto retired = service("gone");
        retired.retired = true;
        auto unaskable = service("feed");
        unaskable.monitors.front().asked = false;
        Scheduler scheduler;
        scheduler.setCatalogue(*catalogue({ manualService("badge"), retired, unaskable }), {}, 0ms);
        QCOMPARE(scheduler.size(), size_t { 0 });
        QVERIFY(!scheduler.nextDue());
    }
};

std::unique_ptr<QObject> schedulerTest()
{
    return std::make_unique<SchedulerTest>();
}

#include "schedulertest.moc"
