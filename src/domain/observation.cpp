// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/observation.h"

#include "domain/checkresult.h"
#include "domain/words.h"

namespace Wf::Domain {

namespace {
    constexpr Words::Table<4> kMaintenanceState { QLatin1String("scheduled"), QLatin1String("in_progress"),
        QLatin1String("verifying"), QLatin1String("completed") };

    struct OutcomeRule {
        QLatin1String prefix;
        QLatin1String label;
    };
    constexpr std::array kOutcomes {
        OutcomeRule { QLatin1String("circuit_breaker_open"), QLatin1String("circuit_open") },
        OutcomeRule { QLatin1String("http_5"), QLatin1String("http_5xx") },
        OutcomeRule { QLatin1String("transient_http_5"), QLatin1String("http_5xx") },
        OutcomeRule { QLatin1String("http_4"), QLatin1String("http_4xx") },
        OutcomeRule { QLatin1String("transient_http_4"), QLatin1String("http_4xx") },
        OutcomeRule { QLatin1String("request_error"), QLatin1String("request_error") },
        OutcomeRule { QLatin1String("parse_error"), QLatin1String("parse_error") },
    };
} // namespace

bool Observation::operator==(const Observation &) const = default;

bool isTransport(Failure failure)
{
    return failure == Failure::Transport || failure == Failure::Timeout || failure == Failure::CircuitOpen;
}

QString word(MaintenanceState state)
{
    return Words::of(kMaintenanceState, state);
}

std::optional<MaintenanceState> maintenanceStateFromWord(QStringView word)
{
    return Words::find<MaintenanceState>(kMaintenanceState, word);
}

Observation failedObservation(MonitorId monitor, Instant at, Failure failure, QString reason, QString detail)
{
    Observation observation;
    observation.monitor = std::move(monitor);
    observation.at = at;
    observation.failure = failure;
    observation.reason = std::move(reason);
    observation.detail = std::move(detail);
    return observation;
}

QString outcomeLabel(const QString &reason)
{
    if (reason.isEmpty())
        return QStringLiteral("ok");
    if (reason == QLatin1String("timeout"))
        return reason;
    for (const auto &rule : kOutcomes) {
        if (reason.startsWith(rule.prefix))
            return rule.label;
    }
    return QStringLiteral("other");
}

} // namespace Wf::Domain
