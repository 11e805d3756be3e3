// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/reading.h"
#include "domain/channel.h"

namespace Wf::Config {

constexpr std::size_t kMostChannels = 200;

struct Channels {
    std::vector<Domain::Channel> channels {};
    QStringList names {}; ///< of all that were written, faulty ones too: routes may name them
    QStringList secrets {}; ///< every value that no log may show
};

/// Reads `channels:` of alerts.yaml. A secret that is written in clear is a warning.
[[nodiscard]] Channels readChannels(
    const YamlNode &node, const std::vector<Domain::ChannelDefinition> &definitions, const Reading &reading);

/// "slack" and "slack.health", which are always there.
[[nodiscard]] QStringList builtInChannels();

} // namespace Wf::Config
