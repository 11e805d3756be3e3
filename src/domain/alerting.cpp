// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/alerting.h"

#include "domain/words.h"

namespace Wf::Domain {

namespace {
    constexpr Words::Table<15> kSuppression { QLatin1String(""), QLatin1String("aggregated_under_upstream"),
        QLatin1String("maintenance_window"), QLatin1String("dedup"), QLatin1String("tier_informational"),
        QLatin1String("webhook_not_configured"), QLatin1String("warm_up"), QLatin1String("offline"),
        QLatin1String("held"), QLatin1String("silenced"), QLatin1String("quiet_hours"), QLatin1String("no_route"),
        QLatin1String("flapping"), QLatin1String("improved"), QLatin1String("acknowledged") };
} // namespace

QString word(Suppression suppression)
{
    return Words::of(kSuppression, suppression);
}

std::optional<Suppression> suppressionFromWord(QStringView word)
{
    return Words::find<Suppression>(kSuppression, word);
}

QString dedupKey(const ServiceId &service, const QString &incidentId, Status status, Instant now)
{
    if (!incidentId.isEmpty())
        return QStringLiteral("vendor:") + service.value + QLatin1Char(':') + incidentId;
    return QStringLiteral("fallback:") + service.value + QLatin1Char(':') + word(status) + QLatin1Char(':')
        + isoDate(now);
}

} // namespace Wf::Domain
