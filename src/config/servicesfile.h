// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/policy.h"
#include "config/reading.h"

namespace Wf::Config {

/// What services.yaml, and definitions of the same shape, are read against.
struct ServiceDefaults {
    Millis interval { std::chrono::seconds { 60 } };
    TierPolicies policies;
    QHash<QString, QString> environment; ///< for ${NAME}
    CommandChecks commands = CommandChecks::Refused;
};

struct ServicesFile {
    std::vector<Domain::Category> categories; ///< of the file, then the built-in ones that it does not name
    std::vector<Domain::Service> services;
    std::vector<Domain::Dependency> dependencies; ///< of `depends_on`, between services of the file
    QStringList warnings;
};

constexpr std::size_t kMostServices = 5000;
constexpr std::size_t kMostMonitors = 20;
constexpr std::size_t kMostUpstreams = 100; ///< of one service

/// Checks and builds everything of services.yaml; what has faults is left out of the result.
[[nodiscard]] ServicesFile readServices(const YamlNode &root, const ServiceDefaults &defaults, Checker &checker);

/// One service as it is defined in the program: an entry of `services:` of which only id and monitors have to be
/// written. Its category may be any id. Nothing when it is no map.
[[nodiscard]] std::optional<Domain::Service> readServiceDefinition(
    const YamlNode &node, const QString &what, const ServiceDefaults &defaults, Checker &checker);

/// The eleven categories that every file knows.
[[nodiscard]] std::vector<Domain::Category> builtInCategories();

} // namespace Wf::Config
