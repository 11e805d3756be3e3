// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/vendorcatalogue.h"

#include "domain/words.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace Wf::Domain {

namespace {
    constexpr Words::Table<8> kFits { QLatin1String("exact"), QLatin1String("prefix"), QLatin1String("word"),
        QLatin1String("substring"), QLatin1String("typo"), QLatin1String("scattered"), QLatin1String("category"),
        QLatin1String("listed") };
    constexpr qsizetype kLongestQuery = 200;
    constexpr qsizetype kLongestGuess = 40; ///< longer words are not guessed at
    constexpr qsizetype kOneSlip = 4; ///< letters from which on one slip is forgiven
    constexpr qsizetype kTwoSlips = 8;
    constexpr qsizetype kScattered = 3; ///< letters from which on others may stand between them

    /// A name as it is compared: its words, and all of them without the spaces.
    struct Folded {
        QStringList words;
        QString joined;
    };

    /// Accents of their own, which are then left out. Plain names, nearly all, stay as they are.
    QString takenApart(const QString &text)
    {
        const bool plain = std::ranges::all_of(text, [](QChar each) { return each.unicode() < 0x80; });
        return plain ? text : text.normalized(QString::NormalizationForm_KD);
    }

    Folded fold(const QString &text)
    {
        Folded folded;
        QString word;
        const auto finish = [&] {
            if (!word.isEmpty())
                folded.words.append(word);
            folded.joined += word;
            word.clear();
        };
        for (const QChar each : takenApart(text)) {
            if (each.isLetterOrNumber() || each.isSurrogate())
                word += each.toLower();
            else if (!each.isMark())
                finish();
        }
        finish();
        return folded;
    }

    /// A row of the table of edit distances and the two before it: the last one for swapped neighbours.
    struct Rows {
        std::vector<int> before {};
        std::vector<int> last {};
        std::vector<int> now {};
    };

    int cell(const Rows &rows, QStringView a, qsizetype i, QStringView b, qsizetype j)
    {
        const auto at = static_cast<std::size_t>(j);
        const int same = a[i - 1] == b[j - 1] ? 0 : 1;
        int least = std::min({ rows.last[at] + 1, rows.now[at - 1] + 1, rows.last[at - 1] + same });
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            least = std::min(least, rows.before[at - 2] + 1);
        return least;
    }

    /// Letters left out, added, changed or swapped with a neighbour, at most `most`.
    bool isNear(QStringView a, QStringView b, int most)
    {
        if (std::abs(a.size() - b.size()) > most)
            return false;
        Rows rows;
        rows.last.resize(static_cast<std::size_t>(b.size()) + 1);
        std::iota(rows.last.begin(), rows.last.end(), 0);
        rows.before = rows.last;
        for (qsizetype i = 1; i <= a.size(); ++i) {
            rows.now.assign(rows.last.size(), static_cast<int>(i));
            for (qsizetype j = 1; j <= b.size(); ++j)
                rows.now[static_cast<std::size_t>(j)] = cell(rows, a, i, b, j);
            if (*std::ranges::min_element(rows.now) > most)
                return false;
            rows.before = std::exchange(rows.last, rows.now);
        }
        return rows.last.back() <= most;
    }

    bool isMistyped(const QString &typed, const Folded &name)
    {
        if (typed.size() < kOneSlip || typed.size() > kLongestGuess)
            return false;
        const int most = typed.size() >= kTwoSlips ? 2 : 1;
        return isNear(typed, name.joined, most)
            || std::ranges::any_of(name.words, [&](const QString &word) { return isNear(typed, word, most); });
    }

    bool isScattered(const QString &typed, const QString &name)
    {
        if (typed.size() < kScattered || typed.size() > kLongestGuess || !name.startsWith(typed.front()))
            return false;
        qsizetype found = 0;
        for (const QChar each : name) {
            if (found < typed.size() && typed[found] == each)
                ++found;
        }
        return found == typed.size();
    }

    struct Candidate {
        VendorMatch match;
        QString joined {};

        [[nodiscard]] auto key() const
        {
            const bool byName = match.fit < VendorFit::Category; // else the alphabet is easier to read
            return std::make_tuple(match.fit, match.entry->canBeAsked() ? 0 : 1,
                byName ? joined.size() : qsizetype { 0 }, joined, match.entry->id);
        }
    };

    class Search {
    public:
        Search(const std::vector<VendorEntry> &entries, const VendorQuery &query)
            : m_entries(entries)
            , m_limit(query.limit)
        {
            narrow(query.category);
            QStringList words;
            for (const QString &part : query.text.left(kLongestQuery).split(u' ', Qt::SkipEmptyParts)) {
                if (part.startsWith(u"category:", Qt::CaseInsensitive))
                    narrow(part.section(u':', 1));
                else
                    words.append(part);
            }
            m_typed = fold(words.join(u' '));
        }

        std::vector<VendorMatch> run() const
        {
            std::vector<Candidate> found = candidates(&Search::asWritten);
            const bool written = std::ranges::any_of(
                found, [](const Candidate &each) { return each.match.fit != VendorFit::Category; });
            if (!written)
                std::ranges::move(candidates(&Search::guessed), std::back_inserter(found));
            std::ranges::sort(found, [](const Candidate &a, const Candidate &b) { return a.key() < b.key(); });
            std::vector<VendorMatch> best;
            best.reserve(std::min(found.size(), m_limit));
            for (const Candidate &each : found) {
                if (best.size() < m_limit)
                    best.push_back(each.match);
            }
            return best;
        }

    private:
        using Fitting = std::optional<VendorFit> (Search::*)(const VendorEntry &, const Folded &) const;

        void narrow(const QString &category)
        {
            if (!category.trimmed().isEmpty())
                m_categories.append(category.trimmed());
        }

        std::vector<Candidate> candidates(Fitting fitting) const
        {
            std::vector<Candidate> found;
            for (const VendorEntry &entry : m_entries) {
                const bool wanted = std::ranges::all_of(m_categories, [&entry](const QString &each) {
                    return each.compare(entry.category, Qt::CaseInsensitive) == 0;
                });
                if (!wanted)
                    continue;
                const Folded name = fold(entry.name);
                if (const auto fit = (this->*fitting)(entry, name))
                    found.push_back({ { &entry, *fit }, name.joined });
            }
            return found;
        }

        std::optional<VendorFit> asWritten(const VendorEntry &entry, const Folded &name) const
        {
            if (m_typed.joined.isEmpty())
                return VendorFit::Listed;
            const bool begins = name.joined.startsWith(m_typed.joined);
            if ((begins && name.joined.size() == m_typed.joined.size()) || isId(entry.id))
                return VendorFit::Exact;
            if (begins)
                return VendorFit::Prefix;
            if (everyWordBegins(name))
                return VendorFit::WordPrefix;
            if (name.joined.contains(m_typed.joined))
                return VendorFit::Substring;
            if (isOfTypedCategory(entry))
                return VendorFit::Category;
            return std::nullopt;
        }

        std::optional<VendorFit> guessed(const VendorEntry &entry, const Folded &name) const
        {
            if (isOfTypedCategory(entry)) // is found already
                return std::nullopt;
            if (isMistyped(m_typed.joined, name))
                return VendorFit::Typo;
            if (isScattered(m_typed.joined, name.joined))
                return VendorFit::Scattered;
            return std::nullopt;
        }

        bool isId(const QString &id) const
        {
            return id.size() >= m_typed.joined.size() && id.startsWith(m_typed.joined.front())
                && fold(id).joined == m_typed.joined;
        }

        bool isOfTypedCategory(const VendorEntry &entry) const
        {
            return m_typed.joined.compare(entry.category, Qt::CaseInsensitive) == 0;
        }

        bool everyWordBegins(const Folded &name) const
        {
            return std::ranges::all_of(m_typed.words, [&name](const QString &typed) {
                return std::ranges::any_of(
                    name.words, [&typed](const QString &word) { return word.startsWith(typed); });
            });
        }

        const std::vector<VendorEntry> &m_entries;
        std::size_t m_limit;
        QStringList m_categories;
        Folded m_typed;
    };
} // namespace

QString word(VendorFit fit)
{
    return Words::of(kFits, fit);
}

std::optional<VendorFit> vendorFitFromWord(QStringView word)
{
    return Words::find<VendorFit>(kFits, word);
}

std::vector<VendorMatch> search(const std::vector<VendorEntry> &entries, const VendorQuery &query)
{
    return Search(entries, query).run();
}

const VendorEntry *unambiguous(const std::vector<VendorMatch> &matches)
{
    const auto named = [&matches](VendorFit worst) {
        return std::ranges::count_if(matches, [worst](const VendorMatch &each) { return each.fit <= worst; });
    };
    const auto exact = named(VendorFit::Exact);
    const bool clear = exact == 1 || (exact == 0 && named(VendorFit::Scattered) == 1);
    return clear ? matches.front().entry : nullptr; // the best come first
}

} // namespace Wf::Domain
