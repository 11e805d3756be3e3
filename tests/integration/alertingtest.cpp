// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "alerttests.h"

#include "stage.h"

using namespace Wf;
using namespace Wf::Integration;

namespace {

constexpr int kPatience = 30'000;

/// Everything operational: the boot is over.
#define WF_ALL_GREEN(stage, ...)                                                                                  \
    for (const char *each : { __VA_ARGS__ })                                                                      \
    QTRY_COMPARE_WITH_TIMEOUT((stage).status(QLatin1String(each)), QStringLiteral("operational"), kPatience)

/// Alert records about changes, without the one of the boot, newest first.
QJsonArray changes(Stage &stage, const QString &service)
{
    QJsonArray list;
    for (const QJsonValue &alert : stage.alerts(service)) {
        if (alert[QStringLiteral("suppressed_reason")].toString() != QLatin1String("warm_up"))
            list.append(alert);
    }
    return list;
}

QString decision(const QJsonValue &alert)
{
    return alert[QStringLiteral("decision")].toString();
}

QJsonObject delivery(const QJsonValue &alert)
{
    return alert[QStringLiteral("delivery")].toObject();
}

/// Waits until the page was asked `times` more: whatever was going to be told had its time.
#define WF_ASKED_AGAIN(stage, page, times)                                                                        \
    do {                                                                                                          \
        const int askedBefore = (stage).asked(QStringLiteral(page));                                              \
        QTRY_VERIFY_WITH_TIMEOUT((stage).asked(QStringLiteral(page)) >= askedBefore + (times), kPatience);        \
    } while (false)

std::vector<ServiceEntry> oktaAndItsDependents(const Stage &stage)
{
    return { { QStringLiteral("okta"), QStringLiteral("Okta"), stage.pageUrl(QStringLiteral("okta")),
                 QStringLiteral("critical"), { QStringLiteral("status_page_url: https://status.okta.example") } },
        { QStringLiteral("zoom"), QStringLiteral("Zoom"), stage.pageUrl(QStringLiteral("zoom")) } };
}

} // namespace

void AlertingTest::outageRecoveryAndOutageAgain()
{
    Stage stage;
    stage.show(QStringLiteral("okta"), "none");
    stage.show(QStringLiteral("zoom"), "none");
    stage.configure(oktaAndItsDependents(stage),
        "dependencies:\n  okta:\n    - {service: zoom, impact: Nobody can sign in, severity: critical}\n");
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    WF_ALL_GREEN(stage, "okta", "zoom");
    QCOMPARE(stage.slack.count(), 0);

    const int before = stage.asked(QStringLiteral("okta"));
    stage.show(QStringLiteral("okta"), Page { QStringLiteral("critical"), QStringLiteral("Sign-in <is> down") });
    QTRY_COMPARE_WITH_TIMEOUT(stage.slack.count(), 1, kPatience);
    QVERIFY2(stage.asked(QStringLiteral("okta")) >= before + 3, "it takes three looks to confirm");
    QCOMPARE(stage.status(QStringLiteral("okta")), QStringLiteral("major_outage"));
    const QString outage = stage.messages(kGlobalWebhook).value(0);
    for (const char *word : { "Okta", "<!here>", "MAJOR OUTAGE", "Sign-in &lt;is&gt; down", "may impact", "Zoom",
             "Nobody can sign in", "https://status.okta.example" })
        QVERIFY2(outage.contains(QLatin1String(word)), qPrintable(QLatin1String(word) + u" in " + outage));
    QCOMPARE(stage.status(QStringLiteral("zoom")), QStringLiteral("operational"));

    WF_ASKED_AGAIN(stage, "okta", 3);
    QCOMPARE(stage.slack.count(), 1);
    const QJsonArray told = changes(stage, QStringLiteral("okta"));
    QCOMPARE(told.size(), 1);
    QCOMPARE(decision(told[0]), QStringLiteral("sent"));
    QCOMPARE(delivery(told[0]).value(QStringLiteral("state")).toString(), QStringLiteral("delivered"));
    QCOMPARE(delivery(told[0]).value(QStringLiteral("attempts")).toInt(), 1);

    stage.show(QStringLiteral("okta"), "none");
    QTRY_COMPARE_WITH_TIMEOUT(stage.slack.count(), 2, kPatience);
    QVERIFY2(stage.messages(kGlobalWebhook).value(1).contains(u"recovered"), "the recovery is told");

    stage.show(QStringLiteral("okta"), Page { QStringLiteral("critical"), QStringLiteral("Down once more") });
    QTRY_COMPARE_WITH_TIMEOUT(stage.slack.count(), 3, kPatience);
    QVERIFY(stage.messages(kGlobalWebhook).value(2).contains(u"Down once more"));
    const QJsonArray events = stage.timeline(QStringLiteral("okta"));
    QCOMPARE(events.size(), 4); // from unknown, down, up, down
    QCOMPARE(events[0][QStringLiteral("new_status")].toString(), QStringLiteral("major_outage"));
    QVERIFY(stage.messages(kHealthWebhook).isEmpty());
}

void AlertingTest::overrideGoesToItsOwnWebhook()
{
    Stage stage;
    const QString own = stage.slack.url(QStringLiteral("/services/T0/B0/crm")).toString();
    stage.server.setVariable("CRM_WEBHOOK", own);
    stage.show(QStringLiteral("crm"), "none");
    stage.configure({ { QStringLiteral("crm"), QStringLiteral("CRM"), stage.pageUrl(QStringLiteral("crm")),
        QStringLiteral("important"),
        { QStringLiteral("slack_channel_override: ${CRM_WEBHOOK}"), QStringLiteral("confirm: {down: 1}") } } });
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    WF_ALL_GREEN(stage, "crm");

    stage.show(QStringLiteral("crm"), "critical");
    QTRY_COMPARE_WITH_TIMEOUT(stage.messages("/services/T0/B0/crm").size(), 1, kPatience);
    QVERIFY2(!stage.messages("/services/T0/B0/crm").at(0).contains(u"<!here>"), "only critical services call all");
    WF_ASKED_AGAIN(stage, "crm", 2);
    QCOMPARE(stage.slack.count(), 1);
}

void AlertingTest::escalationIsToldAgain()
{
    Stage stage;
    const Page trouble { QStringLiteral("minor"), QStringLiteral("Slow"), QStringLiteral("inc1"),
        QStringLiteral("Trouble with logins") };
    stage.show(QStringLiteral("crm"), "none");
    stage.configure({ { QStringLiteral("crm"), QStringLiteral("CRM"), stage.pageUrl(QStringLiteral("crm")),
        QStringLiteral("important"), { QStringLiteral("confirm: {down: 2, up: 1}") } } });
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    WF_ALL_GREEN(stage, "crm");

    stage.show(QStringLiteral("crm"), trouble);
    QTRY_COMPARE_WITH_TIMEOUT(stage.slack.count(), 1, kPatience);
    Page worse = trouble;
    worse.indicator = QStringLiteral("critical");
    stage.show(QStringLiteral("crm"), worse);
    QTRY_COMPARE_WITH_TIMEOUT(stage.slack.count(), 2, kPatience);
    QVERIFY(stage.messages(kGlobalWebhook).at(1).contains(u"MAJOR OUTAGE"));
    stage.show(QStringLiteral("crm"), trouble); // easier within the same incident: recorded, not told
    QTRY_COMPARE_WITH_TIMEOUT(stage.status(QStringLiteral("crm")), QStringLiteral("degraded"), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(changes(stage, QStringLiteral("crm")).size(), 3, kPatience);
    QCOMPARE(changes(stage, QStringLiteral("crm"))[0][QStringLiteral("suppressed_reason")].toString(),
        QStringLiteral("improved"));
    QCOMPARE(stage.slack.count(), 2);
}

void AlertingTest::informationalIsOnlyRecorded()
{
    Stage stage;
    stage.show(QStringLiteral("blog"), "none");
    stage.configure({ { QStringLiteral("blog"), QStringLiteral("Blog"), stage.pageUrl(QStringLiteral("blog")),
        QStringLiteral("informational"), { QStringLiteral("confirm: {down: 1}") } } });
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    WF_ALL_GREEN(stage, "blog");

    stage.show(QStringLiteral("blog"), "critical");
    QTRY_COMPARE_WITH_TIMEOUT(changes(stage, QStringLiteral("blog")).size(), 1, kPatience);
    const QJsonValue alert = changes(stage, QStringLiteral("blog")).at(0);
    QCOMPARE(decision(alert), QStringLiteral("suppressed"));
    QCOMPARE(alert[QStringLiteral("suppressed_reason")].toString(), QStringLiteral("tier_informational"));
    QVERIFY(!alert[QStringLiteral("why")].toString().isEmpty());
    WF_ASKED_AGAIN(stage, "blog", 2);
    QCOMPARE(stage.slack.count(), 0);
}

void AlertingTest::maintenanceIsSilent()
{
    Stage stage;
    stage.show(QStringLiteral("erp"), "none");
    stage.configure({ { QStringLiteral("erp"), QStringLiteral("ERP"), stage.pageUrl(QStringLiteral("erp")),
        QStringLiteral("critical"), { QStringLiteral("confirm: {down: 1}") } } });
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    WF_ALL_GREEN(stage, "erp");

    stage.show(QStringLiteral("erp"), "maintenance");
    QTRY_COMPARE_WITH_TIMEOUT(stage.status(QStringLiteral("erp")), QStringLiteral("degraded"), kPatience);
    QVERIFY(stage.server.service(QStringLiteral("erp")).value(QStringLiteral("maintenance")).toBool());
    QTRY_COMPARE_WITH_TIMEOUT(changes(stage, QStringLiteral("erp")).size(), 1, kPatience);
    QCOMPARE(changes(stage, QStringLiteral("erp"))[0][QStringLiteral("suppressed_reason")].toString(),
        QStringLiteral("maintenance_window"));
    const QJsonObject summary = stage.server.get(QStringLiteral("/api/summary")).data();
    QCOMPARE(summary.value(QStringLiteral("maintenance_count")).toInt(), 1);
    WF_ASKED_AGAIN(stage, "erp", 2);
    QCOMPARE(stage.slack.count(), 0);
}

void AlertingTest::upstreamSpeaksForItsDependents()
{
    Stage stage;
    // One page for all, so that they break in one answer.
    const QUrl page = stage.pageUrl(QStringLiteral("cloud"));
    std::vector<ServiceEntry> services { { QStringLiteral("cloud"), QStringLiteral("Cloud"), page,
        QStringLiteral("critical") } };
    QByteArray dependencies = "dependencies:\n  cloud:\n";
    for (const char *id : { "mail", "files", "chat" }) {
        services.push_back({ QLatin1String(id), QLatin1String(id).toString() + QStringLiteral(" app"), page });
        dependencies += QByteArray("    - {service: ") + id + ", impact: It stalls, severity: high}\n";
    }
    stage.show(QStringLiteral("cloud"), "none");
    stage.configure(services, dependencies);
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    WF_ALL_GREEN(stage, "cloud", "mail", "files", "chat");

    stage.show(QStringLiteral("cloud"), "critical");
    QTRY_COMPARE_WITH_TIMEOUT(stage.slack.count(), 1, kPatience);
    WF_ASKED_AGAIN(stage, "cloud", 3);
    QCOMPARE(stage.slack.count(), 1);
    const QString message = stage.messages(kGlobalWebhook).at(0);
    for (const char *word : { "Cloud", "mail app", "files app", "chat app", "<!here>" })
        QVERIFY2(message.contains(QLatin1String(word)), qPrintable(message));
    QCOMPARE(changes(stage, QStringLiteral("mail"))[0][QStringLiteral("suppressed_reason")].toString(),
        QStringLiteral("aggregated_under_upstream"));
    QCOMPARE(changes(stage, QStringLiteral("mail"))[0][QStringLiteral("aggregated_under")].toString(),
        QStringLiteral("Cloud"));
}

void AlertingTest::stormIsOneMessage()
{
    Stage stage;
    const QUrl page = stage.pageUrl(QStringLiteral("cloud"));
    std::vector<ServiceEntry> services;
    for (int i = 1; i <= 5; ++i)
        services.push_back({ QStringLiteral("s%1").arg(i), QStringLiteral("Service %1").arg(i), page,
            i == 3 ? QStringLiteral("critical") : QStringLiteral("important") });
    stage.show(QStringLiteral("cloud"), "none");
    stage.configure(services);
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    WF_ALL_GREEN(stage, "s1", "s5");

    stage.show(QStringLiteral("cloud"), "major");
    QTRY_COMPARE_WITH_TIMEOUT(stage.slack.count(), 1, kPatience);
    WF_ASKED_AGAIN(stage, "cloud", 3);
    QCOMPARE(stage.slack.count(), 1);
    const QString message = stage.messages(kGlobalWebhook).at(0);
    QVERIFY2(message.contains(u"<!here>"), "one critical service is among them");
    for (const ServiceEntry &each : services) {
        QVERIFY2(message.contains(each.name), qPrintable(message));
        const QJsonValue alert = changes(stage, each.id).at(0);
        QCOMPARE(delivery(alert).value(QStringLiteral("state")).toString(), QStringLiteral("delivered"));
    }
}
