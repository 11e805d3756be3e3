// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/incidentbook.h"

#include <algorithm>

namespace Wf::Domain {

namespace {
    constexpr Millis kClearing = std::chrono::minutes { 1 };

    void remember(Incident &incident, const std::vector<Telling> &due, Instant now)
    {
        for (const Telling &telling : due)
            incident.told.push_back({ telling.route, telling.step, telling.kind, incident.peak, now });
        if (incident.told.size() > kToldKept) // the first stays: it says that people were told at all
            incident.told.erase(incident.told.begin() + 1,
                incident.told.begin() + 1 + static_cast<qptrdiff>(incident.told.size() - kToldKept));
    }
} // namespace

void IncidentBook::setPolicy(const AlertPolicy &policy)
{
    m_policy = policy;
    m_causesStale = true;
    touchAll();
}

void IncidentBook::setGraph(std::shared_ptr<const Graph> graph)
{
    m_graph = std::move(graph);
    m_reach.reset();
    if (m_graph)
        m_reach.emplace(*m_graph);
    m_causesStale = true;
}

void IncidentBook::load(const std::vector<Incident> &incidents, qint64 lastId)
{
    m_lastId = std::max(m_lastId, lastId);
    for (const Incident &incident : incidents) {
        const auto known = m_pages.find(incident.service);
        if (known != m_pages.end() && known->second.incident.id > incident.id)
            continue;
        if (known != m_pages.end())
            m_byId.erase(known->second.incident.id);
        Page page;
        page.incident = incident;
        m_pages.insert_or_assign(incident.service, std::move(page));
        m_byId.insert_or_assign(incident.id, incident.service);
        m_lastId = std::max(m_lastId, incident.id);
    }
    for (const Incident &incident : incidents) {
        const auto cause = incident.explainedBy ? m_byId.find(*incident.explainedBy) : m_byId.end();
        if (cause == m_byId.end())
            continue;
        Page &upper = m_pages.at(cause->second);
        upper.explains = true;
        ++upper.most;
    }
    m_causesStale = true;
    touchAll();
}

IncidentAdvance IncidentBook::change(const ServiceId &service, const Transition &transition, Instant now)
{
    const auto known = m_pages.find(service);
    const auto latest = known == m_pages.end() ? std::nullopt : std::optional(known->second.incident);
    IncidentAdvance advance = advanceIncident(latest, service, transition, m_policy.reopen, now);
    if (advance.step == IncidentStep::None)
        return advance;
    if (advance.step == IncidentStep::Opened) {
        if (known != m_pages.end())
            m_byId.erase(known->second.incident.id);
        advance.incident.id = ++m_lastId;
        m_byId.insert_or_assign(m_lastId, service);
        schedule(m_pages[service], std::nullopt);
        m_pages[service] = {};
    }
    Page &page = m_pages[service];
    page.incident = advance.incident;
    page.why.clear();
    m_causesStale = true;
    touch(page.incident.service);
    return advance;
}

void IncidentBook::touchAll()
{
    for (auto &[service, page] : m_pages)
        m_touched.insert(service);
}

std::optional<Incident> IncidentBook::drop(const ServiceId &service, Instant now)
{
    const auto known = m_pages.find(service);
    if (known == m_pages.end())
        return std::nullopt;
    Incident incident = known->second.incident;
    schedule(known->second, std::nullopt);
    m_byId.erase(incident.id);
    m_touched.erase(service);
    m_pages.erase(known);
    m_causesStale = true;
    if (!incident.isOpen())
        return std::nullopt;
    incident.closedAt = now;
    return incident;
}

const Incident *IncidentBook::find(qint64 id) const
{
    const auto service = m_byId.find(id);
    return service == m_byId.end() ? nullptr : latest(service->second);
}

const Incident *IncidentBook::latest(const ServiceId &service) const
{
    const auto page = m_pages.find(service);
    return page == m_pages.end() ? nullptr : &page->second.incident;
}

void IncidentBook::replace(const Incident &incident)
{
    Page &page = m_pages.at(incident.service);
    if (page.incident.isOpen() != incident.isOpen())
        m_causesStale = true;
    page.incident = incident;
    touch(page.incident.service);
}

void IncidentBook::unhear(qint64 id, const QString &route, TellingKind kind, Instant again)
{
    const auto service = m_byId.find(id);
    if (service == m_byId.end())
        return;
    Page &page = m_pages.at(service->second);
    auto &heard = page.incident.told;
    const auto told =
        std::ranges::find_if(heard, [&](const Told &each) { return each.route == route && each.kind == kind; });
    if (told == heard.end() || !page.incident.isOpen())
        return;
    heard.erase(told);
    schedule(page, again); // not at once: a receiver that refuses would be told without end
}

void IncidentBook::touch(const ServiceId &service)
{
    if (m_pages.contains(service))
        m_touched.insert(service);
}

void IncidentBook::schedule(Page &page, std::optional<Instant> due)
{
    if (page.due)
        m_dues.erase({ *page.due, page.incident.service });
    page.due = due;
    if (due)
        m_dues.insert({ *due, page.incident.service });
}

std::optional<Instant> IncidentBook::next() const
{
    if (!m_touched.empty() || m_causesStale)
        return Instant {};
    return m_dues.empty() ? std::nullopt : std::optional(m_dues.begin()->first);
}

/// Who explains whom among all that is in trouble now.
void IncidentBook::findCauses(Instant now)
{
    m_causesStale = false;
    m_causes.clear();
    std::vector<Failing> failing;
    for (const auto &[service, page] : m_pages) {
        if (page.incident.isOpen())
            failing.push_back({ service, page.incident.openedAt, page.incident.status });
    }
    std::set<ServiceId> explained;
    if (m_reach) {
        for (RootCause &cause : rootCauses(failing, *m_reach, m_policy.lead)) {
            for (const Reached &reached : cause.failing) {
                explained.insert(reached.id);
                explain(m_pages.at(reached.id), cause);
            }
            Page &upper = m_pages.at(cause.service);
            upper.most = std::max(upper.most, cause.failing.size());
            m_causes.insert_or_assign(cause.service, std::move(cause));
        }
    }
    for (auto &[service, page] : m_pages) {
        if (page.incident.isOpen() && page.incident.isExplained() && !explained.contains(service))
            release(page, now);
    }
}

void IncidentBook::explain(Page &page, const RootCause &cause)
{
    Page &upper = m_pages.at(cause.service);
    upper.explains = true;
    touch(page.incident.service); // how many are explained decides whether it is told on its own
    if (page.incident.explainedBy == upper.incident.id && !page.incident.freedAt)
        return;
    page.incident.explainedBy = upper.incident.id;
    page.incident.freedAt.reset();
    page.changed = true;
}

void IncidentBook::release(Page &page, Instant now)
{
    page.incident.freedAt = now;
    page.changed = true;
    touch(page.incident.service);
}

QString IncidentBook::explainerOf(const Incident &incident) const
{
    if (!incident.isExplained())
        return {};
    const auto service = m_byId.find(*incident.explainedBy);
    return service == m_byId.end() ? QString() : m_context.name(service->second);
}

/// Of a cause that nobody hears of, its dependents must speak for themselves.
bool IncidentBook::isToldWithItsCause(const Incident &incident, Instant now) const
{
    const auto service = incident.isExplained() ? m_byId.find(*incident.explainedBy) : m_byId.end();
    if (service == m_byId.end() || !causeAt(service->second))
        return false;
    const Page &cause = m_pages.at(service->second);
    if (cause.most
        < static_cast<size_t>(m_policy.threshold)) // at its worst: the last to recover belong to it, too
        return false;
    const Suppression held = plan(m_policy, situationOf(cause, now), now).held;
    return held != Suppression::Silenced && held != Suppression::MaintenanceWindow
        && held != Suppression::TierInformational && held != Suppression::NoRoute;
}

AlertSituation IncidentBook::situationOf(const Page &page, Instant now) const
{
    AlertSituation situation;
    situation.incident = page.incident;
    situation.facts = m_context.facts(page.incident.service);
    situation.facts.status = page.incident.peak;
    if (page.incident.isOpen())
        std::tie(situation.silence, situation.silencedBy) = m_context.silence(situation.facts, now);
    if (isToldWithItsCause(page.incident, now))
        situation.explainedBy = explainerOf(page.incident);
    situation.explains = page.explains;
    situation.freedAt = std::max(page.freedAt, page.incident.freedAt);
    return situation;
}

std::optional<IncidentBook::Decision> IncidentBook::decideOne(Page &page, Instant now)
{
    AlertSituation situation = situationOf(page, now);
    const bool held = !situation.explainedBy.isEmpty();
    // Another cause may take over that is too small to be told with it: that lets it go as well.
    if (std::exchange(page.held, held) && !held)
        situation.freedAt = page.freedAt = now;
    AlertPlan decided = plan(m_policy, situation, now);
    schedule(page, decided.next);
    remember(page.incident, decided.due, now);
    if (!decided.due.empty()) // a reminder or a further step may follow
        schedule(page, plan(m_policy, situationOf(page, now), now).next);
    if (std::exchange(page.why, decided.why) == decided.why)
        decided.why.clear();
    const bool changed = std::exchange(page.changed, false);
    if (decided.due.empty() && decided.why.isEmpty() && !changed)
        return std::nullopt;
    return Decision { page.incident, std::move(decided), explainerOf(page.incident) };
}

std::vector<IncidentBook::Decision> IncidentBook::decide(Instant now)
{
    if (m_causesStale)
        findCauses(now);
    while (!m_dues.empty() && m_dues.begin()->first <= now) {
        const ServiceId service = m_dues.begin()->second;
        Page &page = m_pages.at(service);
        schedule(page, std::nullopt);
        touch(page.incident.service);
    }
    std::vector<Decision> decisions;
    for (const ServiceId &service : std::exchange(m_touched, {})) {
        if (auto decision = decideOne(m_pages.at(service), now))
            decisions.push_back(std::move(*decision));
    }
    std::ranges::sort(decisions, {}, [](const Decision &decision) { return decision.incident.id; });
    forgetOld(now);
    return decisions;
}

/// What is over, told, and too old to come back.
void IncidentBook::forgetOld(Instant now)
{
    if (now - m_cleared < kClearing && now >= m_cleared)
        return;
    m_cleared = now;
    for (auto page = m_pages.begin(); page != m_pages.end();) {
        const Incident &incident = page->second.incident;
        if (incident.isOpen() || page->second.due || now - *incident.closedAt <= m_policy.reopen) {
            ++page;
            continue;
        }
        m_byId.erase(incident.id);
        page = m_pages.erase(page);
    }
}

const RootCause *IncidentBook::causeAt(const ServiceId &service) const
{
    const auto cause = m_causes.find(service);
    return cause == m_causes.end() ? nullptr : &cause->second;
}

std::vector<const Incident *> IncidentBook::open() const
{
    std::vector<const Incident *> incidents;
    for (const auto &[id, service] : m_byId) {
        if (const Incident *incident = find(id); incident->isOpen())
            incidents.push_back(incident);
    }
    return incidents;
}

} // namespace Wf::Domain
