// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

#include <tl/expected.hpp>

#include <span>
#include <vector>

namespace Wf::Vendors {

/// One component that a selector may choose.
struct Candidate {
    QString id;
    QString name;
    QString group; ///< name of the group it is in, empty when none
    QString groupId;
    QStringList around {}; ///< names and ids of the groups that this group is in
};

/// The selector that matches nothing, and up to three names that come near to it.
struct Unmatched {
    QString selector;
    QStringList nearest;
};

/// Positions of the candidates that any of the selectors chooses, ascending. Letter case and outer white space do
/// not matter. A selector is
///  - a name or an id: every component of that name; if none, every child of the group of that name or id
///  - "Group / Name" or "Group - Name"
///  - "glob:API*": * any run, ? any one character; against the name and against "Group / Name"
///  - "group:NAME": every child of that group, by name or id, and the children of groups in it
[[nodiscard]] tl::expected<std::vector<size_t>, Unmatched> select(
    const QStringList &selectors, std::span<const Candidate> candidates);

/// "Group / Name", or the name alone outside of groups.
[[nodiscard]] QString fullName(const Candidate &candidate);

/// Whether the pattern (*, ?) covers the whole text; both are compared as given. Work grows with the product of
/// both lengths at most.
[[nodiscard]] bool globMatches(QStringView pattern, QStringView text);

} // namespace Wf::Vendors
