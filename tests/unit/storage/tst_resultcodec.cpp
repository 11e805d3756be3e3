// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_resultcodec.h"

#include "resultsamples.h"
#include "storage/resultcodec.h"
#include "storefixture.h"

#include <algorithm>

using namespace Wf;
using namespace Wf::Testing;
using namespace Wf::Domain;
using namespace std::chrono_literals;

namespace {

const MonitorId kSite(QStringLiteral("site/http"));

std::vector<Sample> samplesOf(const std::vector<Ports::ResultRow> &rows)
{
    std::vector<Sample> samples;
    for (const Ports::ResultRow &row : rows)
        samples.push_back(row.sample);
    std::ranges::sort(samples, {}, &Sample::at);
    return samples;
}

} // namespace

void TestResultCodec::samplesComeBack()
{
    ResultMaker maker(1);
    for (const int count : { 0, 1, 2, 3, 60, 3600 }) {
        std::vector<Sample> samples;
        for (int i = 0; i < count; ++i)
            samples.push_back(maker.sampleAt(kNow + i * 1s + Millis { maker.random().bounded(50) }));
        QCOMPARE(Storage::unpackSamples(Storage::packSamples(samples)), samples);
    }
    Sample odd;
    odd.at = fromEpochMillis(1);
    odd.status = Status::PartialOutage;
    odd.code = -7;
    odd.bytes = std::numeric_limits<qint64>::max();
    odd.total = Micros { 5 };
    odd.phases.transfer = Micros { 0 }; // took place, in no time
    odd.phases.tls = Micros { 90'000'000'000 };
    odd.failure = QStringLiteral("l\u00e4nger");
    const std::vector<Sample> mixed { odd, maker.sampleAt(kNow), maker.sampleAt(kNow + 1ms) };
    QCOMPARE(Storage::unpackSamples(Storage::packSamples(mixed)), mixed);
}

void TestResultCodec::packedSamplesAreShort()
{
    ResultMaker maker(2);
    const auto samples = samplesOf(maker.rows(kSite, kNow, kNow + 1h, 1min));
    QVERIFY2(Storage::packSamples(samples).size() < 20 * 60,
        qPrintable(QString::number(Storage::packSamples(samples).size())));
}

void TestResultCodec::damagedBlocksAreEmpty()
{
    ResultMaker maker(3);
    const QByteArray whole = Storage::packSamples(samplesOf(maker.rows(kSite, kNow, kNow + 10min, 1min)));
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY(Storage::unpackSamples(whole.left(size)).empty());
    for (int round = 0; round < 3000; ++round) {
        QByteArray damaged = whole;
        damaged[maker.random().bounded(damaged.size())] = static_cast<char>(maker.random().bounded(256));
        QVERIFY(Storage::unpackSamples(damaged).size() <= 1'000'000); // whatever it is, it ends
        static_cast<void>(Storage::unpackTally(damaged));
    }
}

void TestResultCodec::talliesComeBack()
{
    ResultMaker maker(4);
    Tally tally;
    QCOMPARE(Storage::unpackTally(Storage::packTally(tally)), tally);
    for (int i = 0; i < 200; ++i)
        tally.add(maker.sampleAt(kNow));
    const QByteArray packed = Storage::packTally(tally);
    QCOMPARE(Storage::unpackTally(packed), tally);
    for (qsizetype size = 0; size < packed.size(); ++size)
        QCOMPARE(Storage::unpackTally(packed.left(size)), Tally());
}
