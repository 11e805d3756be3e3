// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/kinds.h"
#include "config/servicesfile.h"

#include <QSet>

namespace Wf::Config {

/// What a monitor inherits from its service.
struct MonitorDefaults {
    Millis interval { std::chrono::seconds { 60 } };
    Millis timeout { std::chrono::seconds { 10 } };
    Domain::ConfirmPolicy confirm;
};

/// Reads the monitors of one service and gives them ids and names.
class MonitorReader {
public:
    MonitorReader(const ServiceId &service, QString what, Checker &checker, QStringList &warnings);

    /// `monitors:` of the long form. The word of the first one's poll type is put into `pollType`.
    [[nodiscard]] std::vector<Domain::MonitorSpec> readList(
        const YamlNode &list, const MonitorDefaults &defaults, QString &pollType);
    /// poll_type, poll_url and statuspage_component_name of the short form.
    [[nodiscard]] std::vector<Domain::MonitorSpec> readShort(
        const YamlNode &service, const MonitorDefaults &defaults, QString &pollType);

private:
    [[nodiscard]] std::optional<Domain::MonitorSpec> readOne(
        const YamlNode &node, const QString &what, const MonitorDefaults &defaults, QString &pollType);
    void readDetails(const YamlNode &node, const QString &what, Domain::MonitorSpec &spec);
    void readTarget(const YamlNode &node, const QString &what, Domain::MonitorSpec &spec);
    [[nodiscard]] bool accept(const Kind &kind, const YamlNode &node, const QString &what, const QString &written);
    void name(Domain::MonitorSpec &spec, const YamlNode &node, const QString &what);
    [[nodiscard]] MonitorId freshId(const QString &stem);

    ServiceId m_service;
    QString m_what;
    Checker &m_checker;
    QStringList &m_warnings;
    QSet<QString> m_ids;
    QSet<QString> m_names;
};

[[nodiscard]] std::optional<Millis> readInterval(const YamlNode &map, const QString &what, Checker &checker);
[[nodiscard]] std::optional<Millis> readTimeout(const YamlNode &map, const QString &what, Checker &checker);

} // namespace Wf::Config
