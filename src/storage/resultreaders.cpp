// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/resultreaders.h"

#include "storage/resultslots.h"
#include "storage/resultsource.h"

namespace Wf::Storage {

namespace {

    using namespace Domain;
    using Buckets = std::vector<Bucket>;
    using Level = Result<Buckets> (ResultSource::*)(Instant, Instant) const;

    constexpr qint64 kMostPoints = 1'500;
    constexpr int kLongestPage = 5'000;

    void addAll(Tally &tally, const Buckets &buckets)
    {
        for (const Bucket &bucket : buckets)
            tally.add(bucket.tally);
    }

    Result<void> addSingles(const ResultSource &source, Instant from, Instant to, Tally &tally)
    {
        if (from >= to)
            return {};
        return source.singles(from, to, [&tally](const std::vector<Sample> &samples) {
            for (const Sample &sample : samples)
                tally.add(sample);
            return ResultSource::Go::On;
        });
    }

    /// Whole periods from `level`, what is over at both ends from single results.
    Result<void> addSpan(
        const ResultSource &source, Instant from, Instant to, Millis width, Level level, Tally &tally)
    {
        const Instant begin = ceilTo(from, width);
        // Without single results for the rest of the last period, all of it counts.
        const Instant end = source.firstSingle() > floorTo(to, width) ? to : floorTo(to, width);
        if (begin >= end)
            return addSingles(source, from, to, tally);
        return addSingles(source, from, begin, tally)
            .and_then([&] { return (source.*level)(begin, end); })
            .map([&tally](const Buckets &buckets) { addAll(tally, buckets); })
            .and_then([&] { return addSingles(source, end, to, tally); });
    }

    Result<Tally> tallyOf(const ResultSource &source, Instant from, Instant to)
    {
        Tally tally;
        if (from >= to)
            return tally;
        const Instant split = std::clamp(source.firstHour(), from, to);
        return addSpan(source, from, split, kDay, &ResultSource::days, tally)
            .and_then([&] { return addSpan(source, split, to, kHour, &ResultSource::hours, tally); })
            .map([&tally] { return std::move(tally); });
    }

    /// The finest that gives no more points than a chart can show.
    Resolution finest(const Tally &tally, Millis span, bool singlesKept)
    {
        if (singlesKept && tally.count + tally.unknown <= kMostPoints)
            return Resolution::Raw;
        for (const Resolution resolution : { Resolution::Minute, Resolution::Hour }) {
            if (span <= kMostPoints * widthOf(resolution))
                return resolution;
        }
        return Resolution::Day;
    }

    /// Fills a page and finds out where the next one begins.
    class Filling {
    public:
        Filling(Ports::ResultPage &page, int limit)
            : m_page(page)
            , m_limit(static_cast<size_t>(std::clamp(limit, 1, kLongestPage)))
        {
        }

        [[nodiscard]] bool isFull() const { return m_page.next.has_value(); }
        ResultSource::Go add(std::vector<Sample> samples)
        {
            return addTo(m_page.samples, std::move(samples), &Sample::at);
        }
        ResultSource::Go add(Buckets buckets) { return addTo(m_page.buckets, std::move(buckets), &Bucket::start); }

    private:
        template <class T> ResultSource::Go addTo(std::vector<T> &points, std::vector<T> more, Instant T::*time)
        {
            for (T &point : more) {
                if (isFull())
                    break;
                if (points.size() < m_limit)
                    points.push_back(std::move(point));
                else
                    m_page.next = point.*time;
            }
            return isFull() ? ResultSource::Go::Enough : ResultSource::Go::On;
        }

        Ports::ResultPage &m_page;
        size_t m_limit;
    };

    Result<void> fillLevel(const ResultSource &source, Instant from, Instant to, Level level, Filling &filling)
    {
        if (from >= to || filling.isFull())
            return {};
        return (source.*level)(from, to).map([&filling](Buckets buckets) { filling.add(std::move(buckets)); });
    }

    Result<void> fillFromSingles(
        const ResultSource &source, Instant from, Instant to, Millis width, Filling &filling)
    {
        if (from >= to || filling.isFull())
            return {};
        return source.singles(from, to, [&filling, width](std::vector<Sample> samples) {
            return width == Millis::zero() ? filling.add(std::move(samples))
                                           : filling.add(rollUp(std::span<const Sample>(samples), width));
        });
    }

    /// Minutes or hours: made of single results, where there are none any more hours, and before those days.
    Result<void> fillFine(
        const ResultSource &source, Instant from, Instant to, Resolution resolution, Filling &filling)
    {
        // A day of which some single results are gone is told as a day, not in part twice.
        const Instant hours = source.firstHour();
        const Instant singles = source.firstSingle() < hours ? std::min(ceilTo(source.firstSingle(), kDay), hours)
                                                             : source.firstSingle();
        const Instant daysEnd = std::min(to, std::min(singles, hours));
        const Instant fineEnd = resolution == Resolution::Hour ? std::min(to, hours) : to;
        const Instant daysBegin = from < daysEnd ? floorTo(from, kDay) : daysEnd;
        const Instant hoursBegin = floorTo(std::max(from, hours), kHour);
        const Instant hoursEnd = resolution == Resolution::Minute ? std::min(to, singles) : hoursBegin;
        return fillLevel(source, daysBegin, daysEnd, &ResultSource::days, filling)
            .and_then([&] { return fillLevel(source, hoursBegin, hoursEnd, &ResultSource::hours, filling); })
            .and_then([&] {
                return fillFromSingles(source, std::max(from, singles), fineEnd, widthOf(resolution), filling);
            })
            .and_then(
                [&] { return fillLevel(source, std::max(from, fineEnd), to, &ResultSource::hours, filling); });
    }

    Result<Ports::ResultPage> pageOf(
        const ResultSource &source, const Ports::ResultQuery &query, Resolution resolution)
    {
        Ports::ResultPage page;
        page.resolution = resolution;
        Filling filling(page, query.limit);
        const Millis width = widthOf(resolution);
        Result<void> done;
        if (resolution == Resolution::Raw)
            done = fillFromSingles(source, query.from, query.to, width, filling);
        else if (resolution == Resolution::Day)
            done = fillLevel(
                source, floorTo(query.from, width), ceilTo(query.to, width), &ResultSource::days, filling);
        else
            done = fillFine(source, floorTo(query.from, width), ceilTo(query.to, width), resolution, filling);
        if (!done)
            return tl::unexpected<Error>(done.error());
        return page;
    }

    Result<Ports::ResultPage> pageOf(const ResultSource &source, const Ports::ResultQuery &query)
    {
        if (query.resolution != Resolution::Auto)
            return pageOf(source, query, query.resolution);
        const auto tally = tallyOf(source, query.from, query.to);
        if (!tally)
            return tl::unexpected<Error>(tally.error());
        const bool kept = source.firstSingle() <= query.from || source.firstSingle() == Instant {};
        return pageOf(source, query, finest(*tally, query.to - query.from, kept));
    }

    /// Runs `read` on the results of a monitor, or answers `none` when it never had any.
    template <class T, class Read>
    Result<T> withSource(Database &database, const MonitorId &monitor, T none, Read read)
    {
        return inTransaction(database, Transaction::Kind::Read, [&](Database &inside) -> Result<T> {
            const auto number = monitorNumber(inside, monitor);
            if (!number)
                return tl::unexpected<Error>(number.error());
            if (!*number)
                return none;
            return ResultSource::open(inside, **number).and_then(read);
        });
    }

} // namespace

Result<Ports::ResultPage> readResults(Database &database, const Ports::ResultQuery &query)
{
    Ports::ResultPage none;
    none.resolution = query.resolution == Resolution::Auto ? Resolution::Raw : query.resolution;
    if (query.from >= query.to)
        return none;
    return withSource(
        database, query.monitor, none, [&query](const ResultSource &source) { return pageOf(source, query); });
}

Result<Ports::ResultSummary> readSummary(Database &database, const Ports::SummaryQuery &query)
{
    return withSource(database, query.monitor, Ports::ResultSummary {}, [&query](const ResultSource &source) {
        return tallyOf(source, query.from, query.to).map(Ports::summaryOf);
    });
}

} // namespace Wf::Storage
