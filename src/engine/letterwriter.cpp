// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/letterwriter.h"

#include <algorithm>

namespace Wf::Engine {

namespace {
    /// Every channel cuts for itself; this bounds what is stored.
    constexpr size_t kDependentsNamed = 500;

    /// "Payroll: people cannot sign in"
    QStringList named(const std::vector<Domain::Reached> &reached, const Domain::Graph &graph)
    {
        QStringList names;
        for (size_t i = 0; i < std::min(reached.size(), kDependentsNamed); ++i) {
            const QString name = graph.displayName(reached[i].id);
            names.append(reached[i].impact.isEmpty() ? name : name + QStringLiteral(": ") + reached[i].impact);
        }
        return names;
    }

    QString withoutCredentials(const QUrl &url)
    {
        return url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
    }

    /// The monitor that is in the worst trouble, when it is a check or a heartbeat.
    std::optional<Domain::LetterMonitor> troubled(const World &world, const Entry &entry)
    {
        std::optional<size_t> worst;
        for (size_t i = 0; i < entry.monitors.size(); ++i) {
            const Domain::MonitorSpec &spec = entry.service.monitors[i];
            if ((spec.check || spec.heartbeat)
                && (!worst
                    || Domain::severity(entry.monitors[i].status)
                        > Domain::severity(entry.monitors[*worst].status)))
                worst = i;
        }
        if (!worst)
            return std::nullopt;
        const Domain::MonitorSpec &spec = entry.service.monitors[*worst];
        const Domain::MonitorState &state = entry.monitors[*worst];
        Domain::LetterMonitor monitor;
        monitor.kind = spec.kind;
        monitor.name = spec.name;
        monitor.url = withoutCredentials(spec.url);
        monitor.error = Domain::isTrouble(state.status) ? state.detail : QString();
        if (state.check && state.check->code > 0)
            monitor.status = QString::number(state.check->code);
        if (spec.heartbeat)
            monitor.expectedEvery = spec.heartbeat->schedule.period();
        if (const auto beat = world.heartbeats.find(spec.id); beat != world.heartbeats.end())
            monitor.lastPing = beat->second.state.lastPing;
        return monitor;
    }

    QString recovery(const Domain::Service &service, const Domain::Incident &incident, const Domain::Graph &graph)
    {
        Domain::ImpactInput input;
        input.service = service.id;
        input.name = service.displayName;
        input.from = incident.status;
        input.to = Domain::Status::Operational;
        return Domain::impactStatement(input, graph);
    }

    void describe(Domain::Letter &letter, const Domain::Service &service)
    {
        letter.service = service.id;
        letter.name = service.displayName;
        letter.category = service.category;
        letter.tier = service.tier;
        letter.statusPage = service.statusPageUrl;
        letter.runbook = service.runbookUrl;
        letter.owner = service.owner;
    }
} // namespace

Domain::Letter incidentLetter(const World &world, const IncidentNews &news, Instant now)
{
    const Domain::Incident &incident = news.incident;
    Domain::Letter letter;
    if (const Entry *entry = world.find(incident.service)) {
        describe(letter, entry->service);
        letter.impact = incident.isOpen() ? entry->impact : recovery(entry->service, incident, *world.graph);
        letter.monitor = troubled(world, *entry);
    }
    letter.telling = news.telling;
    letter.incident = incident.id;
    letter.from = news.from;
    letter.to = incident.isOpen() ? incident.status : Domain::Status::Operational;
    letter.title = incident.title;
    letter.mention = news.mention;
    letter.dedupKey = incident.dedupKey;
    letter.openedAt = incident.openedAt;
    letter.closedAt = incident.closedAt;
    letter.at = now;
    letter.rootCause = news.explainedBy;
    letter.turns = static_cast<int>(incident.turns.size());
    if (incident.acknowledged)
        letter.acknowledgedBy = incident.acknowledged->by;
    if (news.cause) {
        letter.failing = named(news.cause->failing, *world.graph);
        letter.expected = named(news.cause->expected, *world.graph);
    }
    return letter;
}

Domain::Letter healthLetter(const Entry &entry, const HealthChange &change, Instant now)
{
    Domain::Letter letter;
    describe(letter, entry.service);
    letter.kind = Domain::LetterKind::Health;
    const bool broken = change.transition.to == Domain::PollerHealth::Broken;
    letter.to = broken ? Domain::Status::Unknown : entry.state.effective();
    letter.failures = change.transition.failures;
    letter.reason = change.transition.reason;
    letter.at = now;
    return letter;
}

Domain::Letter connectivityLetter(const World &world, Instant now)
{
    Domain::Letter letter;
    letter.kind = Domain::LetterKind::Connectivity;
    letter.to = world.isOffline() ? Domain::Status::Unknown : Domain::Status::Operational;
    letter.openedAt = world.connectivity.since.value_or(now);
    letter.at = now;
    return letter;
}

Domain::Letter maintenanceLetter(
    const Domain::MaintenancePlan &plan, const Domain::Window &window, Moment moment, Instant now)
{
    Domain::Letter letter;
    letter.kind = Domain::LetterKind::Maintenance;
    letter.telling = moment == Moment::Before ? Domain::TellingKind::First : Domain::TellingKind::Over;
    letter.name = plan.title;
    letter.reason = plan.description;
    letter.openedAt = window.from;
    letter.closedAt = window.until;
    letter.to = Domain::Status::Operational;
    letter.at = now;
    return letter;
}

Domain::Letter channelLetter(const QString &channel, const QString &answer, Domain::Status state, Instant now)
{
    Domain::Letter letter;
    letter.kind = Domain::LetterKind::Channel;
    letter.name = channel;
    letter.reason = answer;
    letter.to = state;
    letter.at = now;
    return letter;
}

Domain::Letter testLetter(const QString &what, const QString &by, Instant now)
{
    Domain::Letter letter;
    letter.kind = Domain::LetterKind::Test;
    letter.name = what;
    letter.owner = by;
    letter.to = Domain::Status::Operational;
    letter.openedAt = now;
    letter.at = now;
    return letter;
}

} // namespace Wf::Engine
