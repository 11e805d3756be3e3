// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace Wf::Http {

/// Somebody pressed the button that acknowledges.
struct SlackAction {
    QString dedupKey; ///< of the incident whose message it was
    QString user;
    QString answerPath; ///< "/actions/…": where the message can be replaced; empty: nowhere that we would call
    QJsonObject message; ///< as it was
};

/// A field of a form-encoded body, decoded; empty when it is absent.
[[nodiscard]] QString formField(const QByteArray &body, const QString &name);

/// What the form-encoded body of an interaction says; nothing for what is no press of that button.
[[nodiscard]] std::optional<SlackAction> readSlackAction(const QByteArray &body);

/// The path of an answer's address when it is Slack's own and nothing else: https, exactly that host, /actions/…,
/// neither user nor port, query nor fragment; else empty.
[[nodiscard]] QString answerPath(const QString &responseUrl);

/// The message without the button, and with who acknowledged and when: {"replace_original", "text", "blocks"}.
[[nodiscard]] QJsonObject acknowledgedMessage(const SlackAction &action, const QString &by, Instant at);

} // namespace Wf::Http
