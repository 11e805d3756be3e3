// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/event.h"

#include "domain/words.h"

namespace Wf::Domain {

namespace {
    constexpr Words::Table<6> kEventKind { QLatin1String("status_change"), QLatin1String("health_change"),
        QLatin1String("maintenance_began"), QLatin1String("maintenance_ended"), QLatin1String("connectivity"),
        QLatin1String("retired") };
    constexpr Words::Table<4> kOutboxState { QLatin1String("queued"), QLatin1String("sending"),
        QLatin1String("delivered"), QLatin1String("dead") };
    constexpr Millis kFirstBackoff = Seconds { 2 };
    constexpr Millis kLongestBackoff = std::chrono::minutes { 15 };
} // namespace

QString word(EventKind kind)
{
    return Words::of(kEventKind, kind);
}

std::optional<EventKind> eventKindFromWord(QStringView word)
{
    return Words::find<EventKind>(kEventKind, word);
}

QString word(OutboxState state)
{
    return Words::of(kOutboxState, state);
}

QString healthChannel()
{
    return QStringLiteral("slack.health");
}

Millis outboxBackoff(int attempts, std::optional<Millis> retryAfter)
{
    if (retryAfter)
        return std::clamp(*retryAfter, Millis { 0 }, kOutboxLifetime);
    const int doublings = std::clamp(attempts - 1, 0, 20); // 20 doublings are far beyond the limit already
    return std::min(kLongestBackoff, kFirstBackoff * (1 << doublings));
}

} // namespace Wf::Domain
