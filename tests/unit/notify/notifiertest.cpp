// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "notify/channelnotifier.h"
#include "samples.h"
#include "testkit/manualclock.h"
#include "webhookserver.h"

namespace Wf {

namespace {
    using Outcome = Ports::Delivery::Outcome;
    using Notify::ChannelNotifier;
    using Samples::answerOf;
    using Samples::kPatience;
    using Samples::quick;

    ChannelNotifier::BuiltIn always(const QUrl &url)
    {
        ChannelNotifier::BuiltIn builtIn;
        builtIn.resolver = [url](const QString &, const ServiceId &) { return url; };
        return builtIn;
    }

    Domain::OutboxMessage message(const QByteArray &payload = "{\"text\":\"hello\"}")
    {
        Domain::OutboxMessage result;
        result.channel = QStringLiteral("slack");
        result.letter.kind = Domain::LetterKind::Prepared;
        result.letter.prepared = payload;
        return result;
    }

    Ports::Delivery deliverOne(const QUrl &url, const ChannelNotifier::Options &options = quick())
    {
        const SystemClock clock;
        ChannelNotifier notifier(clock, options);
        notifier.configure({}, {}, always(url));
        return answerOf(notifier.deliver(message()));
    }
} // namespace

void NotifierTest::outcomes_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("outcome");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("retryAfter");
    const auto row = [](const char *name, const QByteArray &answer, Outcome outcome, const char *text,
                         int retryAfter = -1) {
        QTest::newRow(name) << answer << static_cast<int>(outcome) << QString::fromLatin1(text) << retryAfter;
    };
    const auto plain = [](int status, const QByteArray &body, const QByteArray &headers = {}) {
        return WebhookServer::plain(status, body, headers);
    };
    row("ok", plain(200, "ok"), Outcome::Delivered, "HTTP 200");
    row("no content", "HTTP/1.1 204 No Content\r\n\r\n", Outcome::Delivered, "HTTP 204");
    row("blocks", plain(400, "invalid_blocks"), Outcome::Rejected, "HTTP 400: invalid_blocks");
    row("forbidden", plain(403, "action_prohibited"), Outcome::Rejected, "HTTP 403: action_prohibited");
    row("gone hook", plain(404, "no_service"), Outcome::Rejected, "HTTP 404: no_service");
    row("gone channel", plain(410, "channel_is_archived"), Outcome::Rejected, "HTTP 410: channel_is_archived");
    row("slow", plain(408, ""), Outcome::Retry, "HTTP 408");
    row("internal", plain(500, "oops"), Outcome::Retry, "HTTP 500: oops");
    row("unavailable", plain(503, ""), Outcome::Retry, "HTTP 503");
    row("limited", plain(429, "", "Retry-After: 7\r\n"), Outcome::Retry, "HTTP 429", 7);
    row("limited without header", plain(429, ""), Outcome::Retry, "HTTP 429", 2);
    row("limited for ever", plain(429, "", "Retry-After: 99999\r\n"), Outcome::Retry, "HTTP 429", 60);
    row("redirect", plain(302, "", "Location: http://127.0.0.1:1/\r\n"), Outcome::Retry, "HTTP 302");
    row("html", plain(404, "<html><b>gone</b>\n\n</html>"), Outcome::Rejected, "HTTP 404: htmlbgone/b /html");
}

void NotifierTest::outcomes()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const int, outcome);
    QFETCH(const QString, text);
    QFETCH(const int, retryAfter);
    const WebhookServer server(answer);
    const Ports::Delivery delivery = deliverOne(server.url());
    QCOMPARE(delivery.answer, text);
    QCOMPARE(static_cast<int>(delivery.outcome), outcome);
    QCOMPARE(delivery.retryAfter.has_value(), retryAfter >= 0);
    if (retryAfter >= 0)
        QCOMPARE(*delivery.retryAfter, Millis { retryAfter * 1000 });
    QCOMPARE(server.requests().size(), std::size_t { 1 });
}

void NotifierTest::postsThePayload()
{
    const WebhookServer server;
    deliverOne(server.url());
    QCOMPARE(server.requests().size(), std::size_t { 1 });
    const WebhookServer::Request &request = server.requests().front();
    QVERIFY(request.head.startsWith("POST /services/T0/B0/sesame HTTP/1.1"));
    QVERIFY(request.head.contains("Content-Type: application/json"));
    QVERIFY(request.head.contains("User-Agent: Watchfloor/"));
    QCOMPARE(request.body, QByteArray("{\"text\":\"hello\"}"));
}

void NotifierTest::noAddress()
{
    const Ports::Delivery none = deliverOne(QUrl());
    QCOMPARE(none.outcome, Outcome::Rejected);
    QCOMPARE(none.answer, QStringLiteral("no webhook configured"));
    QCOMPARE(deliverOne(QUrl(QStringLiteral("file:///etc/passwd"))).outcome, Outcome::Rejected);
}

void NotifierTest::refusedConnection()
{
    QUrl url;
    {
        const WebhookServer gone;
        url = gone.url();
    }
    const Ports::Delivery delivery = deliverOne(url);
    QCOMPARE(delivery.outcome, Outcome::Retry);
    QCOMPARE(delivery.answer, QStringLiteral("request_error: ConnectionRefusedError"));
}

void NotifierTest::silentServerTimesOut()
{
    const WebhookServer server { QByteArray() };
    ChannelNotifier::Options impatient = quick();
    impatient.deadline = Millis { 50 };
    const Ports::Delivery delivery = deliverOne(server.url(), impatient);
    QCOMPARE(delivery.outcome, Outcome::Retry);
    QCOMPARE(delivery.answer, QStringLiteral("timeout"));
}

void NotifierTest::answersNeverNameTheAddress()
{
    WebhookServer server;
    server.setAnswer(WebhookServer::plain(404, "no such page: " + server.url().toEncoded() + " sorry"));
    const Ports::Delivery delivery = deliverOne(server.url());
    QVERIFY(!delivery.answer.contains(QStringLiteral("sesame")));
    QVERIFY(delivery.answer.startsWith(QStringLiteral("HTTP 404: no such page:")));
}

void NotifierTest::hugeAnswersAreCutOff()
{
    // Announced as endless: only a reader that stops by itself gets an answer out of it before the deadline.
    const WebhookServer server("HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n" + QByteArray(100'000, 'x'));
    QCOMPARE(deliverOne(server.url()).outcome, Outcome::Delivered);
    const WebhookServer angry("HTTP/1.1 400 No\r\nContent-Length: 900000000\r\n\r\n" + QByteArray(100'000, 'x'));
    const Ports::Delivery delivery = deliverOne(angry.url());
    QCOMPARE(delivery.outcome, Outcome::Rejected);
    QVERIFY(delivery.answer.size() < 200);
}

void NotifierTest::keepsOrderPerAddress()
{
    const WebhookServer server;
    const SystemClock clock;
    ChannelNotifier notifier(clock, quick());
    notifier.configure({}, {}, always(server.url()));
    std::vector<QFuture<Ports::Delivery>> futures;
    for (int i = 0; i < 20; ++i)
        futures.push_back(notifier.deliver(message(QByteArray::number(i))));
    QCOMPARE(notifier.waiting(), std::size_t { 19 });
    QTRY_VERIFY_WITH_TIMEOUT(futures.back().isFinished(), kPatience);
    QCOMPARE(server.requests().size(), std::size_t { 20 });
    for (int i = 0; i < 20; ++i)
        QCOMPARE(server.requests()[static_cast<std::size_t>(i)].body, QByteArray::number(i));
}

void NotifierTest::restsAfterTooManyRequests()
{
    const WebhookServer server(WebhookServer::plain(429, "", "Retry-After: 60\r\n"));
    const SystemClock clock;
    ChannelNotifier notifier(clock, quick());
    notifier.configure({}, {}, always(server.url()));
    const auto first = notifier.deliver(message());
    const auto second = notifier.deliver(message());
    QTRY_VERIFY_WITH_TIMEOUT(first.isFinished(), kPatience);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(notifier.waiting(), std::size_t { 1 });
    QVERIFY(!second.isFinished());
    QCOMPARE(server.requests().size(), std::size_t { 1 });
}

void NotifierTest::addressesDoNotWaitForEachOther()
{
    const WebhookServer silent { QByteArray() };
    const WebhookServer alive;
    const SystemClock clock;
    ChannelNotifier notifier(clock, quick());
    ChannelNotifier::BuiltIn builtIn;
    builtIn.resolver = [&](const QString &, const ServiceId &service) {
        return service.value == QLatin1String("github") ? alive.url() : silent.url();
    };
    notifier.configure({}, {}, builtIn);
    const auto stuck = notifier.deliver(message());
    Domain::OutboxMessage own = message();
    own.service = ServiceId(QStringLiteral("github"));
    const auto through = notifier.deliver(own);
    QTRY_VERIFY_WITH_TIMEOUT(through.isFinished(), kPatience);
    QCOMPARE(through.result().outcome, Outcome::Delivered);
    QVERIFY(!stuck.isFinished());
}

void NotifierTest::fullQueueSaysSo()
{
    const WebhookServer silent { QByteArray() };
    const SystemClock clock;
    ChannelNotifier::Options options = quick();
    options.lane.longestQueue = 2;
    ChannelNotifier notifier(clock, options);
    notifier.configure({}, {}, always(silent.url()));
    for (int i = 0; i < 3; ++i)
        QVERIFY(!notifier.deliver(message()).isFinished());
    const auto refused = notifier.deliver(message());
    QVERIFY(refused.isFinished());
    QCOMPARE(refused.result().outcome, Outcome::Retry);
    QCOMPARE(refused.result().answer, QStringLiteral("too many messages wait for this channel"));
}

void NotifierTest::destructionAnswers()
{
    const WebhookServer silent { QByteArray() };
    const SystemClock clock;
    QFuture<Ports::Delivery> sending;
    QFuture<Ports::Delivery> queued;
    {
        ChannelNotifier notifier(clock, quick());
        notifier.configure({}, {}, always(silent.url()));
        sending = notifier.deliver(message());
        queued = notifier.deliver(message());
        QTRY_COMPARE_WITH_TIMEOUT(silent.requests().size(), std::size_t { 1 }, kPatience);
    }
    QVERIFY(sending.isFinished() && queued.isFinished());
    QCOMPARE(sending.result().outcome, Outcome::Retry);
    QCOMPARE(queued.result().answer, QStringLiteral("stopped before it was sent"));
}

void NotifierTest::unknownChannels()
{
    const WebhookServer server;
    const SystemClock clock;
    ChannelNotifier notifier(clock, quick());
    const auto refused = [&notifier](const QString &name) {
        return answerOf(notifier.deliver(Samples::message(Samples::letter(), name)));
    };
    QCOMPARE(refused(QStringLiteral("slack")).answer, QStringLiteral("no webhook configured"));
    QVERIFY(!notifier.obstacle(QStringLiteral("slack"), {}).isEmpty());
    notifier.configure({}, { Samples::channel(QStringLiteral("carrier_pigeon"), {}) }, always(server.url()));
    QCOMPARE(refused(QStringLiteral("pager")).answer, QStringLiteral("there is no channel \"pager\""));
    QCOMPARE(refused(QStringLiteral("pager")).outcome, Outcome::Rejected);
    QCOMPARE(refused(QStringLiteral("ops")).answer,
        QStringLiteral("nothing is known of the channel kind \"carrier_pigeon\""));
    QCOMPARE(notifier.obstacle(QStringLiteral("slack"), {}), QString());
    QCOMPARE(notifier.obstacle(QStringLiteral("slack.health"), {}), QString());
    QVERIFY(!notifier.obstacle(QStringLiteral("pager"), {}).isEmpty());
    QVERIFY(!notifier.obstacle(QStringLiteral("ops"), {}).isEmpty());
    QCOMPARE(notifier.limits(QStringLiteral("pager")).perMinute, 60);
}

void NotifierTest::sendsNoMoreThanSoManyAMinute()
{
    const WebhookServer server;
    TestKit::ManualClock clock;
    ChannelNotifier notifier(clock, quick());
    Domain::Channel channel =
        Samples::channel(QStringLiteral("slack"), { { QStringLiteral("url"), server.url().toString() } });
    channel.limits.perMinute = 2;
    notifier.configure({}, { channel }, {});
    std::vector<QFuture<Ports::Delivery>> futures;
    for (int i = 0; i < 4; ++i)
        futures.push_back(notifier.deliver(Samples::message()));
    QTRY_VERIFY_WITH_TIMEOUT(futures[1].isFinished(), kPatience);
    QCoreApplication::processEvents();
    QCOMPARE(notifier.waiting(), std::size_t { 2 });
    QVERIFY(!futures[2].isFinished());
    clock.advance(Seconds { 59 });
    QCoreApplication::processEvents();
    QCOMPARE(notifier.waiting(), std::size_t { 2 });
    clock.advance(Seconds { 1 });
    QTRY_VERIFY_WITH_TIMEOUT(futures[3].isFinished(), kPatience);
    QCOMPARE(server.requests().size(), std::size_t { 4 });
}

void NotifierTest::breakerRestsAndTriesAgain()
{
    WebhookServer server(WebhookServer::plain(500, "oops"));
    TestKit::ManualClock clock;
    ChannelNotifier notifier(clock, quick());
    notifier.configure({}, {}, always(server.url()));
    for (int i = 0; i < 4; ++i)
        QVERIFY(!answerOf(notifier.deliver(message())).retryAfter);
    const Ports::Delivery fifth = answerOf(notifier.deliver(message()));
    QCOMPARE(fifth.answer, QStringLiteral("HTTP 500: oops (5 failures in a row: the channel rests)"));
    QCOMPARE(fifth.retryAfter, std::optional<Millis>(Seconds { 60 }));
    clock.advance(Seconds { 20 });
    const Ports::Delivery resting = answerOf(notifier.deliver(message()));
    QCOMPARE(resting.outcome, Outcome::Retry);
    QCOMPARE(resting.retryAfter, std::optional<Millis>(Seconds { 40 }));
    QCOMPARE(server.requests().size(), std::size_t { 5 });
    clock.advance(Seconds { 40 });
    QCOMPARE(answerOf(notifier.deliver(message())).retryAfter, std::optional<Millis>(Seconds { 120 }));
    for (int i = 0; i < 5; ++i) {
        clock.advance(std::chrono::minutes { 15 });
        answerOf(notifier.deliver(message()));
    }
    clock.advance(std::chrono::minutes { 14 });
    QCOMPARE(answerOf(notifier.deliver(message())).retryAfter, std::optional<Millis>(std::chrono::minutes { 1 }));
    clock.advance(std::chrono::minutes { 1 });
    server.setAnswer(WebhookServer::plain(200, "ok"));
    QCOMPARE(answerOf(notifier.deliver(message())).outcome, Outcome::Delivered);
    server.setAnswer(WebhookServer::plain(500, ""));
    QVERIFY(!answerOf(notifier.deliver(message())).retryAfter);
}

void NotifierTest::longRestsAreNotWaitedFor()
{
    const WebhookServer server(WebhookServer::plain(503, "", "Retry-After: 1800\r\n"));
    TestKit::ManualClock clock;
    ChannelNotifier notifier(clock, quick());
    Domain::ChannelDefinition definition;
    definition.kind = QStringLiteral("hook");
    definition.requests[QString()].url = server.url().toString();
    definition.requests[QString()].body = QJsonObject();
    notifier.configure({ definition }, { Samples::channel(QStringLiteral("hook"), {}) }, {});
    const auto first = notifier.deliver(Samples::message());
    const auto second = notifier.deliver(Samples::message());
    QCOMPARE(answerOf(first).retryAfter, std::optional<Millis>(std::chrono::minutes { 30 }));
    QCOMPARE(answerOf(second).answer, QStringLiteral("the channel rests"));
    QCOMPARE(answerOf(second).retryAfter, std::optional<Millis>(std::chrono::minutes { 30 }));
    QCOMPARE(server.requests().size(), std::size_t { 1 });
}

void NotifierTest::newConfigurationHoldsForWaitingLetters()
{
    const WebhookServer silent { QByteArray() };
    const SystemClock clock;
    ChannelNotifier notifier(clock, quick());
    const auto hook = [](const QUrl &url) {
        return Samples::channel(
            QStringLiteral("slack"), { { QStringLiteral("url"), url.toString() } }, Millis { 200 });
    };
    notifier.configure({}, { hook(silent.url()) }, {});
    const auto going = notifier.deliver(Samples::message());
    const auto waiting = notifier.deliver(Samples::message());
    notifier.configure({}, {}, {});
    QCOMPARE(answerOf(going).answer, QStringLiteral("timeout"));
    QCOMPARE(answerOf(waiting).answer, QStringLiteral("there is no channel \"ops\""));
}

void NotifierTest::desktopIsTheWindowsBusiness()
{
    const SystemClock clock;
    ChannelNotifier notifier(clock, quick());
    const Domain::Channel desktop = Samples::channel(QStringLiteral("desktop"), {});
    notifier.configure({}, { desktop }, {});
    QCOMPARE(answerOf(notifier.deliver(Samples::message())).answer, QStringLiteral("no desktop here"));
    QVERIFY(!notifier.obstacle(QStringLiteral("ops"), {}).isEmpty());
    std::vector<Notify::DesktopNotice> shown;
    ChannelNotifier::BuiltIn builtIn;
    builtIn.desktop = [&shown](const Notify::DesktopNotice &notice) { shown.push_back(notice); };
    notifier.configure({},
        { Samples::channel(QStringLiteral("desktop"), { { QStringLiteral("sound"), QStringLiteral("beep") } }) },
        builtIn);
    QCOMPARE(answerOf(notifier.deliver(Samples::message())).outcome, Outcome::Delivered);
    QCOMPARE(shown.size(), size_t { 1 });
    QVERIFY2(shown.front().title.startsWith(QStringLiteral("GitHub: ")), qPrintable(shown.front().title));
    QCOMPARE(shown.front().service, Samples::message().letter.service);
    QCOMPARE(shown.front().sound, QStringLiteral("beep"));
    Domain::OutboxMessage over = Samples::message();
    over.letter.telling = Domain::TellingKind::Over;
    over.letter.to = Domain::Status::Operational;
    QCOMPARE(answerOf(notifier.deliver(over)).outcome, Outcome::Delivered);
    QCOMPARE(shown.back().sound, QString()); // good news wakes nobody
}

} // namespace Wf
