// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/policy.h"

namespace Wf::Config {

/// What services.yaml is read against.
struct ServiceDefaults {
    Millis interval { std::chrono::seconds { 60 } };
    TierPolicies policies;
    QHash<QString, QString> environment; ///< for ${NAME}
};

struct ServicesFile {
    std::vector<Domain::Category> categories; ///< of the file, then the built-in ones that it does not name
    std::vector<Domain::Service> services;
    QStringList warnings;
};

constexpr std::size_t kMostServices = 5000;
constexpr std::size_t kMostMonitors = 20;

/// Checks and builds everything of services.yaml; what has faults is left out of the result.
[[nodiscard]] ServicesFile readServices(const YamlNode &root, const ServiceDefaults &defaults, Checker &checker);

/// The eleven categories that every file knows.
[[nodiscard]] std::vector<Domain::Category> builtInCategories();

} // namespace Wf::Config
