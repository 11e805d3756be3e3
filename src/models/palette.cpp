// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/palette.h"

#include "models/words.h"

#include <algorithm>

namespace Wf::Models {

namespace {
    constexpr qsizetype kLongestQuery = 64;
    constexpr int kWordStart = 10;
    constexpr int kRun = 12;
    constexpr int kLetter = 1;
    constexpr int kWholeStart = 15;
    constexpr int kHintPenalty = 20;

    QString folded(const QString &text)
    {
        QString result;
        const QString parts = text.normalized(QString::NormalizationForm_D);
        for (const QChar letter : parts) {
            if (letter.category() != QChar::Mark_NonSpacing)
                result.append(letter.toCaseFolded());
        }
        return result;
    }

    /// The letters in order from `start` on; scored by where they stand.
    std::optional<int> scoreFrom(const QString &query, const QString &text, qsizetype start)
    {
        int score = start == 0 ? kWholeStart : 0;
        qsizetype at = start;
        qsizetype last = -2;
        for (const QChar letter : query) {
            at = text.indexOf(letter, at);
            if (at < 0)
                return std::nullopt;
            const bool wordStart = at == 0 || !text.at(at - 1).isLetterOrNumber();
            score += at == last + 1 ? kRun : wordStart ? kWordStart : kLetter;
            last = at++;
        }
        return score - static_cast<int>(text.size()) / 16;
    }
} // namespace

std::optional<int> fuzzyScore(const QString &query, const QString &text)
{
    QString wanted = folded(query.left(kLongestQuery));
    wanted.removeIf([](QChar letter) { return letter.isSpace(); });
    if (wanted.isEmpty())
        return 0;
    const QString where = folded(text);
    std::optional<int> best;
    for (qsizetype start = where.indexOf(wanted.front()); start >= 0;
         start = where.indexOf(wanted.front(), start + 1)) {
        const std::optional<int> score = scoreFrom(wanted, where, start);
        if (!score)
            break;
        best = std::max(best.value_or(*score), *score);
    }
    return best;
}

std::vector<PaletteEntry> serviceEntries(const Ports::Snapshot &snapshot)
{
    std::vector<const Ports::ServiceRow *> rows;
    for (const Ports::ServiceRow &row : snapshot.services)
        rows.push_back(&row);
    std::sort(rows.begin(), rows.end(), [](const auto *a, const auto *b) { return Ports::worseFirst(*a, *b); });
    std::vector<PaletteEntry> entries;
    entries.reserve(rows.size());
    for (const Ports::ServiceRow *row : rows)
        entries.push_back({ PaletteEntry::Kind::Service, row->id().value, row->service.displayName,
            snapshot.catalogue ? snapshot.catalogue->categoryLabel(row->service.category) : QString(),
            shown(*row, snapshot.at) });
    return entries;
}

std::vector<PaletteEntry> findEntries(const std::vector<PaletteEntry> &entries, const QString &query, int limit)
{
    std::vector<std::pair<int, const PaletteEntry *>> found;
    for (const PaletteEntry &entry : entries) {
        std::optional<int> score = fuzzyScore(query, entry.title);
        if (!score) {
            if (const std::optional<int> hint = fuzzyScore(query, entry.hint))
                score = *hint - kHintPenalty;
        }
        if (score)
            found.emplace_back(*score, &entry);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    std::vector<PaletteEntry> result;
    for (const auto &[score, entry] : found) {
        if (static_cast<int>(result.size()) < limit)
            result.push_back(*entry);
    }
    return result;
}

} // namespace Wf::Models
