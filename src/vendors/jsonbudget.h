// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace Wf::Vendors {

/// Why a body is not the document that a dialect expects: the machine's word and people's sentence.
struct BadDocument {
    QString reason; ///< without the prefix "parse_error: "
    QString detail;
};

/// How deep lists and objects may lie in each other. Real pages come to about a dozen levels.
inline constexpr qsizetype kDeepestJson = 128;
/// Bytes that all documents of one page may take together once they are parsed: room for 8 MiB of ordinary JSON,
/// and with all else that reading takes no more than 64 MiB.
inline constexpr qsizetype kMostJsonMemory = qsizetype { 40 } * 1024 * 1024;

/// What QJsonDocument will need for a text, told before it is parsed: a few megabytes of "[[1],[1],…]" become
/// hundreds of them.
struct JsonExtent {
    qsizetype brackets = 0; ///< lists and objects
    qsizetype elements = 0; ///< commas and colons: members, values and their names
    qsizetype depth = 0; ///< of the deepest value
    qsizetype bytes = 0;

    /// At most, by measurement of Qt 6.4.
    [[nodiscard]] qsizetype memory() const;
};
/// Goes over the text once, beside its strings. Text that is no JSON gives some figures, too.
[[nodiscard]] JsonExtent extentOf(QByteArrayView json);

/// The memory that the documents of one page share.
class JsonBudget {
public:
    /// Takes the document's part; nothing where it fits, else why it does not.
    [[nodiscard]] std::optional<BadDocument> charge(QByteArrayView json);

private:
    qsizetype m_left = kMostJsonMemory;
};

} // namespace Wf::Vendors
