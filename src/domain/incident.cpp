// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/incident.h"

#include "domain/alerting.h"
#include "domain/words.h"

#include <algorithm>

namespace Wf::Domain {

namespace {
    constexpr Words::Table<8> kTellings { QLatin1String("first"), QLatin1String("worse"), QLatin1String("step"),
        QLatin1String("reminder"), QLatin1String("back"), QLatin1String("flapping"), QLatin1String("over"),
        QLatin1String("acknowledged") };
    constexpr Words::Table<3> kNotes { QLatin1String("note"), QLatin1String("acknowledged"),
        QLatin1String("resolved") };

    void noteTurn(Incident &incident, Instant now)
    {
        if (incident.turns.size() >= kTurnsKept)
            incident.turns.erase(incident.turns.begin());
        incident.turns.push_back(now);
    }

    Incident open(const ServiceId &service, const Transition &transition, Instant now)
    {
        Incident incident;
        incident.service = service;
        incident.openedAt = now;
        incident.status = transition.to;
        incident.peak = transition.to;
        incident.title = transition.vendorTitle.isEmpty() ? transition.detail : transition.vendorTitle;
        incident.vendorIncidentId = transition.vendorIncidentId;
        incident.dedupKey = dedupKey(service, transition.vendorIncidentId, transition.to, now);
        noteTurn(incident, now);
        return incident;
    }

    void learn(Incident &incident, const Transition &transition)
    {
        incident.status = transition.to;
        if (severity(transition.to) > severity(incident.peak)) {
            incident.peak = transition.to;
            incident.acknowledged.reset(); // who took care of a scratch did not take care of a wreck
        }
        if (incident.vendorIncidentId.isEmpty() && !transition.vendorIncidentId.isEmpty()) {
            incident.vendorIncidentId = transition.vendorIncidentId;
            incident.title = transition.vendorTitle;
        }
    }

    IncidentAdvance goOn(const Incident &before, const Transition &transition, Instant now)
    {
        IncidentAdvance result { IncidentStep::None, before };
        if (transition.to == before.status)
            return result;
        result.step = severity(transition.to) > severity(before.status) ? IncidentStep::Escalated
                                                                        : IncidentStep::Deescalated;
        learn(result.incident, transition);
        noteTurn(result.incident, now);
        return result;
    }

    IncidentAdvance comeBack(const Incident &before, const Transition &transition, Instant now)
    {
        IncidentAdvance result { IncidentStep::Reopened, before };
        result.incident.closedAt.reset();
        result.incident.resolvedBy.clear();
        result.incident.freedAt.reset(); // what explained it then may do so again
        ++result.incident.reopened;
        learn(result.incident, transition);
        noteTurn(result.incident, now);
        return result;
    }

    IncidentAdvance close(const Incident &before, Instant now)
    {
        IncidentAdvance result { IncidentStep::Closed, before };
        result.incident.closedAt = now;
        noteTurn(result.incident, now);
        return result;
    }
} // namespace

QString word(TellingKind kind)
{
    return Words::of(kTellings, kind);
}

QString word(IncidentNote::Kind kind)
{
    return Words::of(kNotes, kind);
}

IncidentAdvance advanceIncident(const std::optional<Incident> &latest, const ServiceId &service,
    const Transition &transition, Millis reopen, Instant now)
{
    const bool goingOn = latest && latest->isOpen();
    if (transition.to == Status::Operational && goingOn)
        return close(*latest, now);
    if (!isTrouble(transition.to))
        return {};
    if (goingOn)
        return goOn(*latest, transition, now);
    if (latest && now - *latest->closedAt <= reopen)
        return comeBack(*latest, transition, now);
    return { IncidentStep::Opened, open(service, transition, now) };
}

int recentTurns(const Incident &incident, Millis within, Instant now)
{
    return static_cast<int>(
        std::ranges::count_if(incident.turns, [&](Instant turn) { return turn > now - within && turn <= now; }));
}

bool isFlapping(const Incident &incident, const FlapRule &rule, Instant now)
{
    return recentTurns(incident, rule.within, now) >= rule.changes;
}

} // namespace Wf::Domain
