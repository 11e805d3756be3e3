// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/reporttext.h"

#include <algorithm>

namespace Wf::Ctl {

QString clean(const QString &text)
{
    QString line = text.simplified();
    line.removeIf([](QChar c) { return !c.isPrint() && !c.isSurrogate(); });
    return line;
}

QString field(const QJsonObject &object, const char *key, const char *fallback)
{
    const QString text = clean(object.value(QLatin1String(key)).toVariant().toString());
    return text.isEmpty() ? QString::fromLatin1(fallback) : text;
}

QString table(const QList<QStringList> &rows)
{
    QList<qsizetype> widths;
    for (const QStringList &row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            if (i == widths.size())
                widths.append(0);
            widths[i] = std::max(widths[i], row[i].size());
        }
    }
    QString text;
    for (const QStringList &row : rows) {
        for (qsizetype i = 0; i < row.size(); ++i)
            text += i + 1 == row.size() ? row[i] : row[i].leftJustified(widths[i] + 2);
        text += QLatin1Char('\n');
    }
    return text;
}

} // namespace Wf::Ctl
