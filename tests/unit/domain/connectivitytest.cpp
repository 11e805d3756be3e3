// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/connectivity.h"
#include "samples.h"

using namespace Samples;

class ConnectivityTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mostHostsAtOnce();
    void oneAnswerIsProof();
    void anAnswerInBetweenStartsAnew();
    void oldFailuresDoNotCount();
    void fewHosts();
    void threeSilentHostsAreASuspicion();
    void staysOfflineUntilSomebodyAnswers();
    void watchedHostsAreKept();
    void gaps_data();
    void gaps();
};

namespace {
constexpr Millis kWindow = minutes { 3 };

ConnectivityState watching(int hosts)
{
    QStringList names;
    for (int i = 0; i < hosts; ++i)
        names.append(QString::number(i));
    return watchHosts({}, names);
}

// Hosts first … last fail, a second apart.
ConnectivityStep failAll(ConnectivityState state, int first, int last, Instant at)
{
    ConnectivityStep step { state, false };
    for (int i = first; i <= last; ++i)
        step = noteOutcome(step.state, QString::number(i), false, at + seconds { i }, kWindow);
    return step;
}
} // namespace

void ConnectivityTest::mostHostsAtOnce()
{
    ConnectivityStep step = failAll(watching(10), 0, 4, noon());
    QVERIFY(step.state.connectivity == Connectivity::Online); // half is not most
    step = failAll(step.state, 5, 5, noon());
    QVERIFY(step.changed && step.state.connectivity == Connectivity::Offline);
    QCOMPARE(*step.state.since, noon() + seconds { 5 });
    step = failAll(step.state, 6, 9, noon());
    QVERIFY(!step.changed && step.state.connectivity == Connectivity::Offline);
}

void ConnectivityTest::oneAnswerIsProof()
{
    ConnectivityStep step = failAll(watching(4), 0, 3, noon());
    QVERIFY(step.state.connectivity == Connectivity::Offline);
    step = noteOutcome(step.state, QStringLiteral("2"), true, noon() + minutes { 1 }, kWindow);
    QVERIFY(step.changed && step.state.connectivity == Connectivity::Online);
    QCOMPARE(*step.state.since, noon() + minutes { 1 });
}

void ConnectivityTest::anAnswerInBetweenStartsAnew()
{
    ConnectivityStep step = failAll(watching(5), 0, 1, noon());
    step = noteOutcome(step.state, QStringLiteral("2"), true, noon() + seconds { 2 }, kWindow);
    step = failAll(step.state, 3, 4, noon());
    QVERIFY(step.state.connectivity == Connectivity::Online); // four of five failed, but the link was there
    step = failAll(step.state, 0, 0, noon() + minutes { 1 });
    QVERIFY(step.state.connectivity == Connectivity::Offline); // three of five since the answer
}

void ConnectivityTest::oldFailuresDoNotCount()
{
    ConnectivityStep step = failAll(watching(4), 0, 1, noon());
    step = failAll(step.state, 2, 2, noon() + kWindow);
    QVERIFY(step.state.connectivity == Connectivity::Online);
    step = failAll(watching(4), 0, 1, noon());
    step = noteOutcome(
        step.state, QStringLiteral("2"), false, noon() + kWindow, kWindow); // exactly: the first counts
    QVERIFY(step.state.connectivity == Connectivity::Offline);
}

void ConnectivityTest::fewHosts()
{
    // One or two silent hosts cannot be told from our own silence: they stay theirs.
    QVERIFY(failAll(watching(1), 0, 0, noon()).state.connectivity == Connectivity::Online);
    QVERIFY(failAll(watching(2), 0, 1, noon()).state.connectivity == Connectivity::Online);
    QVERIFY(failAll(watching(3), 0, 1, noon()).state.connectivity == Connectivity::Online); // at least three
    QVERIFY(failAll(watching(3), 0, 2, noon()).state.connectivity == Connectivity::Offline);
}

void ConnectivityTest::threeSilentHostsAreASuspicion()
{
    const auto suspects = [](int hosts, int last) {
        return suspectsOffline(failAll(watching(hosts), 0, last, noon()).state, noon() + seconds { 9 }, kWindow);
    };
    QVERIFY(!suspects(9, 1));
    QVERIFY(suspects(9, 2)); // not most of nine yet, but reason to ask the others
    QVERIFY(!suspects(3, 2)); // no suspicion any more: offline
    const ConnectivityState silent = failAll(watching(9), 0, 2, noon()).state;
    const ConnectivityState proven =
        noteOutcome(silent, QStringLiteral("8"), true, noon() + seconds { 5 }, kWindow).state;
    QVERIFY(!suspectsOffline(proven, noon() + seconds { 9 }, kWindow));
}

void ConnectivityTest::staysOfflineUntilSomebodyAnswers()
{
    ConnectivityStep step = failAll(watching(3), 0, 2, noon());
    step = failAll(step.state, 0, 0, noon() + hours { 1 });
    QVERIFY(!step.changed && step.state.connectivity == Connectivity::Offline);
}

void ConnectivityTest::watchedHostsAreKept()
{
    const ConnectivityStep step = failAll(watching(3), 0, 2, noon());
    const ConnectivityState next = watchHosts(step.state, { QStringLiteral("1"), QStringLiteral("new") });
    QCOMPARE(next.hosts.size(), 2);
    QVERIFY(!next.hosts.value(QStringLiteral("1")).reached);
    QVERIFY(next.hosts.value(QStringLiteral("new")).reached);
    QVERIFY(next.connectivity == Connectivity::Offline);
    QCOMPARE(next.since, step.state.since);
}

void ConnectivityTest::gaps_data()
{
    QTest::addColumn<qint64>("wall");
    QTest::addColumn<qint64>("monotonic");
    QTest::addColumn<qint64>("expected");
    QTest::addColumn<int>("gap");
    const auto row = [](const char *name, qint64 wall, qint64 monotonic, qint64 expected, Gap gap) {
        QTest::newRow(name) << wall << monotonic << expected << int(gap);
    };
    constexpr qint64 day = 86'400'000;
    row("on time", 1000, 1000, 1000, Gap::None);
    row("a bit late", 31'000, 31'000, 1000, Gap::None);
    row("late by a millisecond more", 31'001, 31'001, 1000, Gap::Slept);
    row("long ticks forgive more", 180'000, 180'000, 60'000, Gap::None);
    row("long ticks, too late", 180'001, 180'001, 60'000, Gap::Slept);
    row("asleep, monotonic stood still", 8 * 3'600'000, 1000, 1000, Gap::Slept);
    row("asleep, monotonic ran", 8 * 3'600'000, 8 * 3'600'000, 1000, Gap::Slept);
    row("stopped for a long time", 40 * day, 40 * day, 1000, Gap::Slept);
    row("the clock had been wrong", 40 * day, 1000, 1000, Gap::ClockJumpedAhead);
    row("a small step back", -1000, 1000, 1000, Gap::None);
    row("back", -1001, 1000, 1000, Gap::ClockJumpedBack);
    row("back inside a long tick", 10'000, 600'000, 60'000, Gap::ClockJumpedBack);
}

void ConnectivityTest::gaps()
{
    QFETCH(qint64, wall);
    QFETCH(qint64, monotonic);
    QFETCH(qint64, expected);
    QFETCH(int, gap);
    QCOMPARE(static_cast<int>(classifyGap(Millis { wall }, Millis { monotonic }, Millis { expected })), gap);
}

std::unique_ptr<QObject> connectivityTest()
{
    return std::make_unique<ConnectivityTest>();
}

#include "connectivitytest.moc"
