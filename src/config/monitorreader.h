// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/kinds.h"
#include "config/reading.h"
#include "config/servicesfile.h"

#include <QSet>

namespace Wf::Config {

/// What a monitor inherits from its service.
struct MonitorDefaults {
    Millis interval { std::chrono::seconds { 60 } };
    Millis timeout { std::chrono::seconds { 10 } };
    Domain::ConfirmPolicy confirm;
    Domain::Pace pace = Domain::Pace::Adaptive; ///< of pages
};

/// What may stand only once among all monitors that are read together.
struct TakenNames {
    QSet<QString> ids;
    QSet<QString> uuids;
    QSet<QString> slugs;
};

/// Reads the monitors of one service and gives them ids and names.
class MonitorReader {
public:
    MonitorReader(const ServiceId &service, QString what, const Reading &reading, TakenNames &taken);

    /// `monitors:` of the long form. The word of the first one's poll type is put into `pollType`.
    [[nodiscard]] std::vector<Domain::MonitorSpec> readList(
        const YamlNode &list, const MonitorDefaults &defaults, QString &pollType);
    /// poll_type, poll_url and statuspage_component_name of the short form.
    [[nodiscard]] std::vector<Domain::MonitorSpec> readShort(
        const YamlNode &service, const MonitorDefaults &defaults, QString &pollType);

private:
    [[nodiscard]] std::optional<Domain::MonitorSpec> readOne(
        const YamlNode &node, const QString &what, const MonitorDefaults &defaults, QString &pollType);
    [[nodiscard]] std::optional<Kind> readKind(const YamlNode &node, const QString &what);
    [[nodiscard]] bool accept(const Kind &kind, const YamlNode &node, const QString &what, const QString &written);
    void checkKeys(const YamlNode &node, const QString &what, const Kind &kind);
    void readPage(const Place &monitor, Domain::MonitorSpec &spec);
    void readRhythm(
        const Place &monitor, const Kind &kind, const MonitorDefaults &defaults, Domain::MonitorSpec &spec);
    void takeHeartbeat(const Place &monitor, const Domain::HeartbeatSpec &heartbeat);
    void name(Domain::MonitorSpec &spec, const YamlNode &node, const QString &what);
    [[nodiscard]] MonitorId idOf(const YamlNode &node, const QString &what, const QString &stem);

    ServiceId m_service;
    QString m_what;
    const Reading &m_reading;
    Checker &m_checker;
    TakenNames &m_taken;
    QSet<QString> m_names;
};

[[nodiscard]] std::optional<Millis> readInterval(const YamlNode &map, const QString &what, Checker &checker);
[[nodiscard]] std::optional<Millis> readTimeout(const YamlNode &map, const QString &what, Checker &checker);

} // namespace Wf::Config
