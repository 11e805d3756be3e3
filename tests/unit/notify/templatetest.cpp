// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/channeltemplate.h"
#include "notify/lettertemplate.h"
#include "samples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

namespace Wf {

namespace {
    using Domain::ChannelDefinition;
    using Domain::ChannelRequest;
    using Encoding = ChannelRequest::Encoding;
    using Notify::HttpCall;

    ChannelDefinition definition(const QJsonValue &body, Encoding encoding = Encoding::Json)
    {
        ChannelDefinition definition;
        definition.kind = QStringLiteral("hook");
        definition.parameters = { { QStringLiteral("token"), {}, true, true },
            { QStringLiteral("host"), QStringLiteral("example.com"), false, false } };
        definition.words.insert(QStringLiteral("severity"),
            { { QStringLiteral("major_outage"), QStringLiteral("critical") },
                { QString(), QStringLiteral("info") } });
        definition.words.insert(
            QStringLiteral("short"), { { QStringLiteral("major_outage"), QStringLiteral("down") } });
        ChannelRequest &request = definition.requests[QString()];
        request.url = QStringLiteral("https://{host}/hook");
        request.encoding = encoding;
        request.body = body;
        return definition;
    }

    const Domain::Channel &channel()
    {
        static const Domain::Channel channel =
            Samples::channel(QStringLiteral("hook"), { { QStringLiteral("token"), QStringLiteral("s3cret/+ä") } });
        return channel;
    }

    HttpCall filled(const ChannelDefinition &definition, const Domain::Letter &letter = Samples::letter())
    {
        const auto call = Notify::LetterTemplate(definition, channel(), Samples::at()).fill(letter);
        return call && *call ? **call : HttpCall {};
    }

    QJsonObject json(const QJsonValue &body, const Domain::Letter &letter = Samples::letter())
    {
        return QJsonDocument::fromJson(filled(definition(body), letter).body).object();
    }

    QString text(const QString &written, const Domain::Letter &letter = Samples::letter())
    {
        return json(QJsonObject { { QStringLiteral("x"), written } }, letter).value(QLatin1String("x")).toString();
    }
} // namespace

void TemplateTest::fillsValues_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *written, const char *expected) {
        QTest::newRow(written) << QString::fromUtf8(written) << QString::fromUtf8(expected);
    };
    row("plain", "plain");
    row("{name} is {status}", "GitHub is major_outage");
    row("{{name}} {{{name}}}", "{name} {GitHub}");
    row("{status|severity}", "critical");
    row("{previous|severity}", "info");
    row("{status|short}-{previous|short}", "down-operational");
    row("{name:4}", "Git…");
    row("{name:6}", "GitHub");
    row("{token}@{host}", "s3cret/+ä@example.com");
    row("{base64:host:token}", "ZXhhbXBsZS5jb206czNjcmV0Lyvkpa==");
    row("{headline}", "GitHub: Major Outage");
    row("{incident} {at} {at_unix} {opened_at} {closed_at}.",
        "12 2026-04-24T10:00:00Z 1777024800 2026-04-24T09:48:00Z .");
    row("{duration}", "0:12:00");
    row("{event} {kind} {telling}", "first incident first");
}

void TemplateTest::fillsValues()
{
    QFETCH(QString, written);
    QFETCH(QString, expected);
    if (written.contains(QLatin1String("base64")))
        expected = QString::fromLatin1(QByteArray("example.com:s3cret/+\xc3\xa4").toBase64());
    QCOMPARE(text(written), expected);
}

void TemplateTest::leavesOutWhatIsNothing()
{
    const QJsonObject body = QJsonDocument::fromJson(R"({
        "kept": "{closed_at}", "gone?": "{closed_at}", "stays?": "{name}",
        "group?": {"inner?": "{closed_at}"}, "list?": [{"?": "{closed_at}", "a": 1}],
        "mixed": [{"?": "{name}", "a": 1}, {"?": "{closed_at}", "b": 2}, "{closed_at}"],
        "conditional": {"?": "{closed_at}", "a": 1},
        "number": 7, "truth": true, "nothing": null })")
                                 .object();
    const QJsonObject expected = QJsonDocument::fromJson(R"({
        "kept": "", "stays": "GitHub", "mixed": [{"a": 1}, ""], "number": 7, "truth": true, "nothing": null })")
                                     .object();
    QCOMPARE(json(body), expected);
}

void TemplateTest::everyPlaceholderHasAValue()
{
    Notify::TemplateValues values = Notify::letterValues(Samples::full(), 1000);
    for (const QString &name : Domain::letterPlaceholders())
        QVERIFY2(values.remove(name) == 1, qPrintable(name));
    QCOMPARE(values.keys(), QStringList()); // and nothing is filled that no template may call
}

void TemplateTest::hostileTextsBreakNothing_data()
{
    QTest::addColumn<QString>("hostile");
    for (const auto &[name, text] : Samples::hostileTexts())
        QTest::newRow(name) << text;
}

void TemplateTest::hostileTextsBreakNothing()
{
    QFETCH(const QString, hostile);
    const Domain::Letter letter = Samples::hostile(hostile);
    QJsonObject everything;
    for (const QString &name : Domain::letterPlaceholders())
        everything.insert(name, QStringLiteral("<{%1}>").arg(name));
    const QJsonObject sent = json(everything, letter);
    QCOMPARE(sent.keys(), everything.keys()); // no more members than were written, and none less
    QCOMPARE(sent.value(QLatin1String("status")).toString(), QStringLiteral("<major_outage>"));
    for (const QJsonValue &value : sent)
        QVERIFY(!value.toString().contains(QChar(0)));
    QVERIFY(!sent.value(QLatin1String("name")).toString().contains(QLatin1Char('\n')));

    const QJsonObject form { { QStringLiteral("a"), QStringLiteral("{impact}") },
        { QStringLiteral("b"), QStringLiteral("{name}") } };
    const QByteArray body = filled(definition(form, Encoding::Form), letter).body;
    const QUrlQuery query(QString::fromLatin1(body));
    QCOMPARE(query.queryItems().size(), qsizetype { 2 });
    QCOMPARE(body.count('&'), qsizetype { 1 });
    if (!hostile.contains(QChar(0xd83d)) || hostile.contains(QStringLiteral("🔥")))
        QCOMPARE(query.queryItemValue(QStringLiteral("b"), QUrl::FullyDecoded),
            Notify::letterValues(letter, 8000).value(QStringLiteral("name")));
}

void TemplateTest::addressesAreEncoded()
{
    ChannelDefinition hook = definition(QJsonObject());
    Domain::Letter letter = Samples::letter();
    letter.dedupKey = QStringLiteral("a/b?c#d e&f=ä%2F");
    hook.requests[QString()].url = QStringLiteral("https://{host}/alerts/{dedup_key}/close?by={token}");
    QCOMPARE(filled(hook, letter).url.toEncoded(),
        QByteArray("https://example.com/alerts/a%2Fb%3Fc%23d%20e%26f%3D%C3%A4%252F/close?by=s3cret%2F%2B%C3%A4"));
    // The beginning may be an address itself, with or without a slash at its end.
    hook.parameters.push_back(
        { QStringLiteral("server"), QStringLiteral("http://127.0.0.1:8080/ntfy/"), false, false });
    hook.requests[QString()].url = QStringLiteral("{server}/{name}");
    QCOMPARE(filled(hook, letter).url.toEncoded(), QByteArray("http://127.0.0.1:8080/ntfy/GitHub"));
    hook.parameters.back().fallback = QStringLiteral("file:///etc/passwd");
    const auto refused = Notify::LetterTemplate(hook, channel(), Samples::at()).fill(letter);
    QVERIFY(!refused);
    QVERIFY(refused.error().detail.startsWith(QStringLiteral("the address of the channel is no web address")));
    QVERIFY(!refused.error().detail.contains(QStringLiteral("passwd")));
}

void TemplateTest::headersHoldOneLine()
{
    ChannelDefinition hook = definition(QJsonObject());
    hook.requests[QString()].headers = { { QStringLiteral("X-Title"), QStringLiteral("{impact}") },
        { QStringLiteral("X-None"), QStringLiteral("{closed_at}") } };
    Domain::Letter letter = Samples::letter();
    letter.impact = QStringLiteral("one\r\nX-Evil: 1\n\n") + QString(QChar(0)) + QString(5000, QLatin1Char('x'));
    const auto headers = filled(hook, letter).headers;
    QCOMPARE(headers.size(), std::size_t { 2 });
    QVERIFY(headers[0].second.startsWith("oneX-Evil: 1xxx"));
    QVERIFY(headers[0].second.size() < 1100);
    QCOMPARE(headers[1].first, QByteArray("Content-Type"));
}

void TemplateTest::signature()
{
    // By: printf '1777024800.{"a":1}' | openssl dgst -sha256 -hmac topsecret
    QCOMPARE(Notify::signature("{\"a\":1}", QStringLiteral("topsecret"), Samples::at()),
        QByteArray("t=1777024800,v1=31db5905425ea25f5098504d4eff8733bc50b5c1ec7309439ea07bdd990a69e0"));
    ChannelDefinition hook = definition(QJsonObject { { QStringLiteral("a"), 1 } });
    hook.signatureHeader = QStringLiteral("X-Signature");
    QCOMPARE(filled(hook).headers.size(), std::size_t { 1 }); // no secret, no signature
    hook.parameters.push_back({ QStringLiteral("signing_secret"), QStringLiteral("topsecret"), false, true });
    const auto headers = filled(hook).headers;
    QCOMPARE(headers.back().first, QByteArray("X-Signature"));
    QCOMPARE(headers.back().second,
        QByteArray("t=1777024800,v1=31db5905425ea25f5098504d4eff8733bc50b5c1ec7309439ea07bdd990a69e0"));
}

void TemplateTest::shortensLongBodies()
{
    Domain::Letter letter = Samples::letter();
    letter.impact = QString(100'000, QLatin1Char('x'));
    const ChannelDefinition hook = definition(QJsonObject { { QStringLiteral("a"), QStringLiteral("{impact}") } });
    Domain::Channel small = channel();
    const auto length = [&](int limit) {
        small.limits.longestBody = limit;
        const auto call = Notify::LetterTemplate(hook, small, Samples::at()).fill(letter);
        return call ? (*call)->body.size() : -1;
    };
    QCOMPARE(length(100'000), qsizetype { 8010 });
    QVERIFY(length(1000) <= 1000);
    QVERIFY(length(1000) > 400);
    QVERIFY(length(200) > 100);
    QCOMPARE(length(20), qsizetype { -1 });
}

void TemplateTest::choosesTheRequest_data()
{
    QTest::addColumn<QStringList>("written");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("telling");
    QTest::addColumn<bool>("known");
    QTest::addColumn<QString>("chosen");
    const auto row = [](const char *name, const QStringList &written, Domain::LetterKind kind,
                         Domain::TellingKind telling, bool known, const char *chosen) {
        QTest::newRow(name) << written << static_cast<int>(kind) << static_cast<int>(telling) << known
                            << QString::fromLatin1(chosen);
    };
    using Kind = Domain::LetterKind;
    using Telling = Domain::TellingKind;
    const QStringList some { QStringLiteral("over"), QStringLiteral("test") };
    row("the rest", some, Kind::Incident, Telling::Worse, true, "");
    row("its own", some, Kind::Incident, Telling::Over, true, "over");
    row("a test", some, Kind::Test, Telling::First, true, "test");
    row("good news", some, Kind::Health, Telling::First, true, "over");
    row("good news of their own", some + QStringList { QStringLiteral("health") }, Kind::Health, Telling::First,
        true, "health");
    const QStringList threads { QStringLiteral("worse {thread}"), QStringLiteral("over {thread}") };
    row("known", threads, Kind::Incident, Telling::Worse, true, "worse");
    row("not known", threads, Kind::Incident, Telling::Worse, false, "");
    row("end of what is known", threads, Kind::Incident, Telling::Over, true, "over");
    row("end of what is not known", threads, Kind::Incident, Telling::Over, false, "nothing");
}

void TemplateTest::choosesTheRequest()
{
    QFETCH(const QStringList, written);
    QFETCH(const int, kind);
    QFETCH(const int, telling);
    QFETCH(const bool, known);
    QFETCH(const QString, chosen);
    ChannelDefinition hook = definition(QJsonObject());
    for (const QString &each : written)
        hook.requests[each.section(QLatin1Char(' '), 0, 0)].url = each;
    Domain::Letter letter = Samples::letter();
    letter.kind = static_cast<Domain::LetterKind>(kind);
    letter.telling = static_cast<Domain::TellingKind>(telling);
    letter.to = Domain::Status::Operational;
    letter.thread = known ? QStringLiteral("17") : QString();
    const ChannelRequest *request = Notify::requestFor(hook, letter);
    const ChannelRequest *expected = chosen == QLatin1String("nothing") ? nullptr : &hook.requests.at(chosen);
    QCOMPARE(request, expected);
}

void TemplateTest::faults_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *written, const char *fault) {
        QTest::newRow(written) << QString::fromLatin1(written) << QString::fromLatin1(fault);
    };
    row("{name} {token} {{ }} {base64:host:token} {status|severity} {text:99999}", "");
    row("{nmae}", "request.body.a[0]: {nmae} is not known: write a parameter of this channel, or one of name, ");
    row("{base64:host:tokn}", "request.body.a[0]: {tokn} is not known");
    row("{status|colour}", "request.body.a[0]: the table \"colour\" is not among the words");
    row("{name", "request.body.a[0]: the brace at \"{name\" begins or ends no placeholder: write {name}, ");
    row("name}", "request.body.a[0]: the brace at \"}\" begins");
    row("{}", "request.body.a[0]: the brace at \"{}\" begins");
    row("{text:0}", "request.body.a[0]: the brace at \"{text:0}\" begins");
}

void TemplateTest::faults()
{
    QFETCH(const QString, written);
    QFETCH(const QString, fault);
    ChannelDefinition hook = definition(QJsonObject { { QStringLiteral("a"), QJsonArray { written } } });
    const QStringList found = Domain::templateFaults(hook);
    QCOMPARE(found.size(), fault.isEmpty() ? 0 : 1);
    QVERIFY2(found.value(0).left(fault.size()) == fault, qPrintable(found.value(0)));
    hook.requests[QStringLiteral("over")].headers = { { QStringLiteral("X: y"), QStringLiteral("z") } };
    hook.signatureHeader = QStringLiteral("X-Signature");
    hook.success.path = QStringLiteral("$[");
    QCOMPARE(Domain::templateFaults(hook).size(), found.size() + 4); // header, url, path, signing_secret
}

} // namespace Wf
