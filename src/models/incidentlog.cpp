// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/incidentlog.h"

#include "models/alertwords.h"
#include "models/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace Wf::Models {

namespace {
    struct Texts {
        Q_DECLARE_TR_FUNCTIONS(IncidentLog)
    };
    using Domain::Display;
    constexpr int kLongestBody = 400;
    /// What the vendor wrote so long before the incident opened is still about it: we confirm before we believe.
    constexpr Millis kVendorLead = std::chrono::hours { 1 };

    QString capitalised(const QString &text)
    {
        return text.isEmpty() ? text : QString(text.at(0).toUpper() + text.mid(1).replace(u'_', u' '));
    }

    LogLine statusLine(const Domain::Event &event)
    {
        const auto lower = [](Domain::Status status) { return label(status).toLower(); };
        LogLine line { event.at, Texts::tr("status"),
            Texts::tr("%1 → %2").arg(lower(event.previous), lower(event.next)), displayOf(event) };
        if (event.source == u"manual") {
            line.kind = Texts::tr("by hand");
            line.text += Texts::tr(", %1: %2").arg(event.updatedBy, event.reason);
        } else if (!event.vendorTitle.isEmpty()) {
            line.text += QStringLiteral(": ") + event.vendorTitle.simplified();
        }
        return line;
    }

    LogLine lineOf(const Domain::Event &event)
    {
        if (event.kind == Domain::EventKind::StatusChange)
            return statusLine(event);
        LogLine line { event.at, Texts::tr("note"), describe(event, QString()), displayOf(event) };
        if (line.text.startsWith(QLatin1String(": ")))
            line.text.remove(0, 2);
        if (event.kind != Domain::EventKind::HealthChange)
            return line;
        line.kind = Texts::tr("our poller");
        if (!event.vendorDetail.isEmpty())
            line.text += QStringLiteral(": ") + event.vendorDetail.simplified();
        return line;
    }

    LogLine lineOf(const Ports::AlertEntry &entry)
    {
        const AlertFate fate = fateOf(entry);
        const Display tone = fate == AlertFate::Sent ? Display::Maintenance
            : fate == AlertFate::Lost                ? Display::MajorOutage
                                                     : Display::Degraded;
        return { entry.record.at, label(fate), alertText(entry), tone };
    }

    LogLine lineOf(const Domain::IncidentNote &note)
    {
        using Kind = Domain::IncidentNote::Kind;
        LogLine line { note.at, Texts::tr("note"), {}, {} };
        if (note.kind == Kind::Acknowledged)
            line = { note.at, Texts::tr("acknowledged"), {}, Display::Maintenance };
        if (note.kind == Kind::Resolved)
            line = { note.at, Texts::tr("resolved"), {}, Display::Operational };
        const QString text = note.text.simplified();
        line.text = text.isEmpty() ? Texts::tr("by %1").arg(note.by) : Texts::tr("%1: %2").arg(note.by, text);
        return line;
    }

    void addVendorLines(const Ports::ServiceRow &row, std::vector<LogLine> &lines)
    {
        for (const Ports::MonitorRow &monitor : row.monitors) {
            for (const Domain::VendorIncident &incident : monitor.state.incidents) {
                for (const Domain::VendorUpdate &update : incident.updates) {
                    if (update.at)
                        lines.push_back({ *update.at, Texts::tr("vendor"),
                            capitalised(update.state) + QStringLiteral(": ")
                                + update.body.simplified().left(kLongestBody),
                            {} });
                }
            }
        }
    }

    void addSightingLines(const Domain::Sighting &sighting, std::vector<LogLine> &lines)
    {
        if (sighting.ownAt)
            lines.push_back({ *sighting.ownAt, Texts::tr("our checks"), Texts::tr("The first of them failed."),
                Display::Degraded });
        if (sighting.vendorAt)
            lines.push_back(
                { *sighting.vendorAt, Texts::tr("vendor"), Texts::tr("Its page admits the trouble."), {} });
    }
} // namespace

std::vector<LogLine> incidentLog(const std::vector<Domain::Event> &events,
    const std::vector<Ports::AlertEntry> &alerts, const Ports::ServiceRow &row, size_t limit)
{
    std::vector<LogLine> lines;
    lines.reserve(events.size() + alerts.size());
    for (const Domain::Event &event : events)
        lines.push_back(lineOf(event));
    for (const Ports::AlertEntry &entry : alerts)
        lines.push_back(lineOf(entry));
    addVendorLines(row, lines);
    std::ranges::stable_sort(lines, std::ranges::greater {}, &LogLine::at);
    if (lines.size() > limit)
        lines.resize(limit);
    return lines;
}

std::vector<LogLine> incidentTimeline(const Ports::IncidentStory &story, const Ports::ServiceRow *row)
{
    std::vector<LogLine> lines;
    lines.reserve(story.events.size() + story.alerts.size() + story.notes.size());
    if (row)
        addVendorLines(*row, lines);
    const Domain::Incident &incident = story.incident;
    std::erase_if(lines, [&incident](const LogLine &line) {
        return line.at < incident.openedAt - kVendorLead || (incident.closedAt && line.at > *incident.closedAt);
    });
    if (story.sighting)
        addSightingLines(*story.sighting, lines);
    for (const Domain::Event &event : story.events)
        lines.push_back(lineOf(event));
    for (const Ports::AlertEntry &entry : story.alerts)
        lines.push_back(lineOf(entry));
    for (const Domain::IncidentNote &note : story.notes)
        lines.push_back(lineOf(note));
    std::ranges::stable_sort(lines, {}, &LogLine::at);
    return lines;
}

} // namespace Wf::Models
