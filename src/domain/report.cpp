// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/report.h"

#include <algorithm>

namespace Wf::Domain {

namespace {
    constexpr qsizetype kNamed = 5;

    QString spaced(Status status)
    {
        return word(status).replace(u'_', u' ');
    }

    QString summaryOf(const Report &report)
    {
        QString text = QStringLiteral("%1 experienced %2 for %3.")
                           .arg(report.name, spaced(report.peak), durationText(report.duration()));
        if (report.affected.isEmpty())
            return text;
        text +=
            QStringLiteral(" Potentially affected: ") + report.affected.mid(0, kNamed).join(QStringLiteral(", "));
        if (const qsizetype more = report.affected.size() - kNamed; more > 0)
            text += QStringLiteral(" (+%1 more)").arg(more);
        return text + u'.';
    }
} // namespace

QString durationText(Millis duration)
{
    const qint64 seconds = std::max<qint64>(std::chrono::floor<Seconds>(duration).count(), 0);
    if (seconds < 60)
        return QStringLiteral("%1s").arg(seconds);
    const qint64 minutes = seconds / 60;
    if (minutes < 60)
        return QStringLiteral("%1m").arg(minutes);
    return minutes % 60 == 0 ? QStringLiteral("%1h").arg(minutes / 60)
                             : QStringLiteral("%1h %2m").arg(minutes / 60).arg(minutes % 60);
}

std::vector<Event> lastOutage(std::span<const Event> timeline)
{
    const auto changes = [](const Event &event) { return event.kind == EventKind::StatusChange; };
    const auto saysNothing = [](const Event &event) { // seen for the first time, or no longer
        return event.previous == Status::Unknown || event.next == Status::Unknown;
    };
    auto event =
        std::ranges::find_if(timeline, [&](const Event &each) { return changes(each) && !saysNothing(each); });
    const auto newest = std::ranges::find_if(timeline, changes);
    if (event == timeline.end() || event->next != Status::Operational || newest->next != Status::Operational)
        return {};
    std::vector<Event> outage;
    for (; event != timeline.end(); ++event) {
        if (!changes(*event))
            continue;
        outage.push_back(*event);
        if (outage.size() > 1 && event->previous == Status::Operational)
            break;
    }
    std::ranges::reverse(outage);
    return outage;
}

std::optional<Report> makeReport(const ServiceId &service, const QString &name, const QStringList &affected,
    std::span<const Event> events, Instant resolvedAt)
{
    if (events.size() < 2 || resolvedAt - events.front().at < kShortestReport)
        return std::nullopt;
    Report report;
    report.service = service;
    report.name = name;
    report.startedAt = events.front().at;
    report.resolvedAt = resolvedAt;
    report.createdAt = resolvedAt;
    report.affected = affected;
    report.events = static_cast<int>(events.size());
    report.peak =
        std::ranges::max_element(events, {}, [](const Event &event) { return severity(event.next); })->next;
    report.summary = summaryOf(report);
    return report;
}

} // namespace Wf::Domain
