// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "demo/demoprober.h"
#include "domain/graph.h"
#include "ports/store.h"

namespace Wf::Demo {

/// A company that never was: what it uses, ninety days of its past as rows for the store, and a prober that goes
/// on telling its story. Deterministic from the moment that the clock shows when it is made.
class DemoCompany {
public:
    explicit DemoCompany(const Clock &clock);

    [[nodiscard]] std::shared_ptr<const Domain::Catalogue> catalogue() const { return m_catalogue; }
    [[nodiscard]] Ports::CommitBatch history() const;
    [[nodiscard]] Ports::Prober &prober() { return m_prober; }

private:
    void tellPast(const Casting &casting, Ports::CommitBatch &batch) const;
    static void tellEnd(const Chapter &ended, const Domain::Event &next, Ports::CommitBatch &batch);
    void tellPresent(const Casting &casting, Ports::CommitBatch &batch) const;
    [[nodiscard]] Domain::MonitorState present(const Domain::MonitorSpec &monitor, const Casting &casting,
        const Chapter &chapter, Ports::CommitBatch &batch) const;

    Instant m_now;
    std::shared_ptr<const Domain::Catalogue> m_catalogue;
    Domain::Graph m_graph;
    std::map<ServiceId, Casting> m_cast;
    DemoProber m_prober;
};

} // namespace Wf::Demo
