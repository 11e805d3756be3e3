// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/slacktext.h"

namespace Wf::Notify {

namespace {
    QString escaped(const QString &text)
    {
        QString result;
        for (const QChar c : text) {
            if (c == QLatin1Char('&'))
                result += QStringLiteral("&amp;");
            else if (c == QLatin1Char('<'))
                result += QStringLiteral("&lt;");
            else if (c == QLatin1Char('>'))
                result += QStringLiteral("&gt;");
            else
                result += c;
        }
        return result;
    }
} // namespace

QString escapeAndCut(const QString &text, qsizetype limit)
{
    return cutWritten(text, limit, escaped);
}

} // namespace Wf::Notify
