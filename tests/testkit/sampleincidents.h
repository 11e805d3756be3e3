// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/session.h"
#include "testkit/sampleworld.h"

/// Incidents of the sample world: Okta explains GitHub, npm goes up and down, AWS had one yesterday.
namespace Wf::TestKit {

[[nodiscard]] inline Domain::Incident sampleIncident(
    qint64 id, const char *service, Domain::Status status, Millis ago)
{
    Domain::Incident incident;
    incident.id = id;
    incident.service = ServiceId(QLatin1String(service));
    incident.openedAt = sampleTime() - ago;
    incident.status = incident.peak = status;
    incident.title = QStringLiteral("Trouble of ") + QLatin1String(service);
    incident.dedupKey = QStringLiteral("vendor:%1:%2").arg(incident.service.value, QString::number(id));
    return incident;
}

[[nodiscard]] inline Domain::Incident sampleOktaIncident()
{
    return sampleIncident(7, "okta", Domain::Status::MajorOutage, 41min);
}
[[nodiscard]] inline Domain::Incident sampleGithubIncident()
{
    Domain::Incident incident = sampleIncident(8, "github", Domain::Status::PartialOutage, 38min);
    incident.explainedBy = 7;
    return incident;
}
[[nodiscard]] inline Domain::Incident sampleNpmIncident()
{
    Domain::Incident incident = sampleIncident(9, "npm", Domain::Status::Degraded, 25min);
    incident.acknowledged = Domain::Acknowledgement { sampleTime() - 12min, QStringLiteral("ann") };
    return incident;
}
[[nodiscard]] inline Domain::Incident samplePastIncident(qint64 id = 3)
{
    Domain::Incident incident = sampleIncident(id, "aws", Domain::Status::PartialOutage, 26h);
    incident.closedAt = incident.openedAt + 52min;
    incident.status = Domain::Status::Degraded;
    return incident;
}

/// The sample world with the three that are open.
[[nodiscard]] inline Ports::Snapshot worldWithIncidents()
{
    Ports::Snapshot world = sampleSnapshot();
    for (Ports::ServiceRow &row : world.services) {
        if (row.id().value == QLatin1String("okta"))
            row.incident = sampleOktaIncident();
        if (row.id().value == QLatin1String("github")) {
            row.incident = sampleGithubIncident();
            row.explainedBy = QStringLiteral("Okta");
        }
        if (row.id().value == QLatin1String("npm")) {
            row.incident = sampleNpmIncident();
            row.turns = 6;
        }
    }
    return world;
}

[[nodiscard]] inline Ports::AlertEntry sampleAlert(
    qint64 id, Millis ago, Domain::Suppression suppressed, const QString &why)
{
    Ports::AlertEntry entry;
    entry.record.id = id;
    entry.record.service = ServiceId(QStringLiteral("okta"));
    entry.record.incident = 7;
    entry.record.at = sampleTime() - ago;
    entry.record.suppressed = suppressed;
    entry.record.why = why;
    if (suppressed != Domain::Suppression::None)
        return entry;
    entry.record.channel = QStringLiteral("ops-chat");
    entry.record.route = QStringLiteral("critical");
    Domain::OutboxMessage message;
    message.state = Domain::OutboxState::Delivered;
    message.createdAt = entry.record.at;
    message.finishedAt = entry.record.at + 214ms;
    entry.message = message;
    return entry;
}

/// All that is remembered of Okta's.
[[nodiscard]] inline Ports::IncidentStory sampleOktaStory()
{
    Ports::IncidentStory story;
    story.incident = sampleOktaIncident();
    Domain::Event worse;
    worse.id = 11;
    worse.service = story.incident.service;
    worse.previous = Domain::Status::Operational;
    worse.next = Domain::Status::MajorOutage;
    worse.vendorTitle = QStringLiteral("Sign-in *errors* <b>");
    worse.impact = QStringLiteral("Nobody can sign in to Slack.");
    worse.at = story.incident.openedAt;
    story.events = { worse };
    story.alerts = { sampleAlert(1, 41min, Domain::Suppression::Held, QStringLiteral("Held for 90 s.")),
        sampleAlert(2, 39min, Domain::Suppression::None, QStringLiteral("Okta is down")) };
    story.notes = { { 1, 7, Domain::IncidentNote::Kind::Note, sampleTime() - 20min, QStringLiteral("ann"),
        QStringLiteral("called the vendor") } };
    story.explained = { sampleGithubIncident() };
    story.sighting =
        Domain::Sighting { 1, story.incident.service, sampleTime() - 48min, sampleTime() - 41min, {} };
    return story;
}

} // namespace Wf::TestKit
