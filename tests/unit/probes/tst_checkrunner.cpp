// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_checkrunner.h"

#include "checkkit.h"
#include "probes/checkprober.h"
#include "testkit/fakeprober.h"

using namespace Wf;
using namespace Wf::Domain;
using Probes::Places;
using TestKit::FakeHttpServer;
using TestKit::FakeResponse;

namespace {
MonitorSpec monitor(const char *id, const CheckSpec &check)
{
    MonitorSpec spec;
    spec.id = MonitorId(QString::fromLatin1(id));
    spec.kind = kindWord(check);
    spec.check = check;
    return spec;
}

CheckSpec webCheck(const QUrl &url)
{
    CheckSpec spec;
    spec.target = CheckKit::web(url);
    return spec;
}

Ports::Question asking(std::vector<MonitorSpec> monitors)
{
    Ports::Question question;
    question.kind = QStringLiteral("http");
    question.monitors = std::move(monitors);
    return question;
}
} // namespace

void CheckRunnerTest::placesAreGivenInOrder()
{
    Places places({ 2, 2, 3 });
    QList<int> started;
    const auto start = [&](int which) { return [&started, which] { started.append(which); }; };
    for (int i = 1; i <= 5; ++i)
        QCOMPARE(places.enter(quint64(i), QStringLiteral("h"), start(i)), Places::Entry::Accepted);
    QCOMPARE(places.enter(6, QStringLiteral("h"), start(6)), Places::Entry::Full);
    QCOMPARE(started, (QList<int> { 1, 2 }));
    places.leave(4); // gives up waiting
    places.leave(1);
    QCOMPARE(started, (QList<int> { 1, 2, 3 }));
    places.leave(2);
    places.leave(2); // is nobody by now
    QCOMPARE(started, (QList<int> { 1, 2, 3, 5 }));
    QCOMPARE(places.running(), 2);
    QCOMPARE(places.runningAt(QStringLiteral("h")), 2);
    places.leave(3);
    places.leave(5);
    QCOMPARE(places.running(), 0);
    QCOMPARE(places.waiting(), 0);
}

void CheckRunnerTest::placesOfABusyHostHoldNobodyUp()
{
    Places places({ 3, 1, 100 });
    QStringList started;
    const auto enter = [&](quint64 id, const char *host) {
        const QString name = QString::fromLatin1(host);
        QCOMPARE(places.enter(id, name, [&started, name] { started.append(name); }), Places::Entry::Accepted);
    };
    enter(1, "a");
    enter(2, "a");
    enter(3, "b");
    QCOMPARE(started, (QStringList { QStringLiteral("a"), QStringLiteral("b") }));
    enter(4, "c");
    enter(5, "d");
    QCOMPARE(places.running(), 3);
    places.leave(1); // the second of a came before d
    QCOMPARE(started.last(), QStringLiteral("a"));
    places.leave(3);
    QCOMPARE(started.last(), QStringLiteral("d"));
}

void CheckRunnerTest::placesAreManyAndCheap()
{
    // All at one host, each leaving as it starts: neither recursion nor a walk along the queue.
    Places places({ 8, 1, 200'000 });
    int started = 0;
    QCOMPARE(places.enter(1'000'000, QStringLiteral("h"), [] {}), Places::Entry::Accepted);
    for (quint64 id = 1; id <= 100'000; ++id) {
        const auto entry = places.enter(id, QStringLiteral("h"), [&, id] {
            ++started;
            places.leave(id);
        });
        QCOMPARE(entry, Places::Entry::Accepted);
    }
    QCOMPARE(started, 0);
    places.leave(1'000'000);
    QCOMPARE(started, 100'000);
    QCOMPARE(places.waiting(), 0);
}

void CheckRunnerTest::limitsPerHostAndInAll()
{
    FakeHttpServer server;
    server.handle([](const TestKit::FakeRequest &) {
        FakeResponse response { 200, {} };
        response.delay = Millis { 20 };
        return response;
    });
    Probes::CheckOptions options;
    options.places = { 100, 3, 1000 };
    CheckKit kit(options);
    std::vector<Probes::CheckTicket> tickets;
    tickets.reserve(20);
    int ended = 0;
    for (int i = 0; i < 20; ++i)
        tickets.push_back(kit.runner.run(webCheck(server.url()), Seconds { 20 },
            [&](const CheckRun &run) { ended += run.end == CheckEnd::Answered ? 1 : 0; }));
    QCOMPARE(kit.runner.running(), 3);
    QTRY_COMPARE_WITH_TIMEOUT(ended, 20, 20'000);
    QCOMPARE(server.mostAtOnce(), 3);
    QCOMPARE(kit.runner.running(), 0);
    QCOMPARE(kit.runner.load().waited.count(), quint64(20)); // each for a place, however short
}

void CheckRunnerTest::tooManyAreNotAsked()
{
    FakeHttpServer server;
    server.always("/", { 200, {}, {}, FakeResponse::Manner::Hang });
    Probes::CheckOptions options;
    options.places = { 1, 1, 2 };
    CheckKit kit(options);
    std::vector<Probes::CheckTicket> tickets;
    tickets.reserve(3);
    for (int i = 0; i < 3; ++i)
        tickets.push_back(kit.runner.run(webCheck(server.url()), Seconds { 60 }, [](const CheckRun &) {}));
    const auto run = kit.run(webCheck(server.url()));
    VERIFY_ENDED(run, NotAsked, "too many checks are waiting (2)");
    QCOMPARE(run.result.failure, run.reason);
    const Ports::CheckLoad load = kit.runner.load();
    QCOMPARE(load.running, 1);
    QCOMPARE(load.waiting, 2);
    QCOMPARE(load.dropped, quint64(1));
    QCOMPARE(load.waited.count(), quint64(1));
}

void CheckRunnerTest::cancelledChecksAreNotTold()
{
    FakeHttpServer server;
    server.always("/", { 200, {}, {}, FakeResponse::Manner::Hang });
    CheckKit kit;
    int told = 0;
    {
        const auto ticket =
            kit.runner.run(webCheck(server.url()), Seconds { 60 }, [&](const CheckRun &) { ++told; });
        QTRY_COMPARE(server.count(), 1);
    }
    QCOMPARE(kit.runner.running(), 0);
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(told, 0);
}

void CheckRunnerTest::goesWhileChecksRun()
{
    FakeHttpServer server;
    server.always("/", { 200, {}, {}, FakeResponse::Manner::Hang });
    int told = 0;
    {
        CheckKit kit;
        std::vector<Probes::CheckTicket> tickets;
        std::vector<CheckSpec::Target> targets { CheckKit::web(server.url()),
            TcpSpec { QStringLiteral("127.0.0.1"), server.serverPort(), StartTls::Smtp, {}, {} },
            TlsSpec { QStringLiteral("localhost"), server.serverPort(), {}, {} },
            DnsSpec { QStringLiteral("x.example"), DnsType::A, QStringLiteral("127.0.0.1:9"), {} },
            PingSpec { QStringLiteral("localhost"), 20, 56 }, DomainSpec { QStringLiteral("x.example"), 30 } };
        WebSocketSpec socket;
        socket.url = server.url();
        socket.url.setScheme(QStringLiteral("ws"));
        targets.emplace_back(socket);
        for (const auto &target : targets) {
            CheckSpec spec;
            spec.target = target;
            tickets.push_back(kit.runner.run(spec, Seconds { 60 }, [&](const CheckRun &) { ++told; }));
        }
        QTRY_VERIFY(server.count() >= 2);
        told = 0;
        tickets.clear();
    }
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(told, 0);
}

void CheckRunnerTest::proberAnswersInOrder()
{
    FakeHttpServer server;
    server.always("/up", { 200, {}, {}, FakeResponse::Manner::Answer, Millis { 30 } });
    server.always("/down", { 503, {} });
    CheckKit kit;
    Probes::CheckProber prober(kit.runner, kit.clock);
    const auto future = prober.ask(asking({ monitor("a", webCheck(server.url(QStringLiteral("/up")))),
        monitor("b", webCheck(server.url(QStringLiteral("/down")))) }));
    QTRY_VERIFY(future.isFinished());
    const auto all = future.result();
    QCOMPARE(all.size(), size_t(2));
    QCOMPARE(all[0].monitor.value, QStringLiteral("a"));
    QCOMPARE(all[0].status, Status::Operational);
    QCOMPARE(all[0].httpStatus, 200);
    QCOMPARE(all[1].status, Status::MajorOutage);
    QCOMPARE(all[1].detail, QStringLiteral("status 503, expected 200-299"));
    QVERIFY(all[1].succeeded() && !all[1].unreached && all[1].check);
    QVERIFY(prober.breakers().empty());
}

void CheckRunnerTest::proberSharesEqualChecks()
{
    FakeHttpServer server;
    server.always("/", { 200, {} });
    CheckKit kit;
    Probes::CheckProber prober(kit.runner, kit.clock);
    const auto future =
        prober.ask(asking({ monitor("a", webCheck(server.url())), monitor("b", webCheck(server.url())) }));
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().size(), size_t(2));
    QCOMPARE(future.result()[1].monitor.value, QStringLiteral("b"));
    QCOMPARE(server.count(), 1);
    MonitorSpec bare;
    bare.id = MonitorId(QStringLiteral("c"));
    const auto without = prober.ask(asking({ bare }));
    QVERIFY(without.isFinished());
    QVERIFY(!without.result()[0].succeeded());
}

void CheckRunnerTest::proberGivesUpWhenNobodyWaits()
{
    FakeHttpServer server;
    server.always("/", { 200, {}, {}, FakeResponse::Manner::Hang });
    CheckKit kit;
    Probes::CheckProber prober(kit.runner, kit.clock);
    auto future = prober.ask(asking({ monitor("a", webCheck(server.url())) }));
    QTRY_COMPARE(server.count(), 1);
    future.cancel();
    QTRY_COMPARE(kit.runner.running(), 0);
}

void CheckRunnerTest::routesByWhatMonitorsCarry()
{
    FakeHttpServer server;
    server.always("/", { 200, {} });
    CheckKit kit;
    Probes::CheckProber checks(kit.runner, kit.clock);
    TestKit::FakeProber vendors(kit.clock);
    Probes::RoutingProber router(vendors, checks);
    const auto checked = router.ask(asking({ monitor("a", webCheck(server.url())) }));
    QTRY_VERIFY(checked.isFinished());
    QCOMPARE(server.count(), 1);
    MonitorSpec page;
    page.id = MonitorId(QStringLiteral("p"));
    page.kind = QStringLiteral("statuspage");
    const auto asked = router.ask(asking({ page }));
    QCOMPARE(server.count(), 1);
    QCOMPARE(vendors.asked.size(), size_t(1));
}
