// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/monitorlookup.h"
#include "http/routes.h"

#include "wire/recordjson.h"

namespace Wf::Http {

namespace {
    Answer record(Backend &backend, const Call &call)
    {
        const Result<TimeRange> asked = queryRange(backend, call.request, Domain::kRecordWindow);
        if (!asked)
            return faultReply(asked.error());
        const ServiceId id(call.arguments.constFirst());
        const Ports::SnapshotPtr world = backend.session.snapshot();
        const Ports::ServiceRow *row = world->find(id);
        return whenAnswered(backend, backend.session.vendorRecord({ id, asked->from, asked->to }),
            [asked = *asked, name = row ? row->service.displayName : id.value, now = backend.clock.now()](
                const Domain::VendorRecord &known) {
                return success(Wire::vendorRecord(known, name, now),
                    QJsonObject { { QStringLiteral("from"), Wire::time(asked.from) },
                        { QStringLiteral("to"), Wire::time(asked.to) } });
            });
    }
} // namespace

void addVendorRoutes(std::vector<Route> &routes, Backend &backend)
{
    routes.push_back({ "GET", "/api/vendors/{id}/record", Permission::Read,
        QStringLiteral(
            "What the vendor of a service is worth: its incidents and what it changed of them later, its "
            "delay, declared against observed uptime, maintenance that overran"),
        { QStringLiteral("from"), QStringLiteral("to") },
        [&backend](const Call &call) { return record(backend, call); } });
}

} // namespace Wf::Http
