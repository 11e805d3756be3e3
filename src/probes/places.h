// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QString>

#include <functional>
#include <map>

namespace Wf::Probes {

/// Who may go now: a limited number at once per host and in all, first come first served; a host that is busy does
/// not hold up the others. Costs the same however many wait.
class Places {
public:
    struct Limits {
        int total = 64;
        int perHost = 2;
        int waiting = 10'000;
    };
    enum class Entry { Accepted, Full };
    /// Called when the place is there, at once or later. It may call enter() and leave().
    using Start = std::function<void()>;

    explicit Places(const Limits &limits);

    /// `id` is the caller's, unique among those who are here.
    [[nodiscard]] Entry enter(quint64 id, const QString &host, Start start);
    /// Gives the place back, or gives up waiting for it; unknown ids are nobody.
    void leave(quint64 id);
    [[nodiscard]] int running() const { return m_running; }
    [[nodiscard]] int waiting() const { return static_cast<int>(m_members.size()) - m_running; }
    [[nodiscard]] int runningAt(const QString &host) const;

private:
    struct Member {
        QString host;
        Start start; ///< empty once it has its place
        quint64 turn = 0;
    };
    struct Host {
        int running = 0;
        std::map<quint64, quint64> waiting; ///< turn to id
    };

    void offer(const QString &name);
    void pump();

    const Limits m_limits;
    std::map<quint64, Member> m_members;
    QHash<QString, Host> m_hosts; ///< those that somebody is at or waits for
    std::map<quint64, quint64> m_next; ///< turn to id: the first who waits at each host with a place left
    quint64 m_lastTurn = 0;
    int m_running = 0;
    bool m_pumping = false;
};

} // namespace Wf::Probes
