// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vendors/embedded.h"

#include "vendors/textdecoding.h"

#include <algorithm>

namespace Wf::Vendors {

namespace {

    /// Where the string that begins at `at` ends: the position of its closing quote, or the end of the text.
    qsizetype endOfString(QByteArrayView text, qsizetype at)
    {
        for (++at; at < text.size() && text[at] != '"'; ++at) {
            if (text[at] == '\\')
                ++at;
        }
        return at;
    }

    /// How many bytes the value takes that begins with a bracket; 0 when it does not end.
    qsizetype lengthOfValue(QByteArrayView text)
    {
        qsizetype depth = 0;
        for (qsizetype at = 0; at < text.size(); ++at) {
            const char c = text[at];
            if (c == '"')
                at = endOfString(text, at);
            else if (c == '{' || c == '[')
                ++depth;
            else if ((c == '}' || c == ']') && --depth == 0)
                return at + 1;
        }
        return 0;
    }

} // namespace

QByteArray embeddedJson(const QByteArray &page, QByteArrayView marker)
{
    const qsizetype found = page.indexOf(marker);
    if (found < 0)
        return {};
    const QByteArrayView rest = QByteArrayView(page).sliced(found);
    const auto first = std::ranges::find_if(rest, [](char c) { return c == '{' || c == '['; });
    const QByteArrayView value = rest.sliced(first - rest.begin());
    return value.first(lengthOfValue(value)).toByteArray();
}

QByteArray jsonOrEmbedded(const QByteArray &body, QByteArrayView marker)
{
    const QByteArray text = toUtf8(body).trimmed();
    if (text.startsWith('{') || text.startsWith('['))
        return text;
    const QByteArray embedded = embeddedJson(text, marker);
    return embedded.isEmpty() ? text : embedded;
}

} // namespace Wf::Vendors
