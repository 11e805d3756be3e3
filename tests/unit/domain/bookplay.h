// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/incidentbook.h"
#include "samples.h"

#include <memory>

namespace Samples {

/// A book of incidents that a test plays with, minute by minute, and what it told.
class BookPlay {
public:
    explicit BookPlay(const std::vector<Edge> &edges, Instant start = noon())
        : now(start)
        , m_graph(std::make_shared<const Graph>(catalogue(edges)))
        , m_start(start)
    {
        restart({});
    }

    void fail(const ServiceId &id, Status to = Status::MajorOutage) { change(id, to); }
    void fail(const char *id, Status to = Status::MajorOutage) { change(sid(id), to); }
    void recover(const ServiceId &id) { change(id, Status::Operational); }
    void recover(const char *id) { change(sid(id), Status::Operational); }

    /// Says "3:a:first" for what is told in the third minute.
    void look()
    {
        for (const IncidentBook::Decision &decision : book->decide(now)) {
            decisions.push_back(decision);
            for (const Telling &telling : decision.plan.due)
                told.append(QStringLiteral("%1:%2:%3")
                                .arg((now - m_start) / minutes { 1 })
                                .arg(decision.incident.service.value, word(telling.kind)));
        }
    }
    void pass(int count)
    {
        for (int i = 0; i < count; ++i) {
            now += minutes { 1 };
            look();
        }
    }
    [[nodiscard]] QString heard() const { return told.join(u' '); }

    /// A new book that knows what was stored.
    void restart(const std::vector<Incident> &stored)
    {
        book = std::make_unique<IncidentBook>(IncidentBook::Context { [this](const ServiceId &id) {
                                                                         AlertFacts facts;
                                                                         facts.service = id;
                                                                         facts.tier =
                                                                             tiers.value(id, Tier::Important);
                                                                         return facts;
                                                                     },
            [this](const AlertFacts &facts, Instant) {
                return silenced.contains(facts.service) ? std::pair(Suppression::Silenced, QStringLiteral("ann"))
                                                        : std::pair(Suppression::None, QString());
            },
            [](const ServiceId &id) { return id.value; } });
        book->setPolicy(policy);
        book->setGraph(m_graph);
        book->load(stored, 0);
    }

    AlertPolicy policy = defaultPolicy();
    std::unique_ptr<IncidentBook> book;
    QHash<ServiceId, Tier> tiers;
    QSet<ServiceId> silenced;
    Instant now;
    QStringList told;
    std::vector<IncidentBook::Decision> decisions;

private:
    void change(const ServiceId &id, Status to)
    {
        const Incident *latest = book->latest(id);
        const Status from = latest && latest->isOpen() ? latest->status : Status::Operational;
        book->change(id, { from, to, QStringLiteral("broken"), {}, {} }, now);
    }

    std::shared_ptr<const Graph> m_graph;
    Instant m_start;
};

} // namespace Samples
