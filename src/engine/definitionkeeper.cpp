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
    constexpr qsizetype kMostMonitors = 200; ///< of one service
    constexpr qsizetype kLongestId = 60;
    const QString kDependsOn = QStringLiteral("depends_on");
    /// Keys that speak of the service; all others speak of its monitor.
    const QStringList kServiceKeys { QStringLiteral("display_name"), QStringLiteral("category"),
        QStringLiteral("tier"), QStringLiteral("status_page_url"), QStringLiteral("owner"),
        QStringLiteral("runbook_url"), QStringLiteral("slo_target"), QStringLiteral("tags"),
        QStringLiteral("quorum"), kDependsOn };
    /// Keys whose literal values are nobody's business; "${NAME}" may be shown.
    const QStringList kSecretKeys { QStringLiteral("password"), QStringLiteral("bearer"),
        QStringLiteral("client_secret"), QStringLiteral("proxy"), QStringLiteral("headers") };
    const QString kMonitors = QStringLiteral("monitors");
    const QString kService = QStringLiteral("service");
    const QString kId = QStringLiteral("id");
    const QString kUrl = QStringLiteral("url");
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
        return (text.startsWith(QLatin1String("${")) && text.endsWith(u'}'))
            || text.startsWith(QLatin1String("keychain:"));
    }

    /// "https://user:secret@host" without the secret.
    QString withoutPassword(const QString &url)
    {
        static const QRegularExpression password(QStringLiteral("(?<=://)([^/@:]*):([^/@]*)@"));
        const auto match = password.match(url);
        if (!match.hasMatch() || isReference(match.captured(2)))
            return url;
        return QString(url).replace(match.capturedStart(2), match.capturedLength(2), kHidden);
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
        if (key == kUrl)
            return withoutPassword(value.toString());
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
        const bool hidden = next.isString() && next.toString().contains(kHidden);
        if (hidden && (next.toString() == kHidden || next.toString() == withoutPassword(before.toString())))
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

    /// One that is not watched (yet) is left out, not refused: it may come later.
    void addUpstreams(std::vector<Domain::Dependency> &edges, const ServiceId &service,
        const QJsonArray &upstreams, const QSet<ServiceId> &watched)
    {
        QSet<ServiceId> known;
        for (const auto upstream : upstreams) {
            const ServiceId id(upstream.toString());
            if (!known.contains(id) && watched.contains(id))
                edges.push_back({ id, service, {} });
            known.insert(id);
        }
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

void DefinitionKeeper::load(const Ports::StoredWorld &stored)
{
    for (const Ports::DefinitionRow &row : stored.definitions)
        m_kept.insert_or_assign(
            row.id, Kept { row, QJsonDocument::fromJson(row.json.toUtf8()).object(), std::nullopt, {} });
    for (const Domain::MonitorState &state : stored.monitors)
        m_given.insert(state.id);
    readAgain();
}

void DefinitionKeeper::readAgain()
{
    for (auto &[id, kept] : m_kept) {
        if (Result<Domain::Service> service = readService(kept.json))
            kept.service = std::move(*service);
        else
            kept.fault = service.error().detail;
    }
}

QStringList DefinitionKeeper::unreadable() const
{
    QStringList sentences;
    for (const auto &[id, kept] : m_kept) {
        if (!kept.service)
            sentences.append(QStringLiteral("service '%1': %2").arg(id, kept.fault));
    }
    return sentences;
}

QSet<MonitorId> DefinitionKeeper::unreadableMonitors() const
{
    QSet<MonitorId> ids;
    for (const auto &[id, kept] : m_kept) {
        if (kept.service)
            continue;
        for (const auto monitor : kept.json.value(kMonitors).toArray())
            ids.insert(MonitorId(monitor.toObject().value(kId).toString()));
    }
    return ids;
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
    QSet<ServiceId> watched;
    for (const Domain::Service &service : all->services)
        watched.insert(service.id);
    for (const auto &[id, kept] : m_kept) {
        if (kept.service && !m_files->find(ServiceId(id)))
            addUpstreams(all->dependencies, ServiceId(id), kept.json.value(kDependsOn).toArray(), watched);
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
    const MonitorId known(definition.value(kId).toString());
    if (const Result<QString> id = ownerOf(known)) {
        const QJsonArray monitors = m_kept.at(*id).json.value(kMonitors).toArray();
        monitor = monitors.at(positionOf(monitors, known)).toObject();
    }
    spread(definition, service, monitor);
    service.insert(kMonitors, QJsonArray { monitor });
    return readService(service).map([](const Domain::Service &read) { return read.monitors.front(); });
}

Result<QString> DefinitionKeeper::serviceFor(const QJsonObject &definition) const
{
    const QJsonValue said = definition.value(kService);
    if (!said.isUndefined() && !said.isNull() && !said.isString())
        return failure(
            ErrorCode::Invalid, QStringLiteral("service must be the id of a service, a text"), kService);
    const QString wanted = said.toString();
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
    for (int i = 2; positionOf(others, MonitorId(id)) >= 0 || m_given.contains(MonitorId(id)); ++i)
        id = QStringLiteral("%1-%2").arg(base).arg(i);
    return id;
}

/// Who else has this address? A file cannot know what is defined here.
Result<void> DefinitionKeeper::checkUuids(const QString &id, const Domain::Service &service) const
{
    const std::shared_ptr<const Domain::Catalogue> all = catalogue();
    for (const Domain::MonitorSpec &monitor : service.monitors) {
        if (!monitor.heartbeat || monitor.heartbeat->uuid.isEmpty())
            continue;
        for (const Domain::Service &other : all->services) {
            const bool taken = other.id.value != id && std::ranges::any_of(other.monitors, [&](const auto &each) {
                return each.heartbeat && each.heartbeat->uuid == monitor.heartbeat->uuid;
            });
            if (taken)
                return failure(ErrorCode::Invalid,
                    QStringLiteral("uuid belongs to another heartbeat already: give every heartbeat its own"),
                    QStringLiteral("uuid"));
        }
    }
    return {};
}

Result<DefinitionKeeper::Change> DefinitionKeeper::keep(
    const QString &id, const QJsonObject &json, const MonitorId &monitor, Instant now)
{
    Result<Domain::Service> service = readService(json);
    if (!service)
        return tl::unexpected(service.error());
    if (const Result<void> own = checkUuids(id, *service); !own)
        return tl::unexpected(own.error());
    const auto known = m_kept.find(id);
    Ports::DefinitionRow row { id, QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)),
        known == m_kept.end() ? now : known->second.row.createdAt, now };
    m_kept.insert_or_assign(id, Kept { row, json, std::move(*service), {} });
    m_given.insert(monitor);
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
    if (monitors.size() >= kMostMonitors)
        return failure(ErrorCode::Unavailable,
            QStringLiteral("service '%1' has %2 monitors already: remove some").arg(*id).arg(kMostMonitors));
    monitors.append(monitor);
    service.insert(kMonitors, monitors);
    return keep(*id, service, monitorId, now);
}

Result<QString> DefinitionKeeper::ownerOf(const MonitorId &monitor) const
{
    for (const auto &[id, kept] : m_kept) {
        if (!m_files->find(ServiceId(id)) && positionOf(kept.json.value(kMonitors).toArray(), monitor) >= 0)
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

Result<QString> DefinitionKeeper::yaml() const
{
    if (!m_reader)
        return failure(ErrorCode::Unavailable, QStringLiteral("nothing can be defined in this program"));
    std::vector<QJsonObject> definitions;
    definitions.reserve(m_kept.size());
    for (const auto &[id, kept] : m_kept)
        definitions.push_back(kept.json);
    return m_reader->yaml(definitions);
}

Result<QJsonObject> DefinitionKeeper::definition(const MonitorId &monitor) const
{
    const Result<QString> id = ownerOf(monitor);
    if (!id)
        return failure(ErrorCode::NotFound, id.error().detail);
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
