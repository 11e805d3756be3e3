// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "notify/slacknotifier.h"
#include "webhookserver.h"

#include <QTest>

namespace Wf {

namespace {
    using Outcome = Ports::Delivery::Outcome;
    using Notify::SlackNotifier;

    /// Long enough for anything on the loopback, and for a full machine.
    constexpr int kPatience = 20'000;

    SlackNotifier::Options quick()
    {
        return { std::chrono::seconds { 30 }, Millis { 0 }, 200 };
    }

    SlackNotifier::Resolver always(const QUrl &url)
    {
        return [url](Domain::WebhookTarget, const ServiceId &) { return url; };
    }

    Domain::OutboxMessage message(const QByteArray &payload = "{\"text\":\"hello\"}")
    {
        Domain::OutboxMessage result;
        result.channel = QStringLiteral("slack");
        result.target = Domain::WebhookTarget::Global;
        result.payload = payload;
        return result;
    }

    Ports::Delivery deliverOne(const QUrl &url, const SlackNotifier::Options &options = quick())
    {
        const SystemClock clock;
        SlackNotifier notifier(always(url), clock, options);
        const auto future = notifier.deliver(message());
        [&future] { QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), kPatience); }();
        return future.isFinished() ? future.result()
                                   : Ports::Delivery { Outcome::Retry, QStringLiteral("never"), {}, {} };
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
    const Ports::Delivery delivery = deliverOne(server.url(), { Millis { 50 }, Millis { 0 }, 200 });
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
    SlackNotifier notifier(always(server.url()), clock, quick());
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
    SlackNotifier notifier(always(server.url()), clock, quick());
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
    SlackNotifier notifier(
        [&](Domain::WebhookTarget target, const ServiceId &service) {
            return target == Domain::WebhookTarget::ServiceOverride && service.value == QLatin1String("github")
                ? alive.url()
                : silent.url();
        },
        clock, quick());
    const auto stuck = notifier.deliver(message());
    Domain::OutboxMessage own = message();
    own.target = Domain::WebhookTarget::ServiceOverride;
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
    SlackNotifier notifier(always(silent.url()), clock, { std::chrono::seconds { 30 }, Millis { 0 }, 2 });
    for (int i = 0; i < 3; ++i)
        QVERIFY(!notifier.deliver(message()).isFinished());
    const auto refused = notifier.deliver(message());
    QVERIFY(refused.isFinished());
    QCOMPARE(refused.result().outcome, Outcome::Retry);
    QCOMPARE(refused.result().answer, QStringLiteral("too many messages wait for this webhook"));
}

void NotifierTest::destructionAnswers()
{
    const WebhookServer silent { QByteArray() };
    const SystemClock clock;
    QFuture<Ports::Delivery> sending;
    QFuture<Ports::Delivery> queued;
    {
        SlackNotifier notifier(always(silent.url()), clock, quick());
        sending = notifier.deliver(message());
        queued = notifier.deliver(message());
        QTRY_COMPARE_WITH_TIMEOUT(silent.requests().size(), std::size_t { 1 }, kPatience);
    }
    QVERIFY(sending.isFinished() && queued.isFinished());
    QCOMPARE(sending.result().outcome, Outcome::Retry);
    QCOMPARE(queued.result().answer, QStringLiteral("stopped before it was sent"));
}

} // namespace Wf
