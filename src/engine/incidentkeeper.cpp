// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/incidentkeeper.h"

#include <algorithm>

namespace Wf::Engine {

namespace {
    using Domain::IncidentNote;

    /// What a receiver refused is not offered to it again before.
    constexpr Millis kToldAgainAfter = std::chrono::minutes { 10 };
    constexpr Millis kLongestRest = std::chrono::minutes { 5 };

    /// What covers a service, for the record and for people.
    std::pair<Domain::Suppression, QString> silenceOf(
        const World &world, const Domain::AlertFacts &facts, Instant now)
    {
        const Entry *entry = world.find(facts.service);
        if (const auto *plan = Domain::planOver(world.plans, facts, now))
            return { Domain::Suppression::MaintenanceWindow, QStringLiteral("maintenance '%1'").arg(plan->title) };
        if (entry && entry->state.maintenance)
            return { Domain::Suppression::MaintenanceWindow,
                QStringLiteral("a maintenance of the vendor is going on") };
        if (const auto *silence = Domain::silenceOver(world.silences, facts, now))
            return { Domain::Suppression::Silenced,
                QStringLiteral("silenced by %1 until %2: %3")
                    .arg(silence->author, toIso(silence->until), silence->reason) };
        return { Domain::Suppression::None, QString() };
    }

    Result<void> checkAction(const Ports::IncidentAction &action, const Domain::Incident &incident)
    {
        if (action.kind == IncidentNote::Kind::Note && action.text.trimmed().isEmpty())
            return failure(ErrorCode::Invalid, QStringLiteral("a note needs a text"), QStringLiteral("text"));
        if (action.text.size() > Domain::kLongestNote)
            return failure(ErrorCode::Invalid,
                QStringLiteral("a note has at most %1 characters").arg(Domain::kLongestNote),
                QStringLiteral("text"));
        if (action.kind != IncidentNote::Kind::Note && !incident.isOpen())
            return failure(ErrorCode::Conflict, QStringLiteral("incident %1 is over already").arg(incident.id));
        return {};
    }

    void take(Domain::Incident &incident, const Ports::IncidentAction &action, Instant now)
    {
        if (action.kind == IncidentNote::Kind::Acknowledged && !incident.acknowledged)
            incident.acknowledged = Domain::Acknowledgement { now, action.by };
        if (action.kind == IncidentNote::Kind::Resolved) {
            incident.closedAt = now;
            incident.resolvedBy = action.by;
        }
    }
} // namespace

IncidentKeeper::IncidentKeeper(World &world, const EngineOptions &options)
    : m_world(world)
    , m_options(options)
    , m_book({ [this](const ServiceId &service) {
                  const Entry *entry = m_world.find(service);
                  Domain::AlertFacts facts = entry ? factsOf(*entry) : Domain::AlertFacts {};
                  facts.service = service;
                  return facts;
              },
          [this](const Domain::AlertFacts &facts, Instant now) { return silenceOf(m_world, facts, now); },
          [this](const ServiceId &service) { return m_world.graph->displayName(service); } })
{
}

void IncidentKeeper::load(const Ports::StoredWorld &stored)
{
    m_book.load(stored.incidents, stored.lastIncidentId);
}

void IncidentKeeper::adopt(Tick &tick)
{
    m_book.setPolicy(m_options.policy);
    m_book.setGraph(m_world.graph);
    for (const Domain::Incident *incident : m_book.open()) {
        if (m_world.find(incident->service))
            continue;
        if (const auto ended = m_book.drop(ServiceId(incident->service), tick.now))
            tick.batch.incidents.push_back(*ended);
    }
    for (const Domain::Incident *incident : m_book.open())
        m_dirty.insert(incident->id);
}

void IncidentKeeper::adoptTroubles(Tick &tick)
{
    for (const auto &[id, entry] : m_world.entries) {
        if (!Domain::isTrouble(entry.state.status) || m_book.latest(id))
            continue;
        const Domain::Transition found { Domain::Status::Unknown, entry.state.status, entry.state.detail, {}, {} };
        m_dirty.insert(m_book.change(id, found, entry.state.changedAt.value_or(tick.now)).incident.id);
    }
}

Domain::IncidentStep IncidentKeeper::note(const StatusChange &change, Tick &tick)
{
    const Domain::IncidentAdvance advance = m_book.change(change.service, change.transition, tick.now);
    if (advance.step != Domain::IncidentStep::None)
        m_dirty.insert(advance.incident.id);
    return advance.step;
}

std::vector<Domain::IncidentBook::Decision> IncidentKeeper::decide(const Tick &tick)
{
    const std::optional<Instant> due = m_book.next();
    const bool resting =
        tick.now < m_restUntil && m_restUntil - tick.now <= kLongestRest; // a clock may be set back
    if (!due || *due > tick.now || resting)
        return {};
    auto decisions = m_book.decide(tick.now);
    for (const auto &decision : decisions)
        m_dirty.insert(decision.incident.id);
    return decisions;
}

void IncidentKeeper::seal(Tick &tick)
{
    for (const qint64 id : std::exchange(m_dirty, {})) {
        if (const Domain::Incident *incident = m_book.find(id)) {
            tick.batch.incidents.push_back(*incident);
            show(incident->service, tick);
        }
    }
    for (auto service = m_unstable.begin(); service != m_unstable.end();) {
        const Domain::Incident *incident = m_book.latest(*service);
        const bool still = incident && Domain::isFlapping(*incident, m_options.policy.flapping, tick.now);
        const ServiceId id = *service;
        service = still ? std::next(service) : m_unstable.erase(service);
        if (!still)
            show(id, tick);
    }
}

void IncidentKeeper::show(const ServiceId &service, Tick &tick)
{
    Entry *entry = m_world.find(service);
    if (!entry)
        return;
    const Domain::Incident *incident = m_book.latest(service);
    const bool open = incident && incident->isOpen();
    entry->incident = open ? Shared<Domain::Incident>(*incident) : Shared<Domain::Incident>();
    entry->explainedBy = open ? m_book.explainerOf(*incident) : QString();
    const bool unstable = incident && Domain::isFlapping(*incident, m_options.policy.flapping, tick.now);
    entry->turns = unstable ? Domain::recentTurns(*incident, m_options.policy.flapping.within, tick.now) : 0;
    if (unstable)
        m_unstable.insert(service);
    tick.touched.insert(service);
}

Result<Domain::Incident> IncidentKeeper::act(const Ports::IncidentAction &action, Tick &tick)
{
    const Domain::Incident *known = m_book.find(action.incident);
    if (!known)
        return failure(ErrorCode::NotFound, QStringLiteral("incident %1 was not found").arg(action.incident));
    if (const Result<void> valid = checkAction(action, *known); !valid)
        return tl::unexpected(valid.error());
    Domain::Incident incident = *known;
    take(incident, action, tick.now);
    m_book.replace(incident);
    m_dirty.insert(incident.id);
    tick.batch.notes.push_back(
        { ++m_world.lastNoteId, incident.id, action.kind, tick.now, action.by, action.text });
    return incident;
}

Result<void> IncidentKeeper::noteOld(
    const Domain::Incident &incident, const Ports::IncidentAction &action, Tick &tick)
{
    if (Result<void> valid = checkAction(action, incident); !valid)
        return valid;
    tick.batch.notes.push_back(
        { ++m_world.lastNoteId, incident.id, action.kind, tick.now, action.by, action.text });
    return {};
}

std::optional<qint64> IncidentKeeper::findByKey(const QString &dedupKey) const
{
    for (const Domain::Incident *incident : m_book.open()) {
        if (incident->dedupKey == dedupKey)
            return incident->id;
    }
    return std::nullopt;
}

void IncidentKeeper::noteThread(const Domain::OutboxMessage &message, const QString &thread, Tick &tick)
{
    const Domain::Incident *known = m_book.find(message.letter.incident);
    if (!known || thread.isEmpty() || known->threads.contains(message.channel))
        return;
    Domain::Incident incident = *known;
    incident.threads.insert(message.channel, thread);
    m_book.replace(incident);
    tick.batch.incidents.push_back(incident);
}

QString IncidentKeeper::threadOf(const Domain::OutboxMessage &message) const
{
    const Domain::Incident *incident = m_book.find(message.letter.incident);
    return incident ? incident->threads.value(message.channel) : QString();
}

void IncidentKeeper::forget(qint64 id, const QString &route, Domain::TellingKind kind, Instant now)
{
    m_book.unhear(id, route, kind, now + kToldAgainAfter);
    m_dirty.insert(id);
}

QStringList IncidentKeeper::listeners(const Domain::Incident &incident) const
{
    QStringList channels;
    for (const Domain::Told &told : incident.told) {
        for (const Domain::AlertRoute &route : m_options.policy.routes) {
            if (route.name != told.route || told.step >= std::ssize(route.steps))
                continue;
            channels += route.steps[static_cast<size_t>(told.step)].channels;
        }
    }
    channels.removeDuplicates();
    return channels;
}

} // namespace Wf::Engine
