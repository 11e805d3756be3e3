// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/fault.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace Wf::Config {

namespace {
    constexpr qsizetype kLongestQuote = 60;
    constexpr qsizetype kLongestCompared = 64;

    /// Levenshtein distance of two short words.
    int distance(const QString &a, const QString &b)
    {
        std::vector<int> row(static_cast<std::size_t>(b.size()) + 1);
        std::iota(row.begin(), row.end(), 0);
        for (qsizetype i = 0; i < a.size(); ++i) {
            int diagonal = row[0];
            row[0] = static_cast<int>(i) + 1;
            for (std::size_t j = 1; j < row.size(); ++j) {
                const int substituted = diagonal + (a[i] == b[static_cast<qsizetype>(j) - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = std::min({ row[j] + 1, row[j - 1] + 1, substituted });
            }
        }
        return row.back();
    }
} // namespace

QString Fault::text() const
{
    QString place = file;
    if (line > 0)
        place += QStringLiteral(":%1:%2").arg(line).arg(column);
    QString sentence = place + QStringLiteral(": ") + message;
    return hint.isEmpty() ? sentence : sentence + QStringLiteral(" (") + hint + QLatin1Char(')');
}

void Faults::add(Fault fault)
{
    if (m_faults.size() < kMost)
        m_faults.push_back(std::move(fault));
}

std::vector<Fault> Faults::sorted() const
{
    std::vector<Fault> result = m_faults;
    std::stable_sort(result.begin(), result.end(), [](const Fault &a, const Fault &b) {
        return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column);
    });
    return result;
}

QString nearest(const QString &word, const QStringList &known)
{
    if (word.size() > kLongestCompared)
        return {};
    QString best;
    int bestDistance = std::max(2, static_cast<int>(word.size()) / 3) + 1;
    for (const QString &candidate : known) {
        const int far = distance(word.toLower(), candidate.toLower());
        if (far < bestDistance && far < candidate.size()) {
            bestDistance = far;
            best = candidate;
        }
    }
    return best;
}

QString part(const QString &what, QStringView key)
{
    return what + QStringLiteral(": ") + key;
}

QString alternatives(const QStringList &words)
{
    if (words.size() < 2)
        return words.join(QString());
    return words.mid(0, words.size() - 1).join(QStringLiteral(", ")) + QStringLiteral(" or ") + words.last();
}

QString wordHint(const QString &word, const QStringList &known)
{
    const QString near = nearest(word, known);
    return near.isEmpty() ? QStringLiteral("write ") + alternatives(known)
                          : QStringLiteral("did you mean '%1'?").arg(near);
}

QString quoted(const QString &text)
{
    QString line = text.left(4 * kLongestQuote).simplified();
    line.removeIf([](QChar c) { return !c.isPrint() && !c.isSurrogate(); });
    if (line.size() <= kLongestQuote && text.size() <= 4 * kLongestQuote)
        return line;
    line.truncate(kLongestQuote);
    if (line.back().isHighSurrogate())
        line.chop(1);
    return line + QChar(0x2026);
}

} // namespace Wf::Config
