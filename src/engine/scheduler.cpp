// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/scheduler.h"

#include "domain/clientcredentials.h"

#include <QCryptographicHash>

#include <algorithm>

namespace Wf::Engine {

namespace {
    constexpr Millis kStartStagger { 50 };

    QString keyOf(const Domain::MonitorSpec &monitor)
    {
        if (monitor.check) // each has its own assertions: nothing to share
            return QStringLiteral("check\n") % monitor.id.value;
        const QString page = monitor.kind % u'\n' % monitor.url.toString(QUrl::FullyEncoded);
        if (!monitor.credentials) // who asks with other rights sees another page
            return page;
        return page % u'\n' % monitor.credentials->tokenUrl.toString() % u'\n' % monitor.credentials->clientId;
    }

    /// The same for the same target in every run, evenly spread over the interval.
    Millis phaseOf(const QString &key, Millis interval)
    {
        const QByteArray digest = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha1);
        quint64 number = 0;
        for (int i = 0; i < 8; ++i)
            number = number << 8 | static_cast<quint8>(digest.at(i));
        return Millis { static_cast<qint64>(
            number % static_cast<quint64>(std::max<qint64>(1, interval.count()))) };
    }
} // namespace

std::vector<Scheduler::Wanted> Scheduler::wantedTargets(
    const Domain::Catalogue &catalogue, const QSet<MonitorId> &paused)
{
    std::vector<Wanted> targets;
    QHash<QString, size_t> positions;
    for (const Domain::Service &service : catalogue.services) {
        for (const Domain::MonitorSpec &monitor : service.monitors) {
            if (!monitor.isPolled() || !monitor.asked || service.retired || paused.contains(monitor.id))
                continue;
            const QString key = keyOf(monitor);
            const size_t position = positions.value(key, targets.size());
            if (position == targets.size()) {
                positions.insert(key, position);
                targets.push_back(
                    { key, { { monitor.kind, monitor.url, monitor.timeout, {} }, monitor.interval } });
            }
            Target &target = targets[position].target;
            target.interval = std::min(target.interval, monitor.interval);
            target.question.timeout = std::min(target.question.timeout, monitor.timeout);
            target.question.monitors.push_back(monitor);
        }
    }
    for (Wanted &wanted : targets)
        wanted.target.phase = phaseOf(wanted.key, wanted.target.interval);
    return targets;
}

void Scheduler::dropOthers(const QSet<QString> &keys)
{
    for (auto known = m_byKey.begin(); known != m_byKey.end();) {
        Target &target = m_targets.at(known.value());
        if (keys.contains(known.key())) {
            ++known;
        } else if (target.asking) { // known until it is answered, lest it be asked twice when it comes back
            target.gone = true;
            ++known;
        } else {
            m_queue.erase({ target.due, known.value() });
            m_targets.erase(known.value());
            known = m_byKey.erase(known);
        }
    }
}

void Scheduler::adopt(int handle, Target wanted, Millis now)
{
    Target &known = m_targets.at(handle);
    known.question = std::move(wanted.question);
    known.interval = wanted.interval;
    known.phase = wanted.phase;
    known.gone = false;
    if (!known.asking && known.due > now + known.interval)
        enqueue(handle, nextSlot(known, now));
}

void Scheduler::setCatalogue(const Domain::Catalogue &catalogue, const QSet<MonitorId> &paused, Millis now)
{
    std::vector<Wanted> targets = wantedTargets(catalogue, paused);
    QSet<QString> keys;
    for (const Wanted &wanted : targets)
        keys.insert(wanted.key);
    dropOthers(keys);
    m_byService.clear();
    Millis stagger { 0 };
    for (Wanted &wanted : targets) {
        int handle = m_byKey.value(wanted.key, 0);
        if (handle) {
            adopt(handle, std::move(wanted.target), now);
        } else {
            handle = ++m_lastHandle;
            m_byKey.insert(wanted.key, handle);
            const Target &target = m_targets.emplace(handle, std::move(wanted.target)).first->second;
            // At start everything is asked soon, but not at once; from then on everyone keeps its own slot.
            enqueue(handle, now + stagger % std::max(target.interval, Millis { 1 }));
            stagger += kStartStagger;
        }
        for (const Domain::MonitorSpec &monitor : m_targets.at(handle).question.monitors)
            m_byService[monitor.service].push_back(handle);
    }
}

std::vector<Scheduler::Due> Scheduler::takeDue(Millis now)
{
    std::vector<Due> result;
    while (!m_queue.empty() && m_queue.begin()->first <= now) {
        const int handle = m_queue.begin()->second;
        m_queue.erase(m_queue.begin());
        Target &target = m_targets.at(handle);
        target.asking = true;
        target.askedAt = now;
        result.push_back({ handle, now - target.due, &target.question });
    }
    return result;
}

void Scheduler::answered(int handle, Millis now, Millis delay)
{
    const auto found = m_targets.find(handle);
    if (found == m_targets.end())
        return;
    Target &target = found->second;
    target.asking = false;
    if (target.gone) {
        m_byKey.remove(keyOf(target.question.monitors.front()));
        m_targets.erase(found);
        return;
    }
    // A longer wait ends in a regular slot, too.
    enqueue(handle, delay >= target.interval ? nextSlot(target, now + delay - target.interval) : now + delay);
}

std::vector<const Ports::Question *> Scheduler::overdue(Millis now)
{
    constexpr Millis kShortest = std::chrono::minutes { 2 };
    std::vector<const Ports::Question *> result;
    for (auto &[handle, target] : m_targets) {
        if (!target.asking || now - target.askedAt < std::max(kShortest, 4 * target.interval))
            continue;
        target.askedAt = now;
        result.push_back(&target.question);
    }
    return result;
}

void Scheduler::askNow(const std::optional<ServiceId> &service, Millis now)
{
    Millis stagger { 0 };
    for (auto &[handle, target] : m_targets) {
        const bool wanted = !service || std::ranges::any_of(target.question.monitors, [&](const auto &monitor) {
            return monitor.service == *service;
        });
        const Millis due = now + stagger % std::max(target.interval, Millis { 1 });
        if (!wanted || target.asking)
            continue;
        if (target.due > due)
            enqueue(handle, due);
        stagger += kStartStagger;
    }
}

void Scheduler::askNow(const MonitorId &monitor, Millis now)
{
    for (auto &[handle, target] : m_targets) {
        const bool wanted =
            std::ranges::any_of(target.question.monitors, [&](const auto &each) { return each.id == monitor; });
        if (wanted && !target.asking && target.due > now)
            enqueue(handle, now);
    }
}

std::optional<Millis> Scheduler::dueOf(int handle) const
{
    const auto target = m_targets.find(handle);
    return target == m_targets.end() || target->second.asking ? std::nullopt : std::optional(target->second.due);
}

std::optional<Millis> Scheduler::nextDue() const
{
    return m_queue.empty() ? std::nullopt : std::optional(m_queue.begin()->first);
}

std::optional<Millis> Scheduler::nextDue(const ServiceId &service) const
{
    std::optional<Millis> soonest;
    for (const int handle : m_byService.value(service)) {
        const Target &target = m_targets.at(handle);
        if (!target.asking && (!soonest || target.due < *soonest))
            soonest = target.due;
    }
    return soonest;
}

void Scheduler::enqueue(int handle, Millis due)
{
    Target &target = m_targets.at(handle);
    m_queue.erase({ target.due, handle });
    target.due = due;
    m_queue.insert({ due, handle });
}

Millis Scheduler::nextSlot(const Target &target, Millis now)
{
    // The first of its slots that is at least half an interval away: never two questions close together.
    const Millis earliest = now + target.interval / 2;
    const qint64 interval = std::max<qint64>(1, target.interval.count());
    const qint64 ahead = ((target.phase - earliest).count() % interval + interval) % interval;
    return earliest + Millis { ahead };
}

} // namespace Wf::Engine
