// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/catalogue.h"
#include "domain/observation.h"

#include <memory>

// Small catalogues and observations for the engine's tests.
namespace Samples {

using namespace std::chrono_literals;
using Wf::MonitorId;
using Wf::ServiceId;
using Wf::Domain::Status;

inline ServiceId id(const char *text)
{
    return ServiceId(QString::fromLatin1(text));
}

inline Wf::Domain::MonitorSpec monitor(const ServiceId &service, const QString &url)
{
    Wf::Domain::MonitorSpec spec;
    spec.id = MonitorId(service.value + QStringLiteral(":page"));
    spec.service = service;
    spec.kind = url.isEmpty() ? QStringLiteral("manual") : QStringLiteral("statuspage");
    spec.name = QStringLiteral("page");
    spec.url = QUrl(url);
    spec.confirm = { 1, 1, Wf::Millis { 0 }, 3 };
    return spec;
}

inline Wf::Domain::Service service(const char *name, Wf::Domain::Tier tier = Wf::Domain::Tier::Important)
{
    Wf::Domain::Service service;
    service.id = id(name);
    service.displayName = service.id.value.toUpper();
    service.category = QStringLiteral("engineering");
    service.tier = tier;
    service.pollType = QStringLiteral("statuspage_json");
    service.monitors = { monitor(
        service.id, QStringLiteral("https://%1.example/summary.json").arg(service.id.value)) };
    return service;
}

inline Wf::Domain::Service manualService(const char *name)
{
    Wf::Domain::Service service = Samples::service(name);
    service.pollType = QStringLiteral("manual");
    service.monitors = { monitor(service.id, {}) };
    return service;
}

inline std::shared_ptr<Wf::Domain::Catalogue> catalogue(std::vector<Wf::Domain::Service> services)
{
    auto result = std::make_shared<Wf::Domain::Catalogue>();
    result->services = std::move(services);
    return result;
}

inline Wf::Domain::Observation seen(const ServiceId &service, Status status, const QString &detail = {})
{
    Wf::Domain::Observation observation;
    observation.monitor = MonitorId(service.value + QStringLiteral(":page"));
    observation.status = status;
    observation.detail = detail;
    return observation;
}

inline Wf::Domain::Observation failed(
    const ServiceId &service, Wf::Domain::Failure failure = Wf::Domain::Failure::HardHttp)
{
    return Wf::Domain::failedObservation(MonitorId(service.value + QStringLiteral(":page")), {}, failure,
        QStringLiteral("http_404"), QStringLiteral("the page answered 404"));
}

inline Wf::Domain::VendorIncident incident(const char *incidentId, const char *title, Status impact)
{
    Wf::Domain::VendorIncident incident;
    incident.id = QString::fromLatin1(incidentId);
    incident.title = QString::fromLatin1(title);
    incident.impact = impact;
    return incident;
}

} // namespace Samples
