// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/fault.h"
#include "domain/channel.h"

namespace Wf::Config {

struct ChannelFolder {
    std::vector<Domain::ChannelDefinition> definitions {}; ///< by kind
    QStringList files {}; ///< that were read
};

/// Reads every *.yaml of folders with definitions of channels; those of a later folder win over those of the same
/// kind before. Folders that do not exist are empty. At most 200 files a folder.
[[nodiscard]] ChannelFolder readChannelFolders(const QStringList &folders, Faults &faults);

} // namespace Wf::Config
