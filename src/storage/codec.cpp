// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/codec.h"

#include "storage/jsonfields.h"

namespace Wf::Storage {

using namespace Json;

namespace {

    using Domain::Component;
    using Domain::ConfirmPolicy;
    using Domain::FirstSight;
    using Domain::ManualOverride;
    using Domain::MonitorSpec;
    using Domain::VendorIncident;
    using Domain::VendorMaintenance;
    using Domain::VendorUpdate;

    QJsonObject fromUpdate(const VendorUpdate &update)
    {
        return { { QStringLiteral("id"), update.id }, { QStringLiteral("state"), update.state },
            { QStringLiteral("body"), update.body }, { QStringLiteral("at"), time(update.at) } };
    }

    VendorUpdate toUpdate(const QJsonObject &object)
    {
        return { field(object, "id"), field(object, "state"), field(object, "body"), time(object, "at") };
    }

    QJsonObject fromIncident(const VendorIncident &incident)
    {
        return { { QStringLiteral("id"), incident.id }, { QStringLiteral("title"), incident.title },
            { QStringLiteral("state"), incident.state },
            { QStringLiteral("impact"), static_cast<int>(incident.impact) },
            { QStringLiteral("link"), incident.link.toString(QUrl::FullyEncoded) },
            { QStringLiteral("started"), time(incident.startedAt) },
            { QStringLiteral("updated"), time(incident.updatedAt) },
            { QStringLiteral("updates"), each(incident.updates, fromUpdate) },
            { QStringLiteral("components"), QJsonArray::fromStringList(incident.components) } };
    }

    VendorIncident toIncident(const QJsonObject &object)
    {
        return { field(object, "id"), field(object, "title"), field(object, "state"),
            statusOf(number(object, "impact")), url(object, "link"), time(object, "started"),
            time(object, "updated"),
            each<VendorUpdate>(object.value(QLatin1String("updates")).toArray(), toUpdate),
            texts(object, "components") };
    }

    QJsonObject fromMaintenance(const VendorMaintenance &maintenance)
    {
        return { { QStringLiteral("id"), maintenance.id }, { QStringLiteral("title"), maintenance.title },
            { QStringLiteral("description"), maintenance.description },
            { QStringLiteral("state"), static_cast<int>(maintenance.state) },
            { QStringLiteral("for"), toEpochMillis(maintenance.scheduledFor) },
            { QStringLiteral("until"), time(maintenance.scheduledUntil) },
            { QStringLiteral("components"), QJsonArray::fromStringList(maintenance.components) },
            { QStringLiteral("link"), maintenance.link.toString(QUrl::FullyEncoded) } };
    }

    VendorMaintenance toMaintenance(const QJsonObject &object)
    {
        using Domain::MaintenanceState;
        return { field(object, "id"), field(object, "title"), field(object, "description"),
            enumOf(number(object, "state"), MaintenanceState::Completed, MaintenanceState::Completed),
            fromEpochMillis(number(object, "for")), time(object, "until"), texts(object, "components"),
            url(object, "link") };
    }

    QJsonObject fromComponent(const Component &component)
    {
        return { { QStringLiteral("id"), component.id }, { QStringLiteral("name"), component.name },
            { QStringLiteral("status"), static_cast<int>(component.status) },
            { QStringLiteral("maintenance"), component.maintenance },
            { QStringLiteral("selected"), component.selected } };
    }

    Component toComponent(const QJsonObject &object)
    {
        return { field(object, "id"), field(object, "name"), statusOf(number(object, "status")),
            object.value(QLatin1String("maintenance")).toBool(),
            object.value(QLatin1String("selected")).toBool() };
    }

    QJsonObject fromConfirm(const ConfirmPolicy &confirm)
    {
        return { { QStringLiteral("down"), confirm.down }, { QStringLiteral("up"), confirm.up },
            { QStringLiteral("dwell"), qint64 { confirm.dwell.count() } },
            { QStringLiteral("broken_after"), confirm.brokenAfter },
            { QStringLiteral("first"), static_cast<int>(confirm.first) } };
    }

    ConfirmPolicy toConfirm(const QJsonObject &object)
    {
        ConfirmPolicy confirm;
        confirm.down = object.value(QLatin1String("down")).toInt(confirm.down);
        confirm.up = object.value(QLatin1String("up")).toInt(confirm.up);
        confirm.dwell = Millis { number(object, "dwell") };
        confirm.brokenAfter = object.value(QLatin1String("broken_after")).toInt(confirm.brokenAfter);
        confirm.first = enumOf(number(object, "first"), FirstSight::Confirmed, FirstSight::Believed);
        return confirm;
    }

    QString withoutSecrets(const QUrl &address, Domain::Origin origin)
    {
        const QUrl::FormattingOptions stripped = origin == Domain::Origin::File
            ? QUrl::RemoveUserInfo | QUrl::RemoveQuery
            : QUrl::FormattingOptions(QUrl::RemoveUserInfo);
        return address.toString(stripped | QUrl::FullyEncoded);
    }

    QJsonObject fromMonitor(const MonitorSpec &monitor, Domain::Origin origin)
    {
        return { { QStringLiteral("id"), monitor.id.value }, { QStringLiteral("kind"), monitor.kind },
            { QStringLiteral("name"), monitor.name },
            { QStringLiteral("url"), withoutSecrets(monitor.url, origin) },
            { QStringLiteral("components"), QJsonArray::fromStringList(monitor.components) },
            { QStringLiteral("interval"), qint64 { monitor.interval.count() } },
            { QStringLiteral("timeout"), qint64 { monitor.timeout.count() } },
            { QStringLiteral("confirm"), fromConfirm(monitor.confirm) } };
    }

    MonitorSpec toMonitor(const QJsonObject &object, const ServiceId &service)
    {
        MonitorSpec monitor;
        monitor.id = MonitorId(field(object, "id"));
        monitor.service = service;
        monitor.kind = field(object, "kind");
        monitor.name = field(object, "name");
        monitor.url = url(object, "url");
        monitor.components = texts(object, "components");
        monitor.interval = Millis { number(object, "interval") };
        monitor.timeout = Millis { number(object, "timeout") };
        monitor.confirm = toConfirm(object.value(QLatin1String("confirm")).toObject());
        return monitor;
    }

} // namespace

QString encode(const QStringList &list)
{
    return text(QJsonArray::fromStringList(list));
}

QString encode(const std::vector<VendorIncident> &incidents)
{
    return text(each(incidents, fromIncident));
}

QString encode(const std::vector<VendorMaintenance> &maintenances)
{
    return text(each(maintenances, fromMaintenance));
}

QString encode(const std::vector<Component> &components)
{
    return text(each(components, fromComponent));
}

QString encode(const std::vector<MonitorSpec> &monitors, Domain::Origin origin)
{
    return text(each(monitors, [origin](const MonitorSpec &monitor) { return fromMonitor(monitor, origin); }));
}

QString encode(const ManualOverride &manual)
{
    const QJsonObject fields { { QStringLiteral("status"), static_cast<int>(manual.status) },
        { QStringLiteral("detail"), manual.detail }, { QStringLiteral("reason"), manual.reason },
        { QStringLiteral("by"), manual.by }, { QStringLiteral("at"), toEpochMillis(manual.at) },
        { QStringLiteral("expires"), time(manual.expiresAt) } };
    return text(fields);
}

QStringList decodeTexts(const QString &json)
{
    return texts(array(json));
}

std::vector<VendorIncident> decodeIncidents(const QString &json)
{
    return each<VendorIncident>(array(json), toIncident);
}

std::vector<VendorMaintenance> decodeMaintenances(const QString &json)
{
    return each<VendorMaintenance>(array(json), toMaintenance);
}

std::vector<Component> decodeComponents(const QString &json)
{
    return each<Component>(array(json), toComponent);
}

std::vector<MonitorSpec> decodeMonitors(const QString &json, const ServiceId &service)
{
    return each<MonitorSpec>(
        array(json), [&service](const QJsonObject &object) { return toMonitor(object, service); });
}

std::optional<ManualOverride> decodeManual(const QString &json)
{
    const QJsonObject fields = object(json);
    if (fields.isEmpty())
        return std::nullopt;
    return ManualOverride { statusOf(number(fields, "status")), field(fields, "detail"), field(fields, "reason"),
        field(fields, "by"), fromEpochMillis(number(fields, "at")), time(fields, "expires") };
}

} // namespace Wf::Storage
