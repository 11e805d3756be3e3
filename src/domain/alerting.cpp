// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/alerting.h"

#include "domain/words.h"

#include <algorithm>

namespace Wf::Domain {

namespace {
    constexpr Words::Table<8> kSuppression { QLatin1String(""), QLatin1String("aggregated_under_upstream"),
        QLatin1String("maintenance_window"), QLatin1String("dedup"), QLatin1String("tier_informational"),
        QLatin1String("webhook_not_configured"), QLatin1String("warm_up"), QLatin1String("offline") };

    bool wasAnnounced(const PastAlert &alert)
    {
        return alert.suppressed == Suppression::None && !alert.failed;
    }

    std::optional<Instant> lastRecovery(std::span<const PastAlert> past)
    {
        std::optional<Instant> latest;
        for (const auto &alert : past) {
            if (wasAnnounced(alert) && alert.status == Status::Operational)
                latest = std::max(latest.value_or(alert.at), alert.at);
        }
        return latest;
    }

    bool isRecovery(const RouteInput &input)
    {
        return input.transition.to == Status::Operational;
    }

    Suppression judge(const RouteInput &input, const QString &key, Instant now)
    {
        if (input.transition.isWarmUp())
            return Suppression::WarmUp;
        if (input.offline)
            return Suppression::Offline;
        if (!input.aggregatedUnder.isEmpty())
            return Suppression::AggregatedUnderUpstream;
        if (input.maintenanceActive)
            return Suppression::MaintenanceWindow;
        if (!isRecovery(input) && recentlyAlerted(input.past, key, input.transition.to, input.dedupWindow, now))
            return Suppression::Dedup;
        if (input.tier == Tier::Informational)
            return Suppression::TierInformational;
        if (!input.overrideConfigured && !input.globalConfigured)
            return Suppression::WebhookNotConfigured;
        return Suppression::None;
    }

    QString whySent(const RouteInput &input)
    {
        const QLatin1String where = input.overrideConfigured ? QLatin1String("the service's own webhook")
                                                             : QLatin1String("the global webhook");
        return QStringLiteral("Sent to ") + where + QStringLiteral(": a change of ")
            + (input.tier == Tier::Critical ? QStringLiteral("a critical service, so @here is mentioned.")
                                            : QStringLiteral("an important service."));
    }

    QString why(const RouteInput &input, Suppression suppressed, const QString &key)
    {
        switch (suppressed) {
        case Suppression::None:
            return whySent(input);
        case Suppression::AggregatedUnderUpstream:
            return QStringLiteral("Told together with ") + input.aggregatedUnder
                + QStringLiteral(", which it depends on and which broke at the same time.");
        case Suppression::MaintenanceWindow:
            return QStringLiteral("Kept silent: a maintenance of the service is going on.");
        case Suppression::Dedup:
            return QStringLiteral("Kept silent: ") + key
                + QStringLiteral(" was told already, it is not worse now, and no recovery came in between.");
        case Suppression::TierInformational:
            return QStringLiteral("Kept silent: services of the informational tier are only recorded.");
        case Suppression::WebhookNotConfigured:
            return QStringLiteral(
                "Not sent: neither the service nor the program has a webhook; set SLACK_WEBHOOK_URL.");
        case Suppression::WarmUp:
            return QStringLiteral("Kept silent: the first look found the service operational.");
        case Suppression::Offline:
            return QStringLiteral("Kept silent: this computer is offline, which has its own notice.");
        }
        return {};
    }

    bool broke(const CorrelationChange &change)
    {
        return change.from == Status::Operational && change.to != Status::Operational;
    }

    std::vector<ServiceId> brokenDependents(
        const ServiceId &upstream, const QSet<ServiceId> &broken, const Graph &graph)
    {
        std::vector<ServiceId> result;
        for (const auto &edge : graph.downstream(upstream)) {
            if (edge.downstream != upstream && broken.contains(edge.downstream))
                result.push_back(edge.downstream);
        }
        return result;
    }
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

bool recentlyAlerted(
    std::span<const PastAlert> past, const QString &key, Status status, Millis window, Instant now)
{
    const auto recovered = lastRecovery(past);
    const auto counts = [&](const PastAlert &alert) {
        return wasAnnounced(alert) && alert.dedupKey == key && alert.at >= now - window
            && (!recovered || alert.at > *recovered);
    };
    return std::any_of(past.begin(), past.end(),
        [&](const PastAlert &alert) { return counts(alert) && severity(status) <= severity(alert.status); });
}

RouteDecision route(const RouteInput &input, Instant now)
{
    RouteDecision decision;
    decision.dedupKey = dedupKey(input.service, input.transition.vendorIncidentId, input.transition.to, now);
    decision.aggregatedUnder = input.aggregatedUnder;
    decision.suppressed = judge(input, decision.dedupKey, now);
    decision.send = decision.suppressed == Suppression::None;
    decision.why = why(input, decision.suppressed, decision.dedupKey);
    if (decision.send) {
        decision.target = input.overrideConfigured ? WebhookTarget::ServiceOverride : WebhookTarget::Global;
        decision.mention = input.tier == Tier::Critical ? Mention::Here : Mention::None;
    }
    return decision;
}

std::vector<CorrelationGroup> correlate(
    std::span<const CorrelationChange> batch, const Graph &graph, int threshold)
{
    QSet<ServiceId> broken;
    for (const auto &change : batch) {
        if (broke(change))
            broken.insert(change.service);
    }
    std::vector<CorrelationGroup> groups;
    for (const auto &change : batch) {
        if (!broke(change))
            continue;
        auto dependents = brokenDependents(change.service, broken, graph);
        if (dependents.size() >= static_cast<std::size_t>(std::max(threshold, 1)))
            groups.push_back({ change.service, std::move(dependents) });
    }
    return groups;
}

} // namespace Wf::Domain
