// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/channel.h"

#include <QStringList>

namespace Wf::Config {

/// The kinds of channels that have code of their own, with their parameters: slack, slack_bot, email, command and
/// desktop. They have no requests.
[[nodiscard]] const std::vector<Domain::ChannelDefinition> &codeChannels();

/// Of those with code and of those with a definition; null: there is no such kind.
[[nodiscard]] const Domain::ChannelDefinition *findChannelKind(
    const QString &kind, const std::vector<Domain::ChannelDefinition> &definitions);
[[nodiscard]] QStringList channelKinds(const std::vector<Domain::ChannelDefinition> &definitions);

} // namespace Wf::Config
