// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/fault.h"
#include "config/servicesfile.h"
#include "domain/channel.h"
#include "domain/silence.h"

#include <tl/expected.hpp>

#include <memory>

namespace Wf::Config {

/// A configuration without faults.
struct AppConfig {
    Settings settings {};
    std::shared_ptr<const Domain::Catalogue> catalogue {}; ///< never null
    ServiceDefaults defaults {}; ///< what services.yaml was read against; for readDefinition()
    Domain::AlertPolicy policy = Domain::defaultPolicy(); ///< of alerts.yaml
    std::vector<Domain::Channel> channels {}; ///< of alerts.yaml; the built-in ones are not among them
    std::vector<Domain::ChannelDefinition> channelDefinitions {}; ///< shipped and own ones, by kind
    std::vector<Domain::MaintenancePlan> plans {}; ///< of alerts.yaml; their ids are -1, -2, … in its order
    QStringList channelSecrets {}; ///< values of channels that no log may show
    QStringList warnings {}; ///< whole sentences with their place; nothing stops because of them
    QStringList files {}; ///< those that were read, for watching and for telling
};

/// Where configuration comes from.
struct Sources {
    QString folder; ///< holds services.yaml and the others
    QHash<QString, QString> environment; ///< and what is known of the keychain: "keychain:NAME"
    QHash<QString, QString> commandLine; ///< the same upper-case keys; they win over everything
    /// Holds the shipped definitions of channels; empty: there are none. Those of the folder's own `channels` win.
    QString channelsFolder {};
    /// Stands for the content of alerts.yaml: a text that is being written. The file need not exist.
    std::optional<QByteArray> alerts {};
};

/// Reads everything and tells all faults at once (at most 200, sorted by file, line and column), or answers a
/// whole configuration. Reads at most 4 MiB a file. Never throws. services.local.yaml, dependencies.local.yaml and
/// alerts.local.yaml are read instead of the files without "local" where they exist.
[[nodiscard]] tl::expected<AppConfig, std::vector<Fault>> load(const Sources &sources);

/// The entries of the keychain that the files name, at most 200. Who loads the files finds their values first and
/// puts them into `environment`, as "keychain:NAME". Faults are load()'s to tell.
[[nodiscard]] QStringList keychainNames(const Sources &sources);

/// The file that is read for "alerts" and the like: the one with "local" in its name where it exists.
[[nodiscard]] QString configFile(const QString &folder, const QString &stem);

/// Every value in it that no log may show.
[[nodiscard]] QStringList secretValues(const AppConfig &config);
/// The same of one service, wherever it was defined.
[[nodiscard]] QStringList secretValues(const Domain::Service &service);

} // namespace Wf::Config
