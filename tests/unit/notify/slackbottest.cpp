// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "samples.h"
#include "testkit/fakehttpserver.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace Wf {

namespace {
    using Domain::Letter;
    using Domain::TellingKind;
    using Outcome = Ports::Delivery::Outcome;
    using TestKit::FakeHttpServer;
    using TestKit::FakeRequest;
    using TestKit::FakeResponse;

    const QString kThread = QStringLiteral("C123:1712.0001");

    FakeResponse says(const QByteArray &body)
    {
        FakeResponse response;
        response.body = body;
        return response;
    }

    struct Workspace {
        FakeHttpServer server {};
        SystemClock clock {};
        Notify::ChannelNotifier notifier { clock, Samples::quick() };

        explicit Workspace(Millis deadline = Seconds { 30 })
        {
            notifier.configure({},
                { Samples::channel(QStringLiteral("slack_bot"),
                    { { QStringLiteral("api"), server.url(QStringLiteral("/api")).toString() },
                        { QStringLiteral("token"), QStringLiteral("xoxb-sesame") },
                        { QStringLiteral("channel"), QStringLiteral("C123") } },
                    deadline) },
                {});
            server.always("/api/chat.postMessage", says(R"({"ok":true,"channel":"C123","ts":"1712.0009"})"));
            server.always("/api/chat.update", says(R"({"ok":true,"channel":"C123","ts":"1712.0001"})"));
        }
        Ports::Delivery deliver(const Letter &letter)
        {
            return Samples::answerOf(notifier.deliver(Samples::message(letter)));
        }
        [[nodiscard]] QJsonObject body(int request) const
        {
            return QJsonDocument::fromJson(server.requests().at(static_cast<std::size_t>(request)).body).object();
        }
        [[nodiscard]] QStringList paths() const
        {
            QStringList result;
            for (const FakeRequest &request : server.requests())
                result.append(QString::fromLatin1(request.path.mid(5)));
            return result;
        }
    };
} // namespace

void SlackBotTest::beginsAThread()
{
    Workspace workspace;
    const Ports::Delivery delivery = workspace.deliver(Samples::full());
    QCOMPARE(delivery.outcome, Outcome::Delivered);
    QCOMPARE(delivery.thread, QStringLiteral("C123:1712.0009"));
    QCOMPARE(workspace.server.requests().front().headers.value("authorization"), QByteArray("Bearer xoxb-sesame"));
    const QJsonObject body = workspace.body(0);
    QCOMPARE(body.value(QLatin1String("channel")).toString(), QStringLiteral("C123"));
    QVERIFY(!body.contains(QLatin1String("thread_ts")));
    QVERIFY(body.value(QLatin1String("blocks")).isArray());
}

void SlackBotTest::repliesAndUpdates_data()
{
    QTest::addColumn<int>("telling");
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<bool>("broadcast");
    const QString post = QStringLiteral("chat.postMessage");
    const QString update = QStringLiteral("chat.update");
    const auto row = [](TellingKind telling, const QStringList &paths, bool broadcast) {
        QTest::newRow(qPrintable(Domain::word(telling))) << static_cast<int>(telling) << paths << broadcast;
    };
    row(TellingKind::Worse, { post }, true);
    row(TellingKind::Back, { post }, true);
    row(TellingKind::Again, { post }, false);
    row(TellingKind::Acknowledged, { update, post }, false);
    row(TellingKind::Over, { update, post }, false);
}

void SlackBotTest::repliesAndUpdates()
{
    QFETCH(const int, telling);
    QFETCH(const QStringList, paths);
    QFETCH(const bool, broadcast);
    Workspace workspace;
    Letter letter = Samples::full();
    letter.telling = static_cast<TellingKind>(telling);
    letter.thread = kThread;
    const Ports::Delivery delivery = workspace.deliver(letter);
    QCOMPARE(delivery.outcome, Outcome::Delivered);
    QCOMPARE(delivery.thread, kThread); // the thread is still the first message's
    QCOMPARE(workspace.paths(), paths);
    const QJsonObject reply = workspace.body(static_cast<int>(paths.size()) - 1);
    QCOMPARE(reply.value(QLatin1String("thread_ts")).toString(), QStringLiteral("1712.0001"));
    QCOMPARE(reply.value(QLatin1String("reply_broadcast")).toBool(), broadcast);
    if (paths.size() == 2)
        QCOMPARE(workspace.body(0).value(QLatin1String("ts")).toString(), QStringLiteral("1712.0001"));
}

void SlackBotTest::errors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("outcome");
    const auto row = [](const char *name, int status, const QByteArray &body, Outcome outcome) {
        QTest::newRow(name) << status << body << static_cast<int>(outcome);
    };
    row("wrong channel", 200, R"({"ok":false,"error":"channel_not_found"})", Outcome::Rejected);
    row("wrong token", 200, R"({"ok":false,"error":"invalid_auth","you_said":"xoxb-sesame"})", Outcome::Rejected);
    row("too often", 200, R"({"ok":false,"error":"ratelimited"})", Outcome::Retry);
    row("their fault", 200, R"({"ok":false,"error":"internal_error"})", Outcome::Retry);
    row("a portal", 200, "<html>please log in</html>", Outcome::Retry);
    row("limited", 429, "", Outcome::Retry);
    row("down", 503, "", Outcome::Retry);
}

void SlackBotTest::errors()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const int, outcome);
    Workspace workspace;
    FakeResponse response = says(body);
    response.status = status;
    workspace.server.always("/api/chat.postMessage", response);
    const Ports::Delivery delivery = workspace.deliver(Samples::full());
    QVERIFY2(static_cast<int>(delivery.outcome) == outcome, qPrintable(delivery.answer));
    QVERIFY(!delivery.answer.contains(QStringLiteral("sesame")));
    QVERIFY(delivery.thread.isEmpty());
}

void SlackBotTest::silenceAndResetsAreTriedAgain()
{
    FakeResponse response;
    response.manner = FakeResponse::Manner::Hang;
    Workspace slow(Millis { 50 });
    slow.server.always("/api/chat.postMessage", response);
    const Ports::Delivery late = slow.deliver(Samples::full());
    QCOMPARE(late.outcome, Outcome::Retry);
    QCOMPARE(late.answer, QStringLiteral("timeout"));
    response.manner = FakeResponse::Manner::Close;
    Workspace torn;
    torn.server.always("/api/chat.postMessage", response);
    QCOMPARE(torn.deliver(Samples::full()).outcome, Outcome::Retry);
}

void SlackBotTest::lostFirstMessageIsNoReasonForSilence()
{
    Workspace workspace;
    Letter letter = Samples::over(Samples::letter());
    letter.thread = kThread;
    workspace.server.always("/api/chat.update", says(R"({"ok":false,"error":"message_not_found"})"));
    QCOMPARE(workspace.deliver(letter).outcome, Outcome::Delivered);
    QCOMPARE(workspace.server.count(), 2);
    FakeResponse down;
    down.status = 500;
    workspace.server.always("/api/chat.update", down);
    QCOMPARE(workspace.deliver(letter).outcome, Outcome::Retry); // first the update: the reply would come twice
    QCOMPARE(workspace.server.count(), 3);
}

} // namespace Wf
