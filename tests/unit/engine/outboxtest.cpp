// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "rig.h"

#include <QRegularExpression>
#include <QSignalSpy>

using namespace Samples;
using Wf::Domain::OutboxMessage;
using Wf::Domain::OutboxState;
using Wf::Engine::OutboxWorker;
using Wf::Ports::Delivery;

namespace {
struct Post {
    void run(Wf::Millis time)
    {
        const Wf::Millis end = clock.monotonic() + time;
        while (clock.monotonic() < end) {
            const Wf::Millis next = std::clamp(ticker.due().value_or(end), clock.monotonic(), end);
            clock.advance(next - clock.monotonic());
            ticker.turn();
            settle();
            ++turns;
        }
    }
    void add(std::vector<OutboxMessage> messages)
    {
        worker.add(messages);
        settle();
    }
    [[nodiscard]] OutboxMessage message(qint64 id, const QString &channel = Wf::Domain::builtInChannel()) const
    {
        OutboxMessage message;
        message.id = id;
        message.channel = channel;
        message.letter.kind = Wf::Domain::LetterKind::Test;
        message.letter.name = QString::number(id);
        message.createdAt = clock.now();
        message.nextAttemptAt = clock.now();
        return message;
    }
    /// "1 2 [3 4]": brackets are a digest.
    [[nodiscard]] QString names() const
    {
        QStringList result;
        for (const OutboxMessage &each : notifier.sent) {
            QStringList parts;
            for (const Wf::Domain::Letter &part : each.letter.parts)
                parts.append(part.name);
            result.append(parts.isEmpty() ? each.letter.name : u'[' + parts.join(u' ') + u']');
        }
        return result.join(u' ');
    }
    [[nodiscard]] std::vector<OutboxState> states(qint64 id) const
    {
        std::vector<OutboxState> result;
        for (const OutboxMessage &each : store.outbox()) {
            if (each.id == id)
                result.push_back(each.state);
        }
        return result;
    }

    Wf::TestKit::FakeClock clock;
    Wf::TestKit::ManualTicker ticker { clock };
    Wf::TestKit::MemoryStore store;
    Wf::TestKit::RecordingNotifier notifier;
    OutboxWorker worker { store, notifier, clock, ticker };
    int turns = 0;
};

Delivery retry(std::optional<Wf::Millis> after = {})
{
    return { Delivery::Outcome::Retry, QStringLiteral("HTTP 503"), after };
}
} // namespace

class OutboxTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void marksBeforeItSends()
    {
        Post post;
        post.store.holding = true;
        post.add({ post.message(1) });
        QVERIFY(post.notifier.sent.empty()); // the mark is not durable yet
        post.store.release();
        settle();
        QCOMPARE(post.notifier.sent.size(), size_t { 1 });
        QCOMPARE(post.notifier.sent.front().state, OutboxState::Sending);
        post.store.release();
        settle();
        QCOMPARE(post.states(1), (std::vector<OutboxState> { OutboxState::Sending, OutboxState::Delivered }));
        QCOMPARE(post.worker.counts().delivered, quint64 { 1 });
        QCOMPARE(post.worker.counts().waiting, qint64 { 0 });
        QVERIFY(!post.worker.isBusy());
    }

    void triesAgainLaterAndLater()
    {
        Post post;
        post.notifier.script = { retry(), retry(), retry(30s) };
        post.add({ post.message(1) });
        post.run(1900ms);
        QCOMPARE(post.notifier.sent.size(), size_t { 1 });
        post.run(200ms);
        QCOMPARE(post.notifier.sent.size(), size_t { 2 });
        post.run(4s);
        QCOMPARE(post.notifier.sent.size(), size_t { 3 });
        post.run(29s); // the receiver asked for 30
        QCOMPARE(post.notifier.sent.size(), size_t { 3 });
        post.run(2s);
        QCOMPARE(post.notifier.sent.size(), size_t { 4 });
        QCOMPARE(post.store.outbox().back().state, OutboxState::Delivered);
        QCOMPARE(post.store.outbox().back().attempts, 4);
        QVERIFY2(post.turns < 30, "a busy loop");
    }

    void givesUpAfterADay()
    {
        Post post;
        QSignalSpy died(&post.worker, &OutboxWorker::died);
        post.notifier.script.assign(500, retry());
        post.add({ post.message(7) });
        post.run(23h);
        QCOMPARE(died.count(), 0);
        post.run(2h);
        QCOMPARE(died.count(), 1);
        QCOMPARE(died.first().first().toLongLong(), qint64 { 7 });
        QCOMPARE(post.store.outbox().back().state, OutboxState::Dead);
        QCOMPARE(post.store.outbox().back().lastAnswer, QStringLiteral("HTTP 503"));
        QCOMPARE(post.worker.counts().dead, qint64 { 1 });
        const auto sent = post.notifier.sent.size();
        post.run(2h);
        QCOMPARE(post.notifier.sent.size(), sent);
    }

    void givesUpAtOnceWhenRejected()
    {
        Post post;
        QSignalSpy died(&post.worker, &OutboxWorker::died);
        post.notifier.script = { { Delivery::Outcome::Rejected, QStringLiteral("HTTP 404"), {} } };
        post.add({ post.message(1), post.message(2) });
        QCOMPARE(died.count(), 1);
        QCOMPARE(post.notifier.sent.size(), size_t { 2 }); // the next one is not held up
    }

    void keepsTheOrderOfOneAddress()
    {
        Post post;
        post.notifier.script = { retry() };
        post.add({ post.message(1), post.message(2), post.message(3) });
        QCOMPARE(post.notifier.texts(), QStringList { QStringLiteral("test: 1") });
        post.run(5s);
        QCOMPARE(post.names(), QStringLiteral("1 1 2 3"));
    }

    void aSilentAddressDoesNotHoldUpOthers()
    {
        Post post;
        post.notifier.script = { retry(60s) };
        post.add({ post.message(1), post.message(2, Wf::Domain::healthChannel()), post.message(3) });
        QCOMPARE(post.names(), QStringLiteral("1 2"));
    }

    void sendsToFourAddressesAtOnceAtMost()
    {
        Post post;
        post.notifier.holding = true;
        std::vector<OutboxMessage> messages;
        for (qint64 i = 1; i <= 6; ++i) {
            messages.push_back(post.message(i));
            messages.back().service = ServiceId(QString::number(i));
        }
        post.add(messages);
        QCOMPARE(post.notifier.sent.size(), size_t { 4 });
        post.notifier.release();
        settle();
        QCOMPARE(post.notifier.sent.size(), size_t { 6 });
    }

    void sendsAgainWhatACrashInterrupted()
    {
        Post post;
        auto interrupted = post.message(1);
        interrupted.state = OutboxState::Sending;
        interrupted.attempts = 1;
        post.add({ interrupted });
        QCOMPARE(post.notifier.sent.size(), size_t { 1 });
        QCOMPARE(post.notifier.sent.front().attempts, 2);
    }

    void sendsNothingWhileTheStoreFails()
    {
        Post post;
        post.store.failing = true;
        post.add({ post.message(1) });
        post.run(1min);
        QVERIFY(post.notifier.sent.empty());
        QVERIFY2(post.store.attempts <= 14, "hammers the database");
        post.store.failing = false;
        post.run(6s);
        QCOMPARE(post.notifier.sent.size(), size_t { 1 });
        QCOMPARE(post.notifier.sent.front().attempts, 1); // what was not sent is no attempt
    }

    void writesADeliveryDownLaterInsteadOfRepeatingIt()
    {
        Post post;
        post.notifier.holding = true;
        post.add({ post.message(1) });
        post.store.failing = true;
        post.notifier.release();
        settle();
        post.run(12s);
        post.store.failing = false;
        post.notifier.holding = false;
        post.run(12s);
        QCOMPARE(post.notifier.sent.size(), size_t { 1 });
        QCOMPARE(post.store.outbox().back().state, OutboxState::Delivered);
        QCOMPARE(post.worker.counts().waiting, qint64 { 0 });
    }

    void outlivesAClockThatWasSetBack()
    {
        Post post;
        post.notifier.script = { retry() };
        post.add({ post.message(1) });
        post.clock.setWall(post.clock.now() - 30h);
        post.run(10s);
        QCOMPARE(post.notifier.sent.size(), size_t { 2 });
    }

    void beginsNothingOnceItIsClosed()
    {
        Post post;
        post.notifier.holding = true;
        post.add({ post.message(1), post.message(2) });
        QSignalSpy idle(&post.worker, &OutboxWorker::idle);
        post.worker.close();
        QVERIFY(post.worker.isBusy());
        post.notifier.release();
        settle();
        post.run(10s);
        QCOMPARE(post.notifier.sent.size(), size_t { 1 });
        QCOMPARE(idle.count(), 1);
        QCOMPARE(post.states(1).back(), OutboxState::Delivered);
    }

    void whatGatheredWhileAChannelWasDownIsOneDigest()
    {
        Post post;
        post.notifier.script.assign(9, retry(60s));
        post.add({ post.message(1) });
        post.run(6min);
        post.add({ post.message(2), post.message(3), post.message(4) });
        post.run(10min);
        QVERIFY2(post.names().endsWith(QStringLiteral(" [1 2 3 4]")), qPrintable(post.names()));
        for (qint64 id = 1; id <= 4; ++id)
            QCOMPARE(post.states(id).back(), OutboxState::Delivered);
        QCOMPARE(post.worker.counts().waiting, qint64 { 0 });
    }

    void aChannelThatWantsEachGetsEach()
    {
        Post post;
        post.notifier.manners[Wf::Domain::builtInChannel()].joining = Wf::Domain::Joining::Apart;
        post.notifier.script.assign(9, retry(60s));
        post.add({ post.message(1) });
        post.run(6min);
        post.add({ post.message(2), post.message(3), post.message(4) });
        post.run(10min);
        QVERIFY2(post.names().endsWith(QStringLiteral(" 1 2 3 4")), qPrintable(post.names()));
    }

    void gatheredMessagesWaitForTheirTimeAndHoldUpNobody()
    {
        Post post;
        auto first = post.message(1);
        auto second = post.message(2);
        for (auto *each : { &first, &second }) {
            each->gathered = true;
            each->nextAttemptAt = post.clock.now() + 10min;
        }
        post.add({ first, second, post.message(3) });
        QCOMPARE(post.names(), QStringLiteral("3"));
        post.run(9min);
        QCOMPARE(post.names(), QStringLiteral("3"));
        post.run(2min);
        QCOMPARE(post.names(), QStringLiteral("3 [1 2]"));
    }

    void takesNoMoreThanItCanCarry()
    {
        Post post;
        post.notifier.holding = true;
        std::vector<OutboxMessage> messages;
        for (qint64 i = 1; i <= 10'005; ++i)
            messages.push_back(post.message(i));
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(QStringLiteral("too many undelivered messages")));
        post.add(messages);
        QCOMPARE(post.worker.counts().waiting, qint64 { 10'000 });
    }
};

std::unique_ptr<QObject> outboxTest()
{
    return std::make_unique<OutboxTest>();
}

#include "outboxtest.moc"
