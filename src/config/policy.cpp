// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/policy.h"

namespace Wf::Config {

namespace {
    constexpr int kMostPolls = 20;
    constexpr Millis kLongestDwell = std::chrono::hours { 24 };

    void readConfirm(const YamlNode &node, const QString &what, Checker &checker, PolicyPatch &patch)
    {
        const QString here = what + QStringLiteral(": confirm");
        if (!checker.checkMap(node, here, { QStringLiteral("down"), QStringLiteral("up") }))
            return;
        if (const YamlNode *down = node.find(u"down"))
            patch.down = checker.integer(*down, here + QStringLiteral(" down"), 1, kMostPolls);
        if (const YamlNode *up = node.find(u"up"))
            patch.up = checker.integer(*up, here + QStringLiteral(" up"), 1, kMostPolls);
    }
} // namespace

Domain::ConfirmPolicy PolicyPatch::over(Domain::ConfirmPolicy base) const
{
    base.down = down.value_or(base.down);
    base.up = up.value_or(base.up);
    base.dwell = dwell.value_or(base.dwell);
    base.brokenAfter = brokenAfter.value_or(base.brokenAfter);
    return base;
}

QStringList policyKeys()
{
    return { QStringLiteral("confirm"), QStringLiteral("dwell"), QStringLiteral("broken_after") };
}

PolicyPatch readPolicy(const YamlNode &map, const QString &what, Checker &checker)
{
    PolicyPatch patch;
    if (const YamlNode *confirm = map.find(u"confirm"))
        readConfirm(*confirm, what, checker, patch);
    if (const YamlNode *dwell = map.find(u"dwell"))
        patch.dwell = checker.duration(*dwell, what + QStringLiteral(": dwell"), Millis { 0 }, kLongestDwell);
    if (const YamlNode *broken = map.find(u"broken_after"))
        patch.brokenAfter = checker.integer(*broken, what + QStringLiteral(": broken_after"), 1, kMostPolls);
    return patch;
}

Domain::ConfirmPolicy globalPolicy(const Settings &settings)
{
    return { settings.alertConfirmThresholdPolls, settings.alertRecoveryThresholdPolls,
        settings.alertMinStateDuration, settings.pollerFailureThreshold };
}

} // namespace Wf::Config
