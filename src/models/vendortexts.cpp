// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/vendortexts.h"

#include "models/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace Wf::Models {

namespace {
    struct Texts {
        Q_DECLARE_TR_FUNCTIONS(VendorTexts)
    };
    using Domain::MaintenanceRow;
    using Domain::PublishedIncident;
    using Domain::VendorEdit;
    using Domain::VendorRecord;

    /// More than this between what is said and what is seen is worth a colour, in points of a per cent.
    constexpr double kNoticed = 0.05;

    NumberCard countCard(const VendorRecord &record)
    {
        QString note = Texts::tr("%1 in the last 30 d").arg(record.lately.count);
        if (record.all.open > 0)
            note += Texts::tr(", %1 open now").arg(record.all.open);
        return { Texts::tr("Incidents in %1 d")
                     .arg(std::chrono::round<std::chrono::days>(record.to - record.from).count()),
            QString::number(record.all.count), note,
            record.all.open > 0 ? std::optional(Domain::Display::Degraded) : std::nullopt };
    }

    NumberCard lengthCard(const VendorRecord &record)
    {
        if (!record.all.median)
            return { Texts::tr("Usual length"), Texts::tr("–"), Texts::tr("no incident"), {} };
        return { Texts::tr("Usual length"), span(*record.all.median),
            Texts::tr("longest %1, %2 in all").arg(span(*record.all.longest), span(record.all.total)), {} };
    }

    NumberCard declaredCard(const VendorRecord &record)
    {
        return { Texts::tr("Uptime it declares"), percent(record.declared),
            record.declared ? Texts::tr("by its incidents") : Texts::tr("no data"), {} };
    }

    QString observer(const VendorRecord &record)
    {
        switch (record.observedBy) {
        case Domain::ObservedBy::OwnChecks:
            return Texts::tr("by %1 runs of our checks").arg(QLocale().toString(record.ownRuns));
        case Domain::ObservedBy::History:
            return Texts::tr("by its page, no own check");
        case Domain::ObservedBy::Nobody:
            break;
        }
        return Texts::tr("no data");
    }

    NumberCard observedCard(const VendorRecord &record)
    {
        const bool worse = record.declared && record.observed && *record.observed + kNoticed < *record.declared;
        return { Texts::tr("Uptime observed"), percent(record.observed), observer(record),
            worse ? std::optional(Domain::Display::Degraded) : std::nullopt };
    }

    QString admission(const VendorRecord &record)
    {
        if (!record.admission || !record.admission->medianLag())
            return {};
        const Millis lag = *record.admission->medianLag();
        if (lag > Millis { 0 })
            return Texts::tr("It admits trouble %1 after our checks saw it.").arg(span(lag));
        return lag < Millis { 0 } ? Texts::tr("It admits trouble %1 before our checks see it.").arg(span(-lag))
                                  : Texts::tr("It admits trouble when our checks see it.");
    }

    QString edits(const VendorRecord &record)
    {
        if (record.quietEdits == 0)
            return {};
        return record.quietEdits == 1
            ? Texts::tr("It changed what it had published once without saying so.")
            : Texts::tr("It changed what it had published %1 times without saying so.").arg(record.quietEdits);
    }

    QString overruns(const VendorRecord &record, Instant now)
    {
        if (record.overruns.empty())
            return {};
        Millis longest { 0 };
        for (const MaintenanceRow &row : record.overruns)
            longest = std::max(longest, row.overrun(now).value_or(Millis { 0 }));
        return Texts::tr("%1 of %2 maintenances overran, by up to %3.")
            .arg(QString::number(record.overruns.size()), QString::number(record.maintenances), span(longest));
    }

    QString shownImpact(const QString &word)
    {
        const auto status = Domain::statusFromWord(word);
        return status ? label(*status).toLower() : word;
    }

    QString shownTime(const QString &iso, Instant now)
    {
        const auto at = parseTimestamp(iso);
        return at ? moment(*at, now) : iso;
    }

    QString was(const VendorEdit &edit, Instant now)
    {
        switch (edit.what) {
        case VendorEdit::What::Title:
            return Texts::tr("title was “%1”").arg(edit.before);
        case VendorEdit::What::Impact:
            return Texts::tr("impact was %1").arg(shownImpact(edit.before));
        case VendorEdit::What::Start:
            break;
        }
        return Texts::tr("start was %1").arg(shownTime(edit.before, now));
    }

    QString inFull(Instant at)
    {
        return toDateTime(at).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) + QStringLiteral(" UTC");
    }

    QString toolTipOf(const PublishedIncident &incident, Instant now)
    {
        QStringList lines {
            incident.title, Texts::tr("Seen on its page: %1").arg(inFull(incident.seenAt)),
            Texts::tr("Gone from it: %1").arg(incident.endedAt ? inFull(*incident.endedAt) : Texts::tr("goes on"))
        };
        for (const VendorEdit &edit : incident.edits)
            lines << (edit.quiet ? Texts::tr("%1: %2, changed without saying so") : Texts::tr("%1: %2"))
                         .arg(inFull(edit.at), was(edit, now));
        return lines.join(u'\n');
    }

    VendorLine incidentLine(const PublishedIncident &incident, Instant now)
    {
        const Domain::Display display = Domain::display(incident.peak, Domain::PollerHealth::Healthy, false);
        return { incident.begunAt(), incident.isTrouble() ? label(incident.peak).toLower() : Texts::tr("notice"),
            incident.title, incident.endedAt ? span(incident.lasted(now)) : Texts::tr("goes on"),
            incident.isTrouble() ? std::optional(display) : std::nullopt, toolTipOf(incident, now) };
    }

    void addIncident(std::vector<VendorLine> &lines, const PublishedIncident &incident, Instant now)
    {
        lines.push_back(incidentLine(incident, now));
        QStringList changes;
        Instant last {};
        for (const VendorEdit &edit : incident.edits) {
            if (!edit.quiet)
                continue;
            changes << was(edit, now);
            last = edit.at;
        }
        if (!changes.isEmpty())
            lines.push_back({ last, Texts::tr("edited"), changes.join(QStringLiteral(", ")),
                Texts::tr("in silence"), Domain::Display::Degraded, lines.back().toolTip });
    }

    VendorLine overrunLine(const MaintenanceRow &row, Instant now)
    {
        const QString over = Texts::tr("%1 late").arg(span(row.overrun(now).value_or(Millis { 0 })));
        const QString planned = row.plannedUntil ? inFull(*row.plannedUntil) : QString();
        return { row.maintenance.scheduledFor, Texts::tr("maintenance"), row.maintenance.title, over,
            Domain::Display::Maintenance,
            Texts::tr("%1\nAnnounced end: %2\nSeen over: %3")
                .arg(row.maintenance.title, planned, row.endedAt ? inFull(*row.endedAt) : Texts::tr("goes on")) };
    }
} // namespace

std::vector<NumberCard> vendorCards(const VendorRecord &record)
{
    return { countCard(record), lengthCard(record), declaredCard(record), observedCard(record) };
}

QString vendorSentence(const VendorRecord &record, Instant now)
{
    QStringList sentences { admission(record), edits(record), overruns(record, now) };
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

std::vector<VendorLine> vendorLines(const VendorRecord &record, Instant now)
{
    std::vector<VendorLine> lines;
    auto overrun = record.overruns.begin();
    const auto addOverruns = [&](Instant until) {
        for (; overrun != record.overruns.end() && overrun->maintenance.scheduledFor >= until; ++overrun)
            lines.push_back(overrunLine(*overrun, now));
    };
    for (const PublishedIncident &incident : record.incidents) {
        addOverruns(incident.begunAt());
        addIncident(lines, incident, now);
    }
    addOverruns(Instant::min());
    return lines;
}

} // namespace Wf::Models
