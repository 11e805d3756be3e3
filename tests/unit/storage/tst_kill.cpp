// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_kill.h"

#include "storefixture.h"

#include <QProcess>
#include <QRandomGenerator>

using namespace Wf;
using namespace Wf::Testing;

namespace {

/// Starts the committer at `first`, kills it `microseconds` after it has printed `lines` numbers;
/// answers the last number it printed.
qint64 commitUntilKilled(const QString &data, qint64 first, qsizetype lines, quint32 microseconds)
{
    QProcess process;
    process.start(QStringLiteral(WF_COMMITTER), { data, QString::number(first) });
    QByteArray output;
    while (output.count('\n') < lines && process.waitForReadyRead(30'000))
        output += process.readAllStandardOutput();
    QElapsedTimer timer;
    timer.start();
    while (timer.nsecsElapsed() < qint64 { microseconds } * 1000) { }
    process.kill();
    process.waitForFinished(30'000);
    output += process.readAllStandardOutput();
    const qsizetype end = output.lastIndexOf('\n');
    const QList<QByteArray> numbers = output.left(end).split('\n');
    return end < 0 ? -1 : numbers.last().toLongLong();
}

} // namespace

void TestKill::killedAtRandomMoments_data()
{
    QTest::addColumn<int>("seed");
    QTest::newRow("seed 1") << 1;
    QTest::newRow("seed 7") << 7;
}

void TestKill::killedAtRandomMoments()
{
    QFETCH(int, seed);
    QRandomGenerator random(static_cast<quint32>(seed));
    StoreFixture fixture;
    fixture.store.reset();
    qint64 next = 1;
    for (int round = 0; round < 8; ++round) {
        const qint64 answered = commitUntilKilled(
            fixture.data(), next, random.bounded(1, 60), static_cast<quint32>(random.bounded(3000)));
        QVERIFY(answered >= next);
        fixture.open();
        const auto world = answerOf(fixture.store->load(kNow));
        WF_OK(world);
        QVERIFY2(world->lastEventId >= answered, "an answered commit is gone");
        QCOMPARE(world->lastAlertId, world->lastEventId);
        QCOMPARE(world->lastOutboxId, world->lastEventId);
        QCOMPARE(world->serviceStates.at(0).detail, QString::number(world->lastEventId));
        QCOMPARE(qint64(world->outbox.size()), world->lastEventId);
        const auto events = answerOf(fixture.store->events({}));
        WF_OK(events);
        QCOMPARE(events->total, world->lastEventId); // none missing in the middle, none twice
        const MonitorId site(QStringLiteral("numbers/http"));
        const auto summary =
            answerOf(fixture.store->summary({ site, Instant {}, kNow + std::chrono::days { 3650 } }));
        WF_OK(summary);
        QCOMPARE(summary->count, world->lastEventId); // in whatever part the upkeep had put it
        fixture.store.reset();
        QCOMPARE(fixture.sql(QStringLiteral("PRAGMA integrity_check")).toString(), QStringLiteral("ok"));
        QCOMPARE(fixture.sql(QStringLiteral("SELECT count(*) FROM pragma_foreign_key_check")).toInt(), 0);
        next = world->lastEventId + 1;
    }
}
