// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/responsedata.h"

#include "domain/verdict.h"
#include "models/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace Wf::Models {

namespace {
    struct ChartWords {
        Q_DECLARE_TR_FUNCTIONS(ChartWords)
    };
    using Domain::Bucket;
    using Domain::Micros;
    using namespace std::chrono_literals;

    constexpr int kPoints = 200;

    /// A width that clocks know, the next above a two-hundredth of the range.
    Millis widthFor(Millis range)
    {
        const Millis widths[] { 1min, 2min, 5min, 10min, 15min, 30min, 1h, 2h, 3h, 6h, 12h, 24h };
        const Millis wanted = range / kPoints;
        const auto *width = std::ranges::find_if(widths, [wanted](Millis each) { return each >= wanted; });
        return width == std::end(widths) ? widths[std::size(widths) - 1] : *width;
    }

    /// As fine as the answer has it.
    std::vector<Bucket> finest(const Ports::ResultPage &page)
    {
        if (!page.buckets.empty() || page.samples.empty())
            return page.buckets;
        std::vector<Bucket> buckets;
        buckets.reserve(page.samples.size());
        for (const Domain::Sample &sample : page.samples) {
            Bucket bucket { sample.at, Millis { 0 }, {} };
            bucket.tally.add(sample);
            buckets.push_back(std::move(bucket));
        }
        return buckets;
    }

    ResponseData::Point pointOf(const Bucket &bucket)
    {
        return { bucket.start + bucket.width / 2, bucket.width, bucket.tally.quantile(0.5),
            bucket.tally.quantile(0.95), bucket.tally.count, bucket.tally.failures };
    }

    /// From the first run that failed to the next one that did not.
    std::vector<ResponseData::Outage> outagesOf(const std::vector<Bucket> &buckets, Instant to, Millis interval)
    {
        std::vector<ResponseData::Outage> outages;
        bool open = false;
        for (const Bucket &bucket : buckets) {
            if (bucket.tally.count == 0)
                continue;
            const bool down = bucket.tally.failures > 0;
            const Millis width = std::max(bucket.width, interval);
            const bool goesOn = open && bucket.start <= outages.back().to + 3 * width;
            if (down && !goesOn)
                outages.push_back({ bucket.start, bucket.start });
            if (down)
                outages.back().to = std::min(to, bucket.start + width);
            else if (open)
                outages.back().to = std::min(outages.back().to, bucket.start);
            open = down;
        }
        return outages;
    }

    void addLines(const std::vector<Bucket> &buckets, Millis longest, ResponseData &data)
    {
        std::optional<Instant> before;
        for (const Bucket &bucket : buckets) {
            const ResponseData::Point point = pointOf(bucket);
            if (!point.p50)
                continue;
            if (!before || bucket.start - *before > longest)
                data.lines.emplace_back();
            before = bucket.start;
            data.lines.back().push_back(point);
            data.highest = std::max(data.highest, *point.p95);
        }
    }
} // namespace

ResponseData responseData(const Ports::ResultPage &page, Instant from, Instant to, Millis interval)
{
    ResponseData data;
    data.from = from;
    data.to = to;
    const std::vector<Bucket> fine = finest(page);
    Domain::Tally all;
    Millis widest { 0 };
    for (const Bucket &bucket : fine) {
        all.add(bucket.tally);
        widest = std::max(widest, bucket.width);
    }
    data.summary = Ports::summaryOf(all);
    data.outages = outagesOf(fine, to, interval);
    const Millis width = std::max(widthFor(to - from), widest);
    const bool few = fine.size() <= kPoints && width <= interval;
    const std::vector<Bucket> drawn = few ? fine : Domain::rollUp(std::span(fine), width);
    addLines(drawn, std::max(3 * interval, 3 * width + Millis { 1 }), data);
    return data;
}

QString responseText(const ResponseData &data)
{
    if (data.summary.count == 0)
        return ChartWords::tr("There are no results in this range.");
    const auto took = [](const std::optional<Micros> &time) {
        return time ? tookText(*time) : QStringLiteral("–");
    };
    QString text = ChartWords::tr("p50 %1, p95 %2, p99 %3 over %4 runs, %5 up")
                       .arg(took(data.summary.p50), took(data.summary.p95), took(data.summary.p99),
                           QLocale().toString(data.summary.count), percent(data.summary.uptime));
    if (data.outages.empty())
        return text + ChartWords::tr(", no outage");
    Millis longest { 0 };
    for (const ResponseData::Outage &outage : data.outages)
        longest = std::max(longest, outage.to - outage.from);
    return text
        + (data.outages.size() == 1
                ? ChartWords::tr(", one outage of %1").arg(span(longest))
                : ChartWords::tr(", %1 outages, the longest %2").arg(data.outages.size()).arg(span(longest)));
}

QString pointText(const ResponseData::Point &point, Instant now)
{
    const auto took = [](const std::optional<Micros> &time) {
        return time ? tookText(*time) : QStringLiteral("–");
    };
    QString text = point.runs == 1 ? ChartWords::tr("%1: %2").arg(moment(point.at, now), took(point.p50))
                                   : ChartWords::tr("%1: p50 %2, p95 %3, %4 runs")
                                         .arg(moment(point.at, now), took(point.p50), took(point.p95))
                                         .arg(point.runs);
    if (point.failures > 0)
        text += ChartWords::tr(", %1 failed").arg(point.failures);
    return text;
}

const ResponseData::Point *nearest(const ResponseData &data, Instant at)
{
    const ResponseData::Point *best = nullptr;
    for (const auto &line : data.lines) {
        for (const ResponseData::Point &point : line) {
            if (!best || std::chrono::abs(point.at - at) < std::chrono::abs(best->at - at))
                best = &point;
        }
    }
    return best;
}

std::vector<PhasePart> phaseParts(const Domain::CheckResult &result)
{
    const std::pair<QString, std::optional<Micros>> phases[] {
        { ChartWords::tr("name"), result.phases.resolve },
        { ChartWords::tr("connect"), result.phases.connect },
        { ChartWords::tr("TLS"), result.phases.tls },
        { ChartWords::tr("first byte"), result.phases.firstByte },
        { ChartWords::tr("transfer"), result.phases.transfer },
    };
    Micros whole { 0 };
    for (const auto &[name, took] : phases)
        whole += took.value_or(Micros { 0 });
    std::vector<PhasePart> parts;
    for (const auto &[name, took] : phases) {
        if (took)
            parts.push_back({ name, *took,
                whole.count() > 0 ? static_cast<double>(took->count()) / static_cast<double>(whole.count()) : 0 });
    }
    return parts;
}

std::vector<std::pair<QString, QString>> resultFacts(const Domain::CheckResult &result, Instant now)
{
    std::vector<std::pair<QString, QString>> facts;
    const auto add = [&facts](const QString &name, const QString &value) {
        if (!value.isEmpty())
            facts.emplace_back(name, value);
    };
    add(ChartWords::tr("Peer"), result.peer);
    if (result.bytes > 0)
        add(ChartWords::tr("Size"), QLocale().formattedDataSize(result.bytes));
    if (const auto &certificate = result.certificate) {
        add(ChartWords::tr("Protocol"), certificate->protocol);
        add(ChartWords::tr("Certificate"), certificate->subject);
        add(ChartWords::tr("Issuer"), certificate->issuer);
        if (certificate->notAfter)
            add(ChartWords::tr("Ends"),
                ChartWords::tr("%1, %2 days left")
                    .arg(isoDate(*certificate->notAfter))
                    .arg(Domain::daysUntil(*certificate->notAfter, now)));
    }
    if (result.domainExpiry)
        add(ChartWords::tr("Registered until"),
            ChartWords::tr("%1, %2 days left")
                .arg(isoDate(*result.domainExpiry))
                .arg(Domain::daysUntil(*result.domainExpiry, now)));
    add(ChartWords::tr("Redirects"), result.hops.join(QStringLiteral(" → ")));
    add(ChartWords::tr("Output"), result.output.simplified().left(200));
    return facts;
}

} // namespace Wf::Models
