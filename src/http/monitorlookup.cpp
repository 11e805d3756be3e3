// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/monitorlookup.h"

#include "ports/definitions.h"

namespace Wf::Http {

Reply monitorNotFound(const QString &id)
{
    return errorReply(
        404, QStringLiteral("MONITOR_NOT_FOUND"), QStringLiteral("There is no monitor '%1'.").arg(id));
}

FoundMonitor findMonitor(const Backend &backend, const QString &id)
{
    FoundMonitor found { backend.session.snapshot(), nullptr };
    for (const Ports::ServiceRow &service : found.world->services) {
        for (const Ports::MonitorRow &row : service.monitors) {
            if (row.spec.id.value == id)
                found.row = &row;
        }
    }
    return found;
}

Reply faultReply(const Error &error)
{
    if (error.code == ErrorCode::Invalid)
        return errorReply(
            Wire::validationFault(Ports::withoutPosition(error.detail), Ports::withoutPosition(error.field)));
    return errorReply(Wire::fault(error));
}

} // namespace Wf::Http
