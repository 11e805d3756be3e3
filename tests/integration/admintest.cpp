// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "stage.h"
#include "tests.h"

#include <QDateTime>

using namespace Wf;
using namespace Wf::Integration;

namespace {

constexpr int kPatience = 30'000;
const QString kStatusPath = QStringLiteral("/api/admin/status");

QJsonObject update(const char *service, const char *status, const char *reason)
{
    return { { QStringLiteral("service_id"), QLatin1String(service) },
        { QStringLiteral("new_status"), QLatin1String(status) },
        { QStringLiteral("reason"), QLatin1String(reason) } };
}

std::vector<ServiceEntry> entries(const Stage &stage)
{
    return { { QStringLiteral("desk"), QStringLiteral("Service Desk") },
        { QStringLiteral("okta"), QStringLiteral("Okta"), stage.pageUrl(QStringLiteral("okta")),
            QStringLiteral("critical"),
            { QStringLiteral("slack_channel_override: ")
                    + stage.slack.url(QStringLiteral("/services/T0/B0/overridesecret")).toString(),
                QStringLiteral("confirm: {down: 1, up: 1}") } } };
}

} // namespace

void AdminTest::manualStatusSurvivesARestart()
{
    Stage stage;
    stage.configure({ { QStringLiteral("desk"), QStringLiteral("Service Desk") } });
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QCOMPARE(stage.server.post(kStatusPath, update("desk", "degraded", "Too many calls")).status, 401);
    const auto answer = stage.server.post(kStatusPath, update("desk", "degraded", "Too many calls"), kAdminToken);
    QVERIFY2(answer.status == 200, answer.body.constData());
    QCOMPARE(answer.data().value(QStringLiteral("current_status")).toString(), QStringLiteral("degraded"));
    const QJsonValue meta = answer.json().value(QStringLiteral("meta"));
    QCOMPARE(meta[QStringLiteral("status_changed")].toBool(), true);
    QCOMPARE(meta[QStringLiteral("previous_status")].toString(), QStringLiteral("unknown"));

    stage.server.kill(); // it was answered, so it is durable
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QCOMPARE(stage.effective(QStringLiteral("desk")), QStringLiteral("degraded"));
    const QJsonValue event = stage.timeline(QStringLiteral("desk")).at(0);
    QCOMPARE(event[QStringLiteral("source")].toString(), QStringLiteral("manual"));
    QCOMPARE(event[QStringLiteral("updated_by")].toString(), QStringLiteral("admin"));
    QCOMPARE(event[QStringLiteral("reason")].toString(), QStringLiteral("Too many calls"));
    QTRY_VERIFY_WITH_TIMEOUT(
        !stage.messages(kGlobalWebhook).isEmpty(), kPatience); // the kill may have cut one short
    QVERIFY(stage.messages(kGlobalWebhook).at(0).contains(u"Service Desk"));
}

void AdminTest::manualStatusEndsByItself()
{
    Stage stage;
    stage.show(QStringLiteral("okta"), "none");
    stage.configure(entries(stage));
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QTRY_COMPARE_WITH_TIMEOUT(stage.status(QStringLiteral("okta")), QStringLiteral("operational"), kPatience);

    QJsonObject body = update("okta", "major_outage", "We cannot sign in");
    const auto until = QDateTime::fromSecsSinceEpoch(QDateTime::currentSecsSinceEpoch() + 4, Qt::UTC);
    body.insert(QStringLiteral("expires_at"), until.toString(Qt::ISODate));
    const auto answer = stage.server.post(kStatusPath, body, kAdminToken);
    QVERIFY2(answer.status == 200, answer.body.constData());
    QCOMPARE(stage.status(QStringLiteral("okta")), QStringLiteral("major_outage"));
    const int asked = stage.asked(QStringLiteral("okta"));
    QTRY_VERIFY_WITH_TIMEOUT(stage.asked(QStringLiteral("okta")) >= asked + 1, kPatience);
    if (QDateTime::currentDateTimeUtc() < until.addSecs(-1))
        QCOMPARE(stage.status(QStringLiteral("okta")), QStringLiteral("major_outage")); // polls do not undo it
    QTRY_COMPARE_WITH_TIMEOUT(stage.status(QStringLiteral("okta")), QStringLiteral("operational"), kPatience);
    QVERIFY2(QDateTime::currentDateTimeUtc() >= until, "not before its time");

    body.insert(QStringLiteral("expires_at"), QStringLiteral("2020-01-01T00:00:00Z"));
    QCOMPARE(stage.server.post(kStatusPath, body, kAdminToken).status, 422);
    body.insert(QStringLiteral("expires_at"), QStringLiteral("2090-01-01T00:00:00Z"));
    body.insert(QStringLiteral("service_id"), QStringLiteral("nobody"));
    QCOMPARE(stage.server.post(kStatusPath, body, kAdminToken).status, 404);
}

void AdminTest::noSecretGetsOut()
{
    Stage stage;
    stage.server.setVariable("LOG_LEVEL", QStringLiteral("DEBUG"));
    stage.slack.handle([](const TestKit::FakeRequest &request) {
        // A receiver that repeats the address in its answers.
        return TestKit::FakeResponse { request.path.contains("override") ? 404 : 500,
            "no webhook " + request.path };
    });
    stage.show(QStringLiteral("okta"), "none");
    stage.configure(entries(stage));
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QTRY_COMPARE_WITH_TIMEOUT(stage.status(QStringLiteral("okta")), QStringLiteral("operational"), kPatience);
    stage.show(QStringLiteral("okta"), "critical");
    QTRY_VERIFY_WITH_TIMEOUT(stage.slack.count() >= 1, kPatience);
    QByteArray all =
        stage.server.post(kStatusPath, update("desk", "major_outage", "It is down"), kAdminToken).body;
    QTRY_VERIFY_WITH_TIMEOUT(stage.slack.count() >= 2, kPatience);
    all += stage.server.post(kStatusPath, update("desk", "degraded", "No"), QByteArray(kAdminToken) + "x").body;
    QTRY_VERIFY_WITH_TIMEOUT(
        stage.alerts(QStringLiteral("okta")).at(0)[QStringLiteral("delivery")][QStringLiteral("state")]
            == QLatin1String("dead"),
        kPatience);

    for (const char *path : { "/api/health", "/healthz", "/readyz", "/metrics", "/api/services",
             "/api/services/okta", "/api/services/desk", "/api/services/uptime", "/api/services/graph",
             "/api/services/sla", "/api/timeline", "/api/summary", "/api/maintenance", "/api/alerts",
             "/api/monitors", "/api/openapi.json", "/api/nowhere" }) {
        const auto answer = stage.server.get(QLatin1String(path));
        QVERIFY2(answer.status != 0, path);
        all += answer.body;
    }
    QFile commandLine(QStringLiteral("/proc/%1/cmdline").arg(stage.server.pid()));
    if (commandLine.open(QIODevice::ReadOnly))
        all += commandLine.readAll();
    QCOMPARE(stage.server.stop(), 0);
    all += stage.server.output() + stage.server.log();
    for (const char *secret : { "globalsecret", "healthsecret", "overridesecret", kAdminToken })
        QVERIFY2(
            !all.contains(secret), all.mid(std::max<qsizetype>(0, all.indexOf(secret) - 200), 400).constData());
}
