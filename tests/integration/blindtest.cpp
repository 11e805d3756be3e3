// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "alerttests.h"

#include "stage.h"

using namespace Wf;
using namespace Wf::Integration;

namespace {

constexpr int kPatience = 45'000;

std::vector<ServiceEntry> twoServices(const Stage &stage)
{
    return { { QStringLiteral("okta"), QStringLiteral("Okta"), stage.pageUrl(QStringLiteral("okta")) },
        { QStringLiteral("zoom"), QStringLiteral("Zoom"), stage.pageUrl(QStringLiteral("zoom")) } };
}

int blindCount(Stage &stage)
{
    return stage.server.get(QStringLiteral("/api/summary")).data().value(QStringLiteral("blind_count")).toInt();
}

QByteArray metrics(Stage &stage)
{
    return stage.server.get(QStringLiteral("/metrics")).body;
}

} // namespace

void BlindTest::stoppedVendorMakesBlind()
{
    Stage stage;
    stage.show(QStringLiteral("okta"), "none");
    stage.show(QStringLiteral("zoom"), "none");
    stage.configure(twoServices(stage));
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QTRY_COMPARE_WITH_TIMEOUT(stage.effective(QStringLiteral("okta")), QStringLiteral("operational"), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(stage.effective(QStringLiteral("zoom")), QStringLiteral("operational"), kPatience);

    stage.stopVendor();
    QTRY_COMPARE_WITH_TIMEOUT(blindCount(stage), 2, kPatience);
    for (const char *id : { "okta", "zoom" }) {
        const QJsonObject service = stage.server.service(QLatin1String(id));
        QCOMPARE(service.value(QStringLiteral("poller_health")).toString(), QStringLiteral("broken"));
        QCOMPARE(service.value(QStringLiteral("effective_status")).toString(), QStringLiteral("unknown"));
        QCOMPARE(service.value(QStringLiteral("current_status")).toString(), QStringLiteral("operational"));
        QVERIFY(service.value(QStringLiteral("consecutive_failures")).toInt() >= 3);
        QVERIFY(!service.value(QStringLiteral("failure_detail")).toString().isEmpty());
        const QByteArray gauge = QByteArray("poller_health_state{service=\"") + id + "\"} 2";
        QVERIFY2(metrics(stage).contains(gauge), metrics(stage).constData());
    }
    const QJsonObject summary = stage.server.get(QStringLiteral("/api/summary")).data();
    QCOMPARE(summary.value(QStringLiteral("overall_status")).toString(), QStringLiteral("unknown"));
    QCOMPARE(summary.value(QStringLiteral("healthy_count")).toInt(), 0);
    QCOMPARE(summary.value(QStringLiteral("offline")).toBool(), false); // one host is not the whole world
    QTRY_VERIFY_WITH_TIMEOUT(metrics(stage).contains("circuit_breaker_state{host=\"127.0.0.1\"}"), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(stage.messages(kHealthWebhook).size(), 2, kPatience);
    QVERIFY(stage.messages(kHealthWebhook).join(u' ').contains(u"Poller BROKEN: Okta"));
    QVERIFY(stage.messages(kHealthWebhook).join(u' ').contains(u"Poller BROKEN: Zoom"));

    stage.startVendor();
    QTRY_COMPARE_WITH_TIMEOUT(stage.effective(QStringLiteral("okta")), QStringLiteral("operational"), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(stage.effective(QStringLiteral("zoom")), QStringLiteral("operational"), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(stage.messages(kHealthWebhook).size(), 4, kPatience);
    QVERIFY(stage.messages(kHealthWebhook).mid(2).join(u' ').contains(u"Poller RECOVERED: Okta"));
    QCOMPARE(blindCount(stage), 0);
    QVERIFY2(stage.messages(kGlobalWebhook).isEmpty(), "nothing changed but our sight");
}

void BlindTest::allHostsGoneIsOneNotice()
{
    Stage stage;
    std::vector<std::unique_ptr<TestKit::FakeHttpServer>> hosts;
    std::vector<quint16> ports;
    std::vector<ServiceEntry> services;
    for (int i = 2; i <= 5; ++i) {
        hosts.push_back(
            std::make_unique<TestKit::FakeHttpServer>(QHostAddress(QStringLiteral("127.0.0.%1").arg(i))));
        hosts.back()->always("/page", pageAnswer("none"));
        ports.push_back(hosts.back()->serverPort());
        services.push_back({ QStringLiteral("s%1").arg(i), QStringLiteral("Service %1").arg(i),
            hosts.back()->url(QStringLiteral("/page")) });
    }
    stage.configure(services);
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QTRY_COMPARE_WITH_TIMEOUT(
        stage.server.get(QStringLiteral("/api/summary")).data().value(QStringLiteral("healthy_count")).toInt(), 4,
        kPatience);

    hosts.clear();
    const auto isOffline = [&] {
        return stage.server.get(QStringLiteral("/api/summary")).data().value(QStringLiteral("offline")).toBool();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isOffline(), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(stage.slack.count(), 1, kPatience);
    QVERIFY(stage.messages(kHealthWebhook).value(0).contains(u"cannot reach the network"));
    QCOMPARE(blindCount(stage), 4);
    const auto broken = [&](const char *id) {
        return stage.server.service(QLatin1String(id)).value(QStringLiteral("consecutive_failures")).toInt() >= 3;
    };
    for (const char *id : { "s2", "s3", "s4", "s5" })
        QTRY_VERIFY_WITH_TIMEOUT(broken(id), kPatience);
    QCOMPARE(stage.slack.count(), 1);

    for (int i = 2; i <= 5; ++i) {
        hosts.push_back(std::make_unique<TestKit::FakeHttpServer>(
            QHostAddress(QStringLiteral("127.0.0.%1").arg(i)), ports[static_cast<size_t>(i - 2)]));
        hosts.back()->always("/page", pageAnswer("none"));
    }
    QTRY_COMPARE_WITH_TIMEOUT(blindCount(stage), 0, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(stage.slack.count(), 2, kPatience);
    QVERIFY(stage.messages(kHealthWebhook).value(1).contains(u"online"));
    QVERIFY(!isOffline());
}

void BlindTest::blindnessOutlivesARestart()
{
    Stage stage;
    stage.show(QStringLiteral("okta"), "none");
    stage.show(QStringLiteral("zoom"), "none");
    stage.configure(twoServices(stage));
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QTRY_COMPARE_WITH_TIMEOUT(stage.effective(QStringLiteral("okta")), QStringLiteral("operational"), kPatience);
    stage.stopVendor();
    QTRY_COMPARE_WITH_TIMEOUT(stage.messages(kHealthWebhook).size(), 2, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(
        stage.alerts(QStringLiteral("zoom")).at(0)[QStringLiteral("delivery")][QStringLiteral("state")].toString(),
        QStringLiteral("delivered"), kPatience);

    stage.server.kill();
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QCOMPARE(blindCount(stage), 2);
    QCOMPARE(stage.effective(QStringLiteral("okta")), QStringLiteral("unknown"));
    stage.startVendor();
    QTRY_COMPARE_WITH_TIMEOUT(stage.messages(kHealthWebhook).size(), 4, kPatience); // broken was not told again
    QVERIFY(stage.messages(kHealthWebhook).at(3).contains(u"RECOVERED"));
}
