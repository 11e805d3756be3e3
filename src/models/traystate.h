// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/snapshot.h"

#include <QHash>

namespace Wf::Models {

/// What the tray icon and its menu say.
struct TrayState {
    struct Line {
        ServiceId service;
        Domain::Display display = Domain::Display::Unknown;
        QString text; ///< "GitHub: partial outage, 41 min"

        bool operator==(const Line &) const = default;
    };
    Domain::Display shape = Domain::Display::Unknown;
    int count = 0; ///< services in trouble or blind
    QString summary; ///< the one sentence
    QString tooltip; ///< sentence and age of the data
    std::vector<Line> worst; ///< at most five
    struct Open {
        qint64 incident = 0;
        Domain::Display display = Domain::Display::Unknown;
        QString text; ///< "GitHub, 41 min"

        bool operator==(const Open &) const = default;
    };
    std::vector<Open> unattended; ///< incidents that nobody took care of and nothing explains, at most five

    bool operator==(const TrayState &) const = default;
};
[[nodiscard]] TrayState trayState(const Ports::Snapshot &snapshot, Instant now);

struct TrayNote {
    QString title; ///< "GitHub: operational → partial outage"
    QString body; ///< since when, and what it means for people
    Domain::Display display = Domain::Display::Unknown;
    std::optional<ServiceId> service; ///< where a click leads

    bool operator==(const TrayNote &) const = default;
};

/// Collects changes between snapshots and says which notifications follow from them. A service that came back
/// before its notification was shown needs none; a recovery takes the place of the trouble it ends; more than
/// three at once become one.
class TrayNotes {
public:
    void note(const Ports::Snapshot &before, const Ports::Snapshot &after);
    /// What is to be shown now; the collection is empty afterwards. Nothing while paused: those changes are
    /// dropped.
    [[nodiscard]] std::vector<TrayNote> take(Instant now);
    [[nodiscard]] bool isEmpty() const { return m_changes.isEmpty() && !m_connectivity; }

    void pauseUntil(Instant until) { m_pausedUntil = until; }
    void resume() { m_pausedUntil.reset(); }
    [[nodiscard]] bool isPaused(Instant now) const { return m_pausedUntil && now < *m_pausedUntil; }
    [[nodiscard]] std::optional<Instant> pausedUntil() const { return m_pausedUntil; }

private:
    struct Change {
        QString name;
        Domain::Display from = Domain::Display::Unknown;
        Domain::Display to = Domain::Display::Unknown;
        std::optional<Instant> since;
        QString impact;
    };
    void noteRow(const Ports::ServiceRow &before, const Ports::ServiceRow &after);
    [[nodiscard]] static TrayNote single(const ServiceId &id, const Change &change, Instant now);
    [[nodiscard]] TrayNote storm() const;

    QHash<ServiceId, Change> m_changes;
    std::optional<Domain::Connectivity> m_connectivity;
    std::optional<Instant> m_pausedUntil;
};

} // namespace Wf::Models
