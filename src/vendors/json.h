// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"
#include "domain/observation.h"
#include "vendors/jsonbudget.h"

#include <QJsonArray>
#include <QJsonObject>

#include <tl/expected.hpp>

namespace Wf::Vendors {

/// The observation of a body that cannot be read.
[[nodiscard]] Domain::Observation parseFailure(const BadDocument &why, Instant now);

/// The body as one JSON object. HTML, nothing, another JSON value, broken text, and more or deeper JSON than the
/// budget has room for are told apart. Without a budget the document has one of its own.
[[nodiscard]] tl::expected<QJsonObject, BadDocument> readObject(const QByteArray &body);
[[nodiscard]] tl::expected<QJsonObject, BadDocument> readObject(const QByteArray &body, JsonBudget &budget);

/// The body as one JSON list; as readObject().
[[nodiscard]] tl::expected<QJsonArray, BadDocument> readArray(const QByteArray &body);
/// The body as an object or a list, for dialects that come as both.
[[nodiscard]] tl::expected<QJsonValue, BadDocument> readValue(const QByteArray &body);
[[nodiscard]] tl::expected<QJsonValue, BadDocument> readValue(const QByteArray &body, JsonBudget &budget);

/// Text or number of a member as text, one line, at most `limit` long; empty when absent or another type.
[[nodiscard]] QString textAt(const QJsonObject &object, QLatin1String key, qsizetype limit);
/// Any spelling that readTime() knows.
[[nodiscard]] std::optional<Instant> timeAt(const QJsonObject &object, QLatin1String key);
/// Objects of an array member, at most `limit`; other elements are left out.
[[nodiscard]] std::vector<QJsonObject> objectsAt(const QJsonObject &object, QLatin1String key, qsizetype limit);

/// An http or https address; anything else is an empty one.
[[nodiscard]] QUrl webLink(const QString &text);
[[nodiscard]] QUrl linkAt(const QJsonObject &object, QLatin1String key);

} // namespace Wf::Vendors
