// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/rollup.h"
#include "storage/database.h"

#include <functional>
#include <map>

namespace Wf::Storage {

/// All that is kept of one monitor's results, whatever part of the database it lies in. Inside a transaction of
/// the caller. Every result is in exactly one hour or day, single ones besides as long as they are kept.
class ResultSource {
public:
    enum class Go { On, Enough };
    /// Gets the samples of one hour, oldest first.
    using Take = std::function<Go(std::vector<Domain::Sample>)>;

    [[nodiscard]] static Result<ResultSource> open(Database &database, qint64 monitor);

    /// From here on every single result is kept.
    [[nodiscard]] Instant firstSingle() const { return m_firstSingle; }
    /// From here on hours are kept; before, they became part of their days.
    [[nodiscard]] Instant firstHour() const { return m_firstHour; }

    /// The single results of [from, to), hour by hour, until `take` has enough.
    [[nodiscard]] Result<void> singles(Instant from, Instant to, const Take &take) const;
    /// What starts in [from, to): hours, and hours made of results that are not packed yet.
    [[nodiscard]] Result<std::vector<Domain::Bucket>> hours(Instant from, Instant to) const;
    /// What starts in [from, to): days, and days made of hours and results that are not part of one yet.
    [[nodiscard]] Result<std::vector<Domain::Bucket>> days(Instant from, Instant to) const;

private:
    using Recent = std::map<qint64, std::vector<Domain::Sample>>;
    struct Range {
        qint64 first = 0;
        qint64 last = -1;
    };

    ResultSource(Database &database, qint64 monitor)
        : m_database(&database)
        , m_monitor(monitor)
    {
    }
    /// Of the hours (or days) that [from, to) touches, those that the table can hold.
    [[nodiscard]] Result<Range> rangeIn(const QString &table, Instant from, Instant to, Millis width) const;
    [[nodiscard]] Result<Rows> rows(const QString &table, const Range &range, const QString &columns) const;
    [[nodiscard]] Result<Recent> recent(Instant from, Instant to) const;
    [[nodiscard]] Result<std::vector<Domain::Bucket>> stored(
        const QString &table, Instant from, Instant to, Millis width) const;

    Database *m_database;
    qint64 m_monitor;
    Instant m_firstSingle {};
    Instant m_firstHour {};
};

} // namespace Wf::Storage
