// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/texts.h"

#include <QTextBoundaryFinder>

namespace Wf::Notify {

namespace {
    const QChar kEllipsis(0x2026);

    QString asItIs(const QString &text)
    {
        return text;
    }
} // namespace

QString cut(const QString &text, qsizetype limit)
{
    return cutWritten(text, limit, asItIs);
}

QString cutWritten(const QString &text, qsizetype limit, QString (*written)(const QString &))
{
    // Writing only lengthens: no more than this can be of use.
    const QString start = text.left(limit + 1);
    if (const QString whole = written(start); start.size() == text.size() && whole.size() <= limit)
        return whole;
    QString result;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, start);
    qsizetype from = 0;
    while (finder.toNextBoundary() > 0) {
        const QString part = written(start.mid(from, finder.position() - from));
        if (result.size() + part.size() > limit - 1)
            break;
        result += part;
        from = finder.position();
    }
    return result + kEllipsis;
}

QString printable(const QString &text)
{
    QString result = text;
    result.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    result.removeIf([](QChar c) {
        return (c.unicode() < 0x20 && c != QLatin1Char('\n') && c != QLatin1Char('\t'))
            || (c.unicode() >= 0x7f && c.unicode() < 0xa0);
    });
    return result;
}

QString statusLabel(Domain::Status status)
{
    switch (status) {
    case Domain::Status::Operational:
        return QStringLiteral("Operational");
    case Domain::Status::Degraded:
        return QStringLiteral("Degraded");
    case Domain::Status::PartialOutage:
        return QStringLiteral("Partial Outage");
    case Domain::Status::MajorOutage:
        return QStringLiteral("Major Outage");
    case Domain::Status::Unknown:
        break;
    }
    return QStringLiteral("Unknown");
}

QString statusEmoji(Domain::Status status)
{
    switch (status) {
    case Domain::Status::Operational:
        return QStringLiteral("✅");
    case Domain::Status::Degraded:
        return QStringLiteral("🟡");
    case Domain::Status::PartialOutage:
        return QStringLiteral("🟠");
    case Domain::Status::MajorOutage:
        return QStringLiteral("🔴");
    case Domain::Status::Unknown:
        break;
    }
    return QStringLiteral("⚫");
}

QString minuteTime(Instant at)
{
    return toDateTime(at).toString(QStringLiteral("yyyy-MM-dd HH:mm")) + QStringLiteral(" UTC");
}

QString secondTime(Instant at)
{
    return toDateTime(at).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) + QStringLiteral(" UTC");
}

} // namespace Wf::Notify
