// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/incidentlist.h"

#include "models/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace Wf::Models {

namespace {
    struct Texts {
        Q_DECLARE_TR_FUNCTIONS(IncidentList)
    };
    using Domain::Display;

    const Domain::VendorIncident *vendorIncident(const Ports::ServiceRow &row)
    {
        for (const Ports::MonitorRow &monitor : row.monitors) {
            if (!monitor.state.incidents.empty())
                return &monitor.state.incidents.front();
        }
        return nullptr;
    }

    QString vendorState(const QString &word)
    {
        return word.isEmpty() ? word : QString(word.at(0).toUpper() + word.mid(1).replace(u'_', u' '));
    }

    std::optional<Instant> beginOf(const Ports::ServiceRow &row, Display display)
    {
        if (display != Display::Blind)
            return row.state.changedAt;
        std::optional<Instant> first;
        for (const Ports::MonitorRow &monitor : row.monitors) {
            const auto &since = monitor.state.brokenSince;
            if (since && (!first || *since < *first))
                first = since;
        }
        return first;
    }

    QString sourceOf(const Ports::ServiceRow &row, Display display, const Domain::VendorIncident *incident)
    {
        if (row.state.manual && row.state.knowledge == Domain::Knowledge::Manual)
            return Texts::tr("said by %1").arg(row.state.manual->by);
        if (display == Display::Blind)
            return Texts::tr("our poller");
        return incident ? Texts::tr("vendor incident") : Texts::tr("seen by: %1").arg(kindWord(row));
    }

    ActiveIncident incidentOf(const Ports::ServiceRow &row, Display display, Instant now)
    {
        const Domain::VendorIncident *vendor = vendorIncident(row);
        ActiveIncident incident { row.id(), display, row.service.displayName, headline(row, display), {},
            row.affected.isEmpty() ? QString() : row.impact, sourceOf(row, display, vendor),
            row.service.statusPageUrl, {} };
        QStringList facts { label(display) };
        if (vendor) {
            facts << vendorState(vendor->state);
            incident.updates = vendor->updates;
            if (vendor->link.isValid())
                incident.link = vendor->link;
            if (display >= Display::Unknown)
                incident.title = vendor->title.simplified();
        }
        if (const auto begin = display >= Display::Unknown && vendor ? vendor->startedAt : beginOf(row, display))
            facts << Texts::tr("since %1, %2").arg(moment(*begin, now), span(now - *begin));
        incident.facts = facts.join(QStringLiteral(" · "));
        return incident;
    }
} // namespace

std::vector<ActiveIncident> incidentsOf(const Ports::Snapshot &snapshot, Instant now)
{
    std::vector<const Ports::ServiceRow *> rows;
    for (const Ports::ServiceRow &row : snapshot.services) {
        if (shown(row, now) <= Display::Blind || vendorIncident(row))
            rows.push_back(&row);
    }
    std::sort(rows.begin(), rows.end(), [now](const auto *a, const auto *b) {
        const Display left = shown(*a, now);
        const Display right = shown(*b, now);
        return left != right ? left < right : Ports::worseFirst(*a, *b);
    });
    std::vector<ActiveIncident> result;
    result.reserve(rows.size());
    for (const Ports::ServiceRow *row : rows)
        result.push_back(incidentOf(*row, shown(*row, now), now));
    return result;
}

std::vector<PlannedWork> plannedWork(const Ports::Snapshot &snapshot, Instant now)
{
    std::vector<PlannedWork> result;
    for (const Domain::MaintenanceRow &row : snapshot.maintenances) {
        const Ports::ServiceRow *service = snapshot.find(row.service);
        if (!service || row.vanished)
            continue;
        const Domain::VendorMaintenance &work = row.maintenance;
        PlannedWork line { row.service, service->service.displayName, work.title.simplified(), {},
            Domain::isActive(work, now) };
        const QString begin = moment(work.scheduledFor, now);
        line.when = line.active ? Texts::tr("since %1").arg(begin) : begin;
        if (work.scheduledUntil)
            line.when += Texts::tr(", until %1").arg(moment(*work.scheduledUntil, now));
        result.push_back(line);
    }
    return result;
}

} // namespace Wf::Models
