// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/histogram.h"
#include "domain/varint.h"

#include <QRandomGenerator>

#include <cmath>

using namespace Wf::Domain;
using std::chrono::hours;

class HistogramTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingHasNoQuantile();
    void everyDurationIsWithinTheError();
    void outsideOfTheRangeIsTheRange();
    void quantilesAreNearestRanks();
    void mergingIsAssociativeAndCommutative();
    void mergedEqualsAddedOneByOne();
    void encodedComesBack();
    void encodedIsShort();
    void garbageIsNoHistogram_data();
    void garbageIsNoHistogram();
    void everyCutIsRefused();
    void numbersOfEverySize();
};

namespace {

/// Like response times: mostly near a tenth of a second, some far slower.
Micros response(QRandomGenerator &random)
{
    const double slow = random.bounded(100) < 3 ? 20 : 1;
    return Micros { std::llround(std::exp(11.0 + 0.6 * (random.generateDouble() - 0.5) * 3) * slow) };
}

Histogram histogramOf(QRandomGenerator &random, int count)
{
    Histogram histogram;
    for (int i = 0; i < count; ++i)
        histogram.add(response(random));
    return histogram;
}

Histogram sum(Histogram left, const Histogram &right)
{
    left.merge(right);
    return left;
}

} // namespace

void HistogramTest::nothingHasNoQuantile()
{
    QVERIFY(!Histogram().quantile(0.5));
    QCOMPARE(Histogram().count(), 0);
    QCOMPARE(sum(Histogram(), Histogram()), Histogram());
}

void HistogramTest::everyDurationIsWithinTheError()
{
    qint64 tried = 0;
    for (double value = 10; value <= 3.6e9; value *= 1.0037) {
        Histogram histogram;
        const Micros exact { std::llround(value) };
        histogram.add(exact);
        const double found = static_cast<double>(histogram.quantile(0.5)->count());
        const double allowed = Histogram::kRelativeError * static_cast<double>(exact.count()) + 0.5;
        QVERIFY2(std::abs(found - static_cast<double>(exact.count())) <= allowed,
            qPrintable(QStringLiteral("%1 became %2").arg(exact.count()).arg(found)));
        ++tried;
    }
    QVERIFY(tried > 5000);
}

void HistogramTest::outsideOfTheRangeIsTheRange()
{
    Histogram histogram;
    histogram.add(Micros { -5 });
    histogram.add(Micros { 0 });
    histogram.add(hours { 30 });
    QCOMPARE(*histogram.quantile(0), Histogram::kShortest);
    const double longest = static_cast<double>(Histogram::kLongest.count());
    QVERIFY(static_cast<double>(histogram.quantile(1)->count()) >= 0.98 * longest);
    QVERIFY(*histogram.quantile(1) <= Histogram::kLongest);
}

void HistogramTest::quantilesAreNearestRanks()
{
    Histogram histogram;
    for (int i = 1; i <= 100; ++i)
        histogram.add(Micros { i * 10'000 });
    for (const auto &[share, exact] :
        { std::pair(0.5, 500'000), std::pair(0.95, 950'000), std::pair(0.99, 990'000), std::pair(1.0, 1'000'000),
            std::pair(0.0, 10'000), std::pair(7.0, 1'000'000), std::pair(-1.0, 10'000) }) {
        const auto found = static_cast<double>(histogram.quantile(share)->count());
        QVERIFY(std::abs(found - exact) <= 0.02 * exact);
    }
}

void HistogramTest::mergingIsAssociativeAndCommutative()
{
    QRandomGenerator random(5);
    for (int round = 0; round < 50; ++round) {
        const Histogram a = histogramOf(random, random.bounded(200));
        const Histogram b = histogramOf(random, random.bounded(200));
        const Histogram c = histogramOf(random, random.bounded(200));
        QCOMPARE(sum(a, b), sum(b, a));
        QCOMPARE(sum(sum(a, b), c), sum(a, sum(b, c)));
        QCOMPARE(sum(a, Histogram()), a);
        QCOMPARE(sum(a, b).count(), a.count() + b.count());
    }
}

void HistogramTest::mergedEqualsAddedOneByOne()
{
    QRandomGenerator random(6);
    Histogram whole;
    Histogram parts;
    for (int part = 0; part < 20; ++part) {
        Histogram some;
        for (int i = 0; i < 137; ++i) {
            const Micros duration = response(random);
            whole.add(duration);
            some.add(duration);
        }
        parts.merge(some);
    }
    QCOMPARE(parts, whole);
}

void HistogramTest::encodedComesBack()
{
    QRandomGenerator random(7);
    for (const int count : { 0, 1, 2, 60, 5000 }) {
        const Histogram histogram = histogramOf(random, count);
        const auto decoded = Histogram::decoded(histogram.encoded());
        QVERIFY(decoded.has_value());
        QCOMPARE(*decoded, histogram);
    }
}

void HistogramTest::encodedIsShort()
{
    QRandomGenerator random(8);
    QVERIFY(histogramOf(random, 60).encoded().size() < 100);
    QVERIFY(histogramOf(random, 100'000).encoded().size() < 1000);
}

void HistogramTest::garbageIsNoHistogram_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("more cells than bytes") << QByteArray("\x7f\x01\x01", 3);
    QTest::newRow("an empty cell") << QByteArray("\x01\x05\x00", 3);
    QTest::newRow("two cells at the same place") << QByteArray("\x02\x05\x01\x00\x01", 5);
    QTest::newRow("a cell out of reach") << QByteArray("\x01\xff\x7f\x01", 4);
    QTest::newRow("something behind it") << QByteArray("\x01\x05\x01\x01", 4);
    QTest::newRow("a number without end") << QByteArray(40, '\xff');
    QTest::newRow("a count that is too large") << QByteArray("\x01\x05\xff\xff\xff\xff\xff\xff\xff\xff\x7f", 11);
}

void HistogramTest::garbageIsNoHistogram()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!Histogram::decoded(bytes));
}

void HistogramTest::everyCutIsRefused()
{
    QRandomGenerator random(9);
    const QByteArray whole = histogramOf(random, 40).encoded();
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY(!Histogram::decoded(whole.left(size)));
}

void HistogramTest::numbersOfEverySize()
{
    VarintWriter out;
    for (int shift = 0; shift < 64; ++shift) {
        out.number(quint64 { 1 } << shift);
        out.integer(static_cast<qint64>((quint64 { 1 } << shift) - 1));
        out.integer(-static_cast<qint64>(quint64 { 1 } << (shift / 2)));
    }
    out.text(QStringLiteral("p\u00e4rt"));
    VarintReader in(out.bytes());
    for (int shift = 0; shift < 64; ++shift) {
        QCOMPARE(in.number(), quint64 { 1 } << shift);
        QCOMPARE(in.integer(), static_cast<qint64>((quint64 { 1 } << shift) - 1));
        QCOMPARE(in.integer(), -static_cast<qint64>(quint64 { 1 } << (shift / 2)));
    }
    QCOMPARE(in.text(), QStringLiteral("p\u00e4rt"));
    QVERIFY(in.ok() && in.atEnd());
    QCOMPARE(in.number(), quint64 { 0 });
    QVERIFY(!in.ok());
}

std::unique_ptr<QObject> histogramTest()
{
    return std::make_unique<HistogramTest>();
}

#include "histogramtest.moc"
