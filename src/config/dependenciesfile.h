// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/checker.h"
#include "domain/catalogue.h"

namespace Wf::Config {

struct DependenciesFile {
    std::vector<Domain::Dependency> edges;
    QStringList warnings; ///< edges that stand twice
};

/// Most edges after `all_internal` is spelled out.
constexpr std::size_t kMostEdges = 100'000;

/// Reads dependencies.yaml against the known services. `all_internal` means every service but the upstream; an
/// edge that is written out wins over it.
[[nodiscard]] DependenciesFile readDependencies(
    const YamlNode &root, const std::vector<Domain::Service> &services, Checker &checker);

} // namespace Wf::Config
