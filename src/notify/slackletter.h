// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/letter.h"

#include <QJsonObject>

namespace Wf::Notify {

/// Whether messages carry an "Acknowledge" button (SLACK_ACK_ENABLED).
enum class AckButtons : quint8 { Off, On };

/// A letter as Slack's incoming webhooks and its method chat.postMessage take it: a fallback text and Block Kit
/// blocks. Outside text is escaped and cut to Slack's limits, so that Slack never refuses a message for its size
/// and a vendor cannot mention a channel.
///
/// An incident shows as one change, with what it takes along where it explains others; a digest shows at most 40
/// letters, the most severe ones where there are more; the rest are counted.
[[nodiscard]] QJsonObject slackMessage(const Domain::Letter &letter, AckButtons ackButtons);
/// The same as it is sent to a webhook; a prepared letter as it is.
[[nodiscard]] QByteArray slackPayload(const Domain::Letter &letter, AckButtons ackButtons);

} // namespace Wf::Notify
