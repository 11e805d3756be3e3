// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/impact.h"

#include <algorithm>

namespace Wf::Domain {

namespace {
    constexpr std::size_t kNamedDependents = 12;
    constexpr qsizetype kLongestDetail = 240;
    constexpr qsizetype kLongestEdgeText = 60;
    constexpr qsizetype kRoomForEdgeTexts =
        300; ///< of the list of dependents; names come without texts after that

    QString cut(const QString &text, qsizetype limit)
    {
        const QString line = text.simplified();
        return line.size() <= limit ? line : line.left(limit - 1).trimmed() + QChar(0x2026);
    }

    bool endsSentence(const QString &text)
    {
        return text.endsWith(u'.') || text.endsWith(u'!') || text.endsWith(u'?') || text.endsWith(QChar(0x2026));
    }

    QString warningSign()
    {
        return QStringLiteral(u"\u26A0\uFE0F ");
    }

    bool isOutage(Status status)
    {
        return status == Status::PartialOutage || status == Status::MajorOutage;
    }

    QString ssoSentence(const ImpactInput &input)
    {
        if (isOutage(input.to))
            return warningSign() + QStringLiteral("SSO authentication is unavailable: ") + input.name
                + (input.to == Status::MajorOutage ? QStringLiteral(" is experiencing a MAJOR OUTAGE.")
                                                   : QStringLiteral(" is experiencing a partial outage."));
        return QStringLiteral("SSO authentication through ") + input.name
            + QStringLiteral(" may be affected: it is experiencing degraded performance.");
    }

    QString statusSentence(const ImpactInput &input)
    {
        switch (input.to) {
        case Status::MajorOutage:
            return warningSign() + input.name + QStringLiteral(" is experiencing a MAJOR OUTAGE.");
        case Status::PartialOutage:
            return input.name + QStringLiteral(" is experiencing a partial outage.");
        default:
            return input.name + QStringLiteral(" is experiencing degraded performance.");
        }
    }

    std::size_t directCount(const ImpactInput &input)
    {
        const auto isDirect = [](const Reached &each) { return each.hops == 1; };
        return static_cast<std::size_t>(std::count_if(input.downstream.begin(), input.downstream.end(), isDirect));
    }

    enum class EdgeTexts { Shown, Hidden };

    QString described(const QString &name, const Reached &reached)
    {
        QString text = cut(reached.impact, kLongestEdgeText);
        if (text.endsWith(u'.'))
            text.chop(1);
        if (!text.isEmpty())
            text += QStringLiteral("; ");
        return name + QStringLiteral(" (") + text + word(reached.severity) + QLatin1Char(')');
    }

    // The direct ones, which come first in a blast radius.
    QString directList(const ImpactInput &input, const Graph &graph, EdgeTexts texts)
    {
        const std::size_t direct = directCount(input);
        QString list;
        for (std::size_t i = 0; i < std::min(direct, kNamedDependents); ++i) {
            const Reached &reached = input.downstream[i];
            const QString name = graph.displayName(reached.id);
            const bool withText = texts == EdgeTexts::Shown && list.size() < kRoomForEdgeTexts;
            list += (i == 0 ? QString() : QStringLiteral(", ")) + (withText ? described(name, reached) : name);
        }
        if (direct > kNamedDependents)
            list += QStringLiteral(" and %1 more").arg(direct - kNamedDependents);
        return list;
    }

    // The nearest and most severe of those that are hit through others stands for all of them.
    QString indirectSentence(const ImpactInput &input, const Graph &graph)
    {
        const std::size_t direct = directCount(input);
        const std::size_t count = input.downstream.size() - direct;
        if (count == 0)
            return {};
        const Reached &first = input.downstream[direct];
        const QString example =
            graph.displayName(first.id) + QStringLiteral(" through ") + graph.displayName(first.via);
        if (count == 1)
            return QStringLiteral(" One more is reached indirectly: ") + example + QLatin1Char('.');
        return QStringLiteral(" %1 more are reached indirectly, for example ").arg(count) + example
            + QLatin1Char('.');
    }

    QString withDetail(const QString &sentence, const ImpactInput &input)
    {
        const QString detail = cut(input.vendorDetail, kLongestDetail);
        return detail.isEmpty() ? sentence : sentence + QLatin1Char(' ') + detail;
    }

    QString withDependents(QString text, const ImpactInput &input, const Graph &graph)
    {
        if (directCount(input) == 0)
            return text;
        if (!endsSentence(text))
            text += QLatin1Char('.');
        const QString clause = input.ssoBroker
            ? QStringLiteral(" This may impact signing in to: ") + directList(input, graph, EdgeTexts::Hidden)
            : QStringLiteral(" This may impact: ") + directList(input, graph, EdgeTexts::Shown);
        return text + clause + QLatin1Char('.') + indirectSentence(input, graph);
    }

    QString services(int count)
    {
        return QStringLiteral("%1 monitored service").arg(count) + (count == 1 ? QString() : QStringLiteral("s"));
    }

    void append(QStringList &parts, int count, const QString &what)
    {
        if (count > 0)
            parts.append(QString::number(count) + what);
    }

    QString unseenText(const SummaryCounts &counts)
    {
        QStringList parts;
        append(parts, counts.blind, QStringLiteral(" cannot be seen"));
        append(parts, counts.unknown, QStringLiteral(" without data yet"));
        append(parts, counts.maintenance, QStringLiteral(" in maintenance"));
        return parts.join(QStringLiteral(", "));
    }

    bool nothingKnown(const SummaryCounts &counts)
    {
        return counts.incidents() + counts.operational + counts.maintenance <= 0;
    }

    QString calmText(const SummaryCounts &counts)
    {
        if (counts.operational == counts.total && counts.total == 1)
            return QStringLiteral("The one monitored service is operational.");
        if (counts.operational == counts.total)
            return QStringLiteral("All ") + services(counts.total) + QStringLiteral(" are operational.");
        return QStringLiteral("%1 of ").arg(counts.operational) + services(counts.total)
            + (counts.operational == 1 ? QStringLiteral(" is operational; ")
                                       : QStringLiteral(" are operational; "))
            + unseenText(counts) + QLatin1Char('.');
    }

    QString incidentText(const SummaryCounts &counts, const QStringList &names)
    {
        QString text = QStringLiteral("%1 active incident").arg(counts.incidents())
            + (counts.incidents() == 1 ? QString() : QStringLiteral("s")) + QStringLiteral(" across ")
            + services(counts.total) + QLatin1Char('.');
        const auto limit = static_cast<qsizetype>(kNamedDependents);
        if (!names.isEmpty())
            text += QLatin1Char(' ') + names.mid(0, limit).join(QStringLiteral(", "))
                + (names.size() > limit ? QStringLiteral(" and %1 more.").arg(names.size() - limit)
                                        : QStringLiteral("."));
        const QString unseen = unseenText(counts);
        return unseen.isEmpty() ? text : text + QLatin1Char(' ') + unseen + QLatin1Char('.');
    }
} // namespace

QString impactStatement(const ImpactInput &input, const Graph &graph)
{
    if (input.to == Status::Operational)
        return input.name + QStringLiteral(" has recovered and is operational again.");
    if (!input.ssoBroker)
        return withDependents(withDetail(statusSentence(input), input), input, graph);
    const QString text = withDependents(withDetail(ssoSentence(input), input), input, graph);
    if (!isOutage(input.to))
        return text;
    return text + (endsSentence(text) ? QString() : QStringLiteral("."))
        + QStringLiteral(" Please avoid logging out of services you are signed in to.");
}

QString summaryText(const SummaryCounts &counts, const QStringList &incidentNames)
{
    if (counts.total <= 0)
        return QStringLiteral("No services are monitored.");
    if (nothingKnown(counts) && counts.blind == 0)
        return QStringLiteral("No data yet for %1 service").arg(counts.total)
            + (counts.total == 1 ? QStringLiteral(".") : QStringLiteral("s."));
    return counts.incidents() == 0 ? calmText(counts) : incidentText(counts, incidentNames);
}

Status overallStatus(const SummaryCounts &counts)
{
    if (counts.major > 0)
        return Status::MajorOutage;
    if (counts.partial > 0)
        return Status::PartialOutage;
    if (counts.degraded > 0)
        return Status::Degraded;
    return nothingKnown(counts) ? Status::Unknown : Status::Operational;
}

} // namespace Wf::Domain
