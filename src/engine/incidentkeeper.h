// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/incidentbook.h"
#include "engine/options.h"
#include "engine/tick.h"
#include "engine/world.h"
#include "ports/session.h"

#include <set>

namespace Wf::Engine {

/// Keeps the incidents of the watched services: makes them of confirmed changes, lets people act on them, and
/// shows them on their services' rows.
class IncidentKeeper {
public:
    IncidentKeeper(World &world, const EngineOptions &options);
    IncidentKeeper(const IncidentKeeper &) = delete;
    IncidentKeeper &operator=(const IncidentKeeper &) = delete;

    /// What the store remembers; before adopt().
    void load(const Ports::StoredWorld &stored);
    /// The catalogue or the policy is another one: incidents of services that left end.
    void adopt(Tick &tick);

    /// Troubles that nobody made an incident of: those that an earlier version left.
    void adoptTroubles(Tick &tick);
    /// Nobody watched for a while: what was waiting to be told is looked at again first.
    void restUntil(Instant until) { m_restUntil = until; }

    [[nodiscard]] Domain::IncidentStep note(const StatusChange &change, Tick &tick);
    /// What people are to be told now.
    [[nodiscard]] std::vector<Domain::IncidentBook::Decision> decide(const Tick &tick);
    /// Puts what changed into the tick's batch and on the services' rows; the last step of a tick.
    void seal(Tick &tick);
    /// Silences or maintenances began or ended.
    void touchAll() { m_book.touchAll(); }
    void touch(const ServiceId &service) { m_book.touch(service); }

    [[nodiscard]] Result<Domain::Incident> act(const Ports::IncidentAction &action, Tick &tick);
    /// The same for one that has been over for a while: only notes can be taken of it.
    [[nodiscard]] Result<void> noteOld(
        const Domain::Incident &incident, const Ports::IncidentAction &action, Tick &tick);
    /// Of an incident that goes on.
    [[nodiscard]] std::optional<qint64> findByKey(const QString &dedupKey) const;
    /// What a receiver calls our first message about it.
    void noteThread(const Domain::OutboxMessage &message, const QString &thread, Tick &tick);
    [[nodiscard]] QString threadOf(const Domain::OutboxMessage &message) const;
    /// The message will never arrive: what it told was not heard.
    void forget(qint64 incident, const QString &route, Domain::TellingKind kind, Instant now);

    [[nodiscard]] const Domain::IncidentBook &book() const { return m_book; }
    /// The channels that heard of it.
    [[nodiscard]] QStringList listeners(const Domain::Incident &incident) const;

private:
    void show(const ServiceId &service, Tick &tick);

    World &m_world;
    const EngineOptions &m_options;
    Domain::IncidentBook m_book;
    std::set<qint64> m_dirty;
    Instant m_restUntil {}; ///< before it nothing is told
    std::set<ServiceId> m_unstable; ///< shown as going up and down
};

} // namespace Wf::Engine
