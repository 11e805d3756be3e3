// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/bulletin.h"

#include "vendors/drafting.h"

#include <algorithm>

namespace Wf::Vendors {

using Domain::MaintenanceState;

namespace {

    std::vector<Touch> withVerdict(const std::vector<Candidate> &touched, const Verdict &verdict)
    {
        std::vector<Touch> touches;
        touches.reserve(touched.size());
        for (const Candidate &who : touched)
            touches.push_back({ who, verdict });
        return touches;
    }

    void widen(ScopedIncident &known, const Domain::VendorIncident &again, const Scope &scope)
    {
        known.scope.leaves.insert(scope.leaves.begin(), scope.leaves.end());
        known.scope.names += scope.names;
        known.scope.names.removeDuplicates();
        known.incident.components = known.scope.names;
        const Reading both = worse(Reading { known.incident.impact, false }, Reading { again.impact, false });
        known.incident.impact = both.status;
    }

} // namespace

Candidate componentNamed(const QString &name, const QString &id)
{
    return { .id = id, .name = name, .group = {}, .groupId = {} };
}

Verdict verdictOf(std::span<const Word> table, const QString &word)
{
    return { lookUp(table, word), word };
}

Verdict worse(const Verdict &one, const Verdict &other)
{
    return weight(other.reading) > weight(one.reading) ? other : one;
}

std::pair<QString, QString> Bulletin::keyOf(const Candidate &who)
{
    return { who.group, who.name.isEmpty() ? who.id : who.name };
}

std::optional<size_t> Bulletin::positionOf(const Candidate &who)
{
    const auto key = keyOf(who);
    if (const auto found = m_positions.constFind(key); found != m_positions.constEnd())
        return *found;
    if (static_cast<qsizetype>(m_page.leaves.size()) >= kMostLeaves) {
        addUnreadable(QStringLiteral("more than 20,000 components"));
        return std::nullopt;
    }
    Leaf leaf;
    leaf.who = who;
    if (who.name.isEmpty())
        leaf.who.name = who.id;
    leaf.reading = kOperational;
    m_page.leaves.push_back(std::move(leaf));
    m_positions.insert(key, m_page.leaves.size() - 1);
    return m_page.leaves.size() - 1;
}

void Bulletin::set(const Candidate &who, const Verdict &verdict)
{
    warnOfUnknown(who, verdict);
    if (const auto position = positionOf(who)) {
        m_page.leaves[*position].reading = verdict.reading;
        m_page.leaves[*position].word = verdict.word;
    }
}

void Bulletin::decide(const Verdict &verdict)
{
    m_worst = worse(verdict, m_everywhere);
}

void Bulletin::warnOfUnknown(const Candidate &who, const Verdict &verdict)
{
    if (verdict.reading == kUnknown)
        warn(QStringLiteral("unknown status \"%1\" (%2)").arg(verdict.word, fullName(who)));
}

void Bulletin::raise(size_t position, const Verdict &verdict)
{
    Leaf &leaf = m_page.leaves[position];
    if (weight(verdict.reading) <= weight(leaf.reading))
        return;
    leaf.reading = verdict.reading;
    leaf.word = verdict.word;
}

void Bulletin::know(const Candidate &who)
{
    (void)positionOf(who);
}

void Bulletin::mark(const Candidate &who, const Verdict &verdict)
{
    warnOfUnknown(who, verdict);
    if (const auto position = positionOf(who))
        raise(*position, verdict);
    mark(verdict);
}

void Bulletin::mark(const Verdict &verdict)
{
    m_worst = worse(m_worst, verdict);
}

Scope Bulletin::scopeOf(const std::vector<Touch> &touched)
{
    Scope scope;
    for (const Touch &touch : touched) {
        const auto position = positionOf(touch.who);
        if (!position)
            continue;
        raise(*position, touch.verdict);
        if (scope.leaves.insert(*position).second && scope.names.size() < kMostTouched)
            scope.names.append(fullName(m_page.leaves[*position].who));
    }
    return scope;
}

void Bulletin::open(Domain::VendorIncident incident, const Verdict &verdict, const std::vector<Candidate> &touched)
{
    open(std::move(incident), verdict, withVerdict(touched, verdict));
}

void Bulletin::open(Domain::VendorIncident incident, const Verdict &verdict, const std::vector<Touch> &touched)
{
    if (verdict.reading == kUnknown)
        warn(QStringLiteral("unknown word \"%1\" for \"%2\"").arg(verdict.word, incident.title));
    mark(verdict);
    if (touched.empty())
        m_everywhere = worse(m_everywhere, verdict);
    incident.impact = verdict.reading.status;
    keep(std::move(incident), scopeOf(touched));
}

void Bulletin::tell(Domain::VendorIncident incident, const Verdict &verdict, const std::vector<Candidate> &touched)
{
    incident.impact = verdict.reading.status;
    keep(std::move(incident), scopeOf(withVerdict(touched, { kOperational, {} })));
}

void Bulletin::keep(Domain::VendorIncident &&incident, Scope &&scope)
{
    if (const auto known = m_incidents.constFind(incident.id); known != m_incidents.constEnd())
        return widen(m_page.incidents[*known], incident, scope);
    const size_t position = m_page.incidents.size();
    if (!incident.id.isEmpty() && static_cast<qsizetype>(position) < kMostIncidents)
        m_incidents.insert(incident.id, position);
    addIncident(m_page, { std::move(incident), std::move(scope) });
}

void Bulletin::plan(Domain::VendorMaintenance maintenance, const std::vector<Candidate> &touched,
    std::vector<Domain::VendorUpdate> updates)
{
    const bool works =
        maintenance.state == MaintenanceState::InProgress || maintenance.state == MaintenanceState::Verifying;
    const Verdict verdict { works ? kMaintenance : kOperational, word(maintenance.state) };
    mark(verdict);
    if (touched.empty())
        m_everywhere = worse(m_everywhere, verdict);
    Scope scope = scopeOf(withVerdict(touched, verdict));
    addMaintenance(m_page, { std::move(maintenance), std::move(scope) }, std::move(updates));
}

void Bulletin::addUnreadable(const QString &what)
{
    warn(QStringLiteral("cannot read %1").arg(what));
    m_worst = worse(m_worst, { kUnknown, what });
    m_everywhere = worse(m_everywhere, { kUnknown, what });
}

void Bulletin::warn(const QString &text)
{
    Vendors::warn(m_page, text);
}

/// What is said of everything holds for each component, and for those that are not listed.
void Bulletin::spread()
{
    for (size_t i = 0; i < m_page.leaves.size(); ++i)
        raise(i, m_everywhere);
    m_page.elsewhere = m_everywhere.reading;
}

/// Where no incident has a title to show, the names of the components in trouble say more.
bool Bulletin::isToldByComponents() const
{
    const auto sameAsPage = [&](const Leaf &leaf) { return leaf.reading == m_worst.reading; };
    return m_worst.reading != kOperational && m_page.incidents.empty()
        && std::ranges::any_of(m_page.leaves, sameAsPage)
        && std::ranges::none_of(
            m_page.leaves, [&](const Leaf &leaf) { return weight(leaf.reading) > weight(m_worst.reading); });
}

Page Bulletin::page(const QString &name, Listing listing) &&
{
    spread();
    if (!isToldByComponents()) {
        m_page.headline = Headline {
            .reading = m_worst.reading,
            .word = m_worst.word,
            .what = QStringLiteral("entry"),
            .description = m_worst.reading == kOperational ? QStringLiteral("No open incidents") : QString(),
        };
    }
    m_page.name = name;
    m_page.listing = listing;
    return std::move(m_page);
}

} // namespace Wf::Vendors
