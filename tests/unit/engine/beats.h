// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "rig.h"

// Heartbeats for the engine's tests.
namespace Samples {

inline const QString kKey = QStringLiteral("f4d9b5c1-0b5e-4f6a-9d3c-1a2b3c4d5e6f");

/// A minute's period and half a minute's grace, by the address `key`.
inline Wf::Domain::MonitorSpec beat(const ServiceId &service, const QString &key = kKey,
    Wf::Seconds period = Wf::Seconds { 60 }, Wf::Seconds grace = Wf::Seconds { 30 })
{
    Wf::Domain::HeartbeatSpec heartbeat;
    heartbeat.uuid = key;
    heartbeat.schedule = *Wf::Domain::parseSimple(period);
    heartbeat.grace = grace;
    Wf::Domain::MonitorSpec spec = monitor(service, {});
    spec.id = MonitorId(service.value + QStringLiteral(":beat"));
    spec.kind = QStringLiteral("heartbeat");
    spec.heartbeat = heartbeat;
    return spec;
}

inline Wf::Domain::Service beating(const char *name, const QString &key = kKey,
    Wf::Seconds period = Wf::Seconds { 60 }, Wf::Seconds grace = Wf::Seconds { 30 })
{
    Wf::Domain::Service result = service(name);
    result.pollType = QStringLiteral("heartbeat");
    result.monitors = { beat(result.id, key, period, grace) };
    return result;
}

/// The same with something about its heartbeat changed.
template <class Change> Wf::Domain::Service beatingWith(const char *name, Change change)
{
    Wf::Domain::Service result = beating(name);
    Wf::Domain::HeartbeatSpec heartbeat = *result.monitors.front().heartbeat;
    change(heartbeat);
    result.monitors.front().heartbeat = heartbeat;
    return result;
}

inline MonitorId beatOf(const char *name)
{
    return MonitorId(QString::fromLatin1(name) + QStringLiteral(":beat"));
}

inline Wf::Ports::PingCall call(
    const QString &key = kKey, Wf::Domain::PingKind kind = Wf::Domain::PingKind::Success)
{
    Wf::Ports::PingCall result;
    result.uuid = key;
    result.request.signal.kind = kind;
    return result;
}

inline Wf::Ports::PingCall slugCall(const char *pingKey, const char *slug)
{
    Wf::Ports::PingCall result;
    result.pingKey = QString::fromLatin1(pingKey);
    result.slug = QString::fromLatin1(slug);
    return result;
}

inline Wf::Result<Wf::Ports::PingOutcome> ping(Rig &rig, const Wf::Ports::PingCall &what = call())
{
    const auto answer = rig.engine->ping(what);
    settle();
    if (!answer.isFinished())
        return Wf::failure(Wf::ErrorCode::Internal, QStringLiteral("no answer yet"));
    return answer.result();
}

/// "operational +0", "degraded +60000": the status changes of a service, milliseconds after `start`, as written.
inline QStringList changes(const Rig &rig, const char *name, Wf::Instant start)
{
    QStringList result;
    for (const Wf::Domain::Event &event : rig.store.events()) {
        if (event.service == id(name) && event.kind == Wf::Domain::EventKind::StatusChange)
            result.append(
                QStringLiteral("%1 +%2").arg(Wf::Domain::word(event.next)).arg((event.at - start).count()));
    }
    return result;
}

/// "operational +0 +60000": the stretches of its history, "…" where it goes on.
inline QStringList stretches(const Rig &rig, const char *name, Wf::Instant start)
{
    QStringList result;
    for (const Wf::Domain::Interval &interval : rig.store.intervals(id(name))) {
        if (interval.knowledge == Wf::Domain::Knowledge::Blind)
            continue;
        const QString end =
            interval.to ? QStringLiteral("+%1").arg((*interval.to - start).count()) : QStringLiteral("…");
        result.append(QStringLiteral("%1 +%2 %3")
                          .arg(Wf::Domain::word(interval.status))
                          .arg((interval.from - start).count())
                          .arg(end));
    }
    return result;
}

} // namespace Samples
