// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "beats.h"
#include "fakereader.h"

using namespace Samples;
using Wf::ErrorCode;
using Wf::Domain::KeyUse;
using Wf::Domain::PingKind;
using Taken = Wf::Ports::PingOutcome::Taken;

/// How a ping is taken in: addresses, keys, floods, and that an answer means "durable".
class PingTest : public QObject {
    Q_OBJECT

private:
    static Wf::Domain::Service named(const char *name, const char *slug, const QString &key)
    {
        return beatingWith(name, [&](auto &beat) {
            beat.slug = QString::fromLatin1(slug);
            beat.uuid = key;
        });
    }

private Q_SLOTS:
    void theAnswerWaitsForTheStore()
    {
        Rig rig;
        rig.start({ beating("a") });
        rig.run(2s);
        rig.store.holding = true;
        const auto answer = rig.engine->ping(call());
        settle();
        QVERIFY(!answer.isFinished());
        QCOMPARE(rig.store.pingLog(beatOf("a")).size(), size_t { 1 }); // it is on its way
        rig.store.release();
        settle();
        QVERIFY(answer.isFinished() && answer.result());
    }

    void manyPingsShareACommit()
    {
        Rig rig;
        rig.start({ beating("a") });
        rig.run(2s);
        rig.store.holding = true;
        std::vector<QFuture<Wf::Result<Wf::Ports::PingOutcome>>> answers;
        answers.reserve(40);
        const size_t before = rig.store.batches.size();
        for (int i = 0; i < 40; ++i)
            answers.push_back(rig.engine->ping(call()));
        rig.store.release();
        settle();
        rig.store.release();
        settle();
        for (const auto &answer : answers)
            QVERIFY(answer.isFinished() && answer.result());
        QCOMPARE(rig.store.batches.size(), before + 2);
        QCOMPARE(rig.store.pingLog(beatOf("a")).size(), size_t { 40 });
        QCOMPARE(rig.store.remembered().heartbeats.front().state.pings, qint64 { 40 });
    }

    void aFullDiskIsToldAndThePingIsNotForgotten()
    {
        Rig rig;
        rig.start({ beating("a") });
        rig.run(2s);
        rig.store.failing = true;
        QCOMPARE(ping(rig).error().code, ErrorCode::Io);
        for (int i = 0; i < 30; ++i)
            QVERIFY(!ping(rig));
        rig.store.failing = false;
        rig.run(10s);
        QCOMPARE(rig.store.pingLog(beatOf("a")).size(), size_t { 31 });
        QCOMPARE(rig.store.remembered().heartbeats.front().state.pings, qint64 { 31 });
    }

    void theLogKeepsWhatWasSent()
    {
        Rig rig;
        rig.start({ beating("a") });
        Wf::Ports::PingCall start = call(kKey, PingKind::Start);
        start.request.rid = QStringLiteral("11111111-2222-4333-8444-555555555555");
        QVERIFY(ping(rig, start));
        rig.clock.advance(12s);
        Wf::Ports::PingCall end = start;
        end.scheme = QStringLiteral("https");
        end.request = { { PingKind::Fail, 3 }, QStringLiteral("POST"), start.request.rid, QByteArray(20'000, 'x'),
            {}, QStringLiteral("192.0.2.7"), QStringLiteral("curl/8"), {} };
        QVERIFY(ping(rig, end));
        const auto log = rig.store.pingLog(beatOf("a"));
        QCOMPARE(log.size(), size_t { 2 });
        QCOMPARE(log[0].number, qint64 { 2 });
        QCOMPARE(log[0].ping.kind, PingKind::Fail);
        QCOMPARE(log[0].ping.exitStatus, std::optional(3));
        QCOMPARE(log[0].ping.body.size(), Wf::Domain::kMostPingBody);
        QCOMPARE(log[0].duration, std::optional<Wf::Millis>(12s));
        QCOMPARE(log[0].scheme, QStringLiteral("https"));
        QCOMPARE(log[0].ping.source, QStringLiteral("192.0.2.7"));
        QCOMPARE(log[0].ping.at, rig.clock.now());
        QVERIFY(!log[1].duration);
        QCOMPARE(rig.row("a").state.status, Status::MajorOutage);
        QCOMPARE(rig.row("a").state.detail, QStringLiteral("the job failed with exit status 3"));
    }

    void bodiesAreKeptAsFarAsConfigured()
    {
        for (const int limit : { 0, 5 }) {
            Rig rig;
            rig.options.pingBodyLimit = limit;
            rig.make();
            rig.start({ beatingWith("a", [](Wf::Domain::HeartbeatSpec &beat) {
                beat.filter.filtering = Wf::Domain::Filtering::Body;
                beat.filter.failure = { QStringLiteral("broken") };
                beat.filter.success = { QStringLiteral("done") };
            }) });
            Wf::Ports::PingCall said = call();
            said.request.body = "all was broken";
            QVERIFY(ping(rig, said));
            const auto log = rig.store.pingLog(beatOf("a"));
            QCOMPARE(log.front().ping.kind, PingKind::Fail); // words are looked for in all of it
            QCOMPARE(log.front().ping.body, said.request.body.left(limit));
        }
    }

    void aFloodIsLimitedButLosesNoState()
    {
        Rig rig;
        rig.start({ beating("a") });
        int limited = 0;
        for (int i = 0; i < 199; ++i)
            limited += ping(rig)->taken == Taken::Limited ? 1 : 0;
        const auto last = ping(rig, call(kKey, PingKind::Fail));
        QCOMPARE(last->taken, Taken::Limited);
        QCOMPARE(limited, 149);
        QCOMPARE(rig.row("a").state.status, Status::MajorOutage); // the newest counts
        const auto log = rig.store.pingLog(beatOf("a"));
        QCOMPARE(log.size(), size_t { 51 });
        QCOMPARE(log.front().ping.kind, PingKind::Fail); // and is seen
        rig.run(2s);
        QCOMPARE(ping(rig)->taken, Taken::Yes);
        QCOMPARE(rig.store.pingLog(beatOf("a")).front().number, qint64 { 201 });
        QCOMPARE(rig.store.pingLog(beatOf("a")).size(), size_t { 52 });
    }

    void unknownKeysAreNotFound()
    {
        Rig rig;
        rig.start({ beating("a") });
        QCOMPARE(ping(rig, call(QStringLiteral("00000000-0000-0000-0000-000000000000"))).error().code,
            ErrorCode::NotFound);
        QCOMPARE(ping(rig, call(kKey.toUpper())).error().code, ErrorCode::NotFound);
        QCOMPARE(ping(rig, call({})).error().code, ErrorCode::NotFound);
    }

    void slugsNeedThePingKey()
    {
        Rig rig;
        rig.options.pingKey = QStringLiteral("secret");
        rig.make();
        const QString other = QStringLiteral("00000000-0000-4000-8000-000000000001");
        const QString third = QStringLiteral("00000000-0000-4000-8000-000000000002");
        rig.start({ named("a", "backup", kKey), named("b", "twice", other), named("c", "twice", third) });
        QCOMPARE(ping(rig, slugCall("secret", "backup"))->monitor, beatOf("a"));
        QCOMPARE(ping(rig, slugCall("wrong", "backup")).error().code, ErrorCode::Forbidden);
        QCOMPARE(ping(rig, slugCall("", "backup")).error().code, ErrorCode::Forbidden);
        QCOMPARE(ping(rig, slugCall("secret", "nobody")).error().code, ErrorCode::NotFound);
        QCOMPARE(ping(rig, slugCall("secret", "twice")).error().code, ErrorCode::Conflict);
    }

    void withoutAPingKeyThereAreNoSlugs()
    {
        Rig rig;
        rig.start({ named("a", "backup", kKey) });
        QVERIFY(!ping(rig, slugCall("", "backup")));
        QVERIFY(!ping(rig, slugCall("x", "backup")));
    }

    void anUnknownSlugMayMakeAHeartbeat()
    {
        FakeReader reader;
        Rig rig;
        rig.definitions = &reader;
        rig.options.pingKey = QStringLiteral("secret");
        rig.options.pingCreates = true;
        rig.make();
        rig.start({ service("b") });
        Wf::Ports::PingCall creating = slugCall("secret", "night_ly");
        QCOMPARE(ping(rig, creating).error().code, ErrorCode::NotFound); // nobody asked for it
        creating.unknownSlug = Wf::Ports::PingCall::Unknown::Created;
        Wf::Ports::PingCall stranger = creating;
        stranger.pingKey = QStringLiteral("wrong");
        QVERIFY(!ping(rig, stranger));
        const auto made = ping(rig, creating);
        QCOMPARE(made->taken, Taken::Created);
        QCOMPARE(ping(rig, creating)->taken, Taken::Yes);
        rig.run(2s);
        const auto &row = rig.row("night-ly");
        QCOMPARE(row.state.status, Status::Operational);
        QCOMPARE(row.service.displayName, QStringLiteral("night_ly"));
        QCOMPARE(row.monitors.front().heartbeat->state.pings, qint64 { 2 });
        rig.make();
        rig.start({ service("b") });
        QCOMPARE(ping(rig, slugCall("secret", "night_ly"))->monitor, made->monitor);
    }

    void makingHeartbeatsMayBeOff()
    {
        FakeReader reader;
        Rig rig;
        rig.definitions = &reader;
        rig.options.pingKey = QStringLiteral("secret");
        rig.make();
        rig.start({ service("b") });
        Wf::Ports::PingCall creating = slugCall("secret", "nightly");
        creating.unknownSlug = Wf::Ports::PingCall::Unknown::Created;
        QCOMPARE(ping(rig, creating).error().code, ErrorCode::NotFound);
    }

    void keysRotateWithAnOverlap()
    {
        Rig rig;
        rig.start({ beating("a", {}) });
        const QString first = rig.row("a").monitors.front().heartbeat->keys.current;
        QVERIFY(Wf::Domain::isCanonicalUuid(first, Wf::Domain::LetterCase::Lower));
        const auto rotated = rig.engine->rotateKey({ beatOf("a"), 1h });
        settle();
        const QString second = *rotated.result();
        QVERIFY(second != first);
        QVERIFY(ping(rig, call(first)));
        QVERIFY(ping(rig, call(second)));
        const auto log = rig.store.pingLog(beatOf("a"));
        QCOMPARE(log[1].key, KeyUse::Previous);
        QCOMPARE(log[0].key, KeyUse::Current);
        rig.make(); // both outlive a restart
        rig.clock.advance(59min);
        rig.start({ beating("a", {}) });
        QVERIFY(ping(rig, call(first)));
        rig.clock.advance(1min);
        QCOMPARE(ping(rig, call(first)).error().code, ErrorCode::NotFound);
        QVERIFY(ping(rig, call(second)));
    }

    void aConfiguredKeyIsNotRotated()
    {
        Rig rig;
        rig.start({ beating("a"), service("b") });
        const auto fixed = rig.engine->rotateKey({ beatOf("a"), 1h });
        const auto none = rig.engine->rotateKey({ MonitorId(QStringLiteral("b:page")), 1h });
        settle();
        QCOMPARE(fixed.result().error().code, ErrorCode::Conflict);
        QCOMPARE(none.result().error().code, ErrorCode::NotFound);
        const QString other = QStringLiteral("00000000-0000-4000-8000-000000000001");
        rig.engine->reload(Samples::catalogue({ beating("a", other), service("b") }), rig.options);
        rig.run(1s);
        QVERIFY(!ping(rig));
        QVERIFY(ping(rig, call(other)));
    }

    void afterTheEndNothingIsTaken()
    {
        Rig rig;
        rig.start({ beating("a") });
        static_cast<void>(rig.engine->stop());
        QCOMPARE(ping(rig).error().code, ErrorCode::Unavailable);
    }
};

std::unique_ptr<QObject> pingTest()
{
    return std::make_unique<PingTest>();
}

#include "pingtest.moc"
