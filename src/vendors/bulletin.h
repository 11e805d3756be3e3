// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/page.h"

namespace Wf::Vendors {

/// A component outside of all groups.
[[nodiscard]] Candidate componentNamed(const QString &name, const QString &id = {});

/// A word of the vendor and what it means.
struct Verdict {
    Reading reading {};
    QString word {}; ///< the vendor's own, for the machine reason where it is not known
};
[[nodiscard]] Verdict verdictOf(std::span<const Word> table, const QString &word);
[[nodiscard]] Verdict worse(const Verdict &one, const Verdict &other);

/// One component that an entry names, and how bad the entry is for it.
struct Touch {
    Candidate who {};
    Verdict verdict {};
};

/// Builds the page of a vendor that publishes entries (incidents, maintenances) rather than the state of each
/// component: a component is as bad as the worst entry that names it, the page as bad as its worst entry, and both
/// are well when nothing is open. An entry that names no component is about all of them.
class Bulletin {
public:
    /// A component that exists (the first 20,000 of them): a selector may choose it though nothing is published
    /// about it. Components are told apart by group and name.
    void know(const Candidate &who);
    /// What the vendor says of one component outside of all entries.
    void mark(const Candidate &who, const Verdict &verdict);
    /// What the vendor says of the page outside of all entries.
    void mark(const Verdict &verdict);
    /// The vendor's own word for a component, or for the page, in place of what the entries up to now say of it.
    /// What is about everything still counts.
    void set(const Candidate &who, const Verdict &verdict);
    void decide(const Verdict &verdict);
    /// An open incident. One whose id is there already only widens that one.
    void open(Domain::VendorIncident incident, const Verdict &verdict, const std::vector<Candidate> &touched);
    /// The same where every component has it differently; `verdict` is that of the page.
    void open(Domain::VendorIncident incident, const Verdict &verdict, const std::vector<Touch> &touched);
    /// An open incident that is told and changes nothing: the vendor says apart from it how its components are.
    void tell(Domain::VendorIncident incident, const Verdict &verdict, const std::vector<Candidate> &touched);
    /// A maintenance; one in progress or verifying puts what it names under maintenance.
    void plan(Domain::VendorMaintenance maintenance, const std::vector<Candidate> &touched,
        std::vector<Domain::VendorUpdate> updates = {});
    /// An entry that cannot be read: nothing may look well because of it.
    void addUnreadable(const QString &what);
    void warn(const QString &text);

    /// Whether an incident or a maintenance is there.
    [[nodiscard]] bool hasEntries() const { return !m_page.incidents.empty() || !m_page.maintenances.empty(); }

    /// The page so far; `name` is what the vendor calls it.
    [[nodiscard]] Page page(const QString &name, Listing listing = Listing::Whole) &&;

private:
    /// What makes it the same component when it is told again.
    static std::pair<QString, QString> keyOf(const Candidate &who);
    std::optional<size_t> positionOf(const Candidate &who);
    void raise(size_t position, const Verdict &verdict);
    void warnOfUnknown(const Candidate &who, const Verdict &verdict);
    Scope scopeOf(const std::vector<Touch> &touched);
    void keep(Domain::VendorIncident &&incident, Scope &&scope);
    void spread();
    [[nodiscard]] bool isToldByComponents() const;

    Page m_page {};
    QHash<std::pair<QString, QString>, size_t> m_positions;
    QHash<QString, size_t> m_incidents;
    Verdict m_worst { kOperational, {} };
    Verdict m_everywhere { kOperational, {} };
};

} // namespace Wf::Vendors
