// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_politeness.h"

#include "askingkit.h"

using namespace Wf;
using namespace Wf::Probes;
using TestKit::FakeResponse;
using Manner = TestKit::FakeResponse::Manner;

namespace {

/// Starts so many questions at once and counts the answers.
struct Crowd {
    std::vector<FetchTicket> tickets;
    int answered = 0;

    void ask(AskingKit &kit, const QUrl &url, int count)
    {
        for (int i = 0; i < count; ++i)
            tickets.push_back(kit.fetcher.fetch({ url, Seconds { 20 } }, [this](const Fetched &) { ++answered; }));
    }
};

} // namespace

void PolitenessTest::atMostTwoAtOncePerHost()
{
    AskingKit kit;
    kit.server.always("/", { 200, "x", {}, Manner::Answer, Millis { 20 } });
    Crowd crowd;
    crowd.ask(kit, kit.server.url(), 9);
    QCOMPARE(kit.fetcher.running(), 2);
    QCOMPARE(kit.fetcher.waiting(), 7);
    QTRY_COMPARE(crowd.answered, 9);
    QCOMPARE(kit.server.mostAtOnce(), 2);
    QCOMPARE(kit.server.count(), 9);
}

void PolitenessTest::theTotalIsLimited()
{
    FetchOptions options;
    options.total = 3;
    AskingKit kit(options);
    TestKit::FakeHttpServer second(QHostAddress(QStringLiteral("127.0.0.2")));
    kit.server.always("/", { 200, "x", {}, Manner::Answer, Millis { 20 } });
    second.always("/", { 200, "x", {}, Manner::Answer, Millis { 20 } });
    Crowd crowd;
    crowd.ask(kit, kit.server.url(), 4);
    crowd.ask(kit, second.url(), 4);
    QCOMPARE(kit.fetcher.running(), 3); // a busy host does not hold up the next one
    QTRY_COMPARE(crowd.answered, 8);
    QCOMPARE(second.count(), 4);
}

void PolitenessTest::aFullQueueSaysSo()
{
    FetchOptions options;
    options.queueLimit = 1;
    AskingKit kit(options);
    kit.server.always("/", { 200, {}, {}, Manner::Hang });
    Crowd crowd;
    crowd.ask(kit, kit.server.url(), 3);
    QCOMPARE(kit.reasonOf(QStringLiteral("/")), QStringLiteral("unexpected: QueueFull"));
}

void PolitenessTest::retryAfterIsWaitedFor()
{
    AskingKit kit;
    kit.server.once("/", { 429, {}, { { "Retry-After", "1" } } });
    kit.server.once("/", { 200, "x" });
    QVERIFY(kit.get(QStringLiteral("/")));
    QCOMPARE(kit.server.count(), 2);
}

void PolitenessTest::aHostThatAsksForQuietIsLeftAlone()
{
    AskingKit kit;
    kit.server.once("/", { 429, {}, { { "Retry-After", "600" } } });
    kit.server.always("/", { 200, "x" });
    QCOMPARE(kit.reasonOf(QStringLiteral("/")), QStringLiteral("transient_http_429"));
    kit.clock.advance(Seconds { 599 });
    const auto quiet = kit.get(QStringLiteral("/"));
    QCOMPARE(quiet.error().reason, QStringLiteral("transient_http_429"));
    QVERIFY(quiet.error().detail.startsWith(QLatin1String("HTTP 429 (")));
    QCOMPARE(kit.server.count(), 1);
    kit.clock.advance(Seconds { 2 });
    QVERIFY(kit.get(QStringLiteral("/")));
    QCOMPARE(kit.server.count(), 2);
}

void PolitenessTest::hardRefusalsDoNotSuspendTheHost()
{
    AskingKit kit;
    for (int i = 0; i < 5; ++i)
        QCOMPARE(kit.reasonOf(QStringLiteral("/gone")), QStringLiteral("http_404"));
    QCOMPARE(kit.server.count(), 5);
    QVERIFY(kit.fetcher.breakers().empty());
}

void PolitenessTest::theBreakerIsOneHostsOwn()
{
    FetchOptions options;
    options.attempts = 1;
    options.breakerThreshold = 2;
    AskingKit kit(options);
    TestKit::FakeHttpServer second(QHostAddress(QStringLiteral("127.0.0.2")));
    second.always("/", { 200, "x" });
    kit.server.always("/", { 500, {} });
    kit.reasonOf(QStringLiteral("/"));
    kit.reasonOf(QStringLiteral("/"));
    const auto open = kit.get(QStringLiteral("/other"));
    QCOMPARE(open.error().failure, Domain::Failure::CircuitOpen);
    QCOMPARE(open.error().reason, QStringLiteral("circuit_breaker_open: transient_http_500"));
    QVERIFY(open.error().detail.contains(QLatin1String("suspended")));
    QVERIFY(kit.get(second.url()));
    const std::vector<Ports::BreakerRow> rows { { QStringLiteral("127.0.0.1"), 1 } };
    QCOMPARE(kit.fetcher.breakers(), rows);
}

void PolitenessTest::onlyOneQuestionTriesASuspendedHost()
{
    FetchOptions options;
    options.attempts = 1;
    options.breakerThreshold = 1;
    AskingKit kit(options);
    kit.server.once("/", { 500, {} });
    kit.server.always("/", { 200, "x", {}, Manner::Answer, Millis { 20 } });
    kit.reasonOf(QStringLiteral("/"));
    kit.clock.advance(Seconds { 301 });
    {
        Crowd given_up; // a cancelled try gives no verdict: the next one may go
        given_up.ask(kit, kit.server.url(), 1);
        QCOMPARE(kit.fetcher.running(), 1);
    }
    Crowd crowd;
    crowd.ask(kit, kit.server.url(), 2);
    QCOMPARE(kit.fetcher.running(), 1);
    QTRY_COMPARE(crowd.answered, 2);
    QCOMPARE(kit.fetcher.breakers().at(0).state, 0);
}

void PolitenessTest::aTimeoutLeavesNoTimeForRetries()
{
    FetchOptions options;
    AskingKit kit(options);
    kit.server.always("/", { 503, {}, { { "Retry-After", "30" } } });
    QCOMPARE(kit.get(kit.server.url(), Seconds { 10 }).error().reason, QStringLiteral("transient_http_503"));
    QCOMPARE(kit.server.count(), 1);
}

void PolitenessTest::destroyingTheTicketCancels()
{
    AskingKit kit;
    kit.server.always("/", { 200, {}, {}, Manner::Hang });
    bool answered = false;
    {
        const auto ticket = kit.fetcher.fetch({ kit.server.url() }, [&](const Fetched &) { answered = true; });
        QTRY_COMPARE(kit.server.count(), 1);
    }
    QCOMPARE(kit.fetcher.running(), 0);
    QTRY_COMPARE(kit.server.openConnections(), 0);
    QVERIFY(!answered);
}

void PolitenessTest::waitingQuestionsAreDroppedToo()
{
    AskingKit kit;
    kit.server.always("/", { 200, "x", {}, Manner::Answer, Millis { 20 } });
    Crowd stay;
    stay.ask(kit, kit.server.url(), 2);
    {
        Crowd leave;
        leave.ask(kit, kit.server.url(), 5);
        QCOMPARE(kit.fetcher.waiting(), 5);
    }
    QCOMPARE(kit.fetcher.waiting(), 0);
    QTRY_COMPARE(stay.answered, 2);
    QCOMPARE(kit.server.count(), 2);
}

void PolitenessTest::destroyingTheFetcherCancels()
{
    TestKit::FakeHttpServer server;
    TestKit::ManualClock clock;
    QNetworkAccessManager network;
    server.always("/", { 200, {}, {}, Manner::Hang });
    FetchTicket ticket;
    bool answered = false;
    {
        Fetcher fetcher(network, clock);
        ticket = fetcher.fetch({ server.url() }, [&](const Fetched &) { answered = true; });
        QTRY_COMPARE(server.count(), 1);
    }
    QTRY_COMPARE(server.openConnections(), 0);
    QVERIFY(!answered);
}

void PolitenessTest::destroyingTheFetcherInsideAnAnswerIsSafe()
{
    TestKit::FakeHttpServer server;
    TestKit::ManualClock clock;
    QNetworkAccessManager network;
    server.always("/", { 200, "x" });
    auto fetcher = std::make_unique<Fetcher>(network, clock);
    const auto ticket = fetcher->fetch({ server.url() }, [&](const Fetched &) { fetcher.reset(); });
    QTRY_VERIFY(!fetcher);
}
