// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/report.h"

#include <QCryptographicHash>

namespace Wf::Domain {

namespace {
    /// A YAML scalar that reads back as it is, whatever is in it.
    QString quoted(const QString &text)
    {
        QString safe = text;
        safe.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
        safe.replace(u'\n', QStringLiteral("\\n")).replace(u'\r', QStringLiteral("\\r"));
        safe.replace(u'\t', QStringLiteral("\\t"));
        safe.removeIf([](QChar c) { return c.category() == QChar::Other_Control; });
        return u'"' + safe + u'"';
    }

    QString question(const char *text)
    {
        return QStringLiteral("_TODO: %1_\n").arg(QLatin1String(text));
    }

    QString section(const char *title, const QString &body)
    {
        return QStringLiteral("\n## %1\n\n%2").arg(QLatin1String(title), body);
    }

    QString group(const char *title, const char *text)
    {
        return QStringLiteral("### %1\n\n%2\n").arg(QLatin1String(title), question(text));
    }

    QString frontMatter(const Report &report)
    {
        QString text =
            QStringLiteral("---\nservice: %1\nservice_name: %2\nstarted_at: %3\nresolved_at: %4\n"
                           "duration: %5\npeak_severity: %6\naffected_downstream:")
                .arg(quoted(report.service.value), quoted(report.name), quoted(toIso(report.startedAt)),
                    quoted(toIso(report.resolvedAt)), quoted(durationText(report.duration())), word(report.peak));
        if (report.affected.isEmpty())
            text += QStringLiteral(" []");
        for (const QString &name : report.affected)
            text += QStringLiteral("\n  - ") + quoted(name);
        return text + QStringLiteral("\nevent_count: %1\nstatus: draft\n---\n").arg(report.events);
    }

    QString impact(const Report &report)
    {
        QString text = QStringLiteral("- Peak severity: %1\n- Duration: %2\n- Event count: %3\n"
                                      "- Affected downstream services:")
                           .arg(word(report.peak), durationText(report.duration()))
                           .arg(report.events);
        if (report.affected.isEmpty())
            return text + QStringLiteral(" None\n");
        text += u'\n';
        for (const QString &name : report.affected)
            text += QStringLiteral("  - ") + name.simplified() + u'\n';
        return text;
    }

    QString label(const Event &event)
    {
        const QString &text = !event.vendorTitle.isEmpty() ? event.vendorTitle
            : !event.vendorDetail.isEmpty()                ? event.vendorDetail
                                                           : event.impact;
        return text.isEmpty() ? QString() : QString(QStringLiteral(": ") + text.simplified());
    }

    /// With the day: an outage may last over midnight.
    QString timeline(std::span<const Event> events)
    {
        if (events.empty())
            return QStringLiteral("_No events recorded._\n");
        QString text;
        for (const Event &event : events)
            text += QStringLiteral("- %1 %2 UTC — %3 → %4%5\n")
                        .arg(isoDate(event.at), toIso(event.at).mid(11, 8), word(event.previous), word(event.next),
                            label(event));
        return text;
    }
} // namespace

QString postmortemFile(const Report &report)
{
    const QString started = toIso(report.startedAt);
    const QByteArray both = QString(started + u'|' + toIso(report.resolvedAt)).toLatin1();
    const QByteArray hash = QCryptographicHash::hash(both, QCryptographicHash::Sha1).toHex().left(6);
    QString compact = started;
    compact.remove(u'-').remove(u':');
    return QStringLiteral("%1-%2-%3.md").arg(report.service.value, compact, QLatin1String(hash));
}

QString postmortemText(const Report &report, std::span<const Event> events)
{
    return frontMatter(report) + section("Summary", report.summary + u'\n') + section("Impact", impact(report))
        + section("Root Cause", question("Describe the root cause.")) + section("Timeline", timeline(events))
        + section("What Went Well", question("What held up during this incident?"))
        + section("What Went Poorly", question("Where did the response fall short?"))
        + section("What Got Lucky", question("What could have been worse but wasn't?"))
        + section("Action Items",
            group("Prevent", "How do we stop this class of incident from recurring?")
                + group("Mitigate", "How do we reduce impact next time?")
                + group("Detect", "How do we see it sooner?")
                + group("Repair", "What follow-up repairs or backfills are needed?"));
}

} // namespace Wf::Domain
