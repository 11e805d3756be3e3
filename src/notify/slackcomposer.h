// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/notifier.h"

namespace Wf::Notify {

/// Whether messages carry an "Acknowledge" button (SLACK_ACK_ENABLED).
enum class AckButtons { Off, On };

/// Messages as Slack incoming-webhook JSON: a fallback text and Block Kit blocks. Outside text is escaped and cut
/// to Slack's limits, so that Slack never refuses a message for its size and a vendor cannot mention a channel.
class SlackComposer final : public Ports::Composer {
public:
    explicit SlackComposer(AckButtons ackButtons = AckButtons::Off);

    [[nodiscard]] QString channel() const override;
    [[nodiscard]] QByteArray change(const Ports::ChangeText &change) const override;
    /// At most 40 changes are shown, the most severe ones where there are more; the rest are counted.
    [[nodiscard]] QByteArray batch(const std::vector<Ports::ChangeText> &changes) const override;
    [[nodiscard]] QByteArray aggregated(
        const Ports::ChangeText &upstream, const QStringList &dependents) const override;
    [[nodiscard]] QByteArray health(const Ports::HealthText &health) const override;
    [[nodiscard]] QByteArray connectivity(Domain::Connectivity state, Instant since, Instant at) const override;

private:
    AckButtons m_ackButtons;
};

} // namespace Wf::Notify
