// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "wire/sightingjson.h"

#include <algorithm>
#include <map>

namespace Wf::Wire {

namespace {
    QJsonObject figures(const Domain::SightingSummary &summary)
    {
        return { { QStringLiteral("median_lag_seconds"), exactSeconds(summary.medianLag()) },
            { QStringLiteral("ours_first"), summary.oursFirst },
            { QStringLiteral("vendor_first"), summary.vendorFirst },
            { QStringLiteral("only_ours"), summary.onlyOurs },
            { QStringLiteral("only_vendor"), summary.onlyVendor } };
    }

    QJsonArray recent(const Domain::SightingSummary &summary)
    {
        QJsonArray list;
        for (const Domain::Sighting &sighting : summary.recent) {
            list.append(QJsonObject { { QStringLiteral("own_at"), time(sighting.ownAt) },
                { QStringLiteral("vendor_at"), time(sighting.vendorAt) },
                { QStringLiteral("ended_at"), time(sighting.endedAt) },
                { QStringLiteral("lag_seconds"), exactSeconds(sighting.lag()) } });
        }
        return list;
    }

    /// The host that a vendor speaks from: of the page for people, else of the address that is asked.
    QString vendorOf(const Ports::ServiceRow &row)
    {
        const auto page = std::ranges::find_if(row.monitors, [](const Ports::MonitorRow &monitor) {
            return Domain::sourceOf(monitor.spec) == Domain::Source::Vendor;
        });
        if (page == row.monitors.end())
            return {};
        const QString host = row.service.statusPageUrl.host();
        return host.isEmpty() ? page->spec.url.host() : host;
    }

    struct Vendor {
        QJsonArray services;
        std::optional<Domain::SightingSummary> together;
    };

    QJsonObject vendor(const QString &host, const Vendor &known)
    {
        return { { QStringLiteral("host"), host }, { QStringLiteral("services"), known.services },
            { QStringLiteral("sightings"),
                known.together ? QJsonValue(figures(*known.together)) : QJsonValue() } };
    }
} // namespace

QJsonValue sightings(const Shared<Domain::SightingSummary> &summary)
{
    if (!summary)
        return QJsonValue::Null;
    QJsonObject object = figures(*summary);
    object.insert(QStringLiteral("recent"), recent(*summary));
    return object;
}

QJsonObject vendors(const Ports::Snapshot &world)
{
    std::map<QString, Vendor> byHost;
    for (const Ports::ServiceRow &row : world.services) {
        const QString host = vendorOf(row);
        if (host.isEmpty())
            continue;
        Vendor &known = byHost[host];
        known.services.append(QJsonObject { { QStringLiteral("id"), row.id().value },
            { QStringLiteral("display_name"), row.service.displayName },
            { QStringLiteral("compared"), static_cast<bool>(row.sightings) } });
        if (row.sightings)
            known.together = Domain::pool(known.together.value_or(Domain::SightingSummary {}), *row.sightings);
    }
    QJsonArray list;
    for (const auto &[host, known] : byHost)
        list.append(vendor(host, known));
    return { { QStringLiteral("vendors"), list }, { QStringLiteral("total"), list.size() } };
}

} // namespace Wf::Wire
