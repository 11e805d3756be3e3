// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "incidentsamples.h"

namespace Wf::Testing {

using namespace Domain;

namespace {

    Incident fullIncident()
    {
        Incident incident = incidentOf(11, "okta", at(-60), at(-5));
        incident.status = Status::Degraded;
        incident.peak = Status::MajorOutage;
        incident.title = QStringLiteral("Errors");
        incident.vendorIncidentId = QStringLiteral("i1");
        incident.dedupKey = QStringLiteral("vendor:okta:i1");
        incident.reopened = 2;
        incident.turns = { at(-60), at(-40), at(-5) };
        incident.explainedBy = 10;
        incident.freedAt = at(-30);
        incident.acknowledged = Acknowledgement { at(-50), QStringLiteral("ann") };
        incident.resolvedBy = QStringLiteral("bob");
        incident.told = { { QStringLiteral("critical"), 0, TellingKind::First, Status::Degraded, at(-58) },
            { QStringLiteral("critical"), 2, TellingKind::Acknowledged, Status::MajorOutage, at(-45) } };
        incident.threads = { { QStringLiteral("slack"), QStringLiteral("1777.01") },
            { QStringLiteral("mail"), QStringLiteral("<id@host>") } };
        return incident;
    }

    AlertMatcher matcherOf(const char *service)
    {
        AlertMatcher matcher;
        matcher.services = { QString::fromLatin1(service) };
        matcher.tiers = { Tier::Critical };
        matcher.during = WeekTimes { 0x60, 60, 120, "Europe/Berlin" };
        return matcher;
    }

} // namespace

Silence silenceOf(qint64 id, Instant until)
{
    return { id, matcherOf("okta-*"), QStringLiteral("ann"), QStringLiteral("planned"), until - Millis { 5000 },
        until, std::nullopt, QString() };
}

MaintenancePlan planOf(qint64 id, Instant from)
{
    MaintenancePlan plan;
    plan.id = id;
    plan.origin = Origin::App;
    plan.title = QStringLiteral("Upgrade");
    plan.description = QStringLiteral("we upgrade");
    plan.match = matcherOf("okta");
    plan.author = QStringLiteral("ann");
    plan.createdAt = at(-100);
    plan.from = from;
    plan.length = std::chrono::minutes { 30 };
    plan.schedule = *parseSchedule(ScheduleKind::Cron, u"0 3 * * 1", u"Europe/Berlin");
    plan.noticeBefore = std::chrono::minutes { 15 };
    plan.channels = { QStringLiteral("ops"), QStringLiteral("slack") };
    return plan;
}

Report reportOf(qint64 id, const char *service, std::optional<qint64> incident)
{
    Report report;
    report.id = id;
    report.service = ServiceId(QString::fromLatin1(service));
    report.name = QStringLiteral("Okta");
    report.startedAt = at(-60);
    report.resolvedAt = at(-5);
    report.peak = Status::PartialOutage;
    report.affected = { QStringLiteral("Shop"), QStringLiteral("- a: b") };
    report.events = 4;
    report.summary = QStringLiteral("Okta experienced partial outage for 55m.");
    report.incident = incident;
    report.createdAt = at(-4);
    return report;
}

Ports::CommitBatch fullIncidents()
{
    auto batch = registering({ "okta", "zoom" });
    batch.incidents = { fullIncident() };
    batch.notes = { { 21, 11, IncidentNote::Kind::Acknowledged, at(-50), QStringLiteral("ann"),
        QStringLiteral("on it") } };
    batch.silences = { silenceOf(31, at(60)) };
    batch.plans = { planOf(41, at(-200)) };
    batch.reports = { reportOf(51, "okta", 11) };
    return batch;
}

QList<qint64> idsOf(const std::vector<Incident> &incidents)
{
    QList<qint64> ids;
    for (const Incident &incident : incidents)
        ids << incident.id;
    return ids;
}

} // namespace Wf::Testing
