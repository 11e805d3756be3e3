// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/incidentkeeper.h"
#include "engine/letterwriter.h"
#include "ports/notifier.h"

#include <map>

namespace Wf::Engine {

/// Decides whom a tick's changes interrupt, records every decision with its reason, and writes the letters.
class AlertDesk {
public:
    AlertDesk(
        World &world, const EngineOptions &options, IncidentKeeper &incidents, const Ports::Notifier &notifier)
        : m_world(world)
        , m_options(options)
        , m_incidents(incidents)
        , m_notifier(notifier)
    {
    }

    /// Adds the alert records and outbox messages of the tick's changes, and of what is due now, to its batch.
    void decide(Tick &tick);
    /// Tells those who keep a state, and whose message can be updated, who takes care of it.
    void tellAcknowledged(const Domain::Incident &incident, Tick &tick);
    /// Own work begins soon, or is over.
    void tellMaintenance(const Domain::MaintenancePlan &plan, const Domain::Letter &letter, Tick &tick);
    /// Tells through the other channels that one does not deliver, once, and when it does again.
    void noteDelivery(const Domain::OutboxMessage &message, const Ports::Delivery &delivery, Tick &tick);
    /// What the messages that wait tell, from the records of before the restart.
    void load(const Ports::StoredWorld &stored);
    /// The message was given up: what it announced was not heard and may be announced again, not at once.
    void forget(qint64 messageId, Instant now);
    void recordTest(
        const Ports::AlertTrial &trial, const QString &channel, const Ports::Delivery &delivery, Tick &tick);

private:
    /// A channel; of the built-in one with the service whose own webhook it is.
    using Mailbox = std::pair<QString, ServiceId>;
    struct Draft {
        Domain::Letter letter;
        size_t record = 0; ///< index into the tick's alert records
        std::optional<Millis> digest;
    };
    struct Announced {
        qint64 incident = 0;
        QString route;
        Domain::TellingKind telling = Domain::TellingKind::First;
    };
    struct Trouble {
        int failures = 0;
        Instant since {};
        bool told = false;
    };

    void noteChange(const StatusChange &change, Tick &tick);
    void carryOut(const Domain::IncidentBook::Decision &decision, Tick &tick);
    void tell(const Domain::IncidentBook::Decision &decision, const Domain::Telling &telling, Tick &tick);
    [[nodiscard]] Domain::AlertRecord recordOf(const Domain::Incident &incident, Instant now);
    [[nodiscard]] static Domain::Status believed(
        const Domain::IncidentBook::Decision &decision, const QString &route);
    [[nodiscard]] Mailbox mailboxOf(const QString &channel, const ServiceId &service) const;
    void postAll(Tick &tick);
    void post(const Mailbox &mailbox, std::vector<Draft> drafts, Tick &tick);
    void postOne(const Mailbox &mailbox, const Draft &draft, Tick &tick);
    void decideHealth(const HealthChange &change, Tick &tick);
    void decideConnectivity(Tick &tick);
    void tellOthers(const QString &channel, const QString &answer, Domain::Status state, Tick &tick);
    [[nodiscard]] QStringList otherChannels(const QString &channel) const;
    qint64 enqueue(const Mailbox &mailbox, Domain::Letter letter, Tick &tick);
    void announce(qint64 message, const Domain::AlertRecord &record);

    World &m_world;
    const EngineOptions &m_options;
    IncidentKeeper &m_incidents;
    const Ports::Notifier &m_notifier;
    std::map<Mailbox, std::vector<Draft>> m_drafts; ///< of this tick
    std::map<ServiceId, qint64> m_events; ///< of this tick: what the records refer to
    std::map<qint64, std::vector<Announced>> m_announced; ///< message -> what it tells; the newest kAnnouncedKept
    std::map<QString, Trouble> m_troubles; ///< channels that do not deliver
};

} // namespace Wf::Engine
