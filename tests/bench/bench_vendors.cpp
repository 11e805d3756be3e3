// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// What it costs to understand a status page, beside what Qt takes alone to read the same bytes. WF_DIALECT in the
// environment keeps to one dialect, for a profiler.
#include "bench/kit/meter.h"
#include "bench/kit/options.h"
#include "bench/kit/table.h"
#include "testkit/goldens.h"
#include "vendors/registry.h"
#include "vendors/textdecoding.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamReader>

#include <cstdio>
#include <functional>
#include <map>

namespace {

using namespace Wf;

constexpr double kShortestRound = 0.002; ///< seconds; the clock must not matter

/// What one reading takes at its best: others use this computer, too.
struct Best {
    double seconds = 1e9;
    double allocations = 0;
};

int timesThatFill(const std::function<void()> &work)
{
    for (int times = 1;; times *= 2) {
        const Bench::Meter meter;
        for (int i = 0; i < times; ++i)
            work();
        if (meter.cost().threadSeconds > kShortestRound)
            return times;
    }
}

void measure(const std::function<void()> &work, int times, Best &best)
{
    const Bench::Meter meter;
    for (int i = 0; i < times; ++i)
        work();
    const Bench::Cost cost = meter.cost();
    best.seconds = std::min(best.seconds, cost.threadSeconds / times);
    best.allocations = cost.allocations / times;
}

/// Rounds of both in turn, so that a busy moment spoils neither alone.
std::pair<Best, Best> compare(const std::function<void()> &one, const std::function<void()> &other, int rounds)
{
    std::pair<Best, Best> best;
    const int timesOne = timesThatFill(one);
    const int timesOther = timesThatFill(other);
    for (int round = 0; round < rounds; ++round) {
        measure(one, timesOne, best.first);
        measure(other, timesOther, best.second);
    }
    return best;
}

/// The JSON in a body, as Qt can read it: decoded, and without the page or the call around it.
QByteArray jsonIn(const QByteArray &body)
{
    const QByteArray text = Vendors::toUtf8(body).trimmed();
    if (!QJsonDocument::fromJson(text).isNull())
        return text;
    const qsizetype from = text.indexOf('{');
    const QByteArray inside = text.mid(from, text.lastIndexOf('}') - from + 1);
    return QJsonDocument::fromJson(inside).isNull() ? QByteArray() : inside;
}

/// Qt's own reading of the body; nothing where Qt can read none of it.
std::function<void()> bareReading(const QByteArray &body)
{
    if (body.trimmed().startsWith("<?xml") || body.trimmed().startsWith("<rss")) {
        return [body] {
            QXmlStreamReader xml(body);
            while (!xml.atEnd())
                xml.readNext();
        };
    }
    const QByteArray json = jsonIn(body);
    if (json.isEmpty())
        return {};
    return [json] { (void)QJsonDocument::fromJson(json).isNull(); };
}

struct Sum {
    double bytes = 0;
    double bare = 0;
    double whole = 0;
};

QString speed(double bytes, double seconds)
{
    return Bench::figure(bytes / seconds / 1e6);
}

void measurePage(const Golden &golden, int rounds, Bench::Table &table, Sum &sum)
{
    const QByteArray body = contentsOf(golden.payload);
    const auto bare = bareReading(body);
    if (!bare)
        return;
    const QJsonObject first = golden.cases.at(0).toObject();
    const Vendors::Dialect *dialect = Vendors::findDialect(golden.dialect);
    const Vendors::ParseInput input { body, {},
        parseTimestamp(first.value(u"now").toString()).value_or(Instant {}) };
    const auto [qt, all] = compare(
        bare, [&] { (void)Vendors::parse(*dialect, input).succeeded(); }, rounds);
    const auto bytes = static_cast<double>(body.size());
    table.row({ golden.dialect, golden.label, Bench::figure(bytes / 1024), speed(bytes, qt.seconds),
        speed(bytes, all.seconds), Bench::figure(all.seconds / qt.seconds), Bench::figure(qt.seconds * 1e6),
        Bench::figure(all.seconds * 1e6), Bench::figure(qt.allocations), Bench::figure(all.allocations) });
    sum.bytes += bytes;
    sum.bare += qt.seconds;
    sum.whole += all.seconds;
}

void measureAll(const Bench::Options &options)
{
    auto goldens = allGoldens();
    if (const QString only = qEnvironmentVariable("WF_DIALECT"); !only.isEmpty())
        std::erase_if(goldens, [&](const Golden &one) { return one.dialect != only; });
    if (goldens.empty()) {
        std::puts("The recorded pages are not here: set WF_SHARED to the folder that has them.");
        return;
    }
    std::ranges::stable_sort(goldens, {}, &Golden::dialect);
    std::map<QString, Sum> sums;
    {
        Bench::Table table(
            QStringLiteral("Reading a status page: Qt's bare parse, and the whole to the observation"),
            { QStringLiteral("dialect"), QStringLiteral("page"), QStringLiteral("KiB"), QStringLiteral("Qt MB/s"),
                QStringLiteral("whole MB/s"), QStringLiteral("ratio"), QStringLiteral("Qt µs"),
                QStringLiteral("whole µs"), QStringLiteral("Qt allocations"),
                QStringLiteral("whole allocations") });
        for (const Golden &golden : goldens)
            measurePage(golden, options.quick ? 3 : 25, table, sums[golden.dialect]);
    }
    Bench::Table table(QStringLiteral("The same by dialect"),
        { QStringLiteral("dialect"), QStringLiteral("KiB"), QStringLiteral("Qt MB/s"),
            QStringLiteral("whole MB/s"), QStringLiteral("ratio") });
    for (const auto &[dialect, sum] : sums) {
        if (sum.bytes > 0)
            table.row({ dialect, Bench::figure(sum.bytes / 1024), speed(sum.bytes, sum.bare),
                speed(sum.bytes, sum.whole), Bench::figure(sum.whole / sum.bare) });
    }
}

} // namespace

int main(int argc, char **argv)
{
    measureAll(Bench::readOptions(argc, argv));
    return 0;
}
