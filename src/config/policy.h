// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/checker.h"
#include "config/settings.h"
#include "domain/catalogue.h"

#include <array>

namespace Wf::Config {

/// Confirmation policy per tier, before a service or monitor says otherwise.
struct TierPolicies {
    std::array<Domain::ConfirmPolicy, 3> byTier; ///< index = tier

    [[nodiscard]] Domain::ConfirmPolicy &of(Domain::Tier tier) { return byTier[static_cast<std::size_t>(tier)]; }
    [[nodiscard]] const Domain::ConfirmPolicy &of(Domain::Tier tier) const
    {
        return byTier[static_cast<std::size_t>(tier)];
    }
};

/// The parts of a policy that were written down; laid over another one.
struct PolicyPatch {
    std::optional<int> down;
    std::optional<int> up;
    std::optional<Millis> dwell;
    std::optional<int> brokenAfter;

    [[nodiscard]] Domain::ConfirmPolicy over(Domain::ConfirmPolicy base) const;
};

[[nodiscard]] QStringList policyKeys();
/// Reads `confirm: {down, up}`, `dwell` and `broken_after` of a map.
[[nodiscard]] PolicyPatch readPolicy(const YamlNode &map, const QString &what, Checker &checker);
[[nodiscard]] Domain::ConfirmPolicy globalPolicy(const Settings &settings);

} // namespace Wf::Config
