// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_vendorprober.h"

#include "askingkit.h"

using namespace Wf;
using namespace Wf::Domain;
using Manner = TestKit::FakeResponse::Manner;

namespace {

constexpr auto kPage = R"({"page":{"name":"Shop"},"status":{"indicator":"minor","description":"Partly slow"},
    "components":[{"id":"a","name":"API","status":"degraded_performance"},
                  {"id":"w","name":"Web","status":"operational"}]})";

MonitorSpec monitor(const char *id, const QStringList &components = {})
{
    MonitorSpec spec;
    spec.id = MonitorId(QString::fromLatin1(id));
    spec.kind = QStringLiteral("statuspage_json");
    spec.components = components;
    return spec;
}

struct ProberKit : AskingKit {
    Probes::VendorProber prober { fetcher, clock };

    [[nodiscard]] Ports::Question question(std::vector<MonitorSpec> monitors)
    {
        return { QStringLiteral("statuspage_json"), server.url(), Seconds { 20 }, std::move(monitors) };
    }
    std::vector<Observation> ask(const Ports::Question &question)
    {
        const auto future = prober.ask(question);
        const bool done = QTest::qWaitFor([&] { return future.isFinished(); }, 30'000);
        return done && future.resultCount() == 1 ? future.result() : std::vector<Observation>();
    }
};

constexpr auto kKumaPath = "/api/status-page/shop";
constexpr auto kBeatsPath = "/api/status-page/heartbeat/shop";
constexpr auto kKumaPage = R"({"config":{"title":"Shop"},"publicGroupList":[{"id":1,"name":"Core",
    "monitorList":[{"id":7,"name":"API"},{"id":8,"name":"Web"}]}]})";
constexpr auto kBeats = R"({"heartbeatList":{"7":[{"status":0}],"8":[{"status":1}]}})";

/// Pages of two documents.
struct TwoDocuments : ProberKit {
    TwoDocuments()
    {
        server.always(kKumaPath, { 200, kKumaPage, { { "ETag", "\"p1\"" } } });
        server.always(kBeatsPath, { 200, kBeats, { { "ETag", "\"b1\"" } } });
    }
    [[nodiscard]] Ports::Question kuma(std::vector<MonitorSpec> monitors)
    {
        return { QStringLiteral("uptime_kuma"), server.url(QString::fromLatin1(kKumaPath)), Seconds { 20 },
            std::move(monitors) };
    }
};

} // namespace

void VendorProberTest::oneRequestServesEveryMonitor()
{
    ProberKit kit;
    kit.server.always("/", { 200, kPage });
    const auto all = kit.ask(kit.question({ monitor("page"), monitor("api", { QStringLiteral("API") }),
        monitor("web", { QStringLiteral("Web") }), monitor("web2", { QStringLiteral("Web") }) }));
    QCOMPARE(kit.server.count(), 1);
    QCOMPARE(all.size(), size_t(4));
    const std::vector<Status> expected { Status::Degraded, Status::Degraded, Status::Operational,
        Status::Operational };
    const QStringList ids { QStringLiteral("page"), QStringLiteral("api"), QStringLiteral("web"),
        QStringLiteral("web2") };
    for (size_t i = 0; i < all.size(); ++i) {
        QCOMPARE(all[i].monitor.value, ids.at(static_cast<qsizetype>(i)));
        QCOMPARE(all[i].status, expected[i]);
        QCOMPARE(all[i].httpStatus, 200);
        QCOMPARE(all[i].at, kit.clock.now());
        QCOMPARE(all[i].bytes, static_cast<qint64>(qstrlen(kPage)));
        QVERIFY(!all[i].notModified);
    }
}

void VendorProberTest::oneBadSelectionDoesNotTouchTheOthers()
{
    ProberKit kit;
    kit.server.always("/", { 200, kPage, { { "ETag", "\"1\"" } } });
    const auto ask =
        kit.question({ monitor("typo", { QStringLiteral("Wep") }), monitor("web", { QStringLiteral("Web") }) });
    const auto all = kit.ask(ask);
    QCOMPARE(all.at(0).failure, Failure::Selector);
    QVERIFY(all.at(0).detail.contains(QLatin1String("Web")));
    QCOMPARE(all.at(1).status, Status::Operational);
    kit.ask(ask);
    QCOMPARE(kit.server.requests().at(1).headers.value("if-none-match"), QByteArray("\"1\""));
}

void VendorProberTest::aWebPageIsAParseFailureAndNotRemembered()
{
    ProberKit kit;
    kit.server.always("/", { 200, "<html>We moved</html>", { { "ETag", "\"1\"" } } });
    const auto all = kit.ask(kit.question({ monitor("page") }));
    QCOMPARE(all.at(0).failure, Failure::Parse);
    QCOMPARE(all.at(0).status, Status::Unknown);
    QCOMPARE(all.at(0).httpStatus, 200);
    kit.ask(kit.question({ monitor("page") }));
    QVERIFY(!kit.server.requests().at(1).headers.contains("if-none-match"));
}

void VendorProberTest::notModifiedIsReadAgainAtTheNewTime()
{
    ProberKit kit;
    const QByteArray start = toIso(kit.clock.now() + std::chrono::hours { 1 }).toUtf8();
    const QByteArray body =
        R"({"status":{"indicator":"none"},"components":[{"id":"w","name":"Web","status":"operational"}],
        "scheduled_maintenances":[{"id":"m","status":"scheduled","components":[{"id":"w"}],"scheduled_for":")"
        + start + R"("}]})";
    kit.server.once("/", { 200, body, { { "ETag", "\"1\"" } } });
    kit.server.always("/", { 304, {} });
    const auto ask = kit.question({ monitor("web", { QStringLiteral("Web") }) });
    QVERIFY(!kit.ask(ask).at(0).maintenance);
    kit.clock.advance(std::chrono::hours { 2 });
    const auto later = kit.ask(ask);
    QVERIFY(later.at(0).maintenance);
    QVERIFY(later.at(0).notModified);
    QCOMPARE(later.at(0).at, kit.clock.now());
    QCOMPARE(later.at(0).httpStatus, 304);
}

void VendorProberTest::everyMonitorHearsOfTheFailure()
{
    ProberKit kit;
    const auto all = kit.ask(kit.question({ monitor("a"), monitor("b") }));
    QCOMPARE(all.size(), size_t(2));
    for (const auto &one : all) {
        QCOMPARE(one.failure, Failure::HardHttp);
        QCOMPARE(one.reason, QStringLiteral("http_404"));
        QCOMPARE(one.httpStatus, 404);
    }
    QCOMPARE(all.at(1).monitor.value, QStringLiteral("b"));
    QVERIFY(kit.prober.breakers().empty());
}

void VendorProberTest::anUnknownKindIsSaidAtOnce()
{
    ProberKit kit;
    auto question = kit.question({ monitor("a") });
    question.kind = QStringLiteral("crystal ball");
    const auto future = kit.prober.ask(question);
    QVERIFY(future.isFinished());
    QCOMPARE(future.result().at(0).failure, Failure::Internal);
    QVERIFY(future.result().at(0).detail.contains(QLatin1String("crystal ball")));
}

void VendorProberTest::cancellingTheFutureGivesUp()
{
    ProberKit kit;
    kit.server.always("/", { 200, {}, {}, Manner::Hang });
    auto future = kit.prober.ask(kit.question({ monitor("a") }));
    QTRY_COMPARE(kit.server.count(), 1);
    future.cancel();
    QTRY_COMPARE(kit.fetcher.running(), 0);
    QTRY_VERIFY(future.isFinished());
}

void VendorProberTest::destroyingItMidFlightCancels()
{
    AskingKit kit;
    kit.server.always("/", { 200, {}, {}, Manner::Hang });
    auto prober = std::make_unique<Probes::VendorProber>(kit.fetcher, kit.clock);
    bool told = false;
    auto future =
        prober->ask({ QStringLiteral("statuspage"), kit.server.url(), Seconds { 20 }, { monitor("a") } });
    auto next = future.then(&kit.network, [&](const std::vector<Observation> &) { told = true; });
    QTRY_COMPARE(kit.server.count(), 1);
    prober.reset();
    QCOMPARE(kit.fetcher.running(), 0);
    QTRY_VERIFY(next.isFinished());
    QVERIFY(next.isCanceled());
    QVERIFY(!told);
}

void VendorProberTest::furtherDocumentsAreReadTogether()
{
    TwoDocuments kit;
    const auto all = kit.ask(kit.kuma({ monitor("page"), monitor("web", { QStringLiteral("Core / Web") }) }));
    QCOMPARE(kit.server.count(), 2);
    QCOMPARE(all.at(0).status, Status::PartialOutage);
    QCOMPARE(all.at(0).detail, QStringLiteral("Core / API: partial outage"));
    QCOMPARE(all.at(1).status, Status::Operational);
    QCOMPARE(all.at(1).bytes, static_cast<qint64>(qstrlen(kKumaPage) + qstrlen(kBeats)));
    QVERIFY(kit.prober.breakers().empty());
}

void VendorProberTest::furtherDocumentsAreNotAskedForWithoutTheFirst()
{
    TwoDocuments kit;
    kit.server.always(kKumaPath, { 403, {} });
    const auto all = kit.ask(kit.kuma({ monitor("page") }));
    QCOMPARE(all.at(0).reason, QStringLiteral("http_403"));
    QCOMPARE(kit.server.count(), 1);
}

void VendorProberTest::aLackOfThemIsTold()
{
    TwoDocuments kit;
    kit.server.always(kBeatsPath, { 404, {} });
    const auto blind = kit.ask(kit.kuma({ monitor("page") }));
    QCOMPARE(blind.at(0).failure, Failure::Parse);
    QVERIFY2(blind.at(0).detail.contains(QLatin1String("could not be fetched")), qPrintable(blind.at(0).detail));
    kit.server.always("/summary.json", { 200, R"({"page":{"name":"Shop","status":"HASISSUES"}})" });
    const auto summary = kit.ask({ QStringLiteral("instatus"), kit.server.url(QStringLiteral("/summary.json")),
        Seconds { 20 }, { monitor("page"), monitor("api", { QStringLiteral("API") }) } });
    QCOMPARE(summary.at(0).status, Status::Degraded);
    QCOMPARE(summary.at(1).failure, Failure::Selector);
    QVERIFY(summary.at(1).detail.contains(QLatin1String("could not be fetched")));
}

void VendorProberTest::whatIsNotThereIsLeftAloneForAnHour()
{
    ProberKit kit;
    kit.server.always("/summary.json", { 200, R"({"page":{"name":"Shop","status":"HASISSUES"}})" });
    const auto requestsOf = [&](Millis later) {
        kit.clock.advance(later);
        const int before = kit.server.count();
        const auto all = kit.ask({ QStringLiteral("instatus"), kit.server.url(QStringLiteral("/summary.json")),
            Seconds { 20 }, { monitor("page"), monitor("api", { QStringLiteral("API") }) } });
        return all.at(0).status == Status::Degraded
                && all.at(1).detail.contains(QLatin1String("could not be fetched"))
            ? kit.server.count() - before
            : -1;
    };
    QCOMPARE(requestsOf(Millis { 0 }), 2);
    QCOMPARE(requestsOf(Seconds { 60 }), 1);
    QCOMPARE(requestsOf(std::chrono::minutes { 58 }), 1);
    QCOMPARE(requestsOf(std::chrono::minutes { 2 }), 2);
    kit.server.always("/v2/components.json", { 403, {} });
    QCOMPARE(requestsOf(std::chrono::minutes { 61 }), 2);
    QCOMPARE(requestsOf(std::chrono::minutes { 10 }), 2); // what is forbidden may be there
}

void VendorProberTest::thePageMayTellHowSoonToComeBack()
{
    ProberKit kit;
    const QByteArray page = R"({"generated_at":"%1","poll_after_seconds":90,"overall":{"status":"operational"},
        "ongoing_incidents":[],"in_progress_maintenances":[],"scheduled_maintenances":[]})";
    const auto freshFor = [&](const char *cacheControl) {
        kit.server.always("/widget.json",
            { 200, QByteArray(page).replace("%1", toIso(kit.clock.now()).toUtf8()),
                { { "Cache-Control", cacheControl } } });
        return kit
            .ask({ QStringLiteral("flashduty"), kit.server.url(QStringLiteral("/widget.json")), Seconds { 20 },
                { monitor("page") } })
            .at(0)
            .freshFor;
    };
    QCOMPARE(freshFor("no-cache"), Millis { Seconds { 90 } });
    QCOMPARE(freshFor("max-age=60"), Millis { Seconds { 90 } });
    QCOMPARE(freshFor("max-age=300"), Millis { Seconds { 300 } });
}

void VendorProberTest::theyAreAskedForConditionally()
{
    TwoDocuments kit;
    kit.ask(kit.kuma({ monitor("page") }));
    kit.server.always(kBeatsPath, { 304, {} });
    const auto half = kit.ask(kit.kuma({ monitor("page") }));
    QCOMPARE(half.at(0).status, Status::PartialOutage);
    QVERIFY(!half.at(0).notModified);
    QCOMPARE(kit.server.requests().at(3).headers.value("if-none-match"), QByteArray("\"b1\""));
    kit.server.always(kKumaPath, { 304, {} });
    const auto whole = kit.ask(kit.kuma({ monitor("page") }));
    QCOMPARE(whole.at(0).status, Status::PartialOutage);
    QVERIFY(whole.at(0).notModified);
}

void VendorProberTest::cancellingGivesThemUp()
{
    TwoDocuments kit;
    kit.server.always(kBeatsPath, { 200, {}, {}, Manner::Hang });
    auto future = kit.prober.ask(kit.kuma({ monitor("page") }));
    QTRY_COMPARE(kit.server.count(), 2);
    future.cancel();
    QTRY_COMPARE(kit.fetcher.running(), 0);
    QTRY_VERIFY(future.isFinished());
}
