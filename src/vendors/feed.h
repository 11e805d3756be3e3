// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/json.h"

#include <QStringList>
#include <QUrl>

namespace Wf::Vendors {

/// An entry of a feed, in the words of whoever wrote it.
struct FeedEntry {
    QString id {}; ///< guid or id
    QString title {}; ///< one line
    QString body {}; ///< HTML
    QString state {}; ///< of the element <status>, which some feeds add
    QUrl link {};
    std::optional<Instant> publishedAt {};
    std::optional<Instant> updatedAt {};
    QStringList categories {}; ///< none where there are too many to keep

    /// When something was last said, as far as it is told.
    [[nodiscard]] std::optional<Instant> at() const { return updatedAt ? updatedAt : publishedAt; }
};

struct Feed {
    QString title {};
    QUrl link {};
    std::vector<FeedEntry> entries {}; ///< newest first, those without a time last; at most 500
    std::optional<Instant> cutAt {}; ///< of the newest entry that did not find room
};

/// What a feed may have: the parser keeps each name that it meets, every open element, and a tag until it ends.
inline constexpr int kMostNames = 100'000; ///< elements and attributes
inline constexpr int kDeepestXml = 128;
inline constexpr qsizetype kLongestTag = qsizetype { 1024 } * 1024; ///< bytes, of a comment too

/// RSS 2.0 or Atom. Fails when the document is neither, is broken or cut off, out of bounds, declares entities or
/// attributes, or has entries where no feed has them, and when its feed has no title.
[[nodiscard]] tl::expected<Feed, BadDocument> readFeed(const QByteArray &body);

} // namespace Wf::Vendors
