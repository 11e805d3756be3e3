// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_detector.h"

#include "askingkit.h"
#include "probes/detector.h"

using namespace Wf;
using TestKit::FakeResponse;
using Manner = TestKit::FakeResponse::Manner;

namespace {

constexpr auto kSummary =
    R"({"page":{"id":"abcdefghijkl","name":"Shop"},"status":{"indicator":"none","description":"Fine"},
    "components":[{"id":"a","name":"API","status":"operational"}]})";
constexpr auto kInstatus = R"({"page":{"name":"Shop","url":"https://shop.example","status":"UP"}})";

struct SearchKit : AskingKit {
    Probes::VendorProber prober { fetcher, clock };

    Domain::Detection detect(const QUrl &url, Millis timeout = Seconds { 20 })
    {
        const auto future = prober.detect(url, timeout);
        const bool done = QTest::qWaitFor([&] { return future.isFinished(); }, 30'000);
        return done && future.resultCount() == 1 ? future.result() : Domain::Detection();
    }
    [[nodiscard]] QByteArrayList paths() const
    {
        QByteArrayList all;
        for (const auto &request : server.requests())
            all.append(request.path);
        return all;
    }
};

} // namespace

void DetectorTest::findsAStatuspage()
{
    SearchKit kit;
    kit.server.always("/api/v2/summary.json", { 200, kSummary });
    const auto found = kit.detect(kit.server.url());
    QCOMPARE(found.kind, QStringLiteral("statuspage"));
    QCOMPARE(found.url, kit.server.url(QStringLiteral("/api/v2/summary.json")));
    QCOMPARE(found.name, QStringLiteral("Shop"));
    QCOMPARE(found.now.status, Domain::Status::Operational);
    QVERIFY(found.movedTo.isEmpty());
    QCOMPARE(kit.server.count(), 1);
    QVERIFY(kit.server.requests().front().headers.value("accept").startsWith("application/json"));
}

void DetectorTest::goesOnUntilSomethingIsRead()
{
    SearchKit kit;
    kit.server.always("/", { 200, "<html>powered by Instatus</html>" });
    kit.server.always("/summary.json", { 200, kInstatus });
    const auto found = kit.detect(kit.server.url());
    QCOMPARE(kit.paths(), (QByteArrayList { "/api/v2/summary.json", "/", "/summary.json" }));
    QVERIFY(kit.server.requests().at(1).headers.value("accept").startsWith("text/html"));
    QCOMPARE(found.kind, QStringLiteral("instatus"));
    QCOMPARE(found.steps.size(), size_t(3));
    QCOMPARE(found.steps.back().outcome, QStringLiteral("is read as Instatus"));
}

void DetectorTest::asksAtMostFour()
{
    SearchKit kit;
    kit.server.handle([](const auto &) {
        return FakeResponse { 200, "<html>instatus betterstack cachet sorryapp incident.io</html>" };
    });
    const auto found = kit.detect(kit.server.url());
    QVERIFY(!found.found());
    QVERIFY(!found.sentence.isEmpty());
    QCOMPARE(kit.server.count(), 4);
}

void DetectorTest::followsRedirectsAndSaysSo()
{
    SearchKit kit;
    TestKit::FakeHttpServer other(QHostAddress(QStringLiteral("127.0.0.2")));
    other.always("/api/v2/summary.json", { 200, kSummary });
    kit.server.always("/api/v2/summary.json",
        { 301, {}, { { "Location", other.url(QStringLiteral("/api/v2/summary.json")).toEncoded() } } });
    const auto found = kit.detect(kit.server.url());
    QCOMPARE(found.url, other.url(QStringLiteral("/api/v2/summary.json")));
    QCOMPARE(found.movedTo, other.url());
    QVERIFY(found.sentence.contains(QStringLiteral("moved to 127.0.0.2")));
}

void DetectorTest::endsAtItsDeadline()
{
    SearchKit kit;
    kit.server.handle([](const auto &) { return FakeResponse { 200, {}, {}, Manner::Hang }; });
    const auto found = kit.detect(kit.server.url(), Millis { 150 });
    QVERIFY(!found.found());
    QVERIFY2(
        !found.steps.empty() && found.sentence.contains(QStringLiteral("127.0.0.1")), qPrintable(found.sentence));
    QTRY_COMPARE(kit.fetcher.running(), 0);
}

void DetectorTest::givesUpWhenCancelled()
{
    SearchKit kit;
    kit.server.handle([](const auto &) { return FakeResponse { 200, {}, {}, Manner::Hang }; });
    auto future = kit.prober.detect(kit.server.url(), Seconds { 60 });
    QTRY_COMPARE(kit.server.count(), 1);
    future.cancel();
    QTRY_COMPARE(kit.fetcher.running(), 0);
    QTRY_COMPARE(kit.server.openConnections(), 0);
}

void DetectorTest::twoSearchesDoNotMeet()
{
    SearchKit kit;
    kit.server.always("/api/v2/summary.json", { 200, kSummary });
    TestKit::FakeHttpServer other;
    const auto one = kit.prober.detect(kit.server.url(), Seconds { 20 });
    const auto two = kit.prober.detect(other.url(), Seconds { 20 });
    QTRY_VERIFY_WITH_TIMEOUT(one.isFinished() && two.isFinished(), 30'000);
    QVERIFY(one.result().found());
    QVERIFY(!two.result().found());
}
