// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>
#include <vector>

namespace Wf::Domain {

/// A vendor that people can add by name.
struct VendorEntry {
    QString id {}; ///< lower case, unique; becomes the id of the service
    QString name {};
    QString category {};
    QString kind {}; ///< dialect of the status page; empty: nothing can be asked, and `note` says why
    QUrl url {}; ///< what is asked
    QUrl page {}; ///< for people
    QStringList components {}; ///< selectors where the vendor is a part of a larger page
    QString verified {}; ///< "2026-09-07" or "2026-07": when the address was last seen to answer; empty: unknown
    QString note {};

    [[nodiscard]] bool canBeAsked() const { return !kind.isEmpty(); }
    bool operator==(const VendorEntry &) const = default;
};

/// How well an entry answers a question, best first.
enum class VendorFit : quint8 {
    Exact, ///< its id or its name
    Prefix, ///< the name begins so
    WordPrefix, ///< words of the name begin so
    Substring,
    Typo, ///< one or two slips of the hand
    Scattered, ///< the letters in this order, others between them
    Category, ///< it is of the category that was asked for, by its word alone
    Listed ///< nothing was asked for
};
/// "exact", "prefix", "word", "substring", "typo", "scattered", "category", "listed"
[[nodiscard]] QString word(VendorFit fit);
[[nodiscard]] std::optional<VendorFit> vendorFitFromWord(QStringView word);

struct VendorMatch {
    const VendorEntry *entry = nullptr; ///< of the list that was searched; never null
    VendorFit fit = VendorFit::Listed;
};

struct VendorQuery {
    QString text {}; ///< as typed, at most 200 characters count; "category:identity" in it narrows like `category`
    QString category {}; ///< empty: all
    std::size_t limit = 20;
};

/// The entries that were probably meant, best first; the same every time. Letter case, accents and everything that
/// is neither letter nor digit do not count. Guesses (typo, scattered) are made only where nothing fits as
/// written. Of equally good ones those that can be asked come first, then the shorter name, then the alphabet.
[[nodiscard]] std::vector<VendorMatch> search(const std::vector<VendorEntry> &entries, const VendorQuery &query);

/// The one that was meant beyond doubt: the only exact one, or the only one at all that fits by more than its
/// category. Null when it takes a person to choose.
[[nodiscard]] const VendorEntry *unambiguous(const std::vector<VendorMatch> &matches);

} // namespace Wf::Domain
