// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/page.h"

#include <algorithm>

namespace Wf::Vendors {

void warn(Page &page, const QString &text)
{
    if (page.warnings.size() < kMostWarnings && !page.warnings.contains(text))
        page.warnings.append(text);
}

Headline headlineOfLeaves(const Page &page)
{
    const auto worst = std::ranges::max_element(
        page.leaves, std::ranges::less(), [](const Leaf &leaf) { return weight(leaf.reading); });
    if (worst == page.leaves.end())
        return {};
    const bool well = worst->reading == kOperational;
    return { .reading = worst->reading,
        .word = worst->word,
        .what = QStringLiteral("component status"),
        .description = well ? QStringLiteral("All systems operational")
                            : QString(fullName(worst->who) % u": " % phrase(worst->reading)) };
}

Directory::Directory(const std::vector<Leaf> &leaves, QHash<QString, QString> groups)
    : m_leaves(leaves)
    , m_groups(std::move(groups))
{
}

const QHash<QString, size_t> &Directory::byId() const
{
    if (m_byId)
        return *m_byId;
    m_byId.emplace().reserve(static_cast<qsizetype>(m_leaves.size()));
    for (size_t i = 0; i < m_leaves.size(); ++i) {
        if (const QString &id = m_leaves[i].who.id; !id.isEmpty())
            m_byId->insert(id, i);
    }
    return *m_byId;
}

const Directory::Positions &Directory::byName() const
{
    if (m_byName)
        return *m_byName;
    m_byName.emplace();
    for (size_t i = 0; i < m_leaves.size(); ++i) {
        const Candidate &who = m_leaves[i].who;
        m_byName->insert(who.name, i);
        if (!who.group.isEmpty())
            m_byName->insert(who.group % u" - " % who.name, i);
    }
    return *m_byName;
}

const Directory::Positions &Directory::children() const
{
    if (m_children)
        return *m_children;
    m_children.emplace();
    for (size_t i = 0; i < m_leaves.size(); ++i)
        m_children->insert(m_leaves[i].who.groupId, i);
    return *m_children;
}

void Directory::add(Scope &scope, const QString &id, const QString &name) const
{
    const auto found = byId().constFind(id);
    const bool isLeaf = found != byId().constEnd();
    const QString own = isLeaf ? m_leaves[*found].who.name : id;
    scope.names.append(name.isEmpty() ? own : name);
    if (isLeaf) {
        scope.leaves.insert(*found);
    } else if (!m_groups.contains(id)) {
        const auto named = byName().values(name);
        scope.leaves.insert(named.begin(), named.end());
    }
}

void Directory::addGroup(Scope &scope, const QString &id) const
{
    if (!m_groups.contains(id))
        return;
    const auto within = children().values(id);
    const bool repeated = std::ranges::any_of(within, [&](size_t i) { return scope.leaves.contains(i); });
    if (!repeated)
        scope.leaves.insert(within.begin(), within.end());
}

} // namespace Wf::Vendors
