// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_tokens.h"

#include "askingkit.h"

#include <QUrlQuery>

using namespace Wf;
using namespace Wf::Domain;
using TestKit::FakeRequest;
using TestKit::FakeResponse;
using Manner = TestKit::FakeResponse::Manner;

namespace {

constexpr auto kHealth =
    R"({"value":[{"id":"Exchange","service":"Exchange Online","status":"serviceOperational"}]})";

/// A directory at /token and a page at /health that wants the latest token.
struct TokenKit : AskingKit {
    TokenKit()
    {
        server.handle([this](const FakeRequest &request) { return respond(request); });
    }

    FakeResponse respond(const FakeRequest &request)
    {
        if (request.path == "/token") {
            ++given;
            return tokenAnswer.body.isEmpty() && tokenAnswer.status == 200 ? FakeResponse { 200,
                "{\"access_token\":\"t" + QByteArray::number(given) + "\",\"expires_in\":600}" }
                                                                           : tokenAnswer;
        }
        if (request.headers.value("authorization") != "Bearer t" + QByteArray::number(wanted < 0 ? given : wanted))
            return { 401, "{}" };
        return pageAnswer;
    }

    std::vector<Observation> ask(const char *client = "me")
    {
        MonitorSpec spec;
        spec.id = MonitorId(QStringLiteral("m"));
        spec.kind = QStringLiteral("microsoft365");
        spec.credentials = ClientCredentials { server.url(QStringLiteral("/token")), QString::fromLatin1(client),
            Secret<QString>(QStringLiteral("s&cret")), QStringLiteral("https://graph/.default") };
        return ask({ spec.kind, server.url(QStringLiteral("/health")), Seconds { 20 }, { spec } });
    }
    std::vector<Observation> ask(const Ports::Question &question)
    {
        const auto future = prober.ask(question);
        const bool done = QTest::qWaitFor([&] { return future.isFinished(); }, 30'000);
        return done && future.resultCount() == 1 ? future.result() : std::vector<Observation>(1);
    }

    Probes::VendorProber prober { fetcher, clock };
    FakeResponse tokenAnswer {};
    FakeResponse pageAnswer { 200, kHealth };
    int given = 0;
    int wanted = -1; ///< number of the token that the page accepts; -1: the latest
};

Ports::Question statuspage(const QUrl &url)
{
    MonitorSpec spec;
    spec.id = MonitorId(QStringLiteral("m"));
    spec.kind = QStringLiteral("statuspage");
    return { spec.kind, url, Seconds { 20 }, { spec } };
}

constexpr auto kPage = R"({"page":{"name":"A"},"status":{"indicator":"none","description":"fine"}})";

} // namespace

void TokensTest::tradesCredentialsForAToken()
{
    TokenKit kit;
    const Observation seen = kit.ask().front();
    QCOMPARE(seen.status, Status::Operational);
    QCOMPARE(kit.server.count(), 2);
    const FakeRequest &trade = kit.server.requests().front();
    QCOMPARE(trade.method, QByteArray("POST"));
    QCOMPARE(trade.headers.value("content-type"), QByteArray("application/x-www-form-urlencoded"));
    QCOMPARE(trade.body,
        QByteArray("grant_type=client_credentials&client_id=me&client_secret=s%26cret&scope="
                   "https%3A%2F%2Fgraph%2F.default"));
    QCOMPARE(kit.server.requests().back().headers.value("authorization"), QByteArray("Bearer t1"));
}

void TokensTest::holdsTheTokenUntilItsEnd()
{
    TokenKit kit;
    QCOMPARE(kit.ask().front().status, Status::Operational);
    kit.clock.advance(Seconds { 539 });
    QCOMPARE(kit.ask().front().status, Status::Operational);
    QCOMPARE(kit.given, 1);
    kit.clock.advance(Seconds { 1 }); // a minute before its end
    QCOMPARE(kit.ask().front().status, Status::Operational);
    QCOMPARE(kit.given, 2);
    QCOMPARE(kit.ask("somebody else").front().status, Status::Operational);
    QCOMPARE(kit.given, 3);
}

void TokensTest::aRefusedTokenIsFetchedAnew()
{
    TokenKit kit;
    QCOMPARE(kit.ask().front().status, Status::Operational);
    kit.wanted = 2; // the first one was revoked
    const Observation refused = kit.ask().front();
    QCOMPARE(refused.reason, QStringLiteral("http_401"));
    QCOMPARE(kit.ask().front().status, Status::Operational);
    QCOMPARE(kit.given, 2);
}

void TokensTest::refusals_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("detail");
    QTest::newRow("wrong secret") << 401 << QByteArray(R"({"error":"invalid_client"})")
                                  << QStringLiteral("does not accept the client id and its secret (HTTP 401)");
    QTest::newRow("gone") << 404 << QByteArray() << QStringLiteral("No access token from 127.0.0.1: HTTP 404");
    QTest::newRow("no token") << 200 << QByteArray("{}") << QStringLiteral("answers without an access token");
    QTest::newRow("no JSON") << 200 << QByteArray("<html>") << QStringLiteral("answers without an access token");
    QTest::newRow("would break the header") << 200 << QByteArray(R"({"access_token":"a\r\nX: 1"})")
                                            << QStringLiteral("answers without an access token");
    QTest::newRow("a number") << 200 << QByteArray(R"({"access_token":5})")
                              << QStringLiteral("answers without an access token");
}

void TokensTest::refusals()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, detail);
    TokenKit kit;
    kit.tokenAnswer = { status, body };
    const Observation seen = kit.ask().front();
    QVERIFY(!seen.succeeded());
    QCOMPARE(seen.status, Status::Unknown);
    QVERIFY2(seen.detail.contains(detail), qPrintable(seen.detail));
    QVERIFY(!seen.detail.contains(QLatin1String("cret&")) && !seen.detail.contains(QLatin1String("s%26cret")));
}

void TokensTest::tokensGoToNoOtherHost()
{
    TokenKit kit;
    TestKit::FakeHttpServer other(QHostAddress(QStringLiteral("127.0.0.2")));
    other.always("/", { 200, kHealth });
    kit.pageAnswer = { 302, {}, { { "Location", other.url().toEncoded() } } };
    QCOMPARE(kit.ask().front().reason, QStringLiteral("http_302"));
    QCOMPARE(other.count(), 0);
}

void TokensTest::privatePagesAreNotShared()
{
    TokenKit kit;
    kit.pageAnswer = { 200, kHealth, { { "ETag", "\"1\"" } } };
    QCOMPARE(kit.ask().front().status, Status::Operational);
    QCOMPARE(kit.ask("somebody else").front().status, Status::Operational);
    for (const FakeRequest &request : kit.server.requests())
        QVERIFY(!request.headers.contains("if-none-match"));
}

void TokensTest::saysHowLongThePageStays()
{
    TokenKit kit;
    kit.server.handle([](const FakeRequest &request) {
        const bool again = request.headers.contains("if-none-match");
        return FakeResponse { again ? 304 : 200, again ? QByteArray() : QByteArray(kPage),
            { { "ETag", "\"1\"" }, { "Cache-Control", "public, max-age=120" }, { "Age", "20" } } };
    });
    QCOMPARE(kit.ask(statuspage(kit.server.url())).front().freshFor, Millis { Seconds { 100 } });
    const Observation again = kit.ask(statuspage(kit.server.url())).front();
    QVERIFY(again.notModified);
    QCOMPARE(again.freshFor, Millis { Seconds { 100 } });
}

void TokensTest::countsItsTraffic()
{
    TokenKit kit;
    kit.server.handle([](const FakeRequest &request) {
        const bool again = request.headers.contains("if-none-match");
        return FakeResponse { again ? 304 : 200, again ? QByteArray() : QByteArray(kPage),
            { { "ETag", "\"1\"" } } };
    });
    const auto traffic = [&kit] {
        const Observation seen = kit.ask(statuspage(kit.server.url())).front();
        return Traffic { seen.requests, seen.unchanged, seen.bytes };
    };
    QCOMPARE(traffic(), (Traffic { 1, 0, static_cast<qint64>(qstrlen(kPage)) }));
    QCOMPARE(traffic(), (Traffic { 1, 1, 0 }));
    kit.server.handle([](const FakeRequest &) { return FakeResponse { 404 }; });
    QCOMPARE(traffic(), (Traffic { 1, 0, 0 }));
}
