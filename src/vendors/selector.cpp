// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/selector.h"

#include "vendors/textdecoding.h"

#include <algorithm>
#include <set>

namespace Wf::Vendors {

namespace {

    constexpr qsizetype kLongestSelector = 300;
    constexpr qsizetype kLongestCompared = 64; // for the distance of names, which costs the product of both
    constexpr size_t kMostCompared = 1000;
    constexpr QLatin1String kGlob("glob:");
    constexpr QLatin1String kGroup("group:");

    QString folded(const QString &text)
    {
        return oneLine(text, kLongestSelector).toCaseFolded();
    }

    /// A candidate with its texts made comparable once, however many selectors there are.
    struct Folded {
        QString id;
        QString name;
        QString group;
        QString groupId;
        QStringList around;

        explicit Folded(const Candidate &candidate)
            : id(folded(candidate.id))
            , name(folded(candidate.name))
            , group(folded(candidate.group))
            , groupId(folded(candidate.groupId))
        {
            for (const QString &outer : candidate.around)
                around.append(folded(outer));
        }
        [[nodiscard]] QString path(QLatin1String separator) const { return group % separator % name; }
    };

    bool isNamed(const Folded &one, const QString &wanted)
    {
        if (wanted == one.name || wanted == one.id)
            return true;
        return !one.group.isEmpty()
            && (wanted == one.path(QLatin1String(" / ")) || wanted == one.path(QLatin1String(" - ")));
    }

    bool isChildOf(const Folded &one, const QString &group)
    {
        return !one.groupId.isEmpty() && !group.isEmpty()
            && (group == one.group || group == one.groupId || one.around.contains(group));
    }

    bool isCovered(const Folded &one, const QString &pattern)
    {
        return globMatches(pattern, one.name)
            || (!one.group.isEmpty() && globMatches(pattern, one.path(QLatin1String(" / "))));
    }

    template <class Match> std::vector<size_t> positions(std::span<const Folded> all, Match match)
    {
        std::vector<size_t> found;
        for (size_t i = 0; i < all.size(); ++i) {
            if (match(all[i]))
                found.push_back(i);
        }
        return found;
    }

    std::vector<size_t> chosenBy(const QString &wanted, std::span<const Folded> all)
    {
        if (wanted.startsWith(kGlob)) {
            const QString pattern = wanted.mid(kGlob.size()).trimmed();
            return positions(all, [&](const Folded &one) { return isCovered(one, pattern); });
        }
        if (wanted.startsWith(kGroup)) {
            const QString group = wanted.mid(kGroup.size()).trimmed();
            return positions(all, [&](const Folded &one) { return isChildOf(one, group); });
        }
        auto named = positions(all, [&](const Folded &one) { return isNamed(one, wanted); });
        return named.empty() ? positions(all, [&](const Folded &one) { return isChildOf(one, wanted); }) : named;
    }

    /// Edits that turn one text into the other.
    qsizetype distance(QStringView a, QStringView b)
    {
        std::vector<qsizetype> row(static_cast<size_t>(b.size()) + 1);
        for (size_t j = 0; j < row.size(); ++j)
            row[j] = static_cast<qsizetype>(j);
        for (qsizetype i = 0; i < a.size(); ++i) {
            qsizetype diagonal = row[0]++;
            for (size_t j = 1; j < row.size(); ++j) {
                const bool same = a.at(i) == b.at(static_cast<qsizetype>(j) - 1);
                const qsizetype replaced = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = std::min({ replaced, row[j] + 1, row[j - 1] + 1 });
            }
        }
        return row.back();
    }

    QStringList nearestNames(const QString &wanted, std::span<const Candidate> candidates)
    {
        const bool groups = wanted.startsWith(kGroup);
        const QString text = wanted.mid(wanted.indexOf(QLatin1Char(':')) + 1).trimmed().left(kLongestCompared);
        std::set<std::pair<qsizetype, QString>> ranked;
        for (const Candidate &one : candidates.first(std::min(candidates.size(), kMostCompared))) {
            const QString name = groups ? one.group : one.name;
            const QString compared = folded(name).left(kLongestCompared);
            if (name.isEmpty())
                continue;
            const bool part = compared.contains(text) || text.contains(compared);
            ranked.emplace(part ? 0 : distance(text, compared), name);
        }
        QStringList nearest;
        for (const auto &[edits, name] : ranked) {
            if (nearest.size() < 3)
                nearest.append(name);
        }
        return nearest;
    }

} // namespace

QString fullName(const Candidate &candidate)
{
    return candidate.group.isEmpty() ? candidate.name : QString(candidate.group % u" / " % candidate.name);
}

bool globMatches(QStringView pattern, QStringView text)
{
    qsizetype p = 0;
    qsizetype t = 0;
    qsizetype star = -1; // the last * seen, and how much of the text it has swallowed up to now
    qsizetype swallowed = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern.at(p) == u'*') {
            star = p++;
            swallowed = t;
        } else if (p < pattern.size() && (pattern.at(p) == u'?' || pattern.at(p) == text.at(t))) {
            ++p;
            ++t;
        } else if (star >= 0) {
            p = star + 1;
            t = ++swallowed;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern.at(p) == u'*')
        ++p;
    return p == pattern.size();
}

tl::expected<std::vector<size_t>, Unmatched> select(
    const QStringList &selectors, std::span<const Candidate> candidates)
{
    const std::vector<Folded> all(candidates.begin(), candidates.end());
    std::set<size_t> chosen;
    for (const QString &selector : selectors) {
        const QString wanted = folded(selector);
        const auto found = wanted.isEmpty() ? std::vector<size_t>() : chosenBy(wanted, all);
        if (found.empty())
            return tl::unexpected(
                Unmatched { oneLine(selector, kLongestSelector), nearestNames(wanted, candidates) });
        chosen.insert(found.begin(), found.end());
    }
    return std::vector<size_t>(chosen.begin(), chosen.end());
}

} // namespace Wf::Vendors
