// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/world.h"
#include "ports/prober.h"

#include <QObject>

namespace Wf::Engine {

/// When a status page that is watched answers, but cannot be read any more, finds out what became of it: vendors
/// move from one platform to the next. What it finds is a proposal for people; nothing is switched by itself.
/// A page is looked for once a day at most, and few at once.
class PageFinder final : public QObject {
    Q_OBJECT

public:
    PageFinder(World &world, Ports::Prober &prober)
        : m_world(world)
        , m_prober(prober)
    {
    }

    /// After the question was answered and its monitors moved on.
    void follow(const Ports::Question &question, Instant now);
    /// No more looking.
    void stop() { m_running = false; }

Q_SIGNALS:
    /// There is a new proposal for a monitor of this service.
    void found(const Wf::ServiceId &service);

private:
    void look(const Ports::Question &question, Instant now);
    void take(const Ports::Question &question, const Domain::Detection &detection);
    void forgetOld(Instant now);

    World &m_world;
    Ports::Prober &m_prober;
    QHash<QUrl, Instant> m_lookedAt;
    int m_looking = 0;
    bool m_running = true;
};

} // namespace Wf::Engine
