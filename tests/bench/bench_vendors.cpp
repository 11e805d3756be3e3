// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// What it costs to understand a status page, beside what Qt takes alone to read the same bytes. WF_DIALECT in the
// environment keeps to one dialect, for a profiler.
#include "bench/kit/meter.h"
#include "bench/kit/options.h"
#include "bench/kit/table.h"
#include "testkit/goldens.h"
#include "testkit/ownsamples.h"
#include "vendors/registry.h"
#include "vendors/textdecoding.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamReader>

#include <array>
#include <cstdio>
#include <functional>
#include <map>
#include <set>

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

/// A page that is read.
struct BenchPage {
    QString dialect;
    QString label;
    QByteArray body;
    Instant now {};
    Shared<Domain::PageRules> rules {};
};

/// What somebody writes who reads a page of Statuspage's kind with the dialect "json".
Shared<Domain::PageRules> usualRules()
{
    using Domain::PageRules;
    using Domain::PageWord;
    const auto path = [](const char *text) { return QString::fromLatin1(text); };
    PageRules rules;
    rules.status = path("$.status.indicator");
    rules.title = path("$.status.description");
    rules.map = { { path("none"), PageWord::Operational }, { path("operational"), PageWord::Operational },
        { path("minor"), PageWord::Degraded }, { path("major"), PageWord::PartialOutage },
        { path("critical"), PageWord::MajorOutage } };
    const PageRules::Item item { path("$.id"), path("$.name"), path("$.status"),
        path("$.incident_updates[0].body"), path("$.shortlink"), path("$.components[*].name") };
    rules.incidents = PageRules::Incidents { { path("$.incidents"), false }, item, path("$.impact"),
        path("$.created_at"), path("$.updated_at"), path("$.resolved_at"), {}, { path("resolved") }, {} };
    rules.components = PageRules::Components { { path("$.components"), false }, path("$.id"), path("$.name"), {},
        path("$.status"), {} };
    return rules;
}

constexpr std::array kNames { QLatin1String("id"), QLatin1String("Id"), QLatin1String("key"),
    QLatin1String("name"), QLatin1String("Name"), QLatin1String("region") };

/// The value with every object in a list there twenty times, each by names of its own: a page of a usual size.
QJsonValue grown(const QJsonValue &value, int number)
{
    constexpr int kTimes = 20;
    if (value.isObject()) {
        QJsonObject object;
        const QJsonObject from = value.toObject();
        for (auto it = from.begin(); it != from.end(); ++it) {
            const bool isName = std::ranges::find(kNames, it.key()) != kNames.end();
            object.insert(it.key(),
                isName && it->isString() && number > 0 ? QJsonValue(it->toString() + QString::number(number))
                                                       : grown(*it, number));
        }
        return object;
    }
    if (!value.isArray())
        return value;
    QJsonArray list;
    for (const QJsonValue one : value.toArray()) {
        for (int i = 0; i < (one.isObject() ? kTimes : 1); ++i)
            list.append(grown(one, i));
    }
    return list;
}

/// Recorded pages; of a dialect without any, made-up ones.
std::vector<BenchPage> benchPages()
{
    std::vector<BenchPage> pages;
    std::set<QString> recorded;
    for (const Golden &golden : allGoldens()) {
        const QJsonObject first = golden.cases.at(0).toObject();
        pages.push_back({ golden.dialect, golden.label, contentsOf(golden.payload),
            parseTimestamp(first.value(u"now").toString()).value_or(Instant {}) });
        recorded.insert(golden.dialect);
        if (golden.dialect == QLatin1String("statuspage")) {
            pages.push_back(pages.back());
            pages.back().dialect = QStringLiteral("json");
            pages.back().rules = usualRules();
        }
    }
    for (const auto *list : { &samples(), &ownSamples() }) {
        for (const Sample &sample : *list) {
            if (recorded.contains(sample.kind))
                continue;
            const auto document = QJsonDocument::fromJson(json(sample.text));
            const QJsonValue root =
                document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
            const QJsonValue value = grown(root, 0);
            pages.push_back({ sample.kind, QStringLiteral("made up/") + sample.surface,
                (value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject()))
                    .toJson(QJsonDocument::Compact),
                kNow });
        }
    }
    return pages;
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

void measurePage(const BenchPage &page, int rounds, Bench::Table &table, Sum &sum)
{
    const auto bare = bareReading(page.body);
    if (!bare)
        return;
    const Vendors::Dialect *dialect = Vendors::findDialect(page.dialect);
    const Vendors::ParseInput input { page.body, {}, page.now, page.rules };
    const auto [qt, all] = compare(
        bare, [&] { (void)Vendors::parse(*dialect, input).succeeded(); }, rounds);
    const auto bytes = static_cast<double>(page.body.size());
    table.row({ page.dialect, page.label, Bench::figure(bytes / 1024), speed(bytes, qt.seconds),
        speed(bytes, all.seconds), Bench::figure(all.seconds / qt.seconds), Bench::figure(qt.seconds * 1e6),
        Bench::figure(all.seconds * 1e6), Bench::figure(qt.allocations), Bench::figure(all.allocations) });
    sum.bytes += bytes;
    sum.bare += qt.seconds;
    sum.whole += all.seconds;
}

void measureAll(const Bench::Options &options)
{
    auto pages = benchPages();
    if (const QString only = qEnvironmentVariable("WF_DIALECT"); !only.isEmpty())
        std::erase_if(pages, [&](const BenchPage &one) { return one.dialect != only; });
    if (allGoldens().empty())
        std::puts(
            "The recorded pages are not here, only made-up ones: set WF_SHARED to the folder that has them.");
    std::ranges::stable_sort(pages, {}, &BenchPage::dialect);
    std::map<QString, Sum> sums;
    {
        Bench::Table table(
            QStringLiteral("Reading a status page: Qt's bare parse, and the whole to the observation"),
            { QStringLiteral("dialect"), QStringLiteral("page"), QStringLiteral("KiB"), QStringLiteral("Qt MB/s"),
                QStringLiteral("whole MB/s"), QStringLiteral("ratio"), QStringLiteral("Qt µs"),
                QStringLiteral("whole µs"), QStringLiteral("Qt allocations"),
                QStringLiteral("whole allocations") });
        for (const BenchPage &page : pages)
            measurePage(page, options.quick ? 3 : 25, table, sums[page.dialect]);
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
