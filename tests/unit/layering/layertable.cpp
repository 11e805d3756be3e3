// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "layertable.h"

#include <QRegularExpression>

namespace {

QStringList words(const QString &text)
{
    static const QRegularExpression gaps(QStringLiteral("[\\s\"]+"));
    return text.split(gaps, Qt::SkipEmptyParts);
}

} // namespace

LayerTable LayerTable::fromCMake(const QString &cmake)
{
    LayerTable table;
    static const QRegularExpression assignment(
        QStringLiteral("^set\\(WF_(ROOMS|MAY_(\\w+)|QT_(\\w+))\\s+([^)]*)\\)"),
        QRegularExpression::MultilineOption);
    for (auto found = assignment.globalMatch(cmake); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        const QStringList values = words(match.captured(4));
        if (!match.captured(2).isEmpty())
            table.may.insert(match.captured(2), values);
        else if (!match.captured(3).isEmpty())
            table.qt.insert(match.captured(3), values);
        else
            table.rooms = values;
    }
    return table;
}
