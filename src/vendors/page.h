// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/reading.h"
#include "vendors/selector.h"

#include "domain/observation.h"

#include <QHash>
#include <QMultiHash>

#include <set>

namespace Wf::Vendors {

/// Limits on what is taken from one document; the rest is left out.
inline constexpr qsizetype kMostLeaves = 20'000;
inline constexpr qsizetype kMostIncidents = 200;
inline constexpr qsizetype kMostMaintenances = 500;
inline constexpr qsizetype kMostUpdates = 20;
inline constexpr qsizetype kMostTouched = 1000;
inline constexpr qsizetype kIdLength = 100;
inline constexpr qsizetype kNameLength = 300;
inline constexpr qsizetype kWordLength = 60;
inline constexpr qsizetype kBodyLength = 2000;
inline constexpr qsizetype kMostWarnings = 20;

/// A component that is not a group.
struct Leaf {
    Candidate who {};
    Reading reading {};
    QString word {}; ///< the vendor's own
    bool counts = true; ///< false: the vendor does not watch it (paused, not monitored); never decides a page
};

/// Which leaves an incident or a maintenance is about.
struct Scope {
    std::set<size_t> leaves; ///< positions in Page::leaves
    QStringList names; ///< as the vendor wrote them
    [[nodiscard]] bool namesNothing() const { return names.isEmpty(); }
};

struct ScopedIncident {
    Domain::VendorIncident incident;
    Scope scope;
};

struct ScopedMaintenance {
    Domain::VendorMaintenance maintenance;
    Scope scope;
};

/// What the vendor says of the page as a whole.
struct Headline {
    Reading reading {};
    QString word {}; ///< the vendor's own, "minor"
    QString what = QStringLiteral("indicator"); ///< what the vendor calls it, for the machine reason
    QString description {}; ///< the vendor's sentence, shown when no open incident has a title
    QString detail {}; ///< where it is set, shown in place of titles and description
};

/// Whether a page names all of its components, or only those in trouble.
enum class Listing : quint8 {
    Whole, ///< a selector that matches nothing is a fault
    TroubledOnly, ///< what is not listed is well
};

/// What is known of a name that is not listed where only trouble is.
enum class Existence : quint8 {
    Known, ///< the vendor has it
    Untold, ///< nobody can tell: a name with a slip of the pen looks as well as any other
    Denied, ///< the vendor has no such thing
};

/// How the components decide where there is no headline and nothing is selected.
enum class Blend : quint8 {
    Worst,
    SomeDownIsPartial, ///< a major outage of some, but not of all, is a partial one of the page
};

/// A status page in our words; nothing in it is decided yet. A dialect reads bytes to a Page, observe() decides.
struct Page {
    QString name;
    std::optional<Headline> headline; ///< nothing: the worst leaf decides
    Listing listing = Listing::Whole;
    Reading elsewhere = kOperational; ///< of components that are not listed, where only trouble is
    Existence (*existence)(const QString &selector) = nullptr; ///< of those; null: all are Untold
    Blend blend = Blend::Worst;
    std::vector<Leaf> leaves;
    std::vector<ScopedIncident> incidents; ///< open ones, in the vendor's order
    std::vector<ScopedMaintenance> maintenances; ///< in the vendor's order
    Millis freshFor { 0 }; ///< it says that asking earlier is of no use; 0: it says nothing
    QStringList warnings; ///< unknown words and the like, for the log; at most 20
};

/// Adds a warning once, while there is room.
void warn(Page &page, const QString &text);

/// The worst component as a headline, for pages whose incidents do not say which components they are about:
/// "Data: under maintenance".
[[nodiscard]] Headline headlineOfLeaves(const Page &page);

/// Finds the leaves that a vendor's list of components means. The leaves stay the page's and are complete by the
/// first look-up, which is what their indexes wait for: most pages have nothing to look up.
class Directory {
public:
    /// Groups: id to name, of components that only hold others.
    explicit Directory(const std::vector<Leaf> &leaves, QHash<QString, QString> groups = {});

    /// Adds the leaf of that id, else those of that name or "Group - Name", and keeps the name in any case: the
    /// leaf's own where none is given.
    void add(Scope &scope, const QString &id, const QString &name) const;
    /// A group that is named beside one of its children only repeats it; alone it means all of them.
    void addGroup(Scope &scope, const QString &id) const;

private:
    using Positions = QMultiHash<QString, size_t>;

    [[nodiscard]] const QHash<QString, size_t> &byId() const;
    [[nodiscard]] const Positions &byName() const;
    [[nodiscard]] const Positions &children() const;

    const std::vector<Leaf> &m_leaves;
    QHash<QString, QString> m_groups;
    mutable std::optional<QHash<QString, size_t>> m_byId;
    mutable std::optional<Positions> m_byName;
    mutable std::optional<Positions> m_children;
};

} // namespace Wf::Vendors
