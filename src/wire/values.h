// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QUrl>

#include <optional>

/// Small values as the API writes them. Nothing is `null`, never an empty text or a zero.
namespace Wf::Wire {

/// "2026-04-24T10:00:00Z"
[[nodiscard]] QJsonValue time(Instant at);
[[nodiscard]] QJsonValue time(const std::optional<Instant> &at);
/// Empty text is null.
[[nodiscard]] QJsonValue text(const QString &value);
/// Empty addresses are null; user name and password are left out.
[[nodiscard]] QJsonValue address(const QUrl &url);
/// Seconds with their thousandths.
[[nodiscard]] QJsonValue exactSeconds(const std::optional<Millis> &span);
/// A percentage with two decimals; the only place where it is rounded.
[[nodiscard]] QJsonValue percent(const std::optional<double> &value);

} // namespace Wf::Wire
