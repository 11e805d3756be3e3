// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/heartbeat.h"
#include "samples.h"

using namespace Samples;

// Five minutes and a minute of grace, on a hand-moved clock.
class HeartbeatTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void neverPingedBecomesLate();
    void neverPingedMayWait();
    void outageThatNobodySawIsWritten();
    void runsOfSleepGiveTheSameFlips();
    void startOverrunThatNobodySaw();
    void pauseAfterAMissedDeadline();
    void resumeWaitsAnew();
    void durations();
    void clockSetBack();
    void editRevives();
    void editNeverAccusesThePast();
    void editLeavesFailuresAlone();
    void classifies_data();
    void classifies();
    void manualResumeIgnoresAll();
    void says_data();
    void says();
    void nextLook();
};

namespace {
HeartbeatSpec fiveMinutes()
{
    HeartbeatSpec spec;
    spec.schedule = parseSimple(Seconds { 300 }).value();
    spec.grace = Seconds { 60 };
    return spec;
}

Ping ping(PingKind kind, Instant at, const QString &rid = {})
{
    Ping result;
    result.kind = kind;
    result.at = at;
    result.rid = rid;
    return result;
}

HeartbeatState pinged(PingKind kind, Instant at, const HeartbeatSpec &spec = fiveMinutes())
{
    return apply(newHeartbeat(spec, at), ping(kind, at), spec).state;
}

const auto kUp = HeartbeatStatus::Up;
const auto kDown = HeartbeatStatus::Down;
} // namespace

void HeartbeatTest::neverPingedBecomesLate()
{
    const HeartbeatState state = newHeartbeat(fiveMinutes(), noon());
    QVERIFY(display(state, noon() + seconds { 299 }) == HeartbeatDisplay::New);
    QVERIFY(display(state, noon() + seconds { 300 }) == HeartbeatDisplay::Grace);
    QVERIFY(display(state, noon() + seconds { 360 }) == HeartbeatDisplay::Down);
    const HeartbeatStep step = sweep(state, noon() + hours { 9 });
    QCOMPARE(step.flips.size(), std::size_t { 1 });
    QVERIFY(
        step.flips[0] == (Flip { noon() + seconds { 360 }, HeartbeatStatus::New, kDown, FlipReason::Timeout }));
    QVERIFY(isTold(step.flips[0]));
    QVERIFY(sweep(step.state, noon() + hours { 10 }).flips.empty());
}

void HeartbeatTest::neverPingedMayWait()
{
    HeartbeatSpec spec = fiveMinutes();
    spec.first = FirstPing::AwaitedForEver;
    const HeartbeatState state = newHeartbeat(spec, noon());
    QVERIFY(!state.deadline && !nextChange(state, noon()));
    QVERIFY(display(state, noon() + hours { 900 }) == HeartbeatDisplay::New);
}

void HeartbeatTest::outageThatNobodySawIsWritten()
{
    const HeartbeatState up = pinged(PingKind::Success, noon());
    const Instant late = noon() + hours { 3 };
    const HeartbeatStep step = apply(up, ping(PingKind::Success, late), fiveMinutes());
    QCOMPARE(step.flips.size(), std::size_t { 2 });
    QVERIFY(step.flips[0] == (Flip { noon() + seconds { 360 }, kUp, kDown, FlipReason::Timeout }));
    QVERIFY(step.flips[1] == (Flip { late, kDown, kUp, FlipReason::None }));
    QVERIFY(step.state.status == kUp && !step.state.missedAt);
    const HeartbeatStep logged = apply(up, ping(PingKind::Log, late), fiveMinutes());
    QCOMPARE(logged.flips.size(), std::size_t { 1 });
    QVERIFY(logged.state.status == kDown);
    const HeartbeatStep failed = apply(up, ping(PingKind::Fail, late), fiveMinutes());
    QCOMPARE(failed.flips.size(), std::size_t { 1 }); // down it stays
    QVERIFY(failed.state.downReason == FlipReason::Fail);
}

// Whether somebody looks every second or only a ping wakes us up: the same flips.
void HeartbeatTest::runsOfSleepGiveTheSameFlips()
{
    const std::vector<Ping> pings { ping(PingKind::Start, noon() + seconds { 10 }),
        ping(PingKind::Start, noon() + seconds { 90 }), ping(PingKind::Success, noon() + seconds { 100 }),
        ping(PingKind::Log, noon() + seconds { 470 }), ping(PingKind::Success, noon() + seconds { 900 }) };
    std::vector<Flip> awake;
    std::vector<Flip> asleep;
    HeartbeatState watched = newHeartbeat(fiveMinutes(), noon());
    HeartbeatState unwatched = watched;
    const auto keep = [](std::vector<Flip> &flips, const HeartbeatStep &step) {
        flips.insert(flips.end(), step.flips.begin(), step.flips.end());
        return step.state;
    };
    auto due = pings.begin();
    for (int second = 0; second <= 900; ++second) {
        const Instant now = noon() + seconds { second };
        for (; due != pings.end() && due->at <= now; ++due) {
            watched = keep(awake, apply(watched, *due, fiveMinutes()));
            unwatched = keep(asleep, apply(unwatched, *due, fiveMinutes()));
        }
        watched = keep(awake, sweep(watched, now));
    }
    QCOMPARE(awake.size(), std::size_t { 4 });
    QVERIFY(awake == asleep);
    QVERIFY(watched == unwatched);
}

void HeartbeatTest::startOverrunThatNobodySaw()
{
    HeartbeatState state = pinged(PingKind::Success, noon());
    state = apply(state, ping(PingKind::Start, noon() + seconds { 100 }), fiveMinutes()).state;
    QCOMPARE(*state.deadline, noon() + seconds { 160 });
    QVERIFY(state.isStarted() && display(state, noon() + seconds { 159 }) == HeartbeatDisplay::Up);
    const HeartbeatStep step = apply(state, ping(PingKind::Success, noon() + seconds { 200 }), fiveMinutes());
    QCOMPARE(step.flips.size(), std::size_t { 2 });
    QCOMPARE(step.flips[0].at, noon() + seconds { 160 });
    QCOMPARE(*step.state.lastDuration, Millis { 100'000 });
}

void HeartbeatTest::pauseAfterAMissedDeadline()
{
    const HeartbeatStep step = pause(pinged(PingKind::Success, noon()), noon() + hours { 1 });
    QCOMPARE(step.flips.size(), std::size_t { 2 });
    QCOMPARE(step.flips[0].at, noon() + seconds { 360 });
    QVERIFY(step.flips[1].to == HeartbeatStatus::Paused && !isTold(step.flips[1]));
    QVERIFY(pause(step.state, noon() + hours { 2 }).flips.empty());
}

void HeartbeatTest::resumeWaitsAnew()
{
    const HeartbeatState paused = pause(pinged(PingKind::Success, noon()), noon()).state;
    const auto resumed = resume(paused, fiveMinutes(), noon() + hours { 2 });
    QVERIFY(resumed.has_value());
    QVERIFY(display(resumed->state, noon() + hours { 2 }) == HeartbeatDisplay::New);
    QCOMPARE(*resumed->state.deadline, noon() + hours { 2 } + seconds { 360 });
    QVERIFY(resume(resumed->state, fiveMinutes(), noon() + hours { 2 }).error().code == ErrorCode::Conflict);
}

void HeartbeatTest::durations()
{
    const QString a = QStringLiteral("11111111-1111-4111-8111-111111111111");
    const QString b = QStringLiteral("22222222-2222-4222-8222-222222222222");
    const HeartbeatState started =
        apply(newHeartbeat(fiveMinutes(), noon()), ping(PingKind::Start, noon(), a), fiveMinutes()).state;
    const auto ended = [&started](PingKind kind, const QString &rid) {
        return apply(started, ping(kind, noon() + seconds { 7 }, rid), fiveMinutes()).state;
    };
    QCOMPARE(*ended(PingKind::Success, a).lastDuration, Millis { 7000 });
    QVERIFY(!ended(PingKind::Success, b).lastDuration && ended(PingKind::Success, b).isStarted());
    QVERIFY(!ended(PingKind::Success, {}).lastDuration && !ended(PingKind::Success, {}).isStarted());
    QVERIFY(!ended(PingKind::Fail, b).isStarted());
    QVERIFY(ended(PingKind::Log, a) == [&] {
        HeartbeatState same = started;
        ++same.pings;
        return same;
    }());
}

void HeartbeatTest::clockSetBack()
{
    const HeartbeatState started = pinged(PingKind::Start, noon());
    const HeartbeatState state =
        apply(started, ping(PingKind::Success, noon() - hours { 1 }), fiveMinutes()).state;
    QVERIFY(!state.lastDuration && !state.isStarted());
    QCOMPARE(*state.deadline, noon() - hours { 1 } + seconds { 360 });
    QCOMPARE(lateBy(sweep(state, noon()).state, noon() - hours { 9 }), Millis { 0 });
}

void HeartbeatTest::editRevives()
{
    const HeartbeatState down = sweep(pinged(PingKind::Success, noon()), noon() + hours { 1 }).state;
    HeartbeatSpec daily = fiveMinutes();
    daily.schedule = parseCron(QStringLiteral("0 2 * * *"), QStringLiteral("Europe/Paris")).value();
    const HeartbeatStep step = edit(down, daily, noon() + hours { 1 });
    QCOMPARE(step.flips.size(), std::size_t { 1 });
    QVERIFY(step.flips[0] == (Flip { noon() + hours { 1 }, kDown, kUp, FlipReason::None }));
    QCOMPARE(toIso(*step.state.expectedAt), QStringLiteral("2026-04-23T00:00:00Z"));
    QVERIFY(display(step.state, noon() + hours { 1 }) == HeartbeatDisplay::Up);
    QVERIFY(edit(down, fiveMinutes(), noon() + hours { 1 }).state == down);
}

void HeartbeatTest::editNeverAccusesThePast()
{
    HeartbeatSpec daily = fiveMinutes();
    daily.schedule = Schedule();
    const HeartbeatState up = pinged(PingKind::Success, noon(), daily);
    const Instant now = noon() + hours { 3 };
    const HeartbeatStep step = edit(up, fiveMinutes(), now);
    QVERIFY(step.flips.empty());
    QCOMPARE(*step.state.deadline, now);
    QVERIFY(display(step.state, now) == HeartbeatDisplay::Down);
    QCOMPARE(sweep(step.state, now + seconds { 5 }).flips.front().at, now);
    // A deadline missed by the old rules is written before the new ones hold.
    const HeartbeatStep missed = edit(pinged(PingKind::Success, noon()), daily, now);
    QCOMPARE(missed.flips.size(), std::size_t { 2 });
    QCOMPARE(missed.flips[0].at, noon() + seconds { 360 });
    QCOMPARE(missed.flips[1].at, now);
}

void HeartbeatTest::editLeavesFailuresAlone()
{
    const HeartbeatState failed = pinged(PingKind::Fail, noon());
    QVERIFY((edit(failed, fiveMinutes(), noon() + hours { 1 }) == HeartbeatStep { failed, {} }));
    const HeartbeatState paused = pause(failed, noon()).state;
    QVERIFY(edit(paused, fiveMinutes(), noon() + hours { 1 }).state == paused);
}

void HeartbeatTest::classifies_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("kind"); // with the filter off
    QTest::addColumn<QString>("filtered"); // with it on: FAILED, done, begin
    QTest::addColumn<QString>("postOnly");
    const auto row = [](const char *word, const char *method, const char *body, const char *kind,
                         const char *filtered, const char *postOnly) {
        QTest::newRow(qPrintable(
            QStringLiteral("%1 %2 %3").arg(QLatin1String(method), QLatin1String(word), QLatin1String(body))))
            << QString::fromLatin1(word) << QString::fromLatin1(method) << QByteArray(body)
            << QString::fromLatin1(kind) << QString::fromLatin1(filtered) << QString::fromLatin1(postOnly);
    };
    row("", "GET", "", "success", "ign", "ign");
    row("", "HEAD", "", "success", "ign", "ign");
    row("", "POST", "all done", "success", "success", "success");
    row("", "POST", "DONE", "success", "ign", "success");
    row("start", "POST", "done, but FAILED", "start", "fail", "start");
    row("fail", "POST", "xdonex", "fail", "success", "fail");
    row("log", "POST", "begin", "log", "start", "log");
    row("0", "POST", "", "success", "ign", "success");
    row("7", "POST", "done\xff", "fail", "success", "fail");
    row("255", "PUT", "", "fail", "ign", "ign");
}

void HeartbeatTest::classifies()
{
    QFETCH(const QString, word);
    QFETCH(const QString, method);
    QFETCH(const QByteArray, body);
    QFETCH(const QString, kind);
    QFETCH(const QString, filtered);
    QFETCH(const QString, postOnly);
    PingRequest request;
    request.signal = pingSignal(word).value();
    request.method = method;
    request.body = body;
    HeartbeatSpec spec = fiveMinutes();
    const auto meaning = [&] { return Domain::word(classify(request, spec, {}).kind); };
    QCOMPARE(meaning(), kind);
    spec.filter.filtering = Filtering::Body;
    spec.filter.failure = { QStringLiteral("FAILED") };
    spec.filter.success = { QStringLiteral("done") };
    spec.filter.start = { QStringLiteral("begin") };
    QCOMPARE(meaning(), filtered);
    spec.filter.otherwise = NoKeyword::Fail;
    QCOMPARE(meaning(), filtered == QLatin1String("ign") ? QStringLiteral("fail") : filtered);
    spec.filter = {};
    spec.methods = PingMethods::PostOnly;
    QCOMPARE(meaning(), postOnly);
}

void HeartbeatTest::manualResumeIgnoresAll()
{
    HeartbeatSpec spec = fiveMinutes();
    spec.manualResume = true;
    const HeartbeatState paused = pause(pinged(PingKind::Success, noon(), spec), noon()).state;
    for (const char *word : { "", "start", "fail", "log", "3" }) {
        PingRequest request;
        request.signal = pingSignal(QString::fromLatin1(word)).value();
        request.at = noon() + seconds { 9 };
        const Ping ignored = classify(request, spec, paused);
        QVERIFY(ignored.kind == PingKind::Ignored);
        QVERIFY(apply(paused, ignored, spec).flips.empty());
        QVERIFY(classify(request, fiveMinutes(), paused).kind != PingKind::Ignored);
    }
}

void HeartbeatTest::says_data()
{
    QTest::addColumn<int>("after"); // seconds
    QTest::addColumn<Status>("status");
    QTest::addColumn<QString>("detail");
    QTest::newRow("up") << 10 << Status::Operational << QString();
    QTest::newRow("grace") << 300 + 50 << Status::Degraded << QStringLiteral("late by 50 s");
    QTest::newRow("minutes") << 300 + 300 << Status::Degraded << QStringLiteral("late by 5 min");
    QTest::newRow("down") << 300 + 3700 << Status::PartialOutage << QStringLiteral("late by 1 h 1 min");
    QTest::newRow("days") << 300 + 90'000 << Status::PartialOutage << QStringLiteral("late by 1 d 1 h");
}

void HeartbeatTest::says()
{
    QFETCH(const int, after);
    QFETCH(const Status, status);
    QFETCH(const QString, detail);
    HeartbeatSpec spec = fiveMinutes();
    spec.grace = Seconds { 3600 };
    spec.downStatus = Status::PartialOutage;
    const HeartbeatState state = pinged(PingKind::Success, noon(), spec);
    const Instant now = noon() + seconds { after };
    QVERIFY((verdict(state, spec, now) == HeartbeatVerdict { status, detail }));
    QVERIFY((verdict(sweep(state, now).state, spec, now) == HeartbeatVerdict { status, detail }));
    Ping failing = ping(PingKind::Fail, now);
    QCOMPARE(verdict(apply(state, failing, spec).state, spec, now).detail,
        QStringLiteral("the job said that it failed"));
    failing.exitStatus = 3;
    QCOMPARE(verdict(apply(state, failing, spec).state, spec, now).detail,
        QStringLiteral("the job failed with exit status 3"));
    QVERIFY(verdict(newHeartbeat(spec, noon()), spec, noon()).status == Status::Unknown);
    QCOMPARE(verdict(pause(state, noon()).state, spec, now).detail, QStringLiteral("paused"));
    const HeartbeatState started = pinged(PingKind::Start, noon(), spec);
    const Instant over = noon() + seconds { 7200 };
    const QString unfinished = QStringLiteral("started 2 h ago and has not finished");
    QCOMPARE(verdict(started, spec, over).detail, unfinished);
    QCOMPARE(verdict(sweep(started, over).state, spec, over).detail, unfinished);
}

void HeartbeatTest::nextLook()
{
    const HeartbeatState up = pinged(PingKind::Success, noon());
    QCOMPARE(*nextChange(up, noon()), noon() + seconds { 300 });
    QCOMPARE(*nextChange(up, noon() + seconds { 300 }), noon() + seconds { 360 });
    const HeartbeatState running = apply(up, ping(PingKind::Start, noon() + seconds { 9 }), fiveMinutes()).state;
    QCOMPARE(*nextChange(running, noon() + seconds { 9 }), noon() + seconds { 69 });
    QVERIFY(!nextChange(sweep(up, noon() + hours { 1 }).state, noon() + hours { 1 }));
}

std::unique_ptr<QObject> heartbeatTest()
{
    return std::make_unique<HeartbeatTest>();
}

#include "heartbeattest.moc"
