// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/alertpolicy.h"
#include "domain/rootcause.h"

#include <functional>
#include <map>
#include <memory>
#include <set>

namespace Wf::Domain {

/// All incidents that go on or may come back, and what people are told of them. Pure but for what it remembers:
/// fed with the same changes at the same times it decides the same, in the engine as in a trial of another policy.
class IncidentBook {
public:
    /// What the world says of a service at this moment.
    struct Context {
        std::function<AlertFacts(const ServiceId &)> facts {}; ///< without the status
        /// Silenced or MaintenanceWindow, and what covers it; None
        std::function<std::pair<Suppression, QString>(const AlertFacts &, Instant)> silence {};
        std::function<QString(const ServiceId &)> name {};
    };
    /// What was decided about one incident; to be written down.
    struct Decision {
        Incident incident {}; ///< as it is after it, with what is told
        AlertPlan plan {}; ///< `why` only where it is another one than before
        QString explainedBy {}; ///< name of its probable root cause, while that one is in trouble
    };

    explicit IncidentBook(Context context)
        : m_context(std::move(context))
    {
    }

    /// Whatever is known is judged anew by it.
    void setPolicy(const AlertPolicy &policy);
    void setGraph(std::shared_ptr<const Graph> graph);
    /// As they were stored: open ones, and those that may still come back. `lastId` = the highest id ever given.
    void load(const std::vector<Incident> &incidents, qint64 lastId);

    /// A confirmed change of status. What it makes of the service's incidents; nothing: it says nothing new.
    IncidentAdvance change(const ServiceId &service, const Transition &transition, Instant now);
    /// Silences, facts or the clock changed: everything is asked again.
    void touchAll();
    /// The same for one service.
    void touch(const ServiceId &service);
    /// A service left: its incident ends without a word.
    std::optional<Incident> drop(const ServiceId &service, Instant now);

    /// Null: there is no such incident in the book (any more).
    [[nodiscard]] const Incident *find(qint64 id) const;
    [[nodiscard]] const Incident *latest(const ServiceId &service) const;
    /// Takes a change by people (acknowledgement, resolution, thread) over; the incident must be in the book.
    void replace(const Incident &incident);

    /// What was told did not arrive: it counts as not told, and is told again with the next change, or at `again`.
    void unhear(qint64 id, const QString &route, TellingKind kind, Instant again);

    /// Everything that is to be told or held now, by id. What stays as it was is not in it.
    [[nodiscard]] std::vector<Decision> decide(Instant now);
    /// When decide() may have something to say again, unless something changes before.
    [[nodiscard]] std::optional<Instant> next() const;

    /// What the service's open incident explains; nothing: it has none, or is explained itself.
    [[nodiscard]] const RootCause *causeAt(const ServiceId &service) const;
    /// Name of what probably causes it, while that is in trouble; empty: nothing known.
    [[nodiscard]] QString explainerOf(const Incident &incident) const;
    /// Open ones, by id.
    [[nodiscard]] std::vector<const Incident *> open() const;
    [[nodiscard]] qint64 lastId() const { return m_lastId; }

private:
    struct Page {
        Incident incident;
        std::optional<Instant> due; ///< when to look at it again
        QString why; ///< last reason to hold it back: told once
        bool explains = false; ///< others are, or were, explained by it
        size_t most = 0; ///< so many at once, when it was worst
        bool held = false; ///< told with its cause, when it was last decided about
        std::optional<Instant> freedAt; ///< when it last ceased to be
        bool changed = false; ///< not told to anybody so far, but to be written
    };
    using Pages = std::map<ServiceId, Page>;

    void findCauses(Instant now);
    void explain(Page &page, const RootCause &cause);
    void release(Page &page, Instant now);
    void schedule(Page &page, std::optional<Instant> due);
    [[nodiscard]] AlertSituation situationOf(const Page &page, Instant now) const;
    [[nodiscard]] bool isToldWithItsCause(const Incident &incident, Instant now) const;
    [[nodiscard]] std::optional<Decision> decideOne(Page &page, Instant now);
    void forgetOld(Instant now);

    Context m_context;
    AlertPolicy m_policy = defaultPolicy();
    std::shared_ptr<const Graph> m_graph;
    std::optional<ReachMemory> m_reach; ///< of the graph
    Pages m_pages; ///< newest incident of each service, as long as it may matter
    std::map<qint64, ServiceId> m_byId;
    std::set<std::pair<Instant, ServiceId>> m_dues;
    std::set<ServiceId> m_touched;
    std::map<ServiceId, RootCause> m_causes; ///< of what is in trouble now
    Instant m_cleared {}; ///< when old ones were forgotten last
    bool m_causesStale = false; ///< who is in trouble changed since they were found
    qint64 m_lastId = 0;
};

} // namespace Wf::Domain
