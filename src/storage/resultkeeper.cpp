// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/resultkeeper.h"

#include "storage/pinglog.h"
#include "storage/resultcodec.h"
#include "storage/resultslots.h"

#include <QElapsedTimer>

#include <map>

namespace Wf::Storage {

namespace {

    using namespace Domain;

    constexpr int kResultsAStep = 1'000;
    constexpr int kHoursAStep = 300;
    constexpr int kBlocksAStep = 300;
    /// An hour is packed a while after it was over: what is only a little late needs no second packing.
    constexpr Millis kLateness { std::chrono::minutes { 2 } };

    Result<void> write(Database &database, const QString &sql, const QVariantList &values)
    {
        return database.run(sql, values).map([](const Rows &) {});
    }

    /// The body of one row; empty when there is none.
    Result<QByteArray> body(Database &database, const QString &table, qint64 slot)
    {
        return database
            .scalar(QStringLiteral("SELECT body FROM ") + table + QStringLiteral(" WHERE slot = ?"), { slot })
            .map([](const QVariant &value) { return value.toByteArray(); });
    }

    Result<void> writeBody(Database &database, const QString &table, qint64 slot, const QByteArray &bytes)
    {
        return write(database,
            QStringLiteral("INSERT INTO ") + table
                + QStringLiteral(
                    " (slot, body) VALUES (?, ?) ON CONFLICT (slot) DO UPDATE SET body = excluded.body"),
            { slot, bytes });
    }

    QString blocks()
    {
        return QStringLiteral("result_blocks");
    }
    QString hours()
    {
        return QStringLiteral("result_hours");
    }
    QString days()
    {
        return QStringLiteral("result_days");
    }

    /// Adds to what one row of hours or days already says.
    Result<void> addTally(Database &database, const QString &table, qint64 slot, const Tally &tally)
    {
        const auto before = body(database, table, slot);
        if (!before)
            return tl::unexpected<Error>(before.error());
        Tally sum = unpackTally(*before);
        sum.add(tally);
        return writeBody(database, table, slot, packTally(sum));
    }

    Tally tallyOf(const std::vector<Sample> &samples)
    {
        Tally tally;
        for (const Sample &sample : samples)
            tally.add(sample);
        return tally;
    }

    struct Packed {
        std::vector<Sample> all; ///< what the hour holds now, oldest first
        std::vector<Sample> added; ///< of those: what it did not hold before
    };
    /// What was there first stays: a result that is told again counts once.
    Packed merged(std::vector<Sample> kept, const std::vector<Sample> &come)
    {
        Packed packed;
        for (const Sample &sample : come) {
            const auto same = std::ranges::lower_bound(kept, sample.at, {}, &Sample::at);
            if (same == kept.end() || same->at != sample.at)
                packed.added.push_back(sample);
        }
        packed.all = std::move(kept);
        packed.all.insert(packed.all.end(), packed.added.begin(), packed.added.end());
        std::ranges::sort(packed.all, {}, &Sample::at);
        return packed;
    }

    struct Group {
        std::vector<Sample> samples; ///< what could be read
        qint64 last = 0; ///< time of the last row, readable or not
    };
    using Groups = std::map<qint64, Group>;

    Result<Groups> readOver(Database &database, qint64 slotLimit)
    {
        static const auto sql =
            QStringLiteral("SELECT slot, at, body FROM result_recent WHERE slot < ? ORDER BY slot, at LIMIT ?");
        auto rows = database.run(sql, { slotLimit, kResultsAStep });
        if (!rows)
            return tl::unexpected<Error>(rows.error());
        Groups groups;
        while (rows->next()) {
            const auto samples = unpackSamples(rows->value(2).toByteArray());
            Group &group = groups[rows->value(0).toLongLong()];
            group.samples.insert(group.samples.end(), samples.begin(), samples.end());
            group.last = rows->value(1).toLongLong();
        }
        return groups;
    }

} // namespace

Result<void> writeResults(Database &database, const std::vector<Ports::ResultRow> &results)
{
    static const auto sql = QStringLiteral("INSERT INTO result_recent (slot, at, body) VALUES (?, ?, ?) "
                                           "ON CONFLICT (slot, at) DO UPDATE SET body = excluded.body");
    for (const auto &[monitor, sample] : results) {
        if (sample.at < Instant {})
            return failure(ErrorCode::Invalid,
                QStringLiteral("a result of %1 is from before 1970: set the clock of the computer")
                    .arg(monitor.value));
        const auto number = numberForMonitor(database, monitor);
        if (!number)
            return tl::unexpected<Error>(number.error());
        const qint64 slot = slotOf(periodOf(sample.at, kHour), *number);
        const QByteArray packed = packSamples(std::span(&sample, 1));
        if (auto done = write(database, sql, { slot, toEpochMillis(sample.at), packed }); !done)
            return done;
    }
    return {};
}

ResultKeeper::ResultKeeper(const Ports::ResultLimits &limits, Instant now)
    : m_limits(limits)
    , m_now(now)
{
}

Result<void> ResultKeeper::step(Database &database)
{
    QElapsedTimer timer;
    timer.start();
    m_grown = 0;
    const auto outcome = inTransaction(database, Transaction::Kind::Write, [this](Database &inside) {
        return work(inside).and_then([&](Step next) -> Result<Step> {
            if (m_grown == 0)
                return next;
            const auto bytes = mark(inside, Mark::SingleBytes);
            if (!bytes)
                return tl::unexpected<Error>(bytes.error());
            return setMark(inside, Mark::SingleBytes, std::max<qint64>(0, *bytes + m_grown)).map([next] {
                return next;
            });
        });
    });
    if (!outcome)
        return tl::unexpected<Error>(outcome.error());
    if (*outcome == Step::Finished)
        m_stage = static_cast<Stage>(static_cast<int>(m_stage) + 1);
    m_done.longestStep = std::max(m_done.longestStep, Micros { timer.nsecsElapsed() / 1000 });
    return {};
}

Result<ResultKeeper::Step> ResultKeeper::work(Database &database)
{
    switch (m_stage) {
    case Stage::Pack:
        return pack(database);
    case Stage::Fold:
        return fold(database);
    case Stage::Age:
        return dropOld(database);
    case Stage::Size:
        return dropMany(database);
    case Stage::Pings:
        return dropPings(database);
    case Stage::Done:
        break;
    }
    return Step::Finished;
}

Result<ResultKeeper::Step> ResultKeeper::pack(Database &database)
{
    static const auto clear = QStringLiteral("DELETE FROM result_recent WHERE slot = ? AND at <= ?");
    const qint64 open = periodOf(std::max(m_now - kLateness, Instant {}), kHour);
    const auto groups = readOver(database, slotOf(open, 0));
    const auto first = mark(database, Mark::FirstHour);
    if (!groups || !first)
        return tl::unexpected<Error>(!groups ? groups.error() : first.error());
    for (const auto &[slot, group] : *groups) {
        Result<void> done;
        if (periodOfSlot(slot) < *first)
            refuse(static_cast<qint64>(group.samples.size()));
        else
            done = packOne(database, slot, group.samples);
        if (done)
            done = write(database, clear, { slot, group.last });
        if (!done)
            return tl::unexpected<Error>(done.error());
    }
    return groups->empty() ? Step::Finished : Step::More;
}

Result<void> ResultKeeper::packOne(Database &database, qint64 slot, const std::vector<Sample> &samples)
{
    const auto before = body(database, blocks(), slot);
    if (!before)
        return tl::unexpected<Error>(before.error());
    const Packed packed = merged(unpackSamples(*before), samples);
    if (packed.added.empty())
        return {};
    const QByteArray after = packSamples(packed.all);
    m_grown += after.size() - before->size();
    m_done.packed += static_cast<qint64>(packed.added.size());
    return writeBody(database, blocks(), slot, after).and_then([&] {
        return addTally(database, hours(), slot, tallyOf(packed.added));
    });
}

void ResultKeeper::refuse(qint64 count)
{
    m_done.refused += count;
    m_done.refusal =
        QStringLiteral("%1 results came too late: the single results of their hour were dropped already, "
                       "so they can no longer be told from those that were counted")
            .arg(m_done.refused);
}

Result<ResultKeeper::Step> ResultKeeper::fold(Database &database)
{
    static const auto old =
        QStringLiteral("SELECT slot, body FROM result_hours WHERE slot < ? ORDER BY slot LIMIT ?");
    static const auto clear = QStringLiteral("DELETE FROM result_hours WHERE slot <= ?");
    const Instant limit = floorTo(std::max(m_now - m_limits.hours, Instant {}), kDay);
    std::map<qint64, Tally> tallies;
    qint64 last = -1;
    qint64 count = 0;
    {
        auto rows = database.run(old, { slotOf(periodOf(limit, kHour), 0), kHoursAStep });
        if (!rows)
            return tl::unexpected<Error>(rows.error());
        for (; rows->next(); ++count) {
            last = rows->value(0).toLongLong();
            const Instant hour = startOf(periodOfSlot(last), kHour);
            tallies[slotOf(periodOf(hour, kDay), monitorOfSlot(last))].add(
                unpackTally(rows->value(1).toByteArray()));
        }
    }
    if (count == 0)
        return Step::Finished;
    Result<void> done;
    for (const auto &[slot, tally] : tallies)
        done = done.and_then([&] { return addTally(database, days(), slot, tally); });
    m_done.folded += count;
    return done.and_then([&] { return write(database, clear, { last }); })
        .and_then([&] { return mark(database, Mark::FoldedHour); })
        .and_then([&](qint64 folded) {
            return setMark(database, Mark::FoldedHour, std::max(folded, periodOfSlot(last) + 1));
        })
        .map([count] { return count < kHoursAStep ? Step::Finished : Step::More; });
}

Result<ResultKeeper::Step> ResultKeeper::dropOld(Database &database)
{
    if (m_limits.single <= Millis::zero() || m_now - m_limits.single < Instant {})
        return Step::Finished;
    return dropBefore(database, periodOf(m_now - m_limits.single, kHour));
}

Result<ResultKeeper::Step> ResultKeeper::dropMany(Database &database)
{
    static const auto oldest = QStringLiteral("SELECT min(slot) FROM result_blocks");
    const auto bytes = mark(database, Mark::SingleBytes);
    const auto slot = database.scalar(oldest);
    const auto first = mark(database, Mark::FirstHour);
    if (!bytes || !slot || !first)
        return tl::unexpected<Error>(!bytes ? bytes.error() : !slot ? slot.error() : first.error());
    if (slot->isNull())
        return Step::Finished;
    // An hour that was begun goes whole: before the mark there is nothing, after it everything.
    const qint64 hour = periodOfSlot(slot->toLongLong());
    const bool tooMuch = m_limits.singleBytes > 0 && *bytes > m_limits.singleBytes;
    if (!tooMuch && hour >= *first)
        return Step::Finished;
    return dropBefore(database, hour + 1).map([](Step) { return Step::More; });
}

Result<ResultKeeper::Step> ResultKeeper::dropBefore(Database &database, qint64 hour)
{
    static const auto sql = QStringLiteral("DELETE FROM result_blocks WHERE slot IN (SELECT slot FROM "
                                           "result_blocks WHERE slot < ? ORDER BY slot LIMIT ?) "
                                           "RETURNING slot, length(body)");
    qint64 last = -1;
    qint64 count = 0;
    {
        auto rows = database.run(sql, { slotOf(hour, 0), kBlocksAStep });
        if (!rows)
            return tl::unexpected<Error>(rows.error());
        for (; rows->next(); ++count) {
            last = std::max(last, rows->value(0).toLongLong());
            m_grown -= rows->value(1).toLongLong();
        }
    }
    if (count == 0)
        return Step::Finished;
    m_done.purged += count;
    return mark(database, Mark::FirstHour)
        .and_then([&](qint64 first) {
            return setMark(database, Mark::FirstHour, std::max(first, periodOfSlot(last) + 1));
        })
        .map([count] { return count < kBlocksAStep ? Step::Finished : Step::More; });
}

Result<ResultKeeper::Step> ResultKeeper::dropPings(Database &database)
{
    const auto cleared = clearPings(database, m_pingsOf, m_limits, m_now);
    if (!cleared)
        return tl::unexpected<Error>(cleared.error());
    m_done.pings += cleared->dropped;
    m_pingsOf = cleared->next.value_or(m_pingsOf);
    return cleared->next ? Step::More : Step::Finished;
}

} // namespace Wf::Storage
