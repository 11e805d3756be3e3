// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/resultsource.h"

#include "storage/resultcodec.h"
#include "storage/resultslots.h"

namespace Wf::Storage {

namespace {

    using namespace Domain;

    /// Both lists are oldest first; a result that is in both counts once, as it will when it is packed.
    std::vector<Sample> together(std::vector<Sample> packed, const std::vector<Sample> &recent)
    {
        const auto known = static_cast<std::ptrdiff_t>(packed.size());
        for (const Sample &sample : recent) {
            if (!std::ranges::binary_search(packed.begin(), packed.begin() + known, sample.at, {}, &Sample::at))
                packed.push_back(sample);
        }
        std::ranges::inplace_merge(packed, packed.begin() + known, {}, &Sample::at);
        return packed;
    }

    std::vector<Sample> within(std::vector<Sample> samples, Instant from, Instant to)
    {
        std::erase_if(samples, [from, to](const Sample &sample) { return sample.at < from || sample.at >= to; });
        return samples;
    }

    void append(std::vector<Bucket> &buckets, std::vector<Bucket> more)
    {
        buckets.insert(buckets.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }

} // namespace

Result<ResultSource> ResultSource::open(Database &database, qint64 monitor)
{
    ResultSource source(database, monitor);
    const auto first = mark(database, Mark::FirstHour);
    const auto folded = mark(database, Mark::FoldedHour);
    if (!first || !folded)
        return tl::unexpected<Error>(!first ? first.error() : folded.error());
    source.m_firstSingle = startOf(*first, kHour);
    source.m_firstHour = startOf(*folded, kHour);
    return source;
}

Result<ResultSource::Range> ResultSource::rangeIn(
    const QString &table, Instant from, Instant to, Millis width) const
{
    const QString sql = QStringLiteral("SELECT (SELECT min(slot) FROM ") + table
        + QStringLiteral("), (SELECT max(slot) FROM ") + table + QLatin1Char(')');
    auto rows = m_database->run(sql);
    if (!rows)
        return tl::unexpected<Error>(rows.error());
    if (from >= to || to <= Instant {} || !rows->next() || rows->value(0).isNull())
        return Range {};
    const qint64 oldest = periodOfSlot(rows->value(0).toLongLong());
    const qint64 newest = periodOfSlot(rows->value(1).toLongLong());
    return Range { std::max(oldest, periodOf(std::max(from, Instant {}), width)),
        std::min(newest, periodOf(to - Millis { 1 }, width)) };
}

Result<Rows> ResultSource::rows(const QString &table, const Range &range, const QString &columns) const
{
    // One search a period: what lies beside it belongs to other monitors.
    const QString sql =
        QStringLiteral("WITH RECURSIVE periods (p) AS (SELECT ? UNION ALL SELECT p + 1 FROM periods "
                       "WHERE p < ?) SELECT ")
        + columns + QStringLiteral(" FROM periods CROSS JOIN ") + table
        + QStringLiteral(" ON slot = (p << 24) + ?");
    return m_database->run(sql, { range.first, range.last, m_monitor });
}

Result<ResultSource::Recent> ResultSource::recent(Instant from, Instant to) const
{
    static const auto table = QStringLiteral("result_recent");
    static const auto columns = QStringLiteral("slot, body");
    const auto range = rangeIn(table, from, to, kHour);
    if (!range)
        return tl::unexpected<Error>(range.error());
    Recent recent;
    if (range->first > range->last)
        return recent;
    auto found = rows(table, *range, columns);
    if (!found)
        return tl::unexpected<Error>(found.error());
    while (found->next()) {
        for (Sample &sample : within(unpackSamples(found->value(1).toByteArray()), from, to))
            recent[periodOfSlot(found->value(0).toLongLong())].push_back(std::move(sample));
    }
    for (auto &[hour, samples] : recent)
        std::ranges::sort(samples, {}, &Sample::at);
    return recent;
}

Result<void> ResultSource::singles(Instant from, Instant to, const Take &take) const
{
    static const auto table = QStringLiteral("result_blocks");
    static const auto columns = QStringLiteral("slot, body");
    const auto range = rangeIn(table, from, to, kHour);
    auto waiting = recent(from, to);
    if (!range || !waiting)
        return tl::unexpected<Error>(!range ? range.error() : waiting.error());
    auto next = waiting->begin();
    if (range->first <= range->last) {
        auto packed = rows(table, *range, columns);
        if (!packed)
            return tl::unexpected<Error>(packed.error());
        while (packed->next()) {
            const qint64 hour = periodOfSlot(packed->value(0).toLongLong());
            for (; next != waiting->end() && next->first < hour; ++next) {
                if (take(std::move(next->second)) == Go::Enough)
                    return {};
            }
            auto samples = within(unpackSamples(packed->value(1).toByteArray()), from, to);
            if (next != waiting->end() && next->first == hour)
                samples = together(std::move(samples), next++->second);
            if (!samples.empty() && take(std::move(samples)) == Go::Enough)
                return {};
        }
    }
    for (; next != waiting->end(); ++next) {
        if (take(std::move(next->second)) == Go::Enough)
            return {};
    }
    return {};
}

Result<std::vector<Bucket>> ResultSource::stored(
    const QString &table, Instant from, Instant to, Millis width) const
{
    static const auto columns = QStringLiteral("slot, body");
    // What starts in the range: a period that began before it is another's.
    const auto range = rangeIn(table, ceilTo(std::max(from, Instant {}), width), to, width);
    if (!range)
        return tl::unexpected<Error>(range.error());
    std::vector<Bucket> buckets;
    if (range->first > range->last)
        return buckets;
    auto found = rows(table, *range, columns);
    if (!found)
        return tl::unexpected<Error>(found.error());
    while (found->next()) {
        const Instant start = startOf(periodOfSlot(found->value(0).toLongLong()), width);
        buckets.push_back({ start, width, unpackTally(found->value(1).toByteArray()) });
    }
    return buckets;
}

Result<std::vector<Bucket>> ResultSource::hours(Instant from, Instant to) const
{
    auto buckets = stored(QStringLiteral("result_hours"), from, to, kHour);
    const auto waiting = recent(from, to);
    if (!buckets || !waiting)
        return tl::unexpected<Error>(!buckets ? buckets.error() : waiting.error());
    for (const auto &[hour, samples] : *waiting)
        append(*buckets, rollUp(std::span(samples), kHour));
    return rollUp(std::span<const Bucket>(*buckets), kHour);
}

Result<std::vector<Bucket>> ResultSource::days(Instant from, Instant to) const
{
    auto buckets = stored(QStringLiteral("result_days"), from, to, kDay);
    auto younger = hours(from, to);
    if (!buckets || !younger)
        return tl::unexpected<Error>(!buckets ? buckets.error() : younger.error());
    append(*buckets, std::move(*younger));
    return rollUp(std::span<const Bucket>(*buckets), kDay);
}

} // namespace Wf::Storage
