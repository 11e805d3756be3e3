// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_vectors.h"

#include "resultsamples.h"
#include "storefixture.h"
#include "testkit/vectors.h"

#include <QRegularExpression>

#include <cmath>

using namespace Wf;
using namespace Wf::Domain;
using namespace Wf::Testing;
using namespace std::chrono_literals;

namespace {

const MonitorId kSite(QStringLiteral("site/http"));

std::vector<QJsonObject> casesOf(const QString &area)
{
    std::vector<QJsonObject> cases;
    for (const QJsonValue &each : TestKit::recordedCases(QStringLiteral("uptime-monitor.json"))) {
        if (each[QLatin1String("area")].toString() == area)
            cases.push_back(each.toObject());
    }
    return cases;
}

QString textOf(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

/// The numbers in a sentence, in their order.
QList<double> numbersIn(const QString &text)
{
    static const QRegularExpression number(QStringLiteral(R"(\d+(?:\.\d+)?)"));
    QList<double> numbers;
    for (const auto &match : number.globalMatch(text))
        numbers << match.captured().toDouble();
    return numbers;
}

void caseRows(const QString &area)
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("then");
    const auto cases = casesOf(area);
    for (const QJsonObject &each : cases)
        QTest::newRow(qPrintable(textOf(each, "name"))) << textOf(each, "given") << textOf(each, "then");
    if (cases.empty())
        QTest::newRow("absent") << QString() << QString();
}

bool isRecorded(const QString &name)
{
    const auto cases = casesOf(QStringLiteral("target"));
    return std::ranges::any_of(cases, [&name](const QJsonObject &each) { return textOf(each, "name") == name; });
}

Sample answer(Instant at, int code, Micros total = 100ms)
{
    Sample sample;
    sample.at = at;
    sample.code = code;
    sample.status = code / 100 == 2 ? Status::Operational : Status::MajorOutage;
    sample.total = total;
    return sample;
}

void remember(StoreFixture &fixture, const std::vector<Sample> &samples)
{
    Ports::CommitBatch batch;
    for (const Sample &sample : samples)
        batch.results.push_back({ kSite, sample });
    WF_OK(answerOf(fixture.store->commit(batch)));
}

int rowsIn(const StoreFixture &fixture, const char *table)
{
    return fixture.sql(QStringLiteral("SELECT count(*) FROM ") + QLatin1String(table)).toInt();
}

} // namespace

void TestVectors::uptime_data()
{
    caseRows(QStringLiteral("uptime-math"));
}

void TestVectors::uptime()
{
    QFETCH(QString, given);
    QFETCH(QString, then);
    if (given.isEmpty())
        QSKIP("the recorded cases are not there");
    const QList<double> counts = numbersIn(given); // "7 of 8 rows are 2xx"
    StoreFixture fixture;
    std::vector<Sample> samples;
    for (int i = 0; i < int(counts.at(1)); ++i)
        samples.push_back(answer(kNow + i * 1min, i < int(counts.at(0)) ? 204 : 500));
    remember(fixture, samples);
    const auto summary = answerOf(fixture.store->summary({ kSite, kNow, kNow + 24h }));
    WF_OK(summary);
    QCOMPARE(QString::number(std::round(*summary->uptime * 100) / 100), then);
}

void TestVectors::retention_data()
{
    caseRows(QStringLiteral("retention"));
}

void TestVectors::retention()
{
    QFETCH(QString, given);
    QFETCH(QString, then);
    if (given.isEmpty())
        QSKIP("the recorded cases are not there");
    StoreFixture fixture;
    std::vector<Sample> samples;
    for (const double days : numbersIn(given)) // "rows aged 89, 90.5, 91, 400 days"
        samples.push_back(answer(kNow - Millis { qRound64(days * 86'400'000) }, 200));
    remember(fixture, samples);
    const auto upkeep = answerOf(fixture.store->maintainResults(kNow, {}));
    WF_OK(upkeep);
    QCOMPARE(double(upkeep->purged), numbersIn(then).at(0)); // "3 deleted, the 89-day row stays"
    const auto left = answerOf(fixture.store->results({ kSite, Instant {}, kNow, Resolution::Raw, 10 }));
    WF_OK(left);
    QCOMPARE(left->samples.size(), samples.size() - size_t(upkeep->purged));
    QCOMPARE(left->samples.front().at, kNow - Millis { qRound64(numbersIn(then).at(1) * 86'400'000) });
}

void TestVectors::percentilesOfADayRow()
{
    if (!isRecorded(QStringLiteral("rollup keeps percentiles")))
        QSKIP("the recorded cases are not there");
    StoreFixture fixture;
    QRandomGenerator random(21);
    const Instant day = floorTo(kNow, 24h) - 200 * 24h;
    std::vector<Sample> samples;
    std::vector<qint64> totals;
    for (int i = 0; i < 10'000; ++i) {
        totals.push_back(std::llround(3'000 * std::exp(5 * random.generateDouble())));
        samples.push_back(answer(day + i * 8s, 200, Micros { totals.back() }));
    }
    remember(fixture, samples);
    WF_OK(answerOf(fixture.store->maintainResults(kNow, {})));
    QCOMPARE(
        rowsIn(fixture, "result_blocks") + rowsIn(fixture, "result_hours") + rowsIn(fixture, "result_recent"), 0);
    QCOMPARE(rowsIn(fixture, "result_days"), 1); // all that is left
    const auto summary = answerOf(fixture.store->summary({ kSite, day, day + 24h }));
    WF_OK(summary);
    std::ranges::sort(totals);
    const auto exact = double(totals.at(9'499));
    QVERIFY(std::abs(double(summary->p95->count()) - exact) <= Histogram::kRelativeError * exact);
    QCOMPARE(summary->min->count(), totals.front());
    QCOMPARE(summary->max->count(), totals.back());
}

void TestVectors::tiersOfAMaintenanceRun()
{
    if (!isRecorded(QStringLiteral("retention tiers")))
        QSKIP("the recorded cases are not there");
    StoreFixture fixture;
    ResultMaker maker(22);
    Ports::CommitBatch batch;
    batch.results = maker.rows(kSite, kNow - 100 * 24h, kNow, 10min);
    for (int number = 1; number <= 300; ++number) { // one every eight hours
        Ports::PingRow ping;
        ping.monitor = MonitorId(QStringLiteral("job/heartbeat"));
        ping.number = number;
        ping.ping.at = kNow - (300 - number) * 8h;
        batch.pings.push_back(ping);
    }
    Ports::HeartbeatRow heartbeat;
    heartbeat.id = MonitorId(QStringLiteral("job/heartbeat"));
    batch.heartbeats = { heartbeat };
    WF_OK(answerOf(fixture.store->commit(batch)));
    Ports::ResultLimits limits;
    limits.pings = 90 * 24h;
    WF_OK(answerOf(fixture.store->maintainResults(kNow, limits)));
    const auto oldest = [&fixture](const char *table, Millis width) {
        const auto slot = fixture.sql(QStringLiteral("SELECT min(slot) >> 24 FROM ") + QLatin1String(table));
        return Instant { slot.toLongLong() * width };
    };
    QVERIFY(oldest("result_hours", 1h) >= floorTo(kNow - 7 * 24h, 24h)); // older hours are days
    QVERIFY(oldest("result_days", 24h) <= kNow - 99 * 24h);
    QVERIFY(oldest("result_blocks", 1h) > kNow - 90 * 24h - 1h);
    QCOMPARE(rowsIn(fixture, "pings"), 90 * 3 + 1);
    const auto again = answerOf(fixture.store->maintainResults(kNow, limits));
    WF_OK(again);
    QCOMPARE(again->packed + again->folded + again->purged + again->pings, 0);
}
