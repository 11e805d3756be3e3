// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "engine/journal.h"
#include "engine/options.h"
#include "engine/world.h"

#include <QObject>

namespace Wf::Engine {

/// Writes the report of an incident that is over, and the draft of its postmortem where that is wanted. An
/// incident that came back and ended again has its report written anew.
class Reporter final : public QObject {
    Q_OBJECT

public:
    Reporter(const World &world, const EngineOptions &options, Ports::Store &store, Journal &journal);

    /// Once what the incident is made of is durable.
    void begin(const Domain::Incident &incident);

private:
    void write(const Ports::IncidentStory &story);
    void draft(const Domain::Report &report, const std::vector<Domain::Event> &events);

    const World &m_world;
    const EngineOptions &m_options;
    Ports::Store &m_store;
    Journal &m_journal;
};

} // namespace Wf::Engine
