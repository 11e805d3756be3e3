// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/prober.h"

#include <QHash>
#include <QSet>

#include <set>

namespace Wf::Engine {

/// Decides when to ask whom. Monitors that share kind and URL are one target: one question answers them all.
/// Time is the monotonic clock's, so a wrong or changed wall clock cannot stop or hurry it.
class Scheduler {
public:
    struct Due {
        int target = 0; ///< handle for answered()
        Millis late { 0 }; ///< how long after its time it is handed out
        const Ports::Question *question = nullptr;
    };

    /// Takes the polled monitors of a catalogue; targets that were there before keep their time.
    /// Those that a person paused are not asked.
    void setCatalogue(const Domain::Catalogue &catalogue, const QSet<MonitorId> &paused, Millis now);
    /// Targets whose time has come and that are not being asked; they count as being asked from here on.
    [[nodiscard]] std::vector<Due> takeDue(Millis now);
    /// The target was answered: ask again after `delay`; when that is its interval or longer, in the regular slot
    /// that is nearest to it.
    void answered(int target, Millis now, Millis delay);
    /// Questions that have been open for four intervals (two minutes at least): whatever holds them up, nobody
    /// sees their targets. Each is told once per such time.
    [[nodiscard]] std::vector<const Ports::Question *> overdue(Millis now);
    /// Brings forward the targets of a service, or all (one after the other), that are not being asked.
    void askNow(const std::optional<ServiceId> &service, Millis now);
    void askNow(const MonitorId &monitor, Millis now);
    [[nodiscard]] std::optional<Millis> nextDue() const;
    /// When this target is asked next; nothing while it is being asked.
    [[nodiscard]] std::optional<Millis> dueOf(int target) const;
    /// When the soonest target of this service is due; nothing while it is being asked or for manual ones.
    [[nodiscard]] std::optional<Millis> nextDue(const ServiceId &service) const;
    [[nodiscard]] size_t size() const { return m_targets.size(); }

private:
    struct Target {
        Ports::Question question;
        Millis interval { 0 };
        Millis phase { 0 };
        Millis due { 0 };
        bool asking = false;
        Millis askedAt { 0 };
        bool gone = false; ///< left the catalogue while it was being asked
    };
    struct Wanted {
        QString key;
        Target target;
    };
    [[nodiscard]] static std::vector<Wanted> wantedTargets(
        const Domain::Catalogue &catalogue, const QSet<MonitorId> &paused);
    void dropOthers(const QSet<QString> &keys);
    void adopt(int handle, Target wanted, Millis now);
    void enqueue(int handle, Millis due);
    [[nodiscard]] static Millis nextSlot(const Target &target, Millis now);

    std::map<int, Target> m_targets;
    std::set<std::pair<Millis, int>> m_queue;
    QHash<QString, int> m_byKey;
    QHash<ServiceId, std::vector<int>> m_byService;
    int m_lastHandle = 0;
};

} // namespace Wf::Engine
