// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "alerttests.h"

#include "stage.h"

using namespace Wf;
using namespace Wf::Integration;
using TestKit::FakeRequest;
using TestKit::FakeResponse;

namespace {

constexpr int kPatience = 45'000;

ServiceEntry crm(const Stage &stage)
{
    return { QStringLiteral("crm"), QStringLiteral("CRM"), stage.pageUrl(QStringLiteral("crm")),
        QStringLiteral("important"), { QStringLiteral("confirm: {down: 1, up: 1}") } };
}

QJsonObject newest(Stage &stage)
{
    return stage.alerts(QStringLiteral("crm")).at(0).toObject();
}

QString deliveryState(Stage &stage)
{
    return newest(stage).value(QStringLiteral("delivery"))[QStringLiteral("state")].toString();
}

/// Fallback texts of messages that the webhook took, in order.
struct TakingWebhook {
    explicit TakingWebhook(Stage &stage, std::vector<FakeResponse> first)
        : stumbles(std::move(first))
    {
        stage.slack.handle([this](const FakeRequest &request) { return answer(request); });
    }
    FakeResponse answer(const FakeRequest &request)
    {
        if (asked < stumbles.size())
            return stumbles[asked++];
        ++asked;
        taken.append(QJsonDocument::fromJson(request.body).object().value(QStringLiteral("text")).toString());
        return { 200, "ok" };
    }
    std::vector<FakeResponse> stumbles;
    size_t asked = 0;
    QStringList taken;
};

} // namespace

void DeliveryTest::stumblingWebhookGetsEachOnceInOrder()
{
    Stage stage;
    TakingWebhook webhook(stage,
        { FakeResponse { 429, "slow down", { { "Retry-After", "1" } } }, FakeResponse { 500, "oops" },
            FakeResponse { .manner = FakeResponse::Manner::Close } });
    stage.show(QStringLiteral("crm"), "none");
    stage.configure({ crm(stage) });
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QTRY_COMPARE_WITH_TIMEOUT(stage.status(QStringLiteral("crm")), QStringLiteral("operational"), kPatience);

    stage.show(QStringLiteral("crm"), "minor");
    QTRY_VERIFY_WITH_TIMEOUT(webhook.asked >= 1, kPatience);
    stage.show(QStringLiteral("crm"), "critical"); // while the first is being tried
    QTRY_COMPARE_WITH_TIMEOUT(stage.status(QStringLiteral("crm")), QStringLiteral("major_outage"), kPatience);
    QVERIFY2(webhook.taken.isEmpty(), "the first is still being tried");
    QTRY_COMPARE_WITH_TIMEOUT(webhook.taken.size(), 2, kPatience);
    QVERIFY2(webhook.taken.at(0).endsWith(u"Degraded"), qPrintable(webhook.taken.at(0)));
    QVERIFY2(webhook.taken.at(1).endsWith(u"Major Outage"), qPrintable(webhook.taken.at(1)));

    QTRY_COMPARE_WITH_TIMEOUT(deliveryState(stage), QStringLiteral("delivered"), kPatience);
    const QJsonArray alerts = stage.alerts(QStringLiteral("crm"));
    QCOMPARE(alerts[0][QStringLiteral("delivery")][QStringLiteral("attempts")].toInt(), 1);
    // A connection that closes without an answer is tried anew by Qt itself, so it may not count as an attempt.
    QVERIFY(alerts[1][QStringLiteral("delivery")][QStringLiteral("attempts")].toInt() >= 3);
    const auto counted = [&] {
        return stage.server.get(QStringLiteral("/metrics"))
            .body.contains("watchfloor_deliveries_total{outcome=\"delivered\"} 2");
    };
    QTRY_VERIFY_WITH_TIMEOUT(counted(), kPatience);
    QCOMPARE(webhook.asked, size_t(5));
}

void DeliveryTest::goneWebhookIsVisible()
{
    Stage stage;
    TakingWebhook webhook(stage, { FakeResponse { 404, "no_service" } });
    stage.show(QStringLiteral("crm"), "none");
    stage.configure({ crm(stage) });
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QTRY_COMPARE_WITH_TIMEOUT(stage.status(QStringLiteral("crm")), QStringLiteral("operational"), kPatience);

    stage.show(QStringLiteral("crm"),
        Page { QStringLiteral("critical"), {}, QStringLiteral("inc1"), QStringLiteral("Logins fail") });
    QTRY_COMPARE_WITH_TIMEOUT(deliveryState(stage), QStringLiteral("dead"), kPatience);
    QCOMPARE(newest(stage).value(QStringLiteral("decision")).toString(), QStringLiteral("failed"));
    QCOMPARE(newest(stage).value(QStringLiteral("delivery"))[QStringLiteral("answer")].toString(),
        QStringLiteral("HTTP 404: no_service"));
    const QJsonArray notices =
        stage.server.get(QStringLiteral("/api/health")).json().value(QStringLiteral("notices")).toArray();
    QVERIFY2(notices.at(0)[QStringLiteral("text")].toString().contains(u"could not be delivered"), "it is shown");

    // What never arrived must not silence what comes next of the same incident.
    stage.show(QStringLiteral("crm"),
        Page { QStringLiteral("major"), {}, QStringLiteral("inc1"), QStringLiteral("Logins fail") });
    QTRY_COMPARE_WITH_TIMEOUT(webhook.taken.size(), 1, kPatience);
    QVERIFY(webhook.taken.at(0).endsWith(u"Partial Outage"));
}

void DeliveryTest::undeliveredGoesOutAfterARestart()
{
    Stage stage;
    const FakeResponse hang { .manner = FakeResponse::Manner::Hang };
    TakingWebhook webhook(stage, { hang });
    stage.show(QStringLiteral("crm"), "none");
    stage.configure({ crm(stage) });
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QTRY_COMPARE_WITH_TIMEOUT(stage.status(QStringLiteral("crm")), QStringLiteral("operational"), kPatience);
    stage.show(QStringLiteral("crm"), "critical");
    QTRY_COMPARE_WITH_TIMEOUT(webhook.asked, size_t(1), kPatience);
    stage.server.kill();

    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QTRY_COMPARE_WITH_TIMEOUT(webhook.taken.size(), 1, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(deliveryState(stage), QStringLiteral("delivered"), kPatience);
    QCOMPARE(webhook.asked, size_t(2));
}

void DeliveryTest::restartRepeatsNothing()
{
    Stage stage;
    stage.show(QStringLiteral("crm"), "none");
    stage.configure({ crm(stage) });
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QTRY_COMPARE_WITH_TIMEOUT(stage.status(QStringLiteral("crm")), QStringLiteral("operational"), kPatience);
    stage.show(QStringLiteral("crm"), "critical");
    QTRY_COMPARE_WITH_TIMEOUT(stage.slack.count(), 1, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(deliveryState(stage), QStringLiteral("delivered"), kPatience);

    QCOMPARE(stage.server.stop(), 0);
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QCOMPARE(stage.status(QStringLiteral("crm")), QStringLiteral("major_outage")); // before anybody was asked
    const int asked = stage.asked(QStringLiteral("crm"));
    QTRY_VERIFY_WITH_TIMEOUT(stage.asked(QStringLiteral("crm")) >= asked + 3, kPatience);
    QCOMPARE(stage.slack.count(), 1);
    QCOMPARE(stage.timeline(QStringLiteral("crm")).size(), 2);

    QCOMPARE(stage.server.stop(), 0); // it recovers while nobody looks
    stage.show(QStringLiteral("crm"), "none");
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QTRY_COMPARE_WITH_TIMEOUT(stage.slack.count(), 2, kPatience);
    QVERIFY(stage.messages(kGlobalWebhook).at(1).contains(u"recovered"));
}
