// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/options.h"
#include "engine/tick.h"
#include "engine/world.h"
#include "ports/notifier.h"

#include <map>

namespace Wf::Engine {

/// Decides whom a tick's changes interrupt, records every decision with its reason, and writes the messages.
class AlertDesk {
public:
    AlertDesk(World &world, const EngineOptions &options, const Ports::Composer &composer)
        : m_world(world)
        , m_options(options)
        , m_composer(composer)
    {
    }

    /// Adds the alert records and outbox messages of the tick's changes to its batch.
    void decide(Tick &tick);
    /// The message was given up: what it announced was not heard and may be announced again.
    void forget(qint64 messageId);

private:
    struct Letter {
        Ports::ChangeText text;
        size_t record = 0; ///< index into the tick's alert records
        QStringList dependents; ///< not empty: aggregated upstream message
    };
    using Mailbox = std::pair<Domain::WebhookTarget, ServiceId>;

    [[nodiscard]] std::vector<Domain::CorrelationGroup> groupsOf(const Tick &tick) const;
    void decideChange(const StatusChange &change, const std::vector<Domain::CorrelationGroup> &groups, Tick &tick,
        std::map<Mailbox, std::vector<Letter>> &letters);
    [[nodiscard]] Domain::RouteInput routeInput(const Entry &entry, const StatusChange &change) const;
    void remember(const Domain::AlertRecord &record);
    [[nodiscard]] static Ports::ChangeText textOf(
        const Entry &entry, const StatusChange &change, const Domain::RouteDecision &decision, Instant now);
    void post(const Mailbox &mailbox, const std::vector<Letter> &letters, Tick &tick);
    void decideHealth(const HealthChange &change, Tick &tick);
    void decideConnectivity(Tick &tick);
    qint64 enqueue(const Mailbox &mailbox, QByteArray payload, Tick &tick);
    [[nodiscard]] Domain::WebhookTarget healthTarget() const;

    World &m_world;
    const EngineOptions &m_options;
    const Ports::Composer &m_composer;
};

} // namespace Wf::Engine
