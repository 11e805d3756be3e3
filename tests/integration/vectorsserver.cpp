// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "stage.h"
#include "tests.h"

#include "testkit/vectors.h"

using namespace Wf;
using namespace Wf::Integration;
using TestKit::Fields;

namespace {

constexpr int kPatience = 30'000;

/// The shipped example, whose pages are out of reach here: nothing is known of them.
void useExample(Stage &stage)
{
    const QString folder = qEnvironmentVariable("WF_SOURCE_DIR") + QStringLiteral("/config/");
    for (const char *name : { "services.yaml", "dependencies.yaml" }) {
        QFile file(folder + QLatin1String(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        stage.server.configure(QLatin1String(name), file.readAll().replace("https://", "http://127.0.0.1:1/"));
    }
}

QJsonValue nested(const QJsonObject &object, const QString &path)
{
    QJsonValue value = object;
    for (const QString &part : path.split(u'.'))
        value = value[part];
    return value;
}

QByteArray authorization(Fields &given)
{
    const QString auth = given.has("auth") ? given.text("auth") : QStringLiteral("ok");
    return auth == QLatin1String("ok") ? "Bearer " + QByteArray(kAdminToken) : auth.toLatin1();
}

TestKit::ApiAnswer postStatus(Stage &stage, const QJsonObject &body, const QByteArray &auth)
{
    // The process knows bearer tokens only as whole headers, so the scheme is part of what is tried.
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(stage.server.url() + QStringLiteral("/api/admin/status")));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setRawHeader("Authorization", auth);
    const std::unique_ptr<QNetworkReply> reply(network.post(request, QJsonDocument(body).toJson()));
    if (!QTest::qWaitFor([&] { return reply->isFinished(); }, kPatience))
        return {};
    return { reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), {}, reply->readAll() };
}

void checkFields(Stage &stage, const TestKit::ApiAnswer &answer, Fields &then)
{
    if (then.has("http"))
        QCOMPARE(answer.status, then.number("http"));
    for (const char *path : { "data.current_status", "data.current_status_detail", "meta.status_changed",
             "meta.previous_status", "error", "status", "database" }) {
        if (then.has(path))
            QCOMPARE(nested(answer.json(), QLatin1String(path)), then.value(path));
    }
    for (const QString &key : then.texts("keys"))
        QVERIFY2(answer.json().contains(key), answer.body.constData());
    if (then.has("event")) {
        const QJsonObject wanted = then.value("event").toObject();
        const QJsonObject event = stage.timeline(QStringLiteral("ticketing")).at(0).toObject();
        for (const QString &key : wanted.keys())
            QCOMPARE(event.value(key), wanted.value(key));
    }
}

void apiAdmin(Fields &given, Fields &then)
{
    Stage stage;
    useExample(stage);
    if (given.has("server_token")) {
        QVERIFY(given.value("server_token").isNull());
        stage.server.setVariable("ADMIN_API_TOKEN", QString());
    }
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    const QJsonObject body = given.value("body").toObject();
    if (given.has("current"))
        QCOMPARE(stage.status(body.value(QStringLiteral("service_id")).toString()), given.text("current"));
    checkFields(stage, postStatus(stage, body, authorization(given)), then);
}

void apiServices(Fields &given, Fields &then)
{
    Stage stage;
    useExample(stage);
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    if (given.has("seed"))
        QCOMPARE(given.text("seed"), QStringLiteral("example"));
    const bool one = given.has("id");
    const auto answer =
        stage.server.get(QStringLiteral("/api/services") + (one ? u'/' + given.text("id") : QString()));
    if (then.has("http"))
        QCOMPARE(answer.status, then.number("http"));
    if (then.has("code"))
        QCOMPARE(nested(answer.json(), QStringLiteral("error.code")).toString(), then.text("code"));
    for (const QString &key : then.texts("has"))
        QVERIFY(answer.data().value(QStringLiteral("service")).toObject().contains(key));
    const QJsonArray services = answer.data().value(QStringLiteral("services")).toArray();
    QCOMPARE(services.isEmpty(), one);
    const QStringList keys = then.texts("each_has");
    for (const QJsonValue &service : services) {
        for (const QString &key : keys)
            QVERIFY2(service.toObject().contains(key), qPrintable(key));
        for (const char *key : { "pending_status", "pending_status_since" }) {
            if (then.has(key))
                QCOMPARE(service[QLatin1String(key)], then.value(key));
        }
    }
}

void apiSummary(Fields &given, Fields &then)
{
    Stage stage;
    stage.server.setVariable("POLL_INTERVAL_SECONDS", QStringLiteral("3600"));
    std::vector<ServiceEntry> services;
    for (int i = 0; i < given.number("services"); ++i)
        services.push_back({ QStringLiteral("s%1").arg(i), QStringLiteral("Service %1").arg(i) });
    stage.configure(services);
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    const QJsonObject summary = stage.server.get(QStringLiteral("/api/summary")).data();
    for (const ServiceEntry &each : services)
        QCOMPARE(stage.status(each.id), given.text("all"));
    QVERIFY(then.value("reference").isObject()); // what the first system did, and what is mended here
    QCOMPARE(summary.value(QStringLiteral("overall_status")).toString(),
        then.child("recommended").text("overall_status"));
    QVERIFY(!summary.value(QStringLiteral("status_text")).toString().contains(u"operational"));
}

void lifecycle(Fields &, Fields &then)
{
    Stage stage;
    useExample(stage);
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    const auto answer = stage.server.get(QStringLiteral("/api/health"));
    checkFields(stage, answer, then);
    for (const QString &key : then.texts("has"))
        QVERIFY2(answer.json().contains(key), answer.body.constData());
    QCOMPARE(stage.server.stop(), 0);
}

/// Logs go to standard error, or to the file that is named; there is no listener that would need starting.
void logging(Fields &given, Fields &then)
{
    Stage stage;
    useExample(stage);
    QTemporaryDir folder;
    const QString name = given.text("log_file");
    const QString path = folder.filePath(name);
    if (!name.isEmpty())
        stage.server.setVariable("LOG_FILE", path);
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QCOMPARE(stage.server.stop(), 0);
    QFile file(path);
    if (then.has("listener")) {
        QVERIFY(then.value("listener").isNull());
        QVERIFY(stage.server.log().contains("watching"));
        return;
    }
    QVERIFY(!then.text("file_contains").isEmpty()); // there the test's own words; here the program's
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("watching"));
    QVERIFY(!stage.server.log().contains("watching"));
}

void metricsEndpoint(Fields &, Fields &then)
{
    Stage stage;
    useExample(stage);
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    const auto answer = stage.server.get(QStringLiteral("/metrics"));
    QCOMPARE(answer.status, then.number("http"));
    QVERIFY(answer.contentType.startsWith(then.text("content_type_prefix").toLatin1()));
    const QStringList any = then.texts("contains_any");
    QVERIFY(std::any_of(
        any.begin(), any.end(), [&](const QString &each) { return answer.body.contains(each.toLatin1()); }));
}

/// The page shows the indicators one after the other, one a look, and then stays.
void showInTurn(Stage &stage, const QStringList &indicators)
{
    for (const QString &indicator : indicators.mid(0, indicators.size() - 1))
        stage.vendor->once("/e2e", pageAnswer(Page { indicator }));
    stage.show(QStringLiteral("e2e"), Page { indicators.constLast() });
}

void pollToSlack(Fields &given, Fields &then)
{
    Stage stage;
    const QStringList indicators = given.texts("indicators");
    const QString id = QStringLiteral("e2e");
    showInTurn(stage, indicators);
    stage.configure({ { id, given.text("display_name"), stage.pageUrl(id), given.text("tier"),
        { QStringLiteral("confirm: {down: %1}").arg(given.number("confirm")),
            QStringLiteral("dwell: %1s").arg(given.number("dwell_s")) } } });
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QTRY_COMPARE_WITH_TIMEOUT(stage.slack.count(), then.number("slack_posts"), kPatience);
    QVERIFY(stage.asked(id) >= int(indicators.size()));

    // The reference counts from a known state; here the first look that makes it known is an event, too.
    const QJsonArray changes = then.value("changes").toArray();
    QCOMPARE(changes.size(), indicators.size());
    const QJsonArray events = stage.timeline(id);
    QCOMPARE(events.size(), then.number("events") + 1);
    QCOMPARE(events[0][QStringLiteral("previous_status")].toString(), then.text("previous"));
    QCOMPARE(events[0][QStringLiteral("new_status")].toString(), then.text("new"));
    for (const QString &word : then.texts("body_contains"))
        QVERIFY(stage.messages(kGlobalWebhook).at(0).contains(word));
    const QJsonValue alert = stage.alerts(id).at(0);
    Fields &row = then.child("log_row");
    QVERIFY(row.value("suppressed_by").isNull());
    QVERIFY(alert[QStringLiteral("suppressed_reason")].isNull());
    QCOMPARE(alert[QStringLiteral("tier")].toString(), row.text("severity"));
    QCOMPARE(alert[QStringLiteral("kind")].toString(), row.text("alert_kind"));
    const QByteArray counter = "alerts_sent_total{kind=\"status_change\",severity=\"critical\"} "
        + QByteArray::number(then.number("alerts_sent_total_delta"));
    const auto counted = [&] { return stage.server.get(QStringLiteral("/metrics")).body.contains(counter); };
    QTRY_VERIFY_WITH_TIMEOUT(counted(), kPatience);
}

using Check = void (*)(Fields &given, Fields &then);

const QHash<QString, Check> &checks()
{
    static const QHash<QString, Check> table { { QStringLiteral("api.admin"), apiAdmin },
        { QStringLiteral("api.services"), apiServices }, { QStringLiteral("api.summary"), apiSummary },
        { QStringLiteral("lifecycle"), lifecycle }, { QStringLiteral("logging"), logging },
        { QStringLiteral("metrics.endpoint"), metricsEndpoint }, { QStringLiteral("e2e"), pollToSlack } };
    return table;
}

} // namespace

void VectorsServer::recorded_data()
{
    QTest::addColumn<QJsonObject>("entry");
    for (const QJsonValue &entry : TestKit::recordedCases()) {
        const QString area = entry[QStringLiteral("area")].toString();
        if (checks().contains(area))
            QTest::newRow(qPrintable(area + u": " + entry[QStringLiteral("name")].toString())) << entry.toObject();
    }
}

void VectorsServer::recorded()
{
    if (TestKit::recordedCases().isEmpty())
        QSKIP("The recorded cases are not here: set WF_SHARED to their folder.");
    QFETCH(QJsonObject, entry);
    Fields given(entry.value(QStringLiteral("given")).toObject());
    Fields then(entry.value(QStringLiteral("then")).toObject());
    checks().value(entry.value(QStringLiteral("area")).toString())(given, then);
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(given.leftovers() + then.leftovers(), QStringList());
}
