// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/policy.h"

namespace Wf::Config {

/// What watchfloor.yaml says beside the settings.
struct WatchfloorFile {
    std::array<PolicyPatch, 3> tiers; ///< index = tier
    QStringList warnings;

    [[nodiscard]] TierPolicies policiesOver(const Domain::ConfirmPolicy &base) const;
};

/// Applies the settings of watchfloor.yaml (the variables' names in lower case) and reads its policies.
[[nodiscard]] WatchfloorFile readWatchfloor(
    const YamlNode &root, Settings &settings, const QHash<QString, QString> &environment, Checker &checker);

} // namespace Wf::Config
