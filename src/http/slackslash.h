// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/snapshot.h"

#include <QJsonObject>

namespace Wf::Http {

/// What is typed in Slack: "/itstatus okta".
struct SlashCommand {
    QString command;
    QString text;
};

/// The answer, which only the asker sees: {"response_type", "text", "blocks"}. No text: the summary; "help": how
/// to ask; else one service by id, by name, or by a part of its name.
[[nodiscard]] QJsonObject slashAnswer(const Ports::Snapshot &world, const SlashCommand &command, Instant now);

/// "just now", "5 minutes ago", "1 day ago"; a dash for nothing.
[[nodiscard]] QString agoText(const std::optional<Instant> &at, Instant now);
/// The three characters that mean something to Slack are escaped.
[[nodiscard]] QString slackText(const QString &text);

} // namespace Wf::Http
