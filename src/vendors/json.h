// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"
#include "domain/observation.h"
#include "vendors/jsondocument.h"

#include <tl/expected.hpp>

#include <vector>

namespace Wf::Vendors {

/// Why a body is not the document that a dialect expects: the machine's word and people's sentence.
struct BadDocument {
    QString reason; ///< without the prefix "parse_error: "
    QString detail;
};

/// Bytes that reading all documents of one page may take together: room for more than 6 MiB of ordinary JSON, and
/// with all else that reading takes no more than 64 MiB.
inline constexpr qsizetype kMostJsonMemory = qsizetype { 50 } * 1024 * 1024;

/// The memory that the documents of one page share.
class JsonBudget {
public:
    /// Takes the document's part; nothing where it fits, else why it does not.
    [[nodiscard]] std::optional<BadDocument> charge(QByteArrayView json);

private:
    qsizetype m_left = kMostJsonMemory;
};

/// The observation of a body that cannot be read.
[[nodiscard]] Domain::Observation parseFailure(const BadDocument &why, Instant now);

/// The body as a list or an object. HTML, nothing, another JSON value, broken text, and more or deeper JSON than
/// the budget has room for are told apart. Without a budget the document has one of its own.
[[nodiscard]] tl::expected<JsonDocument, BadDocument> readDocument(const QByteArray &body);
[[nodiscard]] tl::expected<JsonDocument, BadDocument> readDocument(const QByteArray &body, JsonBudget &budget);
/// The body as one object, or as one list.
[[nodiscard]] tl::expected<JsonDocument, BadDocument> readObject(const QByteArray &body);
[[nodiscard]] tl::expected<JsonDocument, BadDocument> readObject(const QByteArray &body, JsonBudget &budget);
[[nodiscard]] tl::expected<JsonDocument, BadDocument> readArray(const QByteArray &body);

/// Text or number of a member as text, one line, at most `limit` long; empty when absent or another type.
[[nodiscard]] QString textAt(const JsonObject &object, QLatin1String key, qsizetype limit);
/// Any spelling that readTime() knows.
[[nodiscard]] std::optional<Instant> timeAt(const JsonObject &object, QLatin1String key);
/// Objects of a list member, at most `limit` elements being looked at; other elements are left
/// out.
[[nodiscard]] std::vector<JsonObject> objectsAt(const JsonObject &object, QLatin1String key, qsizetype limit);

/// An http or https address; anything else is an empty one.
[[nodiscard]] QUrl webLink(const QString &text);
[[nodiscard]] QUrl linkAt(const JsonObject &object, QLatin1String key);

} // namespace Wf::Vendors
