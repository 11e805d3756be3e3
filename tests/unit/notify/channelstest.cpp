// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "channelfiles.h"
#include "notify/lettertemplate.h"
#include "testkit/fakehttpserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace Wf {

namespace {
    using Domain::Letter;
    using Outcome = Ports::Delivery::Outcome;
    using Samples::answerOf;
    using TestKit::FakeHttpServer;
    using TestKit::FakeRequest;
    using TestKit::FakeResponse;

    const QString kBase = QStringLiteral("https://receiver.example");

    Letter digest()
    {
        return Domain::digestOf(
            { Samples::full(), Samples::website(), Samples::over(Samples::heartbeat()) }, Samples::at(5));
    }

    Letter inThread(Letter letter)
    {
        letter.thread = QStringLiteral("thread-7");
        return letter;
    }

    /// What every kind of channel has to be able to say.
    std::vector<std::pair<QString, Letter>> letters()
    {
        Letter reminder = inThread(Samples::full());
        reminder.telling = Domain::TellingKind::Again;
        Letter worse = inThread(Samples::full());
        worse.telling = Domain::TellingKind::Worse;
        return { { QStringLiteral("first"), Samples::full() }, { QStringLiteral("worse"), worse },
            { QStringLiteral("reminder"), reminder },
            { QStringLiteral("acknowledged"), inThread(Samples::acknowledged()) },
            { QStringLiteral("over"), inThread(Samples::over(Samples::letter())) },
            { QStringLiteral("website"), Samples::website() },
            { QStringLiteral("website over"), inThread(Samples::over(Samples::website())) },
            { QStringLiteral("heartbeat"), Samples::heartbeat() },
            { QStringLiteral("heartbeat over"), inThread(Samples::over(Samples::heartbeat(Samples::at(-1600)))) },
            { QStringLiteral("digest"), digest() }, { QStringLiteral("blind"), Samples::health(true) },
            { QStringLiteral("seen again"), Samples::health(false) },
            { QStringLiteral("test"), Samples::test() } };
    }

    QJsonValue readable(const QByteArray &body)
    {
        const QJsonDocument document = QJsonDocument::fromJson(body);
        return document.isObject() ? QJsonValue(document.object()) : QJsonValue(QString::fromUtf8(body));
    }

    QJsonObject shown(const Notify::HttpCall &call)
    {
        QJsonObject headers;
        for (const auto &[name, value] : call.headers)
            headers.insert(QString::fromLatin1(name), QString::fromUtf8(value));
        return { { QStringLiteral("request"), QString::fromLatin1(call.method + ' ' + call.url.toEncoded()) },
            { QStringLiteral("headers"), headers }, { QStringLiteral("body"), readable(call.body) } };
    }

    QJsonObject everything(const Domain::ChannelDefinition &definition)
    {
        QJsonObject all;
        const Domain::Channel channel = Samples::channelOf(definition, kBase);
        const Notify::LetterTemplate filler(definition, channel, Samples::at());
        for (const auto &[name, letter] : letters()) {
            const auto call = filler.fill(letter);
            all.insert(name,
                !call       ? QJsonValue(call.error().detail)
                    : *call ? QJsonValue(shown(**call))
                            : QJsonValue(QStringLiteral("nothing")));
        }
        return all;
    }

    /// An answer with which the definition is content.
    QByteArray contentment(const Domain::ChannelDefinition &definition)
    {
        static const QHash<QString, QByteArray> known {
            { QStringLiteral("telegram"), R"({"ok":true,"result":{"message_id":7}})" },
            { QStringLiteral("pushover"), R"({"status":1,"request":"r"})" },
            { QStringLiteral("jsm"), R"({"issueId":"1","issueKey":"7"})" },
            { QStringLiteral("servicenow"), R"({"result":{"sys_id":"7","number":"INC1"}})" },
        };
        return known.value(definition.kind, "{}");
    }

    struct Setting {
        FakeHttpServer server {};
        SystemClock clock {};
        Domain::ChannelDefinition definition {};
        Domain::Channel channel {};
        std::unique_ptr<Notify::ChannelNotifier> notifier {};

        explicit Setting(const QString &kind)
            : definition(Samples::readDefinition(kind).value_or(Domain::ChannelDefinition {}))
        {
            const QString base = server.url(QString()).toString();
            definition = Samples::redirected(definition, base);
            channel = Samples::channelOf(definition, base);
        }
        Ports::Delivery deliver(const Letter &letter = Samples::full())
        {
            notifier = std::make_unique<Notify::ChannelNotifier>(clock, Samples::quick());
            notifier->configure({ definition }, { channel }, {});
            return answerOf(notifier->deliver(Samples::message(letter)));
        }
        void answer(const FakeResponse &response)
        {
            server.handle([response](const FakeRequest &) { return response; });
        }
    };
} // namespace

void ChannelsTest::eachFile()
{
    QTest::addColumn<QString>("kind");
    for (const QString &kind : Samples::channelKinds())
        QTest::newRow(qPrintable(kind)) << kind;
}

void ChannelsTest::definitions_data()
{
    QVERIFY(Samples::channelKinds().size() >= 15);
    eachFile();
}

void ChannelsTest::definitions()
{
    QFETCH(const QString, kind);
    const auto definition = Samples::readDefinition(kind);
    QVERIFY2(definition, definition ? "" : qPrintable(definition.error().detail));
    QCOMPARE(Domain::templateFaults(*definition), QStringList());
    QCOMPARE(definition->kind, kind);
    QVERIFY(!definition->label.isEmpty());
    for (const Domain::ChannelParameter &parameter : definition->parameters)
        QVERIFY2(!Domain::letterPlaceholders().contains(parameter.name), qPrintable(parameter.name));
    QFile file(Samples::channelFolder() + QLatin1Char('/') + kind + QStringLiteral(".yaml"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.startsWith("# SPDX-FileCopyrightText: The Watchfloor authors\n# SPDX-License-Identifier: MIT\n"));
    for (const Domain::ChannelParameter &parameter : definition->parameters) // says where to get it
        QVERIFY2(!parameter.required || text.count(parameter.name.toLatin1()) >= 3, qPrintable(parameter.name));
}

void ChannelsTest::bodies_data()
{
    eachFile();
}

void ChannelsTest::bodies()
{
    QFETCH(const QString, kind);
    const auto definition = Samples::readDefinition(kind);
    QVERIFY(definition);
    QFile file(qEnvironmentVariable("WF_SOURCE_DIR", QStringLiteral(".")) + QStringLiteral("/tests/data/channels/")
        + kind + QStringLiteral(".json"));
    const QByteArray expected = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    const QJsonObject actual = everything(*definition);
    if (QJsonDocument::fromJson(expected).object() != actual)
        std::fputs(QJsonDocument(actual).toJson().constData(), stderr);
    QCOMPARE(actual, QJsonDocument::fromJson(expected).object());
}

void ChannelsTest::hostile_data()
{
    eachFile();
}

void ChannelsTest::hostile()
{
    QFETCH(const QString, kind);
    const auto definition = Samples::readDefinition(kind);
    QVERIFY(definition);
    const Domain::Channel channel = Samples::channelOf(*definition, kBase);
    const Notify::LetterTemplate filler(*definition, channel, Samples::at());
    const auto usual = filler.fill(inThread(Samples::hostile(QStringLiteral("usual"))));
    QVERIFY(usual && *usual);
    for (const auto &[name, text] : Samples::hostileTexts()) {
        const auto call = filler.fill(inThread(Samples::hostile(text)));
        QVERIFY2(call && *call, name);
        QCOMPARE((*call)->url, (*usual)->url);
        QCOMPARE((*call)->headers.size(), (*usual)->headers.size());
        QVERIFY2((*call)->body.size() <= channel.limits.longestBody, name);
        QVERIFY2(!(*call)->body.contains('\0') && !(*call)->body.contains("\\u0000"), name);
        const QJsonObject body = QJsonDocument::fromJson((*call)->body).object();
        QCOMPARE(body.keys(), QJsonDocument::fromJson((*usual)->body).object().keys());
    }
}

void ChannelsTest::answers_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("manner");
    for (const QString &kind : Samples::channelKinds()) {
        for (const char *manner : { "200", "400", "429", "500", "redirect", "hang", "reset" })
            QTest::newRow(qPrintable(kind + QLatin1Char(' ') + QLatin1String(manner)))
                << kind << QString::fromLatin1(manner);
    }
}

void ChannelsTest::answers()
{
    QFETCH(const QString, kind);
    QFETCH(const QString, manner);
    Setting setting(kind);
    FakeResponse response;
    response.status = manner.toInt() > 0 ? manner.toInt() : 302;
    response.body = response.status == 200 ? contentment(setting.definition) : QByteArray("said so");
    response.headers = { { "Retry-After", "90" }, { "Location", setting.server.url().toEncoded() } };
    if (manner == QLatin1String("hang"))
        response.manner = FakeResponse::Manner::Hang;
    if (manner == QLatin1String("reset"))
        response.manner = FakeResponse::Manner::Close;
    setting.answer(response);
    setting.channel.limits.deadline = manner == QLatin1String("hang") ? Millis { 50 } : Millis { 30'000 };
    const Ports::Delivery delivery = setting.deliver();
    const Outcome expected = manner == QLatin1String("200") ? Outcome::Delivered
        : manner == QLatin1String("400")                    ? Outcome::Rejected
                                                            : Outcome::Retry;
    QVERIFY2(delivery.outcome == expected, qPrintable(delivery.answer));
    QCOMPARE(delivery.retryAfter,
        manner == QLatin1String("429") ? std::optional<Millis>(Seconds { 90 }) : std::nullopt);
    QCOMPARE(setting.server.count(), 1);
    if (manner == QLatin1String("200") && !setting.definition.success.thread.isEmpty())
        QCOMPARE(delivery.thread, QStringLiteral("7"));
    if (manner == QLatin1String("400"))
        QCOMPARE(delivery.answer, QStringLiteral("HTTP 400: said so"));
}

void ChannelsTest::secretsStayHome_data()
{
    eachFile();
}

/// A receiver that tells us everything we told it: our answer must not.
void ChannelsTest::secretsStayHome()
{
    QFETCH(const QString, kind);
    Setting setting(kind);
    QByteArray heard;
    setting.server.handle([&heard](const FakeRequest &request) {
        FakeResponse response;
        response.status = 400;
        for (const QByteArray &value : request.headers)
            response.body += value + ' ';
        response.body = request.path + ' ' + response.body + request.body.left(3000);
        heard = response.body;
        return response;
    });
    const QString answer = setting.deliver().answer;
    QVERIFY2(answer.startsWith(QStringLiteral("HTTP 400")), qPrintable(answer));
    QVERIFY(!answer.contains(QStringLiteral("sesame")));
    for (const QString &secret : Notify::secretValues(setting.definition, setting.channel)) {
        QVERIFY2(!answer.contains(secret), qPrintable(answer));
        QVERIFY2(!answer.contains(QString::fromLatin1(QUrl::toPercentEncoding(secret))), qPrintable(answer));
        QVERIFY2(!answer.contains(secret.section(QLatin1Char(':'), 0, 0)), qPrintable(answer));
    }
    QVERIFY(!heard.isEmpty());
}

} // namespace Wf
