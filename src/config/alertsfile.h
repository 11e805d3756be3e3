// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/channelsreader.h"
#include "domain/catalogue.h"
#include "domain/silence.h"

#include <tl/expected.hpp>

namespace Wf::Config {

constexpr std::size_t kMostRoutes = 200;
constexpr std::size_t kMostSteps = 20;
constexpr std::size_t kMostPlans = 500;

/// What alerts.yaml is read against.
struct AlertsWorld {
    const Domain::Catalogue &catalogue;
    const std::vector<Domain::ChannelDefinition> &definitions;
    const QHash<QString, QString> &environment; ///< for ${NAME}
};

struct AlertsFile {
    Domain::AlertPolicy policy {}; ///< the usual routes where the file has none
    Channels channels {};
    std::vector<Domain::MaintenancePlan> plans {}; ///< the first has the id -1, the second -2, …
    QStringList warnings {};
};

/// Checks and builds everything of alerts.yaml over `base`.
[[nodiscard]] AlertsFile readAlerts(
    const YamlNode &root, const Domain::AlertPolicy &base, const AlertsWorld &world, Checker &checker);

/// The policy alone, to try it: channels only have to be named and maintenances are not looked at. Categories are
/// checked against the catalogue, where there is one. `file` names the text in the faults.
[[nodiscard]] tl::expected<Domain::AlertPolicy, std::vector<Fault>> readPolicy(
    const QByteArray &yaml, const QString &file, const Domain::Catalogue *catalogue = nullptr);

} // namespace Wf::Config
