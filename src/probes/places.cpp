// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/places.h"

#include <utility>

namespace Wf::Probes {

Places::Places(const Limits &limits)
    : m_limits(limits)
{
}

Places::Entry Places::enter(quint64 id, const QString &host, Start start)
{
    if (waiting() >= m_limits.waiting)
        return Entry::Full;
    const quint64 turn = ++m_lastTurn;
    m_members.emplace(id, Member { host, std::move(start), turn });
    m_hosts[host].waiting.emplace(turn, id);
    offer(host);
    pump();
    return Entry::Accepted;
}

void Places::leave(quint64 id)
{
    const auto found = m_members.find(id);
    if (found == m_members.end())
        return;
    const Member member = std::move(found->second);
    m_members.erase(found);
    Host &host = m_hosts[member.host];
    if (host.waiting.erase(member.turn) > 0) {
        m_next.erase(member.turn);
    } else {
        --host.running;
        --m_running;
    }
    if (host.running == 0 && host.waiting.empty())
        m_hosts.remove(member.host);
    else
        offer(member.host);
    pump();
}

int Places::runningAt(const QString &host) const
{
    const auto found = m_hosts.constFind(host);
    return found == m_hosts.constEnd() ? 0 : found->running;
}

/// Lets the first who waits at a host take part, when the host has a place left.
void Places::offer(const QString &name)
{
    const Host &host = m_hosts[name];
    if (!host.waiting.empty() && host.running < m_limits.perHost)
        m_next.emplace(*host.waiting.begin());
}

void Places::pump()
{
    if (m_pumping)
        return; // whoever started us goes on
    m_pumping = true;
    while (m_running < m_limits.total && !m_next.empty()) {
        const auto [turn, id] = *m_next.begin();
        m_next.erase(m_next.begin());
        Member &member = m_members.at(id);
        Host &host = m_hosts[member.host];
        host.waiting.erase(turn);
        ++host.running;
        ++m_running;
        offer(member.host);
        const Start start = std::exchange(member.start, nullptr);
        start();
    }
    m_pumping = false;
}

} // namespace Wf::Probes
