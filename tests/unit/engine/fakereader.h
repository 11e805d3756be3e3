// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/definitions.h"
#include "samples.h"

#include "domain/checkspec.h"
#include "domain/heartbeat.h"

#include <QJsonArray>
#include <QSet>

/// Knows monitors of kind "http" (they need a url) and "heartbeat"; refuses the services that it is told to.
class FakeReader final : public Wf::Ports::DefinitionReader {
public:
    QSet<QString> refused;

    [[nodiscard]] Wf::Result<Wf::Domain::Service> read(const QJsonObject &definition) const override
    {
        const QString id = definition[u"id"].toString();
        if (refused.contains(id))
            return Wf::failure(Wf::ErrorCode::Invalid, QStringLiteral("${TOKEN} is not set"));
        Wf::Domain::Service service;
        service.id = Wf::ServiceId(id);
        service.displayName = definition[u"display_name"].toString(id);
        service.owner = definition[u"owner"].toString();
        service.origin = Wf::Domain::Origin::App;
        const QJsonArray monitors = definition[u"monitors"].toArray();
        service.monitors.reserve(static_cast<size_t>(monitors.size()));
        for (const auto monitor : monitors) {
            const auto spec = readMonitor(service.id, monitor.toObject());
            if (!spec)
                return tl::unexpected(spec.error());
            service.monitors.push_back(*spec);
        }
        return service;
    }
    [[nodiscard]] QString yaml(const std::vector<QJsonObject> &definitions) const override
    {
        QStringList ids;
        for (const QJsonObject &definition : definitions)
            ids.append(definition[u"id"].toString());
        return ids.join(u'\n');
    }

private:
    static Wf::Result<Wf::Domain::MonitorSpec> readMonitor(
        const Wf::ServiceId &service, const QJsonObject &monitor)
    {
        Wf::Domain::MonitorSpec spec = Samples::monitor(service, monitor[u"url"].toString());
        spec.id = Wf::MonitorId(monitor[u"id"].toString());
        spec.kind = monitor[u"kind"].toString();
        spec.name = monitor[u"name"].toString();
        spec.interval = Wf::Seconds { monitor[u"interval"].toInt(60) };
        if (spec.kind == QLatin1String("heartbeat")) {
            Wf::Domain::HeartbeatSpec heartbeat;
            heartbeat.slug = monitor[u"slug"].toString();
            heartbeat.uuid = monitor[u"uuid"].toString();
            spec.heartbeat = heartbeat;
        } else if (spec.url.isEmpty()) {
            return Wf::failure(
                Wf::ErrorCode::Invalid, QStringLiteral("url is missing"), QStringLiteral("monitors[0].url"));
        } else {
            spec.check = Wf::Domain::CheckSpec {};
        }
        return spec;
    }
};
