// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/status.h"

#include "domain/words.h"

namespace Wf::Domain {

namespace {
    constexpr Words::Table<5> kStatus { QLatin1String("operational"), QLatin1String("degraded"),
        QLatin1String("partial_outage"), QLatin1String("major_outage"), QLatin1String("unknown") };
    constexpr Words::Table<3> kHealth { QLatin1String("healthy"), QLatin1String("degraded"),
        QLatin1String("broken") };
    constexpr Words::Table<3> kTier { QLatin1String("critical"), QLatin1String("important"),
        QLatin1String("informational") };
    constexpr Words::Table<4> kEdgeSeverity { QLatin1String("critical"), QLatin1String("high"),
        QLatin1String("medium"), QLatin1String("low") };
    constexpr Words::Table<4> kKnowledge { QLatin1String("seen"), QLatin1String("blind"),
        QLatin1String("maintenance"), QLatin1String("manual") };
} // namespace

QString word(Status status)
{
    return Words::of(kStatus, status);
}

QString word(PollerHealth health)
{
    return Words::of(kHealth, health);
}

QString word(Tier tier)
{
    return Words::of(kTier, tier);
}

QString word(EdgeSeverity severity)
{
    return Words::of(kEdgeSeverity, severity);
}

QString word(Knowledge knowledge)
{
    return Words::of(kKnowledge, knowledge);
}

std::optional<Status> statusFromWord(QStringView word)
{
    return Words::find<Status>(kStatus, word);
}

std::optional<PollerHealth> healthFromWord(QStringView word)
{
    return Words::find<PollerHealth>(kHealth, word);
}

std::optional<Tier> tierFromWord(QStringView word)
{
    return Words::find<Tier>(kTier, word);
}

std::optional<EdgeSeverity> edgeSeverityFromWord(QStringView word)
{
    return Words::find<EdgeSeverity>(kEdgeSeverity, word);
}

std::optional<Knowledge> knowledgeFromWord(QStringView word)
{
    return Words::find<Knowledge>(kKnowledge, word);
}

int severity(Status status)
{
    return status == Status::Unknown ? -1 : static_cast<int>(status);
}

bool isTrouble(Status status)
{
    return severity(status) > 0;
}

bool isWorse(Status from, Status to)
{
    return severity(to) > severity(from);
}

Display display(Status status, PollerHealth health, bool maintenance)
{
    if (health == PollerHealth::Broken)
        return Display::Blind;
    if (status == Status::Unknown)
        return Display::Unknown;
    if (maintenance)
        return Display::Maintenance;
    switch (status) {
    case Status::MajorOutage:
        return Display::MajorOutage;
    case Status::PartialOutage:
        return Display::PartialOutage;
    case Status::Degraded:
        return Display::Degraded;
    default:
        return Display::Operational;
    }
}

} // namespace Wf::Domain
