// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"
#include "domain/schedulerule.h"

#include <vector>

namespace Wf::Domain {

/// The numbers are persisted.
enum class ScheduleKind : quint8 { Simple = 0, Cron = 1, OnCalendar = 2 };
/// "simple", "cron", "oncalendar"
[[nodiscard]] QString word(ScheduleKind kind);
[[nodiscard]] std::optional<ScheduleKind> scheduleKindFromWord(QStringView word);

/// A period of a simple schedule. Wider than what either reference system takes alone.
constexpr Seconds kShortestPeriod { 10 };
constexpr Seconds kLongestPeriod { 2'147'483'647 };
constexpr Seconds kUsualPeriod { 86'400 };

/// When something is expected. Can only be made by the functions below, so it is always one that works.
class Schedule final {
public:
    /// Once a day, counted from the last time.
    Schedule() = default;

    [[nodiscard]] ScheduleKind kind() const { return m_kind; }
    /// As it was written, without the space around it; of a simple schedule its seconds. With kind and zone it
    /// makes the same schedule again.
    [[nodiscard]] QString expression() const;
    /// IANA name that holds where a line names none; "UTC" for a simple schedule.
    [[nodiscard]] QString zone() const;
    /// Of a simple schedule; nothing for the others.
    [[nodiscard]] std::optional<Seconds> period() const;
    /// Of a cron (one) or OnCalendar (one a line) schedule: for saying it in words.
    [[nodiscard]] const std::vector<WallRule> &rules() const { return m_rules; }

    bool operator==(const Schedule &) const = default;

private:
    friend Result<Schedule> parseSimple(Seconds period);
    friend Result<Schedule> parseCron(QStringView expression, QStringView zone);
    friend Result<Schedule> parseOnCalendar(QStringView expression, QStringView zone);

    ScheduleKind m_kind = ScheduleKind::Simple;
    QString m_expression;
    QTimeZone m_zone = QTimeZone::utc();
    Seconds m_period = kUsualPeriod;
    std::vector<WallRule> m_rules;
};

// Each refuses with one sentence: what, where, what to write instead; the field of the error is "schedule" or
// "tz". An empty zone is UTC.
[[nodiscard]] Result<Schedule> parseSimple(Seconds period);
/// At most 100 characters; refused when it fires never in the 50 years from 2000 on. See parseCronExpression.
[[nodiscard]] Result<Schedule> parseCron(QStringView expression, QStringView zone);
/// At most 20 lines in 1,000 characters, the earliest of which wins; refused when no day of 1970 to 2199 matches.
/// See parseCalendarLine.
[[nodiscard]] Result<Schedule> parseOnCalendar(QStringView expression, QStringView zone);
/// As a person writes it without saying the kind: an integer is seconds, one line of five words is cron, all else
/// is OnCalendar.
[[nodiscard]] Result<Schedule> parseSchedule(QStringView expression, QStringView zone);
/// As it was stored.
[[nodiscard]] Result<Schedule> parseSchedule(ScheduleKind kind, QStringView expression, QStringView zone);

/// The first run strictly after `after`; nothing when there is none: never for a simple schedule, within 50 years
/// for cron, before 2200 for OnCalendar. Runs of cron and OnCalendar lie on whole seconds.
[[nodiscard]] std::optional<Instant> next(const Schedule &schedule, Instant after);

} // namespace Wf::Domain
