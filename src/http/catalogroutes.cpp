// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/routes.h"

#include "wire/vendorjson.h"

namespace Wf::Http {

namespace {
    constexpr NumberRange kLimits { 1, 200, 20 };

    Reply found(const std::vector<Domain::VendorEntry> &vendors, const Domain::VendorQuery &query)
    {
        QJsonArray list;
        for (const Domain::VendorMatch &match : Domain::search(vendors, query))
            list.append(Wire::vendor(match));
        return success(list,
            QJsonObject { { QStringLiteral("limit"), static_cast<int>(query.limit) },
                { QStringLiteral("catalogue"), static_cast<qint64>(vendors.size()) } });
    }

    Answer catalog(Backend &backend, const Request &request)
    {
        const auto limit = queryNumber(request, QStringLiteral("limit"), kLimits);
        if (!limit)
            return errorReply(Wire::fault(limit.error()));
        if (!backend.options.vendors)
            return errorReply(503, QStringLiteral("UNAVAILABLE"),
                QStringLiteral("This program comes without a catalogue of vendors."));
        const Domain::VendorQuery query { queryText(request, QStringLiteral("q")).value_or(QString()),
            queryText(request, QStringLiteral("category")).value_or(QString()), static_cast<std::size_t>(*limit) };
        return whenAnswered(backend, backend.options.vendors->vendors(),
            [query](const Ports::VendorList &vendors) { return found(*vendors, query); });
    }
} // namespace

void addCatalogRoutes(std::vector<Route> &routes, Backend &backend)
{
    routes.push_back({ "GET", "/api/catalog", Permission::Read,
        QStringLiteral("Vendors that can be added by name, best match first"),
        { QStringLiteral("q"), QStringLiteral("category"), QStringLiteral("limit") },
        [&backend](const Call &call) { return catalog(backend, call.request); } });
}

} // namespace Wf::Http
