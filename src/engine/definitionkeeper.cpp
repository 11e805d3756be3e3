// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/definitionkeeper.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace Wf::Engine {

namespace {
    constexpr size_t kMostDefinitions = 20'000;
    constexpr qsizetype kLongestId = 60;
    /// Keys that speak of the service; all others speak of its monitor.
    const QStringList kServiceKeys { QStringLiteral("display_name"), QStringLiteral("category"),
        QStringLiteral("tier"), QStringLiteral("status_page_url"), QStringLiteral("owner"),
        QStringLiteral("runbook_url"), QStringLiteral("slo_target"), QStringLiteral("tags"),
        QStringLiteral("quorum") };
    /// Keys whose literal values are nobody's business; "${NAME}" may be shown.
    const QStringList kSecretKeys { QStringLiteral("password"), QStringLiteral("bearer"), QStringLiteral("proxy"),
        QStringLiteral("headers") };
    const QString kMonitors = QStringLiteral("monitors");
    const QString kService = QStringLiteral("service");
    const QString kId = QStringLiteral("id");
    const QString kHidden = QStringLiteral("***");

    QString identifier(const QString &name)
    {
        static const QRegularExpression others(QStringLiteral("[^a-z0-9]+"));
        QString id = name.toLower().replace(others, QStringLiteral("-")).left(kLongestId);
        while (id.startsWith(u'-'))
            id.remove(0, 1);
        while (id.endsWith(u'-'))
            id.chop(1);
        return id.isEmpty() ? QStringLiteral("monitor") : id;
    }

    bool isReference(const QString &text)
    {
        return text.startsWith(QLatin1String("${")) && text.endsWith(u'}');
    }

    QJsonValue withoutSecrets(const QString &key, const QJsonValue &value);

    QJsonObject withoutSecrets(const QJsonObject &object)
    {
        QJsonObject shown;
        for (auto each = object.begin(); each != object.end(); ++each)
            shown.insert(each.key(), withoutSecrets(each.key(), each.value()));
        return shown;
    }

    QJsonValue withoutSecrets(const QString &key, const QJsonValue &value)
    {
        if (!kSecretKeys.contains(key))
            return value.isObject() ? QJsonValue(withoutSecrets(value.toObject())) : value;
        if (!value.isObject())
            return isReference(value.toString()) ? value : QJsonValue(kHidden);
        QJsonObject shown;
        const QJsonObject object = value.toObject();
        for (auto each = object.begin(); each != object.end(); ++each)
            shown.insert(each.key(), isReference(each.value().toString()) ? each.value() : QJsonValue(kHidden));
        return shown;
    }

    /// What is hidden in `next` stays what it was.
    QJsonValue withSecrets(const QJsonValue &next, const QJsonValue &before)
    {
        if (next.isString() && next.toString() == kHidden)
            return before;
        if (!next.isObject())
            return next;
        QJsonObject whole;
        const QJsonObject object = next.toObject();
        for (auto each = object.begin(); each != object.end(); ++each)
            whole.insert(each.key(), withSecrets(each.value(), before.toObject().value(each.key())));
        return whole;
    }

    void put(QJsonObject &object, const QString &key, const QJsonValue &value)
    {
        if (value.isNull())
            object.remove(key);
        else
            object.insert(key, withSecrets(value, object.value(key)));
    }

    qsizetype positionOf(const QJsonArray &monitors, const MonitorId &id)
    {
        for (qsizetype i = 0; i < monitors.size(); ++i) {
            if (monitors.at(i).toObject().value(kId).toString() == id.value)
                return i;
        }
        return -1;
    }

    void spread(const QJsonObject &definition, QJsonObject &service, QJsonObject &monitor)
    {
        for (auto each = definition.begin(); each != definition.end(); ++each) {
            if (each.key() == kService || each.key() == kId)
                continue;
            put(kServiceKeys.contains(each.key()) ? service : monitor, each.key(), each.value());
        }
    }
} // namespace

QStringList DefinitionKeeper::load(const std::vector<Ports::DefinitionRow> &stored)
{
    QStringList unreadable;
    for (const Ports::DefinitionRow &row : stored) {
        Kept kept { row, QJsonDocument::fromJson(row.json.toUtf8()).object(), std::nullopt };
        if (Result<Domain::Service> service = readService(kept.json))
            kept.service = std::move(*service);
        else
            unreadable.append(QStringLiteral("service '%1': %2").arg(row.id, service.error().detail));
        m_kept.insert_or_assign(row.id, std::move(kept));
    }
    return unreadable;
}

std::shared_ptr<const Domain::Catalogue> DefinitionKeeper::catalogue() const
{
    if (m_kept.empty())
        return m_files;
    auto all = std::make_shared<Domain::Catalogue>(*m_files);
    for (const auto &[id, kept] : m_kept) {
        if (kept.service && !m_files->find(ServiceId(id)))
            all->services.push_back(*kept.service);
    }
    return all;
}

Result<Domain::Service> DefinitionKeeper::readService(const QJsonObject &json) const
{
    if (!m_reader)
        return failure(ErrorCode::Unavailable, QStringLiteral("services cannot be defined here"));
    return m_reader->read(json);
}

Result<Domain::MonitorSpec> DefinitionKeeper::read(const QJsonObject &definition) const
{
    QJsonObject service { { kId, QStringLiteral("try") } };
    QJsonObject monitor;
    spread(definition, service, monitor);
    service.insert(kMonitors, QJsonArray { monitor });
    return readService(service).map([](const Domain::Service &read) { return read.monitors.front(); });
}

Result<QString> DefinitionKeeper::serviceFor(const QJsonObject &definition) const
{
    const QString wanted = definition.value(kService).toString();
    if (!wanted.isEmpty() && m_files->find(ServiceId(wanted)))
        return failure(ErrorCode::Conflict,
            QStringLiteral("service '%1' comes from a file: add the monitor there, or leave 'service' out")
                .arg(wanted),
            kService);
    if (!wanted.isEmpty())
        return wanted;
    const QString name = definition.value(QStringLiteral("name")).toString().trimmed();
    if (name.isEmpty())
        return failure(ErrorCode::Invalid, QStringLiteral("name is missing: say what this monitor is called"),
            QStringLiteral("name"));
    return freshService(name);
}

QString DefinitionKeeper::freshService(const QString &name) const
{
    const QString base = identifier(name);
    QString id = base;
    for (int i = 2; m_kept.contains(id) || m_files->find(ServiceId(id)); ++i)
        id = QStringLiteral("%1-%2").arg(base).arg(i);
    return id;
}

QString DefinitionKeeper::freshMonitor(const QString &service, const QString &kind) const
{
    const auto kept = m_kept.find(service);
    const QJsonArray others = kept == m_kept.end() ? QJsonArray() : kept->second.json.value(kMonitors).toArray();
    const QString base = service + u'.' + identifier(kind);
    QString id = base;
    for (int i = 2; positionOf(others, MonitorId(id)) >= 0; ++i)
        id = QStringLiteral("%1-%2").arg(base).arg(i);
    return id;
}

Result<DefinitionKeeper::Change> DefinitionKeeper::keep(
    const QString &id, const QJsonObject &json, const MonitorId &monitor, Instant now)
{
    Result<Domain::Service> service = readService(json);
    if (!service)
        return tl::unexpected(service.error());
    const auto known = m_kept.find(id);
    Ports::DefinitionRow row { id, QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)),
        known == m_kept.end() ? now : known->second.row.createdAt, now };
    m_kept.insert_or_assign(id, Kept { row, json, std::move(*service) });
    return Change { monitor, row, {} };
}

Result<DefinitionKeeper::Change> DefinitionKeeper::create(const QJsonObject &definition, Instant now)
{
    const Result<QString> id = serviceFor(definition);
    if (!id)
        return tl::unexpected(id.error());
    if (m_kept.size() >= kMostDefinitions)
        return failure(ErrorCode::Unavailable,
            QStringLiteral("there are %1 services defined here already: remove some").arg(kMostDefinitions));
    const auto known = m_kept.find(*id);
    QJsonObject service = known == m_kept.end() ? QJsonObject { { kId, *id } } : known->second.json;
    const MonitorId monitorId(freshMonitor(*id, definition.value(QStringLiteral("kind")).toString()));
    QJsonObject monitor { { kId, monitorId.value } };
    spread(definition, service, monitor);
    if (known == m_kept.end() && !service.contains(QStringLiteral("display_name")))
        service.insert(QStringLiteral("display_name"), definition.value(QStringLiteral("name")).toString(*id));
    QJsonArray monitors = service.value(kMonitors).toArray();
    monitors.append(monitor);
    service.insert(kMonitors, monitors);
    return keep(*id, service, monitorId, now);
}

Result<QString> DefinitionKeeper::ownerOf(const MonitorId &monitor) const
{
    for (const auto &[id, kept] : m_kept) {
        if (positionOf(kept.json.value(kMonitors).toArray(), monitor) >= 0)
            return id;
    }
    for (const Domain::Service &service : m_files->services) {
        if (std::ranges::any_of(service.monitors, [&](const auto &each) { return each.id == monitor; }))
            return failure(ErrorCode::Conflict,
                QStringLiteral("monitor '%1' comes from a file: change it there").arg(monitor.value));
    }
    return failure(ErrorCode::NotFound, QStringLiteral("monitor '%1' was not found").arg(monitor.value));
}

Result<DefinitionKeeper::Change> DefinitionKeeper::change(
    const MonitorId &monitor, const QJsonObject &change, Instant now)
{
    const Result<QString> id = ownerOf(monitor);
    if (!id)
        return tl::unexpected(id.error());
    QJsonObject service = m_kept.at(*id).json;
    QJsonArray monitors = service.value(kMonitors).toArray();
    const qsizetype position = positionOf(monitors, monitor);
    QJsonObject changed = monitors.at(position).toObject();
    spread(change, service, changed);
    monitors.replace(position, changed);
    service.insert(kMonitors, monitors);
    return keep(*id, service, monitor, now);
}

Result<DefinitionKeeper::Change> DefinitionKeeper::remove(const MonitorId &monitor, Instant now)
{
    const Result<QString> id = ownerOf(monitor);
    if (!id)
        return tl::unexpected(id.error());
    QJsonObject service = m_kept.at(*id).json;
    QJsonArray monitors = service.value(kMonitors).toArray();
    monitors.removeAt(positionOf(monitors, monitor));
    if (monitors.isEmpty()) {
        m_kept.erase(*id);
        return Change { monitor, std::nullopt, *id };
    }
    service.insert(kMonitors, monitors);
    return keep(*id, service, monitor, now);
}

Result<QJsonObject> DefinitionKeeper::definition(const MonitorId &monitor) const
{
    const Result<QString> id = ownerOf(monitor);
    if (!id)
        return tl::unexpected(id.error());
    QJsonObject whole = m_kept.at(*id).json;
    const QJsonArray monitors = whole.take(kMonitors).toArray();
    whole.remove(kId);
    whole.insert(kService, *id);
    const QJsonObject own = monitors.at(positionOf(monitors, monitor)).toObject();
    for (auto each = own.begin(); each != own.end(); ++each)
        whole.insert(each.key(), each.value());
    return withoutSecrets(whole);
}

} // namespace Wf::Engine
