// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/advance.h"
#include "domain/graph.h"

#include <QTest>

namespace Samples {

using namespace Wf;
using namespace Wf::Domain;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// 2026-04-22 10:00:00 UTC
inline Instant noon()
{
    return fromEpochMillis(1'776'852'000'000);
}

inline Observation seen(Status status, const QString &detail = {})
{
    Observation observation;
    observation.monitor = MonitorId(QStringLiteral("m"));
    observation.status = status;
    observation.detail = detail;
    return observation;
}

inline Observation failed(const QString &reason = QStringLiteral("timeout"))
{
    return failedObservation(
        MonitorId(QStringLiteral("m")), noon(), Failure::Timeout, reason, QStringLiteral("Poll timeout"));
}

inline MonitorSpec spec()
{
    MonitorSpec result;
    result.id = MonitorId(QStringLiteral("m"));
    result.service = ServiceId(QStringLiteral("s"));
    result.kind = QStringLiteral("statuspage");
    return result;
}

/// A monitor that has seen `status` a minute ago.
inline MonitorState known(Status status)
{
    MonitorState state;
    state.id = MonitorId(QStringLiteral("m"));
    state.status = status;
    state.polledAt = state.succeededAt = noon() - minutes { 1 };
    return state;
}

inline ServiceId sid(const char *text)
{
    return ServiceId(QString::fromLatin1(text));
}

struct Edge {
    const char *up;
    const char *down;
    EdgeSeverity severity = EdgeSeverity::High;
    const char *impact = "";
};

/// Services are those that the edges name; their display names are their ids.
inline Catalogue catalogue(const std::vector<Edge> &edges)
{
    Catalogue result;
    const auto add = [&result](const char *text) {
        if (result.find(sid(text)))
            return;
        Service service;
        service.id = sid(text);
        service.displayName = QString::fromLatin1(text);
        result.services.push_back(service);
    };
    for (const auto &edge : edges) {
        add(edge.up);
        add(edge.down);
        result.dependencies.push_back(
            { sid(edge.up), sid(edge.down), QString::fromLatin1(edge.impact), edge.severity });
    }
    return result;
}

} // namespace Samples

Q_DECLARE_METATYPE(Wf::Domain::Status)
