// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/slacktext.h"

#include <QTextBoundaryFinder>

namespace Wf::Notify {

namespace {
    const QChar kEllipsis(0x2026);

    enum class Escaping { None, Mrkdwn };

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

    QString shorten(const QString &text, qsizetype limit, Escaping escaping)
    {
        const auto written = [escaping](const QString &part) {
            return escaping == Escaping::Mrkdwn ? escaped(part) : part;
        };
        // Escaping only lengthens: no more than this can be of use.
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
} // namespace

QString cut(const QString &text, qsizetype limit)
{
    return shorten(text, limit, Escaping::None);
}

QString escapeAndCut(const QString &text, qsizetype limit)
{
    return shorten(text, limit, Escaping::Mrkdwn);
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

QString slackTime(Instant at)
{
    return toDateTime(at).toString(QStringLiteral("yyyy-MM-dd HH:mm")) + QStringLiteral(" UTC");
}

} // namespace Wf::Notify
