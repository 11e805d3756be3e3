// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/monitorreader.h"

#include <QRegularExpression>

namespace Wf::Config {

namespace {
    constexpr Millis kShortestInterval = std::chrono::seconds { 1 };
    constexpr Millis kLongestInterval = std::chrono::hours { 24 };
    constexpr Millis kShortestTimeout { 100 };
    constexpr Millis kLongestTimeout = std::chrono::seconds { 60 };
    constexpr std::size_t kMostComponents = 200;
    constexpr qsizetype kLongestSlug = 64;

    QStringList monitorKeys()
    {
        return QStringList { QStringLiteral("kind"), QStringLiteral("name"), QStringLiteral("url"),
            QStringLiteral("components"), QStringLiteral("interval"), QStringLiteral("timeout") }
        + policyKeys();
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

MonitorReader::MonitorReader(const ServiceId &service, QString what, Checker &checker, QStringList &warnings)
    : m_service(service)
    , m_what(std::move(what))
    , m_checker(checker)
    , m_warnings(warnings)
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

std::optional<Domain::MonitorSpec> MonitorReader::readOne(
    const YamlNode &node, const QString &what, const MonitorDefaults &defaults, QString &pollType)
{
    if (!m_checker.isMap(node, what))
        return std::nullopt;
    const YamlNode *kindNode = node.find(u"kind");
    if (!kindNode) {
        m_checker.fault(node, what + QStringLiteral(" has no kind"),
            QStringLiteral("write 'kind: ") + alternatives(usableKinds()) + QLatin1Char('\''));
        return std::nullopt;
    }
    const auto kind = findKind(kindNode->text);
    if (!kind) {
        m_checker.fault(*kindNode, QStringLiteral("%1: unknown kind '%2'").arg(what, quoted(kindNode->text)),
            wordHint(kindNode->text, usableKinds()));
        return std::nullopt;
    }
    if (!accept(*kind, *kindNode, what, QStringLiteral("kind")))
        return std::nullopt;
    m_checker.checkMap(node, what, monitorKeys());
    if (pollType.isEmpty())
        pollType = kind->pollType;
    Domain::MonitorSpec spec;
    spec.service = m_service;
    spec.kind = kind->word;
    spec.asked = kind->state != KindState::Silent;
    spec.interval = readInterval(node, what, m_checker).value_or(defaults.interval);
    spec.timeout = readTimeout(node, what, m_checker).value_or(defaults.timeout);
    spec.confirm = readPolicy(node, what, m_checker).over(defaults.confirm);
    readDetails(node, what, spec);
    return spec;
}

bool MonitorReader::accept(const Kind &kind, const YamlNode &node, const QString &what, const QString &written)
{
    if (kind.state == KindState::Refused)
        m_checker.fault(node,
            QStringLiteral("%1: %2 '%3' is not available in this version").arg(what, written, kind.word),
            QStringLiteral("write ") + alternatives(usableKinds()));
    if (kind.state == KindState::Silent)
        m_warnings.append(QStringLiteral("%1:%2:%3: %4: %5 '%6' cannot be asked by this version; the service will "
                                         "show as unknown")
                              .arg(m_checker.file())
                              .arg(node.line)
                              .arg(node.column)
                              .arg(what, written, kind.word));
    return kind.state != KindState::Refused;
}

void MonitorReader::readDetails(const YamlNode &node, const QString &what, Domain::MonitorSpec &spec)
{
    readTarget(node, what, spec);
    if (const YamlNode *components = node.find(u"components"))
        spec.components =
            m_checker.texts(*components, what + QStringLiteral(": components"), kMostComponents, 200);
    name(spec, node, what);
}

void MonitorReader::readTarget(const YamlNode &node, const QString &what, Domain::MonitorSpec &spec)
{
    const YamlNode *url = node.find(u"url");
    if (url && spec.isManual())
        m_checker.fault(*url, what + QStringLiteral(": a manual monitor has no url"), QStringLiteral("remove it"));
    else if (url)
        spec.url = m_checker.url(*url, what + QStringLiteral(": url")).value_or(QUrl());
    else if (!spec.isManual())
        m_checker.fault(node, QStringLiteral("%1: kind '%2' requires a url").arg(what, spec.kind),
            QStringLiteral("write 'url: https://…'"));
}

void MonitorReader::name(Domain::MonitorSpec &spec, const YamlNode &node, const QString &what)
{
    QString given;
    if (const YamlNode *nameNode = node.find(u"name")) {
        given = m_checker.text(*nameNode, what + QStringLiteral(": name")).value_or(QString());
        if (!given.isEmpty() && m_names.contains(given.toLower()))
            m_checker.fault(*nameNode, QStringLiteral("%1: the name '%2' is taken").arg(what, quoted(given)),
                QStringLiteral("give every monitor of a service its own name"));
    }
    const QString stem = slug(given);
    spec.id = freshId(stem.isEmpty() ? spec.kind : stem);
    spec.name = given;
    const QString plain = spec.isManual() ? QStringLiteral("manual") : QStringLiteral("status page");
    for (int i = 1; spec.name.isEmpty() || (given.isEmpty() && m_names.contains(spec.name)); ++i)
        spec.name = i == 1 ? plain : QStringLiteral("%1 %2").arg(plain).arg(i);
    m_names.insert(spec.name.toLower());
}

MonitorId MonitorReader::freshId(const QString &stem)
{
    const QString base = m_service.value + QLatin1Char('.') + stem;
    QString id = base;
    for (int i = 2; m_ids.contains(id); ++i)
        id = QStringLiteral("%1-%2").arg(base).arg(i);
    m_ids.insert(id);
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
    if (!accept(*kind, typeNode, m_what, QStringLiteral("poll_type")))
        return {};
    pollType = kind->pollType;
    Domain::MonitorSpec spec;
    spec.service = m_service;
    spec.kind = kind->word;
    spec.interval = defaults.interval;
    spec.timeout = defaults.timeout;
    spec.confirm = defaults.confirm;
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
