// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/jsonbudget.h"

#include <QStringBuilder>

#include <algorithm>
#include <cstring>

namespace Wf::Vendors {

namespace {

    constexpr qsizetype kBytesPerBracket = 230; ///< a container with its two blocks of the heap
    constexpr qsizetype kBytesPerElement = 53; ///< a value with a short string, and the room that lists grow by
    constexpr qsizetype kBytesPerByte = 2; ///< of strings, as UTF-16 or in a block twice their size

    /// Behind the string whose opening quote is at `at`.
    const char *behindString(const char *at, const char *end)
    {
        for (++at; at < end; ++at) {
            const auto *quote = static_cast<const char *>(std::memchr(at, '"', static_cast<size_t>(end - at)));
            if (!quote)
                return end;
            const auto *before = quote;
            while (before[-1] == '\\')
                --before;
            at = quote;
            if ((quote - before) % 2 == 0) // an even number of backslashes does not hide the quote
                return quote + 1;
        }
        return end;
    }

    /// How often either character stands in the text, strings included. Counts in bytes, block by block, so that
    /// the compiler can take many characters at once.
    qsizetype countOf(QByteArrayView text, char one, char other)
    {
        constexpr qsizetype kBlock = 255;
        qsizetype count = 0;
        for (qsizetype from = 0; from < text.size(); from += kBlock) {
            quint8 inBlock = 0;
            for (const char c : text.sliced(from, std::min(kBlock, text.size() - from)))
                inBlock = static_cast<quint8>(inBlock + (c == one || c == other ? 1 : 0));
            count += inBlock;
        }
        return count;
    }

    /// What extentOf() cannot exceed, in a tenth of its time.
    JsonExtent boundOf(QByteArrayView json)
    {
        const qsizetype brackets = countOf(json, '{', '[');
        return {
            .brackets = brackets, .elements = countOf(json, ',', ':'), .depth = brackets, .bytes = json.size()
        };
    }

    BadDocument tooLarge(const JsonExtent &extent)
    {
        const QString size = QStringLiteral("%1 elements in %2 KiB")
                                 .arg(extent.brackets + extent.elements)
                                 .arg(extent.bytes / 1024);
        return { QStringLiteral("too large: ") % size,
            QStringLiteral(
                "The status page's JSON is too large to read: %1. Watch a smaller document of the page, "
                "or a part of it.")
                .arg(size) };
    }

    BadDocument tooDeep(const JsonExtent &extent)
    {
        return { QStringLiteral("nested too deeply: %1 levels").arg(extent.depth),
            QStringLiteral("The status page's JSON has lists in lists, %1 levels deep; at most %2 are read. It is "
                           "not the document of a status page.")
                .arg(extent.depth)
                .arg(kDeepestJson) };
    }

} // namespace

qsizetype JsonExtent::memory() const
{
    return brackets * kBytesPerBracket + elements * kBytesPerElement + bytes * kBytesPerByte;
}

/// Without a branch a byte, for some pages are large.
JsonExtent extentOf(QByteArrayView json)
{
    JsonExtent extent;
    extent.bytes = json.size();
    qsizetype depth = 0;
    const char *const end = json.data() + json.size();
    for (const char *at = json.data(); at < end;) {
        const char c = *at;
        if (c == '"') {
            at = behindString(at, end);
            continue;
        }
        constexpr char kCase = 0x20; // what '[' and '{' differ by, and ']' and '}'
        const qsizetype opens = (c | kCase) == '{' ? 1 : 0;
        const qsizetype closes = (c | kCase) == '}' ? 1 : 0;
        extent.brackets += opens;
        extent.elements += c == ',' || c == ':' ? 1 : 0;
        depth += opens - closes;
        extent.depth = std::max(extent.depth, depth);
        ++at;
    }
    return extent;
}

std::optional<BadDocument> JsonBudget::charge(QByteArrayView json)
{
    JsonExtent extent = boundOf(json);
    if (extent.depth > kDeepestJson || extent.memory() > m_left)
        extent = extentOf(json);
    if (extent.depth > kDeepestJson)
        return tooDeep(extent);
    if (extent.memory() > m_left)
        return tooLarge(extent);
    m_left -= extent.memory();
    return std::nullopt;
}

} // namespace Wf::Vendors
