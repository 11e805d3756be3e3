// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/servicestate.h"

#include <algorithm>

namespace Wf::Domain {

namespace {
    struct Judged {
        const MonitorState *state = nullptr;
        bool polled = true; ///< else it is told, by a person or a heartbeat: never failing, never broken
    };

    // Unknown does not hide trouble, but it is not good news either.
    int badness(Status status)
    {
        if (status == Status::Unknown)
            return 1;
        return status == Status::Operational ? 0 : 1 + severity(status);
    }

    bool tellsByItself(const Service &service, const MonitorId &id)
    {
        const auto spec = std::find_if(service.monitors.begin(), service.monitors.end(),
            [&id](const MonitorSpec &each) { return each.id == id; });
        return spec != service.monitors.end() && !spec->isPolled();
    }

    std::vector<Judged> judged(std::span<const MonitorState> monitors, const Service &service)
    {
        std::vector<Judged> result;
        for (const auto &monitor : monitors) {
            if (monitor.paused)
                continue;
            const bool tells = tellsByItself(service, monitor.id);
            if (!tells || monitor.status != Status::Unknown) // who said nothing yet has no say
                result.push_back({ &monitor, !tells });
        }
        return result;
    }

    PollerHealth healthOf(const std::vector<Judged> &all)
    {
        const auto count = [&all](auto predicate) { return std::count_if(all.begin(), all.end(), predicate); };
        const auto polled = count([](const Judged &each) { return each.polled; });
        const auto broken =
            count([](const Judged &each) { return each.polled && each.state->health == PollerHealth::Broken; });
        const auto failing =
            count([](const Judged &each) { return each.polled && each.state->health != PollerHealth::Healthy; });
        if (polled > 0 && broken == polled)
            return PollerHealth::Broken;
        return failing > 0 ? PollerHealth::Degraded : PollerHealth::Healthy;
    }

    // The monitors that may speak: those that see. When none does, the last words of all of them.
    std::vector<const MonitorState *> speakers(const std::vector<Judged> &all, PollerHealth health)
    {
        std::vector<const MonitorState *> result;
        for (const auto &each : all) {
            if (health == PollerHealth::Broken || !each.polled || each.state->health != PollerHealth::Broken)
                result.push_back(each.state);
        }
        return result;
    }

    // Among equals one that maintenance does not explain comes first: then there is more to it.
    bool speaksBefore(const MonitorState *a, const MonitorState *b)
    {
        const int difference = badness(a->status) - badness(b->status);
        return difference > 0 || (difference == 0 && !a->maintenance && b->maintenance);
    }

    /// The `quorum`-th worst decides: so many monitors say that it is at least as bad.
    void takeWorst(ServiceState &next, std::vector<const MonitorState *> speaking, int quorum)
    {
        next.status = Status::Unknown;
        next.detail.clear();
        next.maintenance = false;
        if (speaking.empty())
            return;
        std::stable_sort(speaking.begin(), speaking.end(), speaksBefore);
        const auto last = static_cast<int>(speaking.size()) - 1;
        const MonitorState *deciding = speaking[static_cast<size_t>(std::clamp(quorum - 1, 0, last))];
        next.status = deciding->status;
        next.detail = deciding->detail;
        next.maintenance = deciding->maintenance && deciding->status != Status::Unknown;
    }

    Knowledge knowledgeOf(const ServiceState &state)
    {
        if (state.health == PollerHealth::Broken || state.status == Status::Unknown)
            return Knowledge::Blind;
        return state.maintenance ? Knowledge::Maintenance : Knowledge::Seen;
    }

    void obey(ServiceState &next, const ManualOverride &manual)
    {
        next.status = manual.status;
        next.detail = manual.detail;
        next.maintenance = false;
        next.knowledge = Knowledge::Manual;
    }

    bool isExpired(const ManualOverride &manual, Instant now)
    {
        return manual.expiresAt && *manual.expiresAt <= now;
    }

    void combineManual(ServiceState &next, Instant now)
    {
        obey(next, next.manual.value_or(ManualOverride {}));
        next.health = PollerHealth::Healthy;
        if (next.manual && isExpired(*next.manual, now)) {
            next.status = Status::Unknown;
            next.detail = QStringLiteral("manual status expired");
        }
    }

    void combinePolled(
        ServiceState &next, std::span<const MonitorState> monitors, const Service &service, Instant now)
    {
        const auto all = judged(monitors, service);
        next.health = healthOf(all);
        takeWorst(next, speakers(all, next.health), service.quorum.value_or(1));
        next.knowledge = knowledgeOf(next);
        if (next.manual && isExpired(*next.manual, now))
            next.manual.reset();
        if (!next.manual || !next.manual->expiresAt)
            return;
        obey(next, *next.manual);
        // A person tells what the pollers cannot see: that is not blindness. The monitors keep saying "broken".
        next.health = std::min(next.health, PollerHealth::Degraded);
    }
} // namespace

Status ServiceState::effective() const
{
    return isBlind() ? Status::Unknown : status;
}

ServiceState combine(
    const ServiceState &previous, std::span<const MonitorState> monitors, const Service &service, Instant now)
{
    ServiceState next = previous;
    next.id = service.id;
    if (service.isManual())
        combineManual(next, now);
    else
        combinePolled(next, monitors, service, now);
    if (next.status != previous.status)
        next.changedAt = now;
    return next;
}

} // namespace Wf::Domain
