// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/page.h"

#include <algorithm>

namespace Wf::Vendors {

namespace {
    constexpr qsizetype kMostWarnings = 20;
}

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
    : m_groups(std::move(groups))
{
    for (size_t i = 0; i < leaves.size(); ++i) {
        const Candidate &who = leaves[i].who;
        if (!who.id.isEmpty()) {
            m_byId.insert(who.id, i);
            m_names.insert(who.id, who.name);
        }
        m_byName.insert(who.name, i);
        if (!who.group.isEmpty())
            m_byName.insert(who.group % u" - " % who.name, i);
        m_children.insert(who.groupId, i);
    }
}

void Directory::add(Scope &scope, const QString &id, const QString &name) const
{
    scope.names.append(name.isEmpty() ? m_names.value(id, id) : name);
    if (m_byId.contains(id)) {
        scope.leaves.insert(m_byId.value(id));
    } else if (!m_groups.contains(id)) {
        const auto named = m_byName.values(name);
        scope.leaves.insert(named.begin(), named.end());
    }
}

void Directory::addGroup(Scope &scope, const QString &id) const
{
    if (!m_groups.contains(id))
        return;
    const auto children = m_children.values(id);
    const bool repeated = std::ranges::any_of(children, [&](size_t i) { return scope.leaves.contains(i); });
    if (!repeated)
        scope.leaves.insert(children.begin(), children.end());
}

} // namespace Wf::Vendors
