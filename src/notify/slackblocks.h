// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>
#include <QUrl>

namespace Wf::Notify::Blocks {

[[nodiscard]] QJsonObject header(const QString &plainText);
/// `mrkdwn` is already escaped; cut() as the last safety.
[[nodiscard]] QJsonObject section(const QString &mrkdwn);
[[nodiscard]] QJsonObject fields(const QStringList &mrkdwn);
[[nodiscard]] QJsonObject context(const QString &mrkdwn);
[[nodiscard]] QJsonObject divider();
[[nodiscard]] QJsonObject actions(const QJsonObject &button);
[[nodiscard]] QJsonObject ackButton(const QString &dedupKey);
[[nodiscard]] QJsonObject linkButton(const QUrl &url, const QString &actionId);
/// Web addresses that fit into a button or link.
[[nodiscard]] bool isLinkable(const QUrl &url);
/// "<url|label>"
[[nodiscard]] QString link(const QUrl &url, const QString &label);
/// A whole message.
[[nodiscard]] QJsonObject message(const QString &fallback, const QJsonArray &blocks);

} // namespace Wf::Notify::Blocks
