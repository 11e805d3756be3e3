// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/httplog.h"
#include "http/routes.h"

#include "wire/manualbody.h"
#include "wire/servicejson.h"

namespace Wf::Http {

namespace {
    Reply manualReply(const Ports::ManualOutcome &outcome)
    {
        return success(Wire::service(outcome.row),
            QJsonObject { { QStringLiteral("status_changed"), outcome.changed },
                { QStringLiteral("previous_status"), Domain::word(outcome.previous) } });
    }

    Answer setStatus(Backend &backend, const Request &request)
    {
        auto update = Wire::parseManualUpdate(request.body, backend.clock.now());
        if (!update)
            return errorReply(Wire::fault(update.error()));
        if (!backend.session.snapshot()->find(update->service)) {
            return errorReply(Wire::Fault { 404, QStringLiteral("SERVICE_NOT_FOUND"),
                QStringLiteral("There is no service '%1'.").arg(update->service.value),
                QStringLiteral("service_id") });
        }
        update->by = tokenName();
        update->clientIp = request.peer.toString();
        qCInfo(lcHttp).noquote() << "manual status of" << update->service.value << "by" << update->clientIp;
        return whenAnswered(backend, backend.session.setStatus(*update), manualReply);
    }
} // namespace

void addAdminRoutes(std::vector<Route> &routes, Backend &backend)
{
    routes.push_back(
        { "POST", "/api/admin/status", Permission::Write, QStringLiteral("Say by hand how a service is"), {},
            [&backend](const Call &call) { return setStatus(backend, call.request); } });
}

} // namespace Wf::Http
