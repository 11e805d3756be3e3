// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "inbound.h"

#include "http/slackaction.h"
#include "http/slacksignature.h"
#include "http/slackslash.h"
#include "testkit/fakehttpserver.h"

using namespace Wf;
using namespace Wf::TestKit;

namespace {
QByteArray slackHeaders(const QByteArray &body, Seconds offset = {}, const QByteArray &key = kSlackSecret)
{
    const QByteArray timestamp = stamp(offset);
    return "X-Slack-Request-Timestamp: " + timestamp
        + "\r\nX-Slack-Signature: " + Http::slackSignature(key, timestamp, body) + "\r\n";
}

RawReply slack(const Served &served, const QByteArray &path, const QByteArray &body, const QByteArray &headers)
{
    return RawClient(served.port)
        .ask(post("/api/slack/" + path, body, headers, "application/x-www-form-urlencoded"));
}

QByteArray form(const QList<std::pair<QString, QString>> &fields)
{
    QByteArrayList parts;
    for (const auto &[name, value] : fields)
        parts.append(name.toUtf8() + '=' + QUrl::toPercentEncoding(value));
    return parts.join('&');
}

QByteArray slashBody(const QString &text, const QString &command = QStringLiteral("/itstatus"))
{
    return form({ { QStringLiteral("command"), command }, { QStringLiteral("text"), text } });
}

const QString kAnswerUrl = QStringLiteral("https://hooks.slack.com/actions/T0/1/abc_-");
const QString kKey = QStringLiteral("vendor:okta:inc-okta");

QJsonObject press(const QString &action = QStringLiteral("ack_alert"), const QString &answer = kAnswerUrl)
{
    const QJsonObject button { { QStringLiteral("action_id"), action }, { QStringLiteral("value"), kKey } };
    const QJsonObject actions { { QStringLiteral("type"), QStringLiteral("actions") },
        { QStringLiteral("elements"), QJsonArray { button } } };
    const QJsonObject header { { QStringLiteral("type"), QStringLiteral("header") } };
    return { { QStringLiteral("type"), QStringLiteral("block_actions") },
        { QStringLiteral("actions"), QJsonArray { button } },
        { QStringLiteral("user"), QJsonObject { { QStringLiteral("username"), QStringLiteral("ann <3") } } },
        { QStringLiteral("response_url"), answer },
        { QStringLiteral("message"),
            QJsonObject { { QStringLiteral("text"), QStringLiteral("Okta is down") },
                { QStringLiteral("blocks"), QJsonArray { header, actions } } } } };
}

QByteArray pressBody(const QJsonObject &payload)
{
    return form({ { QStringLiteral("payload"),
        QString::fromUtf8(QJsonDocument(payload).toJson(QJsonDocument::Compact)) } });
}

std::vector<Ports::IncidentStory> oktaStory()
{
    std::vector<Ports::IncidentStory> stories(1);
    stories[0].incident.id = 1;
    stories[0].incident.service = ServiceId(QStringLiteral("okta"));
    stories[0].incident.vendorIncidentId = QStringLiteral("inc-okta");
    stories[0].incident.openedAt = sampleTime() - 1h;
    return stories;
}

/// The services of a recorded case: id, name, status, health.
Ports::Snapshot worldOf(const QJsonArray &services)
{
    Ports::Snapshot world = sampleSnapshot();
    const Ports::ServiceRow sample = world.services.front();
    world.services.clear();
    for (const auto &each : services) {
        Ports::ServiceRow row = sample;
        row.service.id = row.state.id = ServiceId(each[0].toString());
        row.service.displayName = each[1].toString();
        row.state.status = *Domain::statusFromWord(each[2].toString());
        row.state.health = *Domain::healthFromWord(each[3].toString());
        world.services.push_back(row);
    }
    std::ranges::sort(world.services, {}, &Ports::ServiceRow::id);
    return world;
}
} // namespace

class SlackTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void slackSignatureIsAsDocumented();
    void recordedPresses_data() { addCases("slack.ack"); }
    void recordedPresses();
    void slackDoors_data();
    void slackDoors();
    void slackRequestsComeOnce();
    void seenRequestsAreBounded();
    void pressUpdatesTheMessage();
    void pressesThatMeanNothing_data();
    void pressesThatMeanNothing();
    void answerAddresses_data();
    void answerAddresses();
    void recordedSlashes_data() { addCases("slack.slash"); }
    void recordedSlashes();
    void slashAnswers_data();
    void slashAnswers();
    void slashEscapesNames();
    void agoWords_data();
    void agoWords();
    void engineTroubleIsTold();
};

void SlackTest::slackSignatureIsAsDocumented()
{
    QCOMPARE(Http::slackSignature(kSlackSecret, "1700000000", "token=abc&text=hi"),
        QByteArray("v0=6eb93dfc9ac94777b771862a0a17f1edccc735915a838d64f58021c12a7e4f83"));
}

void SlackTest::recordedPresses()
{
    QFETCH(QJsonObject, given);
    QFETCH(QJsonObject, then);
    FakeHttpServer sink;
    auto options = openOptions();
    options.slackAckEnabled = given[u"enabled"].toBool(true);
    options.slackAnswers = sink.url(QString());
    if (given.contains(u"secret"))
        options.slackSigningSecret = secret(given[u"secret"].toString().toUtf8());
    Served served(options);
    served.session.setStories(oktaStory());
    const QByteArray body = pressBody(press(given[u"action_id"].toString(QStringLiteral("ack_alert")),
        given[u"response_url"].toString(QStringLiteral("https://hooks.slack.com/actions/a"))));
    const RawReply reply = slack(served, "interactivity", body, slackHeaders(body));
    QCOMPARE(reply.status, then[u"http"].toInt());
    const bool pressed = then[u"db_acknowledged"].toBool();
    QCOMPARE(served.session.acknowledgements().size(), pressed ? 1 : 0);
    served.server.stop(); // nothing is under way any more
    if (then.contains(u"response_url_calls"))
        QCOMPARE(sink.count(), then[u"response_url_calls"].toInt());
}

void SlackTest::slackDoors_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<bool>("good");
    const QByteArray body = slashBody(QStringLiteral("okta"));
    const QByteArray signature =
        "X-Slack-Signature: " + Http::slackSignature(kSlackSecret, stamp(), body) + "\r\n";
    QTest::newRow("good") << slackHeaders(body) << true;
    QTest::newRow("none") << QByteArray() << false;
    QTest::newRow("no time") << signature << false;
    QTest::newRow("no signature") << "X-Slack-Request-Timestamp: " + stamp() + "\r\n" << false;
    QTest::newRow("five minutes ago") << slackHeaders(body, Seconds(-300)) << true;
    QTest::newRow("longer ago") << slackHeaders(body, Seconds(-301)) << false;
    QTest::newRow("in five minutes") << slackHeaders(body, Seconds(300)) << true;
    QTest::newRow("later") << slackHeaders(body, Seconds(301)) << false;
    QTest::newRow("other secret") << slackHeaders(body, {}, "other") << false;
    QTest::newRow("other body") << slackHeaders(body + " ") << false;
    QTest::newRow("time is no number") << "X-Slack-Request-Timestamp: now\r\n" + signature << false;
    QTest::newRow("time is negative") << "X-Slack-Request-Timestamp: -5\r\n" + signature << false;
    QTest::newRow("time is endless") << "X-Slack-Request-Timestamp: " + QByteArray(400, '9') + "\r\n" + signature
                                     << false;
    QTest::newRow("not ascii") << "X-Slack-Request-Timestamp: " + stamp()
            + "\r\nX-Slack-Signature: v0=\xc3\xa9\r\n"
                               << false;
}

void SlackTest::slackDoors()
{
    QFETCH(QByteArray, headers);
    QFETCH(bool, good);
    const QByteArray body = slashBody(QStringLiteral("okta"));
    const Served served(openOptions());
    QCOMPARE(slack(served, "slash", body, headers).status, good ? 200 : 401);
    const Served other(openOptions());
    const RawReply reply = slack(other, "interactivity", body, headers);
    QCOMPARE(reply.status, good ? 200 : 403);
    QVERIFY(good || !reply.code().isEmpty());
}

void SlackTest::slackRequestsComeOnce()
{
    Served served(openOptions());
    served.session.setStories(oktaStory());
    const QByteArray body = pressBody(press(QStringLiteral("ack_alert"), {}));
    const QByteArray headers = slackHeaders(body);
    QCOMPARE(slack(served, "interactivity", body, headers).status, 200);
    const RawReply again = slack(served, "interactivity", body, headers);
    QCOMPARE(again.status, 403);
    QCOMPARE(again.code(), QStringLiteral("REPLAYED_REQUEST"));
    QCOMPARE(slack(served, "slash", body, headers).status, 401); // the other door knows, too
    QCOMPARE(slack(served, "interactivity", body, slackHeaders(body, Seconds(1))).status, 200);
    QCOMPARE(served.session.acknowledgements().size(), 2);
}

void SlackTest::seenRequestsAreBounded()
{
    Http::SeenRequests seen;
    const auto signature = [](size_t number) -> QByteArray {
        return "v0=" + QByteArray::number(qulonglong(number));
    };
    for (size_t i = 0; i < 2 * Http::SeenRequests::kMost; ++i)
        QVERIFY(seen.isNew(signature(i), "1", sampleTime() + Millis(qint64(i))));
    QCOMPARE(seen.size(), Http::SeenRequests::kMost);
    QVERIFY(!seen.isNew(signature(2 * Http::SeenRequests::kMost - 1), "1", sampleTime() + 10s));
    QVERIFY(seen.isNew(signature(0), "1", sampleTime() + 10s)); // so old that it gave way
    QVERIFY(seen.isNew("v0=x", "1", sampleTime() + 30min));
    QCOMPARE(seen.size(), size_t(1));
}

void SlackTest::pressUpdatesTheMessage()
{
    FakeHttpServer sink;
    sink.always("/actions/T0/1/abc_-", {});
    auto options = openOptions();
    options.slackAnswers = sink.url(QString());
    Served served(options);
    served.session.setStories(oktaStory());
    const QByteArray body = pressBody(press());
    const RawReply reply = slack(served, "interactivity", body, slackHeaders(body));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body, QByteArray("{}"));
    QCOMPARE(served.session.acknowledgements(), QStringList(QStringLiteral("ann <3: ") + kKey));
    QTRY_COMPARE(sink.count(), 1);
    const QJsonObject message = QJsonDocument::fromJson(sink.requests()[0].body).object();
    QVERIFY(message[u"replace_original"].toBool());
    QCOMPARE(message[u"text"].toString(), QStringLiteral("Okta is down"));
    const QJsonArray blocks = message[u"blocks"].toArray();
    QCOMPARE(blocks.size(), 2);
    QCOMPARE(blocks[0][u"type"].toString(), QStringLiteral("header"));
    QCOMPARE(blocks[1][u"elements"][0][u"text"].toString(),
        QStringLiteral("✓ Acknowledged by @ann &lt;3 at 10:00 UTC"));
}

void SlackTest::pressesThatMeanNothing_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto changed = [](const QString &key, const QJsonValue &value) {
        QJsonObject payload = press();
        payload.insert(key, value);
        return pressBody(payload);
    };
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no payload") << QByteArray("a=b&c");
    QTest::newRow("no json") << QByteArray("payload=%7B");
    QTest::newRow("list") << QByteArray("payload=[]");
    QTest::newRow("not utf-8") << QByteArray("payload=%FF%FE\xff");
    QTest::newRow("other type") << changed(QStringLiteral("type"), QStringLiteral("view_submission"));
    QTest::newRow("no actions") << changed(QStringLiteral("actions"), QJsonArray());
    QTest::newRow("actions is a text") << changed(QStringLiteral("actions"), QStringLiteral("ack_alert"));
    QTest::newRow("other action") << pressBody(press(QStringLiteral("view_status_page")));
    QTest::newRow("endless key") << changed(QStringLiteral("actions"),
        QJsonArray { QJsonObject { { QStringLiteral("action_id"), QStringLiteral("ack_alert") },
            { QStringLiteral("value"), QString(600, u'x') } } });
}

void SlackTest::pressesThatMeanNothing()
{
    QFETCH(QByteArray, body);
    const Served served(openOptions());
    const RawReply reply = slack(served, "interactivity", body, slackHeaders(body));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body, QByteArray("{}"));
    QVERIFY(served.session.acknowledgements().isEmpty());
}

void SlackTest::answerAddresses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("path");
    const auto row = [](const char *url, const char *path) {
        QTest::newRow(url) << QString::fromLatin1(url) << QString::fromLatin1(path);
    };
    row("https://hooks.slack.com/actions/T0/1/abc_-", "/actions/T0/1/abc_-");
    row("http://hooks.slack.com/actions/T0", "");
    row("https://hooks.slack.com:444/actions/T0", "");
    row("https://hooks.slack.com.evil.example/actions/T0", "");
    row("https://evil.example/actions/T0", "");
    row("https://me@hooks.slack.com/actions/T0", "");
    row("https://hooks.slack.com@evil.example/actions/T0", "");
    row("https://hooks.slack.com/services/T0", "");
    row("https://hooks.slack.com/actions/../services/T0", "");
    row("https://hooks.slack.com/actions/T0?a=b", "");
    row("https://hooks.slack.com/actions/T0#a", "");
    row("https://hooks.slack.com/actions/T0%2e", "");
    row("https://hooks.slack.com/actions/T0\n", "");
    row(" https://hooks.slack.com/actions/T0", "");
    row("https://hooks.slack.com/actions/", "");
    row("https://169.254.169.254/latest/meta-data", "");
    row("", "");
}

void SlackTest::answerAddresses()
{
    QFETCH(QString, url);
    QTEST(Http::answerPath(url), "path");
}

void SlackTest::recordedSlashes()
{
    QFETCH(QJsonObject, given);
    QFETCH(QJsonObject, then);
    Served served(openOptions());
    served.session.publish(worldOf(given[u"services"].toArray()));
    const QByteArray body =
        slashBody(given[u"text"].toString(), given[u"command"].toString(QStringLiteral("/itstatus")));
    const QByteArray key = given[u"signature"].toString() == QLatin1String("wrong") ? "wrong" : kSlackSecret;
    const RawReply reply =
        slack(served, "slash", body, slackHeaders(body, Seconds(given[u"timestamp_offset_s"].toInt()), key));
    QCOMPARE(reply.status, then[u"http"].toInt());
    const QString text = reply.json()[u"text"].toString();
    const auto contains = [&](const QJsonValue &part) { return text.contains(part.toString()); };
    if (reply.status == 200)
        QCOMPARE(reply.json()[u"response_type"].toString(), QStringLiteral("ephemeral"));
    if (then.contains(u"header_contains"))
        QVERIFY(
            reply.json()[u"blocks"][0][u"text"][u"text"].toString().contains(then[u"header_contains"].toString()));
    const QJsonValue parts = then[u"text_contains"];
    const QJsonArray all = parts.isArray() ? parts.toArray() : QJsonArray { parts.toString() };
    QVERIFY2(std::ranges::all_of(all, contains), qPrintable(text));
    const QJsonArray any = then[u"text_contains_any"].toArray();
    QVERIFY2(any.isEmpty() || std::ranges::any_of(any, contains), qPrintable(text));
    if (then.contains(u"text_not_contains"))
        QVERIFY(!contains(then[u"text_not_contains"]));
}

void SlackTest::slashAnswers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("parts");
    const auto row = [](const char *text, const QStringList &parts) {
        QTest::newRow(text) << QString::fromUtf8(text) << parts;
    };
    row("",
        { QStringLiteral("3 active incidents across 12 monitored services."), QStringLiteral("🔴 *Okta*"),
            QStringLiteral("⚫ *PyPI*") });
    row("   ", { QStringLiteral("3 active incidents") });
    row("help", { QStringLiteral("Usage"), QStringLiteral("/itstatus"), QStringLiteral("`aws`") });
    row("OKTA",
        { QStringLiteral("Okta: Major Outage"), QStringLiteral("2 hours ago"), QStringLiteral("Critical"),
            QStringLiteral("<https://status.okta.example|Status page>") });
    row(" flare ", { QStringLiteral("Cloudflare: Under Maintenance") });
    row("legacy", { QStringLiteral("Legacy CRM: Unknown"), QStringLiteral("—") });
    row("a", { QStringLiteral("Multiple services match `a`"), QStringLiteral("more specific") });
    row("<!channel>", { QStringLiteral("No service matches `&lt;!channel&gt;`") });
}

void SlackTest::slashAnswers()
{
    QFETCH(QString, text);
    QFETCH(QStringList, parts);
    const QJsonObject answer =
        Http::slashAnswer(sampleSnapshot(), { QStringLiteral("/itstatus"), text }, sampleTime());
    const QString all = QString::fromUtf8(QJsonDocument(answer).toJson());
    for (const QString &part : parts)
        QVERIFY2(all.contains(part), qPrintable(part + QStringLiteral(" is not in ") + all));
}

void SlackTest::slashEscapesNames()
{
    Ports::Snapshot world = sampleSnapshot();
    world.services[0].service.displayName = QStringLiteral("A <!here> & B");
    const QJsonObject answer =
        Http::slashAnswer(world, { QStringLiteral("/itstatus"), world.services[0].id().value }, sampleTime());
    QCOMPARE(answer[u"text"].toString(), QStringLiteral("A &lt;!here&gt; &amp; B: Operational"));
}

void SlackTest::agoWords_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("words");
    const auto row = [](int seconds, const char *words) {
        QTest::newRow(words) << seconds << QString::fromLatin1(words);
    };
    row(-30, "just now");
    row(59, "just now");
    row(60, "1 minute ago");
    row(3'599, "59 minutes ago");
    row(3'600, "1 hour ago");
    row(86'399, "23 hours ago");
    row(86'400, "1 day ago");
    row(864'000, "10 days ago");
}

void SlackTest::agoWords()
{
    QFETCH(int, seconds);
    QTEST(Http::agoText(sampleTime() - Seconds(seconds), sampleTime()), "words");
    QCOMPARE(Http::agoText(std::nullopt, sampleTime()), QStringLiteral("—"));
}

void SlackTest::engineTroubleIsTold()
{
    Served served(openOptions());
    served.session.setStories(oktaStory());
    served.session.failWith(Error { ErrorCode::Unavailable, QStringLiteral("The storage is busy.") });
    const QByteArray body = pressBody(press());
    QCOMPARE(slack(served, "interactivity", body, slackHeaders(body)).status, 503);
    served.session.failWith({});
    served.session.setStories({}); // nothing to acknowledge: nothing that the presser could do
    QCOMPARE(slack(served, "interactivity", body, slackHeaders(body, Seconds(1))).body, QByteArray("{}"));
}

QTEST_GUILESS_MAIN(SlackTest)
#include "tst_slack.moc"
