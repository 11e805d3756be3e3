// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "wire/incidentjson.h"

#include "domain/report.h"
#include "wire/alertjson.h"
#include "wire/eventjson.h"
#include "wire/reportjson.h"
#include "wire/servicejson.h"

#include <algorithm>

namespace Wf::Wire {

namespace {
    struct Moment {
        Instant at {};
        QString kind;
        QString text;
        QString by {};
        std::optional<qint64> id {};
    };

    QString spaced(Domain::Status status)
    {
        return Domain::word(status).replace(u'_', u' ');
    }

    /// The service of an open incident; empty when it is over, or of a service that is gone.
    QString serviceOf(qint64 incident, const Ports::Snapshot &world)
    {
        const auto row = std::ranges::find_if(world.services,
            [&](const Ports::ServiceRow &each) { return each.incident && each.incident->id == incident; });
        return row == world.services.end() ? QString() : row->service.displayName;
    }

    QJsonArray told(const Domain::Incident &incident)
    {
        QJsonArray list;
        for (const Domain::Told &each : incident.told) {
            list.append(
                QJsonObject { { QStringLiteral("at"), time(each.at) }, { QStringLiteral("route"), each.route },
                    { QStringLiteral("step"), each.step }, { QStringLiteral("telling"), Domain::word(each.kind) },
                    { QStringLiteral("status"), Domain::word(each.status) } });
        }
        return list;
    }

    void addPeople(QJsonObject &object, const Domain::Incident &incident, const Ports::Snapshot &world)
    {
        const auto &acknowledged = incident.acknowledged;
        object.insert(QStringLiteral("acknowledged_at"), acknowledged ? time(acknowledged->at) : QJsonValue());
        object.insert(QStringLiteral("acknowledged_by"), acknowledged ? text(acknowledged->by) : QJsonValue());
        object.insert(QStringLiteral("resolved_by"), text(incident.resolvedBy));
        object.insert(QStringLiteral("explained_by"),
            incident.explainedBy ? QJsonValue(*incident.explainedBy) : QJsonValue());
        object.insert(QStringLiteral("explained_by_name"),
            incident.explainedBy ? text(serviceOf(*incident.explainedBy, world)) : QJsonValue());
        object.insert(QStringLiteral("explained"), incident.isExplained());
        object.insert(QStringLiteral("told"), told(incident));
    }

    void addChanges(std::vector<Moment> &moments, const Ports::IncidentStory &story)
    {
        for (const Domain::Event &each : story.events) {
            QString text = each.kind == Domain::EventKind::StatusChange
                ? QStringLiteral("%1 → %2").arg(spaced(each.previous), spaced(each.next))
                : Domain::word(each.kind).replace(u'_', u' ');
            for (const QString &said : { each.vendorTitle, each.vendorDetail, each.impact, each.reason }) {
                if (said.isEmpty())
                    continue;
                text += QStringLiteral(": ") + said;
                break;
            }
            moments.push_back({ each.at, QStringLiteral("event"), text, each.updatedBy, each.id });
        }
    }

    void addPeoplesWords(std::vector<Moment> &moments, const Ports::IncidentStory &story)
    {
        for (const Domain::IncidentNote &each : story.notes)
            moments.push_back({ each.at, Domain::word(each.kind), each.text, each.by, each.id });
        for (const Ports::AlertEntry &each : story.alerts)
            moments.push_back(
                { each.record.at, QStringLiteral("alert"), alertSentence(each), {}, each.record.id });
    }

    /// What the vendor wrote about it, as far as its page still says so.
    void addVendor(std::vector<Moment> &moments, const Domain::Incident &incident, const Ports::Snapshot &world)
    {
        const Ports::ServiceRow *row = world.find(incident.service);
        if (!row || incident.vendorIncidentId.isEmpty())
            return;
        for (const Ports::MonitorRow &monitor : row->monitors) {
            for (const Domain::VendorIncident &said : monitor.state.incidents) {
                if (said.id != incident.vendorIncidentId)
                    continue;
                for (const Domain::VendorUpdate &update : said.updates) {
                    if (update.at)
                        moments.push_back(
                            { *update.at, QStringLiteral("vendor_update"), update.body, update.state, {} });
                }
            }
        }
    }

    QJsonArray timeline(const Ports::IncidentStory &story, const Ports::Snapshot &world)
    {
        std::vector<Moment> moments;
        addVendor(moments, story.incident, world);
        addChanges(moments, story);
        addPeoplesWords(moments, story);
        std::ranges::stable_sort(moments, {}, &Moment::at);
        QJsonArray list;
        for (const Moment &each : moments) {
            list.append(
                QJsonObject { { QStringLiteral("at"), time(each.at) }, { QStringLiteral("kind"), each.kind },
                    { QStringLiteral("text"), text(each.text) }, { QStringLiteral("by"), text(each.by) },
                    { QStringLiteral("id"), each.id ? QJsonValue(*each.id) : QJsonValue() } });
        }
        return list;
    }

    QJsonValue firstSeen(const std::optional<Domain::Sighting> &sighting)
    {
        if (!sighting)
            return QJsonValue::Null;
        const bool own = sighting->ownAt && (!sighting->vendorAt || *sighting->ownAt <= *sighting->vendorAt);
        const auto lag = sighting->lag();
        return QJsonObject { { QStringLiteral("by"),
                                 own ? QStringLiteral("own_check") : QStringLiteral("vendor") },
            { QStringLiteral("own_at"), time(sighting->ownAt) },
            { QStringLiteral("vendor_at"), time(sighting->vendorAt) },
            { QStringLiteral("ended_at"), time(sighting->endedAt) },
            { QStringLiteral("lag_seconds"), lag ? QJsonValue(double(lag->count()) / 1000.0) : QJsonValue() } };
    }

    template <class List, class Make> QJsonArray listOf(const List &values, Make make)
    {
        QJsonArray list;
        for (const auto &value : values)
            list.append(make(value));
        return list;
    }
} // namespace

QJsonObject incident(const Domain::Incident &incident, const Ports::Snapshot &world, Instant now)
{
    const Millis lasted = std::max(incident.closedAt.value_or(now) - incident.openedAt, Millis { 0 });
    QJsonObject object { { QStringLiteral("id"), incident.id },
        { QStringLiteral("service_id"), incident.service.value },
        { QStringLiteral("service_name"), serviceName(world, incident.service) },
        { QStringLiteral("state"), incident.isOpen() ? QStringLiteral("open") : QStringLiteral("closed") },
        { QStringLiteral("status"), Domain::word(incident.status) },
        { QStringLiteral("peak_severity"), Domain::word(incident.peak) },
        { QStringLiteral("title"), text(incident.title) },
        { QStringLiteral("vendor_incident_id"), text(incident.vendorIncidentId) },
        { QStringLiteral("opened_at"), time(incident.openedAt) },
        { QStringLiteral("closed_at"), time(incident.closedAt) },
        { QStringLiteral("duration_seconds"), qint64(std::chrono::floor<Seconds>(lasted).count()) },
        { QStringLiteral("duration_human"), Domain::durationText(lasted) },
        { QStringLiteral("reopened"), incident.reopened },
        { QStringLiteral("changes"), qint64(incident.turns.size()) } };
    addPeople(object, incident, world);
    return object;
}

QJsonObject incidents(const Ports::IncidentPage &page, const Ports::Snapshot &world, Instant now)
{
    return { { QStringLiteral("incidents"),
                 listOf(page.incidents, [&](const auto &each) { return incident(each, world, now); }) },
        { QStringLiteral("total"), page.total } };
}

QJsonObject note(const Domain::IncidentNote &note)
{
    return { { QStringLiteral("id"), note.id }, { QStringLiteral("kind"), Domain::word(note.kind) },
        { QStringLiteral("at"), time(note.at) }, { QStringLiteral("by"), text(note.by) },
        { QStringLiteral("text"), text(note.text) } };
}

QJsonObject story(const Ports::IncidentStory &story, const Ports::Snapshot &world, Instant now)
{
    return { { QStringLiteral("incident"), incident(story.incident, world, now) },
        { QStringLiteral("timeline"), timeline(story, world) },
        { QStringLiteral("events"), listOf(story.events, [&](const auto &each) { return event(each, world); }) },
        { QStringLiteral("alerts"), listOf(story.alerts, [&](const auto &each) { return alert(each, world); }) },
        { QStringLiteral("notes"), listOf(story.notes, note) },
        { QStringLiteral("explains"),
            listOf(story.explained, [&](const auto &each) { return incident(each, world, now); }) },
        { QStringLiteral("first_seen"), firstSeen(story.sighting) },
        { QStringLiteral("report"), story.report ? QJsonValue(report(*story.report)) : QJsonValue() } };
}

} // namespace Wf::Wire
