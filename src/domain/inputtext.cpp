// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/inputtext.h"

#include <algorithm>

namespace Wf::Domain {

namespace {
    constexpr int kMostNumber = 1'000'000;
    constexpr qsizetype kMostQuoted = 40;
} // namespace

std::optional<int> plainNumber(QStringView text)
{
    if (text.isEmpty())
        return std::nullopt;
    int number = 0;
    for (const QChar each : text) {
        if (each < u'0' || each > u'9')
            return std::nullopt;
        number = std::min(number * 10 + (each.unicode() - u'0'), kMostNumber);
    }
    return number;
}

QString quoted(QStringView text)
{
    QString line = text.left(kMostQuoted).toString();
    for (QChar &each : line) {
        if (!each.isPrint() && !each.isSurrogate())
            each = u' ';
    }
    if (text.size() > kMostQuoted)
        line += QChar(u'…');
    return u'\'' + line + u'\'';
}

} // namespace Wf::Domain
