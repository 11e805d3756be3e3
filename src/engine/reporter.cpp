// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/reporter.h"

#include "core/answer.h"
#include "engine/log.h"

#include <QDir>
#include <QSaveFile>
#include <QThreadPool>

namespace Wf::Engine {

namespace {
    QStringList dependentsOf(const World &world, const ServiceId &service)
    {
        QStringList names;
        for (const Domain::Dependency &edge : world.graph->downstream(service))
            names.append(world.graph->displayName(edge.downstream));
        return names;
    }

    std::vector<Domain::Event> changesOf(const Ports::IncidentStory &story)
    {
        std::vector<Domain::Event> events;
        for (const Domain::Event &event : story.events) {
            if (event.kind == Domain::EventKind::StatusChange && event.at >= story.incident.openedAt
                && event.at <= story.incident.closedAt.value_or(event.at))
                events.push_back(event);
        }
        return events;
    }

    /// In a thread of the pool: a slow disk must not hold up the engine. What is there already is not touched:
    /// people may have written in it.
    void writeDraft(const QString &folder, const QString &name, const QByteArray &text)
    {
        const QString path = QDir(folder).filePath(name);
        if (QFile::exists(path))
            return;
        QSaveFile file(path);
        const bool written = QDir().mkpath(folder) && file.open(QIODevice::WriteOnly)
            && file.write(text) == text.size() && file.commit();
        if (!written)
            qCCritical(logEngine).noquote()
                << "the draft of a postmortem cannot be written:" << path << file.errorString();
    }
} // namespace

Reporter::Reporter(const World &world, const EngineOptions &options, Ports::Store &store, Journal &journal)
    : m_world(world)
    , m_options(options)
    , m_store(store)
    , m_journal(journal)
{
}

void Reporter::begin(const Domain::Incident &incident)
{
    onAnswer<Result<Ports::IncidentStory>>(
        this, m_store.incident(incident.id), [this](const Result<Ports::IncidentStory> &story) {
            if (story)
                write(*story);
            else
                qCWarning(logEngine).noquote() << "no report:" << story.error().detail;
        });
}

void Reporter::write(const Ports::IncidentStory &story)
{
    const Domain::Incident &incident = story.incident;
    if (!incident.closedAt)
        return; // it came back meanwhile
    const auto events = changesOf(story);
    auto report = Domain::makeReport(incident.service, m_world.graph->displayName(incident.service),
        dependentsOf(m_world, incident.service), events, *incident.closedAt);
    if (!report)
        return;
    report->id = incident.id;
    report->incident = incident.id;
    Ports::CommitBatch batch;
    batch.reports.push_back(*report);
    m_journal.write(std::move(batch));
    if (!m_options.postmortems.isEmpty())
        draft(*report, events);
}

void Reporter::draft(const Domain::Report &report, const std::vector<Domain::Event> &events)
{
    QThreadPool::globalInstance()->start(
        [folder = m_options.postmortems, name = Domain::postmortemFile(report),
            text = Domain::postmortemText(report, events).toUtf8()] { writeDraft(folder, name, text); });
}

} // namespace Wf::Engine
