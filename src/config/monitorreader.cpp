// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/monitorreader.h"

#include "config/checkreader.h"
#include "config/credentialsreader.h"
#include "config/heartbeatreader.h"
#include "config/pagerulesreader.h"

#include <QRegularExpression>

namespace Wf::Config {

namespace {
    constexpr Millis kShortestInterval = std::chrono::seconds { 1 };
    constexpr Millis kLongestInterval = std::chrono::hours { 24 };
    constexpr Millis kShortestTimeout { 100 };
    constexpr Millis kLongestTimeout = std::chrono::seconds { 60 };
    /// Registries answer slowly changing things and count their callers.
    constexpr Millis kDomainInterval = std::chrono::hours { 6 };
    constexpr std::size_t kMostComponents = 200;
    constexpr qsizetype kLongestSlug = 64;

    QStringList monitorKeys(const Kind &kind)
    {
        QStringList keys { QStringLiteral("kind"), QStringLiteral("id"), QStringLiteral("name") };
        if (kind.family == KindFamily::Heartbeat)
            return keys + heartbeatKeys();
        keys += QStringList { QStringLiteral("interval"), QStringLiteral("timeout") } + policyKeys();
        if (kind.family == KindFamily::Check)
            return keys + checkKeys(kind.word);
        keys += QStringList { QStringLiteral("url"), QStringLiteral("components") };
        if (kind.family == KindFamily::Page)
            keys.append(QStringLiteral("pace"));
        if (takesCredentials(kind.word))
            keys.append(QStringLiteral("auth"));
        return kind.word == QLatin1String("json") ? keys + QStringList { QStringLiteral("json") } : keys;
    }

    /// Keys that people look for under another name, and what to write.
    QString otherKey(const QString &key, const Kind &kind)
    {
        using Table = QHash<QString, QString>;
        static const Table ofHeartbeats { { QStringLiteral("interval"), QStringLiteral("schedule") },
            { QStringLiteral("period"), QStringLiteral("schedule") },
            { QStringLiteral("timeout"), QStringLiteral("schedule") },
            { QStringLiteral("cron"), QStringLiteral("schedule") },
            { QStringLiteral("oncalendar"), QStringLiteral("schedule") },
            { QStringLiteral("timezone"), QStringLiteral("tz") },
            { QStringLiteral("confirm"), QStringLiteral("grace") },
            { QStringLiteral("dwell"), QStringLiteral("grace") } };
        static const Table ofChecks { { QStringLiteral("command"), QStringLiteral("argv") },
            { QStringLiteral("cmd"), QStringLiteral("argv") }, { QStringLiteral("args"), QStringLiteral("argv") },
            { QStringLiteral("verify"), QStringLiteral("insecure") },
            { QStringLiteral("record"), QStringLiteral("type") },
            { QStringLiteral("nameserver"), QStringLiteral("resolver") },
            { QStringLiteral("sni"), QStringLiteral("server_name") } };
        const QString other = (kind.family == KindFamily::Heartbeat ? ofHeartbeats : ofChecks).value(key);
        return monitorKeys(kind).contains(other) ? other : QString();
    }

    QString keyHint(const QString &key, const Kind &kind)
    {
        if (kind.family == KindFamily::Check && expectKeys(kind.word).contains(key))
            return QStringLiteral("write it under 'expect:'");
        if (kind.word == QLatin1String("tls") && key == QLatin1String("starttls"))
            return QStringLiteral("use kind tcp, which has starttls and 'expect: {cert_days: …}'");
        const QString other = otherKey(key, kind);
        return other.isEmpty() ? wordHint(key, monitorKeys(kind))
                               : QStringLiteral("did you mean '%1'?").arg(other);
    }

    std::optional<Domain::Pace> readPace(const Place &monitor, Checker &checker)
    {
        const YamlNode *node = monitor.find(u"pace");
        if (!node)
            return std::nullopt;
        const auto pace = Domain::paceFromWord(node->text);
        if (!pace)
            checker.fault(*node, QStringLiteral("%1 is '%2'").arg(monitor.about(u"pace"), quoted(node->text)),
                QStringLiteral("write adaptive, eager or steady"));
        return pace;
    }

    /// What a monitor is called when nobody named it.
    QString plainName(const Domain::MonitorSpec &spec)
    {
        QString plain = QStringLiteral("status page");
        if (spec.isManual())
            plain = QStringLiteral("manual");
        else if (spec.heartbeat)
            plain = spec.heartbeat->slug;
        else if (spec.check)
            plain = Domain::targetText(*spec.check);
        return plain.isEmpty() ? spec.kind : plain;
    }

    QString slug(const QString &name)
    {
        static const QRegularExpression other(QStringLiteral("[^a-z0-9]+"));
        static const QRegularExpression edges(QStringLiteral("^-+|-+$"));
        QString text = name.normalized(QString::NormalizationForm_KD).toLower();
        text.replace(other, QStringLiteral("-"));
        text.remove(edges);
        return text.left(kLongestSlug);
    }
} // namespace

std::optional<Millis> readInterval(const YamlNode &map, const QString &what, Checker &checker)
{
    const YamlNode *node = map.find(u"interval");
    return node ? checker.duration(*node, what + QStringLiteral(": interval"), kShortestInterval, kLongestInterval)
                : std::nullopt;
}

std::optional<Millis> readTimeout(const YamlNode &map, const QString &what, Checker &checker)
{
    const YamlNode *node = map.find(u"timeout");
    return node ? checker.duration(*node, what + QStringLiteral(": timeout"), kShortestTimeout, kLongestTimeout)
                : std::nullopt;
}

MonitorReader::MonitorReader(const ServiceId &service, QString what, const Reading &reading, TakenNames &taken)
    : m_service(service)
    , m_what(std::move(what))
    , m_reading(reading)
    , m_checker(reading.checker)
    , m_taken(taken)
{
}

std::vector<Domain::MonitorSpec> MonitorReader::readList(
    const YamlNode &list, const MonitorDefaults &defaults, QString &pollType)
{
    std::vector<Domain::MonitorSpec> monitors;
    const QString what = m_what + QStringLiteral(": monitors");
    if (!m_checker.isList(list, what, kMostMonitors))
        return monitors;
    if (list.items.empty())
        m_checker.fault(list, what + QStringLiteral(" is empty"), QStringLiteral("write at least one monitor"));
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        const QString here = QStringLiteral("%1: monitors[%2]").arg(m_what).arg(i);
        if (auto spec = readOne(*list.items[i], here, defaults, pollType))
            monitors.push_back(std::move(*spec));
    }
    return monitors;
}

std::optional<Kind> MonitorReader::readKind(const YamlNode &node, const QString &what)
{
    const YamlNode *kindNode = node.find(u"kind");
    if (!kindNode) {
        m_checker.missing(node, QStringLiteral("kind"), what + QStringLiteral(" has no kind"),
            QStringLiteral("write 'kind: …' with ") + alternatives(exampleKinds()));
        return std::nullopt;
    }
    auto kind = findKind(kindNode->text);
    if (!kind)
        m_checker.fault(*kindNode, QStringLiteral("%1: unknown kind '%2'").arg(what, quoted(kindNode->text)),
            kindHint(kindNode->text));
    return kind && accept(*kind, *kindNode, what, QStringLiteral("kind")) ? kind : std::nullopt;
}

void MonitorReader::checkKeys(const YamlNode &node, const QString &what, const Kind &kind)
{
    const QStringList known = monitorKeys(kind);
    for (const YamlNode::Entry &entry : node.entries) {
        if (!known.contains(entry.key))
            m_checker.fault(entry.line, entry.column,
                QStringLiteral("%1: unknown key '%2'").arg(what, quoted(entry.key)), keyHint(entry.key, kind));
    }
}

std::optional<Domain::MonitorSpec> MonitorReader::readOne(
    const YamlNode &node, const QString &what, const MonitorDefaults &defaults, QString &pollType)
{
    const auto kind = m_checker.isMap(node, what) ? readKind(node, what) : std::nullopt;
    if (!kind)
        return std::nullopt;
    if (pollType.isEmpty())
        pollType = kind->pollType;
    checkKeys(node, what, *kind);
    const Place monitor(node, what);
    Domain::MonitorSpec spec;
    spec.service = m_service;
    spec.kind = kind->word;
    readRhythm(monitor, *kind, defaults, spec);
    if (kind->family == KindFamily::Check) {
        ReadCheck check = readCheck(kind->word, monitor, m_reading);
        spec.url = check.shown;
        spec.check = std::move(check.spec);
    } else if (kind->family == KindFamily::Heartbeat) {
        spec.heartbeat = readHeartbeat(monitor, m_reading);
        takeHeartbeat(monitor, *spec.heartbeat);
    } else {
        readPage(monitor, spec);
    }
    name(spec, node, what);
    return spec;
}

void MonitorReader::readRhythm(
    const Place &monitor, const Kind &kind, const MonitorDefaults &defaults, Domain::MonitorSpec &spec)
{
    spec.interval = defaults.interval;
    spec.timeout = defaults.timeout;
    if (kind.family == KindFamily::Heartbeat) {
        spec.confirm.down = 1; // its grace says how patient we are
        spec.confirm.up = 1;
        return;
    }
    if (kind.word == QLatin1String("domain"))
        spec.interval = kDomainInterval;
    spec.interval = readInterval(monitor.map(), monitor.what(), m_checker).value_or(spec.interval);
    spec.confirm = readPolicy(monitor.map(), monitor.what(), m_checker).over(defaults.confirm);
    if (kind.family == KindFamily::Check)
        spec.confirm.first = Domain::FirstSight::Confirmed;
    if (kind.family == KindFamily::Page)
        spec.pace = readPace(monitor, m_checker).value_or(defaults.pace);
    const auto timeout = readTimeout(monitor.map(), monitor.what(), m_checker);
    spec.timeout = timeout.value_or(spec.timeout);
    if (timeout && *timeout >= spec.interval)
        m_reading.warnings.append(m_checker.at(*monitor.find(u"timeout"),
            QStringLiteral(
                "%1: timeout %2 is not shorter than the interval %3; slow answers delay the next question")
                .arg(monitor.what(), durationText(*timeout), durationText(spec.interval))));
}

void MonitorReader::takeHeartbeat(const Place &monitor, const Domain::HeartbeatSpec &heartbeat)
{
    if (!heartbeat.uuid.isEmpty() && m_taken.uuids.contains(heartbeat.uuid))
        m_checker.fault(*monitor.find(u"uuid"),
            monitor.about(u"uuid") + QStringLiteral(" belongs to another heartbeat already"),
            QStringLiteral("give every heartbeat its own"));
    if (!heartbeat.slug.isEmpty() && m_taken.slugs.contains(heartbeat.slug))
        m_reading.warnings.append(m_checker.at(*monitor.find(u"slug"),
            QStringLiteral("%1 '%2' belongs to another heartbeat, too; pings to it are refused")
                .arg(monitor.about(u"slug"), heartbeat.slug)));
    m_taken.uuids.insert(heartbeat.uuid);
    m_taken.slugs.insert(heartbeat.slug);
}

bool MonitorReader::accept(const Kind &kind, const YamlNode &node, const QString &what, const QString &written)
{
    if (kind.state == KindState::Refused)
        m_checker.fault(node,
            QStringLiteral("%1: %2 '%3' is refused: %4").arg(what, written, kind.word, kind.refusal),
            QStringLiteral("write kind 'json' with rules, or 'rss'"));
    return kind.state != KindState::Refused;
}

void MonitorReader::readPage(const Place &monitor, Domain::MonitorSpec &spec)
{
    const YamlNode *url = monitor.find(u"url");
    const bool graph = spec.kind == QLatin1String("microsoft365") && monitor.find(u"auth");
    if (url && spec.isManual())
        m_checker.fault(
            *url, monitor.what() + QStringLiteral(": a manual monitor has no url"), QStringLiteral("remove it"));
    else if (url)
        spec.url = m_checker.url(*url, monitor.about(u"url")).value_or(QUrl());
    else if (graph)
        spec.url = graphHealthUrl();
    else if (!spec.isManual())
        m_checker.missing(monitor.map(), QStringLiteral("url"),
            QStringLiteral("%1: kind '%2' requires a url").arg(monitor.what(), spec.kind),
            QStringLiteral("write 'url: https://…'"));
    if (const YamlNode *components = monitor.find(u"components"))
        spec.components = m_checker.texts(*components, monitor.about(u"components"), kMostComponents, 200);
    if (takesCredentials(spec.kind))
        spec.credentials = readCredentials(monitor, m_reading);
    if (spec.kind != QLatin1String("json"))
        return;
    if (const YamlNode *rules = monitor.find(u"json"))
        spec.rules = readPageRules({ *rules, monitor.about(u"json") }, m_checker);
    else
        m_checker.missing(monitor.map(), QStringLiteral("json"),
            monitor.what() + QStringLiteral(": kind 'json' requires the rules that it is read by"),
            QStringLiteral("write 'json: {status: $.state, map: {operational: [ok], …}}'"));
}

void MonitorReader::name(Domain::MonitorSpec &spec, const YamlNode &node, const QString &what)
{
    QString given;
    if (const YamlNode *nameNode = node.find(u"name")) {
        given = m_checker.text(*nameNode, part(what, u"name")).value_or(QString());
        if (!given.isEmpty() && m_names.contains(given.toLower()))
            m_checker.fault(*nameNode, QStringLiteral("%1: the name '%2' is taken").arg(what, quoted(given)),
                QStringLiteral("give every monitor of a service its own name"));
    }
    const QString stem = slug(given);
    spec.id = idOf(node, what, stem.isEmpty() ? spec.kind : stem);
    spec.name = given;
    const QString plain = plainName(spec);
    for (int i = 1; spec.name.isEmpty() || (given.isEmpty() && m_names.contains(spec.name.toLower())); ++i)
        spec.name = i == 1 ? plain : QStringLiteral("%1 %2").arg(plain).arg(i);
    m_names.insert(spec.name.toLower());
}

MonitorId MonitorReader::idOf(const YamlNode &node, const QString &what, const QString &stem)
{
    QString id;
    if (const YamlNode *written = node.find(u"id")) {
        id = m_checker.identifier(*written, part(what, u"id")).value_or(QString());
        if (m_taken.ids.contains(id))
            m_checker.fault(*written, QStringLiteral("%1: the id '%2' is taken").arg(what, id),
                QStringLiteral("give every monitor its own id"));
    }
    const QString base = m_service.value + QLatin1Char('.') + stem;
    for (int i = 1; id.isEmpty() || (!node.find(u"id") && m_taken.ids.contains(id)); ++i)
        id = i == 1 ? base : QStringLiteral("%1-%2").arg(base).arg(i);
    m_taken.ids.insert(id);
    return MonitorId(id);
}

std::vector<Domain::MonitorSpec> MonitorReader::readShort(
    const YamlNode &service, const MonitorDefaults &defaults, QString &pollType)
{
    const YamlNode &typeNode = *service.find(u"poll_type");
    const auto kind = findKind(typeNode.text);
    if (!kind) {
        m_checker.fault(typeNode, QStringLiteral("%1: unknown poll_type '%2'").arg(m_what, quoted(typeNode.text)),
            wordHint(typeNode.text, usablePollTypes()));
        return {};
    }
    if (kind->needsEntry())
        m_checker.fault(typeNode, QStringLiteral("%1: poll_type '%2' has no short form").arg(m_what, kind->word),
            QStringLiteral("write it as an entry of 'monitors:' with 'kind: %1'").arg(kind->word));
    if (kind->needsEntry() || !accept(*kind, typeNode, m_what, QStringLiteral("poll_type")))
        return {};
    pollType = kind->pollType;
    Domain::MonitorSpec spec;
    spec.service = m_service;
    spec.kind = kind->word;
    spec.interval = defaults.interval;
    spec.timeout = defaults.timeout;
    spec.confirm = defaults.confirm;
    if (kind->family == KindFamily::Page)
        spec.pace = defaults.pace;
    if (const YamlNode *url = service.find(u"poll_url"); url && kind->needsUrl())
        spec.url = m_checker.url(*url, m_what + QStringLiteral(": poll_url")).value_or(QUrl());
    else if (kind->needsUrl())
        m_checker.fault(typeNode,
            QStringLiteral("%1: poll_type '%2' requires a poll_url").arg(m_what, kind->pollType),
            QStringLiteral("write 'poll_url: https://…'"));
    if (const YamlNode *component = service.find(u"statuspage_component_name")) {
        if (const auto selector =
                m_checker.text(*component, m_what + QStringLiteral(": statuspage_component_name")))
            spec.components = { *selector };
    }
    name(spec, YamlNode {}, m_what);
    return { spec };
}

} // namespace Wf::Config
