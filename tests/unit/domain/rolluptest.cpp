// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/rollup.h"

#include <QRandomGenerator>

#include <cmath>

using namespace Wf;
using namespace Wf::Domain;
using namespace std::chrono_literals;

class RollupTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void upIsOperationalAlone();
    void countsByVerdict();
    void onlyAnswersAreTimed();
    void uptimeOfCounts_data();
    void uptimeOfCounts();
    void nothingHasNoFigures();
    void bucketsAreAligned();
    void rolledUpKeepsThePercentiles();
    void orderDoesNotMatter();
    void whatIsKeptOfAResult();
    void wordsComeBack();
};

namespace {

const Instant kMidnight = fromEpochMillis(1'776'988'800'000); // 2026-04-24T00:00Z

Sample run(Status status, Micros total = 100ms, int code = 200)
{
    Sample sample;
    sample.at = kMidnight;
    sample.status = status;
    sample.total = total;
    sample.code = code;
    return sample;
}

Sample runAt(Instant at, Micros total)
{
    Sample sample = run(Status::Operational, total);
    sample.at = at;
    return sample;
}

std::vector<Sample> manyRuns(quint32 seed, int count, Millis apart)
{
    QRandomGenerator random(seed);
    std::vector<Sample> samples;
    for (int i = 0; i < count; ++i) {
        const double spread = std::exp(4 * random.generateDouble());
        samples.push_back(runAt(kMidnight + i * apart, Micros { std::llround(5'000 * spread) }));
    }
    return samples;
}

Micros exactQuantile(const std::vector<Sample> &samples, double share)
{
    std::vector<Micros> totals;
    for (const Sample &sample : samples)
        totals.push_back(sample.total);
    std::ranges::sort(totals);
    const double rank = std::ceil(share * static_cast<double>(totals.size()));
    return totals.at(static_cast<size_t>(rank) - 1);
}

} // namespace

void RollupTest::upIsOperationalAlone()
{
    for (const Status status : { Status::Degraded, Status::PartialOutage, Status::MajorOutage, Status::Unknown })
        QVERIFY(!isUp(status));
    QVERIFY(isUp(Status::Operational));
}

void RollupTest::countsByVerdict()
{
    Tally tally;
    for (const Status status : { Status::Operational, Status::Operational, Status::Degraded, Status::PartialOutage,
             Status::MajorOutage, Status::Unknown })
        tally.add(run(status));
    QCOMPARE(tally.count, 5);
    QCOMPARE(tally.degraded, 1);
    QCOMPARE(tally.failures, 2);
    QCOMPARE(tally.unknown, 1);
    QCOMPARE(*tally.uptime(), 40.0);
}

void RollupTest::onlyAnswersAreTimed()
{
    Tally tally;
    tally.add(run(Status::MajorOutage, 1ms, 0)); // refused at once
    tally.add(run(Status::MajorOutage, 10s, 0)); // the deadline
    tally.add(run(Status::Unknown, 3ms, 200));
    QVERIFY(!tally.mean());
    tally.add(run(Status::MajorOutage, 300ms, 503)); // a bad answer is one
    tally.add(run(Status::Operational, 100ms, 0)); // of a kind without codes
    tally.add(run(Status::Operational, 0ms)); // nobody measured
    QCOMPARE(tally.latency.count(), 2);
    QCOMPARE(*tally.mean(), Micros { 200ms });
    QCOMPARE(tally.min, Micros { 100ms });
    QCOMPARE(tally.max, Micros { 300ms });
}

void RollupTest::uptimeOfCounts_data()
{
    QTest::addColumn<int>("up");
    QTest::addColumn<int>("down");
    QTest::addColumn<QString>("rounded");
    QTest::newRow("count weighted") << 7 << 1 << QStringLiteral("87.50");
    QTest::newRow("two decimals") << 2 << 1 << QStringLiteral("66.67");
    QTest::newRow("one definition of up") << 2 << 3 << QStringLiteral("40.00");
    QTest::newRow("never down") << 9 << 0 << QStringLiteral("100.00");
    QTest::newRow("never up") << 0 << 4 << QStringLiteral("0.00");
}

void RollupTest::uptimeOfCounts()
{
    QFETCH(int, up);
    QFETCH(int, down);
    QFETCH(QString, rounded);
    Tally tally;
    for (int i = 0; i < up + down; ++i)
        tally.add(run(i < up ? Status::Operational : Status::MajorOutage));
    QCOMPARE(QString::number(*tally.uptime(), 'f', 2), rounded);
}

void RollupTest::nothingHasNoFigures()
{
    Tally tally;
    tally.add(run(Status::Unknown));
    QVERIFY(!tally.uptime()); // not 0 %: nobody knows
    QVERIFY(!tally.mean());
    QVERIFY(!tally.quantile(0.95));
    QVERIFY(rollUp(std::span<const Sample>(), 1min).empty());
}

void RollupTest::bucketsAreAligned()
{
    QCOMPARE(floorTo(kMidnight + 59s, 1min), kMidnight);
    QCOMPARE(floorTo(Instant { -1ms }, 1min), Instant { -1min });
    QCOMPARE(ceilTo(kMidnight, 1h), kMidnight);
    QCOMPARE(ceilTo(kMidnight + 1ms, 1h), kMidnight + 1h);
    const std::vector<Sample> samples { runAt(kMidnight + 60s, 3ms), runAt(kMidnight - 1ms, 1ms),
        runAt(kMidnight + 59'999ms, 2ms), runAt(kMidnight, 2ms) };
    const std::vector<Bucket> minutes = rollUp(std::span(samples), 1min);
    QCOMPARE(minutes.size(), size_t { 3 });
    QCOMPARE(minutes[0].start, kMidnight - 1min);
    QCOMPARE(minutes[1].start, kMidnight);
    QCOMPARE(minutes[1].tally.count, 2);
    QCOMPARE(minutes[2].start, kMidnight + 1min);
    QCOMPARE(rollUp(std::span(minutes), 24h).size(), size_t { 2 });
}

void RollupTest::rolledUpKeepsThePercentiles()
{
    const std::vector<Sample> samples = manyRuns(3, 10'000, 8s); // within one day
    const std::vector<Bucket> minutes = rollUp(std::span(samples), widthOf(Resolution::Minute));
    const std::vector<Bucket> hours = rollUp(std::span(minutes), widthOf(Resolution::Hour));
    const std::vector<Bucket> days = rollUp(std::span(hours), widthOf(Resolution::Day));
    QVERIFY(minutes.size() > 1000);
    QCOMPARE(hours.size(), size_t { 23 });
    QCOMPARE(days.size(), size_t { 1 });
    QCOMPARE(days.front().tally.count, 10'000);
    for (const double share : { 0.01, 0.5, 0.95, 0.99, 1.0 }) {
        const double exact = static_cast<double>(exactQuantile(samples, share).count());
        const double found = static_cast<double>(days.front().tally.quantile(share)->count());
        QVERIFY2(std::abs(found - exact) <= Histogram::kRelativeError * exact,
            qPrintable(QStringLiteral("share %1: %2 instead of %3").arg(share).arg(found).arg(exact)));
    }
    QCOMPARE(days, rollUp(std::span(samples), widthOf(Resolution::Day)));
}

void RollupTest::orderDoesNotMatter()
{
    std::vector<Sample> samples = manyRuns(4, 500, 70s);
    samples[7].status = Status::MajorOutage;
    samples[8].status = Status::Unknown;
    const std::vector<Bucket> hours = rollUp(std::span(samples), 1h);
    QRandomGenerator random(4);
    for (int round = 0; round < 20; ++round) {
        std::shuffle(samples.begin(), samples.end(), random);
        QCOMPARE(rollUp(std::span(samples), 1h), hours);
        std::vector<Bucket> shuffled = hours;
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        QCOMPARE(rollUp(std::span(shuffled), 24h), rollUp(std::span(hours), 24h));
    }
}

void RollupTest::whatIsKeptOfAResult()
{
    CheckResult result;
    result.phases.connect = 12ms;
    result.total = 250ms;
    result.code = 503;
    result.bytes = 17;
    result.failure = QStringLiteral("status 503, expected 200-299");
    const Sample sample = sampleOf(result, Status::MajorOutage, kMidnight);
    QCOMPARE(sample.at, kMidnight);
    QCOMPARE(sample.status, Status::MajorOutage);
    QCOMPARE(sample.phases, result.phases);
    QCOMPARE(sample.total, result.total);
    QCOMPARE(sample.code, 503);
    QCOMPARE(sample.bytes, 17);
    QCOMPARE(sample.failure, result.failure);
    result.failure = QString(5000, u'x');
    QCOMPARE(sampleOf(result, Status::MajorOutage, kMidnight).failure.size(), 300);
}

void RollupTest::wordsComeBack()
{
    for (const Resolution resolution :
        { Resolution::Auto, Resolution::Raw, Resolution::Minute, Resolution::Hour, Resolution::Day })
        QCOMPARE(resolutionFromWord(word(resolution)), std::optional(resolution));
    QVERIFY(!resolutionFromWord(u"week"));
    QCOMPARE(widthOf(Resolution::Day), Millis { 24h });
    QCOMPARE(widthOf(Resolution::Raw), Millis { 0 });
}

std::unique_ptr<QObject> rollupTest()
{
    return std::make_unique<RollupTest>();
}

#include "rolluptest.moc"
