// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/silence.h"

#include <algorithm>

namespace Wf::Domain {

namespace {
    constexpr Millis kLongestSilence = std::chrono::hours { 24 * 90 };
    constexpr int kShortestReason = 3;
    constexpr int kLongestReason = 500;

    AlertMatcher withoutTimes(AlertMatcher match)
    {
        match.statuses.clear();
        match.during.reset();
        return match;
    }

    Result<void> checkText(const QString &text, const char *what, const char *field)
    {
        if (text.trimmed().size() >= kShortestReason && text.size() <= kLongestReason)
            return {};
        return failure(ErrorCode::Invalid,
            QStringLiteral("%1 needs %2 to %3 characters, not %4")
                .arg(QLatin1String(what))
                .arg(kShortestReason)
                .arg(kLongestReason)
                .arg(text.size()),
            QLatin1String(field));
    }
} // namespace

const Silence *silenceOver(const std::vector<Silence> &silences, const AlertFacts &facts, Instant now)
{
    const auto found = std::ranges::find_if(silences,
        [&](const Silence &silence) { return silence.isActive(now) && matches(silence.match, facts, now); });
    return found == silences.end() ? nullptr : &*found;
}

std::optional<Window> windowOf(const MaintenancePlan &plan, Instant now)
{
    if (plan.endedAt)
        return std::nullopt;
    if (now < plan.from + plan.length || !plan.schedule)
        return now < plan.from + plan.length ? std::optional(Window { plan.from, plan.from + plan.length })
                                             : std::nullopt;
    const auto start = next(*plan.schedule, std::max(plan.from, now - plan.length));
    return start ? std::optional(Window { *start, *start + plan.length }) : std::nullopt;
}

bool isActive(const MaintenancePlan &plan, Instant now)
{
    const auto window = windowOf(plan, now);
    return window && window->from <= now && now < window->until;
}

const MaintenancePlan *planOver(const std::vector<MaintenancePlan> &plans, const AlertFacts &facts, Instant now)
{
    const auto found = std::ranges::find_if(plans, [&](const MaintenancePlan &plan) {
        return isActive(plan, now) && matches(withoutTimes(plan.match), facts, now);
    });
    return found == plans.end() ? nullptr : &*found;
}

Result<void> check(const Silence &silence, Instant now)
{
    if (silence.until <= std::max(now, silence.from))
        return failure(ErrorCode::Invalid,
            QStringLiteral("a silence must end in the future and after its beginning: write a later time"),
            QStringLiteral("until"));
    if (silence.until - std::max(now, silence.from) > kLongestSilence)
        return failure(ErrorCode::Invalid,
            QStringLiteral("a silence may last 90 days: for longer, take the services off their route"),
            QStringLiteral("until"));
    return checkText(silence.reason, "the reason", "reason");
}

Result<void> check(const MaintenancePlan &plan, Instant now)
{
    if (plan.length <= Millis { 0 } || plan.length > kLongestMaintenance)
        return failure(ErrorCode::Invalid,
            QStringLiteral("a maintenance must end after its beginning, within 31 days"), QStringLiteral("until"));
    if (plan.schedule && plan.schedule->kind() == ScheduleKind::Simple)
        return failure(ErrorCode::Invalid,
            QStringLiteral(
                "a period does not say when a maintenance begins: write \"0 22 * * 2\" or \"Tue 22:00\""),
            QStringLiteral("schedule"));
    if (!plan.schedule && plan.from + plan.length <= now)
        return failure(ErrorCode::Invalid, QStringLiteral("this maintenance is over already: write a later time"),
            QStringLiteral("until"));
    return checkText(plan.title, "the title", "title");
}

} // namespace Wf::Domain
