// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "inbound.h"

#include "http/samebytes.h"
#include "http/statuspagecall.h"

using namespace Wf;
using namespace Wf::TestKit;

namespace {
const QByteArray kMajor = R"({"component_update": {"new_status": "major_outage", "old_status": "operational"}})";
const QByteArray kPath = "/api/webhooks/statuspage/";

RawReply webhook(const Served &served, const QByteArray &place, const QByteArray &body, const QByteArray &headers)
{
    return RawClient(served.port).ask(post(kPath + place, body, headers));
}

QByteArray signedBy(const QByteArray &key, const QByteArray &body)
{
    return "X-Statuspage-Signature: " + Http::hmacHex(key, body) + "\r\n";
}

/// A service that watches parts of a page, as far as `selectors` say.
Ports::ServiceRow watching(const QStringList &selectors, Domain::Status status = Domain::Status::Operational)
{
    Ports::ServiceRow row = sampleSnapshot().services.front();
    row.monitors[0].spec.components = selectors;
    row.state.status = status;
    return row;
}

QByteArray textOf(const QJsonObject &body)
{
    QJsonObject whole = body; // real messages always have it
    whole.insert(u"meta", QJsonObject { { QStringLiteral("unsubscribe"), QStringLiteral("https://x.example") } });
    return QJsonDocument(whole).toJson();
}

QByteArray component(const char *status, const QString &name = QStringLiteral("API"), const char *page = "major")
{
    return textOf(
        { { QStringLiteral("page"), QJsonObject { { QStringLiteral("status_indicator"), QLatin1String(page) } } },
            { QStringLiteral("component"), QJsonObject { { QStringLiteral("name"), name } } },
            { QStringLiteral("component_update"),
                QJsonObject { { QStringLiteral("component_id"), QString(QStringLiteral("c-") + name) },
                    { QStringLiteral("new_status"), QLatin1String(status) } } } });
}

QByteArray incident(const char *impact, const char *status, const QString &component = {})
{
    QJsonArray components;
    if (!component.isEmpty())
        components.append(QJsonObject { { QStringLiteral("name"), component } });
    return textOf({ { QStringLiteral("incident"),
        QJsonObject { { QStringLiteral("name"), QStringLiteral("Queries are slow") },
            { QStringLiteral("impact"), QLatin1String(impact) },
            { QStringLiteral("status"), QLatin1String(status) },
            { QStringLiteral("components"), components } } } });
}
} // namespace

class WebhooksTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordedWebhooks_data() { addCases("webhook.statuspage"); }
    void recordedWebhooks();
    void webhookSecrets_data();
    void webhookSecrets();
    void webhookTimes_data();
    void webhookTimes();
    void adminsSeeTheAddress();
    void webhookBodiesAreSmall();
    void calls_data();
    void calls();
    void realPayloads_data();
    void realPayloads();
    void engineTroubleIsTold();
};

void WebhooksTest::recordedWebhooks()
{
    QFETCH(QJsonObject, given);
    QFETCH(QJsonObject, then);
    auto options = openOptions();
    options.webhooksEnabled = given[u"enabled"].toBool();
    options.webhookSecret = secret(given[u"secret"].toString().toUtf8());
    const Served served(options);
    QByteArray body = given[u"body_text"].toString().toUtf8();
    if (body.isEmpty())
        body = given.contains(u"body") ? QJsonDocument(given[u"body"].toObject()).toJson() : kMajor;
    QByteArray headers = signedBy(kWebhookSecret, body);
    if (given.contains(u"timestamp_offset_s"))
        headers += "X-Statuspage-Timestamp: " + stamp(Seconds(given[u"timestamp_offset_s"].toInt())) + "\r\n";
    // A service that is well, as the cases have it.
    const QByteArray service = given[u"service"].toString(QStringLiteral("aws")).toUtf8();
    const RawReply reply = webhook(served, service, body, headers);
    QCOMPARE(reply.status, then[u"http"].toInt(200));
    if (then.contains(u"json"))
        QCOMPARE(reply.json(), then[u"json"].toObject());
    if (then.contains(u"signature"))
        QCOMPARE(QString::fromLatin1(Http::hmacHex(kWebhookSecret, body)), then[u"signature"].toString());
    const auto calls = served.session.vendorCalls();
    if (then.contains(u"event")) {
        QCOMPARE(calls.size(), size_t(1));
        QCOMPARE(Domain::word(*calls[0].status), then[u"event"][u"new"].toString());
    } else if (then.contains(u"recommended")) {
        QVERIFY(calls.size() == 1 && !calls[0].status); // the page is asked
    } else if (then[u"events"] == QJsonValue(0)) {
        QVERIFY(calls.empty() || *calls[0].status == Domain::Status::Operational);
    }
}

void WebhooksTest::webhookSecrets_data()
{
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status");
    const QByteArray token = Http::hmacHex(kWebhookSecret, "aws");
    const QByteArray good = signedBy(kWebhookSecret, kMajor);
    const QByteArray upper = "X-Statuspage-Signature: " + Http::hmacHex(kWebhookSecret, kMajor).toUpper() + "\r\n";
    QTest::newRow("nothing") << QByteArray("aws") << QByteArray() << 403;
    QTest::newRow("signed") << QByteArray("aws") << good << 200;
    QTest::newRow("signed in capitals") << QByteArray("aws") << upper << 200;
    QTest::newRow("signed wrongly") << QByteArray("aws") << signedBy("other", kMajor) << 403;
    QTest::newRow("not ascii") << QByteArray("aws") << QByteArray("X-Statuspage-Signature: \xc3\xa9\r\n") << 403;
    QTest::newRow("address") << "aws/" + token << QByteArray() << 200;
    QTest::newRow("address and signature") << "aws/" + token << good << 200;
    QTest::newRow("address, wrong signature") << "aws/" + token << signedBy("other", kMajor) << 403;
    QTest::newRow("address of another service") << "okta/" + token << QByteArray() << 403;
    QTest::newRow("wrong address, good signature") << QByteArray("aws/guess") << good << 403;
    QTest::newRow("address in capitals") << "aws/" + token.toUpper() << QByteArray() << 403;
    QTest::newRow("nobody's address") << "nobody/" + Http::hmacHex(kWebhookSecret, "nobody") << QByteArray()
                                      << 404;
    QTest::newRow("nobody, unsigned") << QByteArray("nobody") << QByteArray() << 403;
    QTest::newRow("token is no pass") << QByteArray("aws") << Served::token() << 403;
}

void WebhooksTest::webhookSecrets()
{
    QFETCH(QByteArray, place);
    QFETCH(QByteArray, headers);
    QFETCH(int, status);
    const Served served(openOptions());
    const RawReply reply = webhook(served, place, kMajor, headers);
    QCOMPARE(reply.status, status);
    QCOMPARE(served.session.vendorCalls().size(), status == 200 ? size_t(1) : size_t(0));
    QVERIFY(status == 200 || !reply.code().isEmpty());
}

void WebhooksTest::webhookTimes_data()
{
    QTest::addColumn<QByteArray>("time");
    QTest::addColumn<int>("status");
    QTest::newRow("now") << stamp() << 200;
    QTest::newRow("fraction") << stamp() + ".25" << 200;
    QTest::newRow("in words") << QByteArray("2026-04-24T10:00:00Z") << 200;
    QTest::newRow("five minutes ago") << stamp(Seconds(-300)) << 200;
    QTest::newRow("longer ago") << stamp(Seconds(-301)) << 403;
    QTest::newRow("in five minutes") << stamp(Seconds(300)) << 200;
    QTest::newRow("later") << stamp(Seconds(301)) << 403;
    QTest::newRow("in words, yesterday") << QByteArray("2026-04-23T10:00:00Z") << 403;
    QTest::newRow("garbage") << QByteArray("soon") << 403;
    QTest::newRow("no number") << QByteArray("nan") << 403;
    QTest::newRow("huge") << QByteArray("1e300") << 403;
}

void WebhooksTest::webhookTimes()
{
    QFETCH(QByteArray, time);
    const Served served(openOptions());
    const RawReply reply = webhook(
        served, "aws", kMajor, signedBy(kWebhookSecret, kMajor) + "X-Statuspage-Timestamp: " + time + "\r\n");
    QTEST(reply.status, "status");
}

void WebhooksTest::adminsSeeTheAddress()
{
    const Served served(openOptions());
    QCOMPARE(served.read(kPath + "aws").status, 401);
    const RawReply reply = RawClient(served.port).ask(get(kPath + "aws", Served::token()));
    const QByteArray path = reply.json()[u"data"][u"path"].toString().toLatin1();
    QVERIFY(path.startsWith(QByteArray(kPath + "aws/")));
    QCOMPARE(RawClient(served.port).ask(post(path, kMajor, {})).status, 200);
    QCOMPARE(RawClient(served.port).ask(get(kPath + "nobody", Served::token())).status, 404);
    const Served closed;
    QCOMPARE(RawClient(closed.port).ask(get(kPath + "aws", Served::token())).status, 404);
}

void WebhooksTest::webhookBodiesAreSmall()
{
    const Served served(openOptions());
    const QByteArray most(64 * 1024, ' ');
    QCOMPARE(webhook(served, "aws", most, signedBy(kWebhookSecret, most)).status, 200);
    const QByteArray more = most + ' ';
    QCOMPARE(webhook(served, "aws", more, signedBy(kWebhookSecret, more)).status, 413);
    for (const QByteArray &odd :
        QByteArrayList { "", "[]", "\xff\xfe", "null", "{", R"({"incident":1})", R"({"component_update":[]})" })
        QCOMPARE(webhook(served, "aws", odd, signedBy(kWebhookSecret, odd)).status, 200);
    QVERIFY(served.session.vendorCalls().empty());
}

void WebhooksTest::calls_data()
{
    QTest::addColumn<QStringList>("selectors");
    QTest::addColumn<QString>("current");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("expected"); ///< a status, "ask" or "nothing"
    const auto row = [](const char *name, const QStringList &selectors, const char *current,
                         const QByteArray &body, const char *expected) {
        QTest::newRow(name) << selectors << QString::fromLatin1(current) << body << QString::fromLatin1(expected);
    };
    const QStringList whole;
    const QStringList api { QStringLiteral("api") };
    const QStringList two { QStringLiteral("API"), QStringLiteral("Web") };
    row("major", whole, "operational", component("major_outage"), "major_outage");
    row("blanks and capitals", whole, "operational", component(" Partial_Outage "), "partial_outage");
    row("degraded", whole, "operational", component("degraded_performance"), "degraded");
    row("better, the page is not well", whole, "major_outage", component("operational"), "ask");
    row("better, the page is well", whole, "major_outage", component("operational", QStringLiteral("API"), "none"),
        "operational");
    row("less bad, the page is not well", whole, "major_outage", component("degraded_performance"), "ask");
    row("maintenance", whole, "operational", component("under_maintenance"), "ask");
    row("unknown word", whole, "operational", component("on_fire"), "nothing");
    row("watched", api, "operational", component("major_outage"), "major_outage");
    row("not watched", api, "operational", component("major_outage", QStringLiteral("Web")), "nothing");
    row("by its id", { QStringLiteral("c-API") }, "operational", component("major_outage"), "major_outage");
    row("the only one is well", api, "major_outage", component("operational"), "operational");
    row("one of two is well", two, "major_outage", component("operational"), "ask");
    row("one of two is bad", two, "operational", component("major_outage"), "major_outage");
    row("by a pattern", { QStringLiteral("glob:A*") }, "operational", component("major_outage"), "ask");
    row("by a group", { QStringLiteral("group:Core") }, "operational", component("major_outage"), "ask");
    row("no name and no id", api, "operational", kMajor, "ask");
    row("incident", whole, "operational", incident("critical", "investigating"), "major_outage");
    row("incident, major", whole, "operational", incident("major", "identified"), "partial_outage");
    row("incident, minor", whole, "operational", incident("minor", "monitoring"), "degraded");
    row("incident, less bad", whole, "major_outage", incident("minor", "investigating"), "ask");
    row("incident of no impact", whole, "major_outage", incident("none", "investigating"), "ask");
    row("resolved", whole, "major_outage", incident("major", "resolved"), "ask");
    row("postmortem", whole, "operational", incident("critical", "postmortem"), "ask");
    row("completed", whole, "operational", incident("maintenance", "completed"), "ask");
    row("planned", whole, "operational", incident("maintenance", "scheduled"), "ask");
    row("unknown impact", whole, "operational", incident("terrible", "investigating"), "nothing");
    row("incident of a part", api, "operational", incident("critical", "investigating", QStringLiteral("API")),
        "ask");
    row("incident of another part", api, "operational",
        incident("critical", "investigating", QStringLiteral("Web")), "nothing");
    row("incident of unnamed parts", api, "operational", incident("critical", "investigating"), "ask");
    row("ping", whole, "operational", textOf({}), "nothing");
}

void WebhooksTest::calls()
{
    QFETCH(QStringList, selectors);
    QFETCH(QString, current);
    QFETCH(QByteArray, body);
    const auto call = Http::readStatuspageCall(body, watching(selectors, *Domain::statusFromWord(current)));
    const QString said = !call ? QStringLiteral("nothing")
        : call->status         ? Domain::word(*call->status)
                               : QStringLiteral("ask");
    QTEST(said, "expected");
    QVERIFY(!call || (call->service == ServiceId(QStringLiteral("aws")) && !call->detail.isEmpty()));
}

void WebhooksTest::realPayloads_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("maintenance of a component") << QStringLiteral("component-update-under-maintenance.json");
    QTest::newRow("resolved incident") << QStringLiteral("incident-update-resolved.json");
}

void WebhooksTest::realPayloads()
{
    QFETCH(QString, file);
    QFile payload(sharedFolder() + QStringLiteral("/fixtures/statuspage-webhook/") + file);
    if (!payload.open(QIODevice::ReadOnly))
        QSKIP("The recorded payloads are not here; set WF_SHARED to their folder.");
    const Served served(openOptions());
    const RawReply reply = webhook(served, "aws/" + Http::hmacHex(kWebhookSecret, "aws"), payload.readAll(), {});
    QCOMPARE(reply.status, 200);
    const auto calls = served.session.vendorCalls();
    QVERIFY(calls.size() == 1 && !calls[0].status && !calls[0].detail.isEmpty());
}

void WebhooksTest::engineTroubleIsTold()
{
    Served served(openOptions());
    served.session.failWith(Error { ErrorCode::Unavailable, QStringLiteral("The storage is busy.") });
    QCOMPARE(webhook(served, "aws", kMajor, signedBy(kWebhookSecret, kMajor)).status, 503);
}

QTEST_GUILESS_MAIN(WebhooksTest)
#include "tst_webhooks.moc"
