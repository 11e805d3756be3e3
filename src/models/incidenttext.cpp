// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/incidenttext.h"

#include "models/incidentlog.h"
#include "models/incidenttexts.h"
#include "models/words.h"

#include <QCoreApplication>

namespace Wf::Models {

namespace {
    struct Texts {
        Q_DECLARE_TR_FUNCTIONS(IncidentText)
    };

    QString stamp(Instant at)
    {
        return toDateTime(at).toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    }

    QString nameOf(const ServiceId &id, const Ports::Snapshot &snapshot)
    {
        const Domain::Service *service = snapshot.catalogue ? snapshot.catalogue->find(id) : nullptr;
        return service ? service->displayName : id.value;
    }

    /// Names and values, one a line.
    class Facts {
    public:
        void add(const QString &name, const QString &value)
        {
            if (!value.isEmpty())
                m_text += QStringLiteral("- **%1**: %2\n").arg(name, markdownEscaped(value));
        }
        [[nodiscard]] QString text() const { return m_text; }

    private:
        QString m_text;
    };

    void addTimes(Facts &facts, const Domain::Incident &incident, Instant now)
    {
        facts.add(Texts::tr("Began"), Texts::tr("%1 UTC").arg(stamp(incident.openedAt)));
        facts.add(Texts::tr("Ended"),
            incident.closedAt ? Texts::tr("%1 UTC").arg(stamp(*incident.closedAt)) : Texts::tr("it goes on"));
        facts.add(Texts::tr("Duration"), span(durationOf(incident, now)));
    }

    void addPeople(Facts &facts, const Ports::IncidentStory &story)
    {
        const Domain::Incident &incident = story.incident;
        if (incident.acknowledged)
            facts.add(Texts::tr("Acknowledged"),
                Texts::tr("by %1, %2 UTC").arg(incident.acknowledged->by, stamp(incident.acknowledged->at)));
        if (!incident.resolvedBy.isEmpty())
            facts.add(Texts::tr("Resolved"), Texts::tr("by %1").arg(incident.resolvedBy));
        facts.add(Texts::tr("Told"), channelsTold(story).join(u", "));
    }

    QString factsOf(const Ports::IncidentStory &story, const Ports::Snapshot &snapshot, Instant now)
    {
        const Domain::Incident &incident = story.incident;
        const Domain::Service *service = snapshot.catalogue ? snapshot.catalogue->find(incident.service) : nullptr;
        Facts facts;
        if (service)
            facts.add(Texts::tr("Tier"), label(service->tier));
        if (service)
            facts.add(Texts::tr("Owner"), service->owner);
        facts.add(Texts::tr("State"), stateText(incident));
        facts.add(Texts::tr("Worst"), label(incident.peak));
        addTimes(facts, incident, now);
        facts.add(Texts::tr("Seen first by"), firstSeenText(story.sighting));
        if (const auto burn = budgetBurn(service ? service->sloTarget : std::nullopt, durationOf(incident, now)))
            facts.add(Texts::tr("Error budget burnt"), budgetText(*burn));
        addPeople(facts, story);
        facts.add(Texts::tr("Vendor's incident"), incident.vendorIncidentId);
        return facts.text();
    }

    QString explainedOf(const Ports::IncidentStory &story, const Ports::Snapshot &snapshot)
    {
        if (story.explained.empty())
            return {};
        QString text = Texts::tr("\n## Explained by it\n\n");
        for (const Domain::Incident &child : story.explained)
            text += QStringLiteral("- %1: %2\n")
                        .arg(markdownEscaped(nameOf(child.service, snapshot)), label(child.peak).toLower());
        return text;
    }

    QString timelineOf(const Ports::IncidentStory &story, const Ports::Snapshot &snapshot)
    {
        QString text = Texts::tr("\n## Timeline (UTC)\n\n");
        const std::vector<LogLine> lines = incidentTimeline(story, snapshot.find(story.incident.service));
        if (lines.empty())
            return text + Texts::tr("Nothing is recorded.\n");
        for (const LogLine &line : lines)
            text += QStringLiteral("- %1 — **%2** — %3\n")
                        .arg(stamp(line.at), markdownEscaped(line.kind), markdownEscaped(line.text));
        return text;
    }
} // namespace

QString markdownEscaped(const QString &text)
{
    QString safe;
    safe.reserve(text.size());
    for (const QChar c : text.simplified()) {
        if (QStringView(u"\\`*_[]<>|~&#").contains(c))
            safe += u'\\';
        safe += c;
    }
    return safe;
}

QString incidentFileName(const Domain::Incident &incident)
{
    QString service = incident.service.value;
    for (QChar &c : service) {
        const bool plain = c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-');
        c = plain ? c : QChar(u'-');
    }
    return QStringLiteral("%1-incident-%2").arg(service, QString::number(incident.id));
}

QString incidentMarkdown(const Ports::IncidentStory &story, const Ports::Snapshot &snapshot, Instant now)
{
    const QString title = story.incident.title.simplified();
    QString text = QStringLiteral("# ") + markdownEscaped(nameOf(story.incident.service, snapshot));
    if (!title.isEmpty())
        text += QStringLiteral(": ") + markdownEscaped(title);
    text += QStringLiteral("\n\n") + factsOf(story, snapshot, now) + explainedOf(story, snapshot)
        + timelineOf(story, snapshot);
    if (story.report)
        text += Texts::tr("\n## Report\n\n") + markdownEscaped(story.report->summary) + u'\n';
    return text;
}

} // namespace Wf::Models
