// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/store.h"

#include <QPromise>

#include <algorithm>
#include <map>
#include <vector>

namespace Wf::TestKit {

/// Remembers in memory: keeps every accepted batch, refuses or holds back its answers when told to.
class MemoryStore final : public Ports::Store {
public:
    std::vector<Ports::CommitBatch> batches; ///< accepted, in order
    bool failing = false;
    bool holding = false; ///< commits are answered at release()
    int attempts = 0;
    Ports::StoredWorld world; ///< what load() answers
    std::vector<Instant> purges;
    std::vector<Instant> upkeeps; ///< calls of maintainResults; nothing is ever dropped here

    QFuture<Result<Ports::StoredWorld>> load(Instant) override
    {
        return QtFuture::makeReadyFuture(Result<Ports::StoredWorld>(world));
    }
    QFuture<Result<void>> commit(Ports::CommitBatch batch) override
    {
        ++attempts;
        if (failing)
            return QtFuture::makeReadyFuture<Result<void>>(failure(ErrorCode::Io, QStringLiteral("disk full")));
        batches.push_back(std::move(batch));
        if (!holding)
            return QtFuture::makeReadyFuture(Result<void>());
        m_held.emplace_back();
        m_held.back().start();
        return m_held.back().future();
    }
    QFuture<Result<Ports::EventPage>> events(const Ports::EventQuery &) override
    {
        return QtFuture::makeReadyFuture(Result<Ports::EventPage>(Ports::EventPage { {}, 7 }));
    }
    QFuture<Result<Ports::AlertPage>> alerts(const Ports::AlertQuery &query) override
    {
        return QtFuture::makeReadyFuture(Result<Ports::AlertPage>(pageOf(query)));
    }
    QFuture<Result<Domain::VendorFacts>> vendorFacts(
        const Ports::VendorQuery &query, const std::vector<MonitorId> &ownChecks) override
    {
        return QtFuture::makeReadyFuture(Result<Domain::VendorFacts>(factsOf(query, ownChecks)));
    }
    QFuture<Result<Ports::IncidentPage>> incidents(const Ports::IncidentQuery &query) override
    {
        return QtFuture::makeReadyFuture(Result<Ports::IncidentPage>(pageOf(query)));
    }
    QFuture<Result<Ports::IncidentStory>> incident(qint64 id) override
    {
        return QtFuture::makeReadyFuture<Result<Ports::IncidentStory>>(storyOf(id));
    }
    QFuture<Result<std::vector<Domain::Report>>> reports(const Ports::ReportQuery &query) override
    {
        return QtFuture::makeReadyFuture(Result<std::vector<Domain::Report>>(listOf(query)));
    }
    QFuture<Result<std::vector<Domain::Interval>>> history(const Ports::HistoryQuery &) override
    {
        m_heldHistory.start();
        return m_heldHistory.future(); // never answered
    }
    QFuture<Result<Ports::ResultPage>> results(const Ports::ResultQuery &query) override
    {
        return QtFuture::makeReadyFuture(Result<Ports::ResultPage>(pageOf(query)));
    }
    QFuture<Result<Ports::ResultSummary>> summary(const Ports::SummaryQuery &query) override
    {
        Domain::Tally tally;
        for (const Domain::Sample &sample : samples(query.monitor, query.from, query.to))
            tally.add(sample);
        return QtFuture::makeReadyFuture(Result<Ports::ResultSummary>(Ports::summaryOf(tally)));
    }
    QFuture<Result<Ports::PingPage>> pings(const Ports::PingQuery &query) override
    {
        return QtFuture::makeReadyFuture(Result<Ports::PingPage>(pageOf(query)));
    }
    QFuture<Result<QByteArray>> pingBody(const MonitorId &monitor, qint64 number) override
    {
        for (const Ports::PingRow &row : pingLog(monitor)) {
            if (row.number == number && !row.ping.body.isEmpty())
                return QtFuture::makeReadyFuture(Result<QByteArray>(row.ping.body));
        }
        return QtFuture::makeReadyFuture<Result<QByteArray>>(
            failure(ErrorCode::NotFound, QStringLiteral("no body is kept of this ping")));
    }
    QFuture<Result<Ports::ResultUpkeep>> maintainResults(Instant now, const Ports::ResultLimits &) override
    {
        upkeeps.push_back(now);
        return QtFuture::makeReadyFuture(Result<Ports::ResultUpkeep>(Ports::ResultUpkeep {}));
    }
    QFuture<Result<Purged>> purge(const Retention &, Instant now) override
    {
        purges.push_back(now);
        return QtFuture::makeReadyFuture(Result<Purged>(Purged {}));
    }

    void release()
    {
        for (auto &promise : std::exchange(m_held, {})) {
            promise.addResult(Result<void>());
            promise.finish();
        }
    }

    [[nodiscard]] std::vector<Domain::Event> events() const { return all(&Ports::CommitBatch::events); }
    [[nodiscard]] std::vector<Domain::AlertRecord> alerts() const { return all(&Ports::CommitBatch::alerts); }
    [[nodiscard]] std::vector<Domain::OutboxMessage> outbox() const { return all(&Ports::CommitBatch::outbox); }
    /// Each as it was written last, in the order of their first writing.
    [[nodiscard]] std::vector<Domain::Incident> incidents() const
    {
        return latest(&Ports::CommitBatch::incidents);
    }
    [[nodiscard]] std::vector<Domain::PublishedIncident> published() const
    {
        return latest(&Ports::CommitBatch::published);
    }
    [[nodiscard]] std::vector<Domain::MaintenanceRow> maintenances() const
    {
        return latest(&Ports::CommitBatch::maintenances);
    }
    [[nodiscard]] std::vector<Domain::IncidentNote> notes() const { return all(&Ports::CommitBatch::notes); }
    [[nodiscard]] std::vector<Domain::Report> reports() const { return all(&Ports::CommitBatch::reports); }
    [[nodiscard]] std::vector<Domain::Silence> silences() const { return latest(&Ports::CommitBatch::silences); }
    [[nodiscard]] std::vector<Domain::MaintenancePlan> plans() const { return latest(&Ports::CommitBatch::plans); }
    [[nodiscard]] std::vector<Domain::Interval> intervals(const ServiceId &service) const
    {
        std::vector<Domain::Interval> result;
        for (const Ports::CommitBatch &batch : batches)
            addIntervals(batch, service, result);
        return result;
    }
    /// The results of [from, to), oldest first.
    [[nodiscard]] std::vector<Domain::Sample> samples(const MonitorId &monitor, Instant from, Instant to) const
    {
        std::map<Instant, Domain::Sample> byTime;
        for (const Ports::ResultRow &row : all(&Ports::CommitBatch::results)) {
            if (row.monitor == monitor && row.sample.at >= from && row.sample.at < to)
                byTime.insert({ row.sample.at, row.sample });
        }
        std::vector<Domain::Sample> result;
        result.reserve(byTime.size());
        for (const auto &[at, sample] : byTime)
            result.push_back(sample);
        return result;
    }
    /// All pings of one heartbeat, newest first, with their bodies.
    [[nodiscard]] std::vector<Ports::PingRow> pingLog(const MonitorId &monitor) const
    {
        std::map<qint64, Ports::PingRow, std::greater<>> byNumber;
        for (const Ports::PingRow &row : all(&Ports::CommitBatch::pings)) {
            if (row.monitor == monitor)
                byNumber.insert_or_assign(row.number, row);
        }
        std::vector<Ports::PingRow> result;
        result.reserve(byNumber.size());
        for (const auto &[number, row] : byNumber)
            result.push_back(row);
        return result;
    }
    /// What a program that starts now would find.
    [[nodiscard]] Ports::StoredWorld remembered() const;

private:
    template <class Row> [[nodiscard]] std::vector<Row> all(std::vector<Row> Ports::CommitBatch::*rows) const
    {
        std::vector<Row> result;
        for (const Ports::CommitBatch &batch : batches)
            result.insert(result.end(), (batch.*rows).begin(), (batch.*rows).end());
        return result;
    }
    template <class Row> [[nodiscard]] std::vector<Row> latest(std::vector<Row> Ports::CommitBatch::*rows) const
    {
        std::vector<Row> result;
        for (const Row &row : all(rows)) {
            const auto known = std::ranges::find(result, row.id, &Row::id);
            if (known == result.end())
                result.push_back(row);
            else
                *known = row;
        }
        return result;
    }
    static void addIntervals(
        const Ports::CommitBatch &batch, const ServiceId &service, std::vector<Domain::Interval> &result)
    {
        for (const Ports::HistoryChange &change : batch.history) {
            if (change.service != service)
                continue;
            if (change.step.closed)
                result.back() = *change.step.closed;
            if (change.step.opened)
                result.push_back(*change.step.opened);
        }
    }

    [[nodiscard]] Ports::ResultPage pageOf(const Ports::ResultQuery &query) const;
    [[nodiscard]] Ports::PingPage pageOf(const Ports::PingQuery &query) const;
    [[nodiscard]] Ports::AlertPage pageOf(const Ports::AlertQuery &query) const;
    [[nodiscard]] Ports::IncidentPage pageOf(const Ports::IncidentQuery &query) const;
    [[nodiscard]] Domain::VendorFacts factsOf(
        const Ports::VendorQuery &query, const std::vector<MonitorId> &ownChecks) const;
    [[nodiscard]] Result<Ports::IncidentStory> storyOf(qint64 id) const;
    [[nodiscard]] std::optional<Domain::Sighting> sightingOf(const Domain::Incident &incident) const;
    [[nodiscard]] std::vector<Domain::Report> listOf(const Ports::ReportQuery &query) const;
    template <class Row, class Wanted>
    [[nodiscard]] static std::vector<Row> only(std::vector<Row> rows, Wanted wanted)
    {
        std::erase_if(rows, [&wanted](const Row &row) { return !wanted(row); });
        return rows;
    }
    /// The highest one so far.
    template <class Row> [[nodiscard]] qint64 lastId(std::vector<Row> Ports::CommitBatch::*rows) const
    {
        qint64 last = 0;
        for (const Row &row : all(rows))
            last = std::max(last, row.id);
        return last;
    }
    /// In the order of the batches: replaced by id, gone where a batch drops it.
    template <class Row, class Ids>
    [[nodiscard]] std::vector<Row> kept(
        std::vector<Row> Ports::CommitBatch::*rows, Ids Ports::CommitBatch::*dropped) const
    {
        std::map<decltype(Row::id), Row> byId;
        for (const Ports::CommitBatch &batch : batches) {
            for (const Row &row : batch.*rows)
                byId.insert_or_assign(row.id, row);
            for (const auto &id : batch.*dropped)
                byId.erase(id);
        }
        std::vector<Row> result;
        result.reserve(byId.size());
        for (const auto &[id, row] : byId)
            result.push_back(row);
        return result;
    }

    std::vector<QPromise<Result<void>>> m_held;
    QPromise<Result<std::vector<Domain::Interval>>> m_heldHistory;
};

inline Ports::ResultPage MemoryStore::pageOf(const Ports::ResultQuery &query) const
{
    using Domain::Resolution;
    Ports::ResultPage page;
    const auto found = samples(query.monitor, query.from, query.to);
    const bool raw = query.resolution == Resolution::Raw || query.resolution == Resolution::Auto;
    page.resolution = raw ? Resolution::Raw : query.resolution;
    const auto limit = static_cast<size_t>(query.limit);
    const auto cut = [&page, limit](auto &points, Instant std::decay_t<decltype(points[0])>::*at) {
        if (points.size() > limit) {
            page.next = points[limit].*at;
            points.resize(limit);
        }
    };
    if (raw) {
        page.samples = found;
        cut(page.samples, &Domain::Sample::at);
        return page;
    }
    const Millis width = Domain::widthOf(query.resolution);
    const auto whole = samples(query.monitor, Domain::floorTo(query.from, width), Domain::ceilTo(query.to, width));
    page.buckets = Domain::rollUp(std::span(whole), width);
    cut(page.buckets, &Domain::Bucket::start);
    return page;
}

inline Ports::PingPage MemoryStore::pageOf(const Ports::PingQuery &query) const
{
    Ports::PingPage page;
    for (Ports::PingRow row : pingLog(query.monitor)) {
        ++page.total;
        const bool wanted = !query.before || row.number < *query.before;
        if (!wanted || page.pings.size() >= static_cast<size_t>(query.limit))
            continue;
        row.hasBody = !row.ping.body.isEmpty();
        row.ping.body.clear();
        page.pings.push_back(std::move(row));
    }
    return page;
}

inline Ports::AlertPage MemoryStore::pageOf(const Ports::AlertQuery &query) const
{
    Ports::AlertPage page;
    const auto messages = latest(&Ports::CommitBatch::outbox);
    auto records = alerts();
    std::ranges::sort(records, std::greater<> {}, &Domain::AlertRecord::id);
    for (const Domain::AlertRecord &record : records) {
        const bool wanted = (!query.service || record.service == *query.service)
            && (!query.incident || record.incident == query.incident);
        if (!wanted)
            continue;
        ++page.total;
        if ((query.beforeId && record.id >= *query.beforeId) || std::ssize(page.alerts) >= query.limit)
            continue;
        page.alerts.push_back({ record, std::nullopt });
        const auto message = std::ranges::find(messages, record.outboxId, &Domain::OutboxMessage::id);
        if (record.outboxId && message != messages.end()) {
            page.alerts.back().message = *message;
            page.alerts.back().message->letter = {};
        }
    }
    return page;
}

inline Ports::IncidentPage MemoryStore::pageOf(const Ports::IncidentQuery &query) const
{
    using Which = Ports::IncidentQuery::Which;
    Ports::IncidentPage page;
    auto known = incidents();
    std::ranges::sort(known, std::greater<> {}, &Domain::Incident::id);
    for (const Domain::Incident &incident : known) {
        const bool wanted = (!query.service || incident.service == *query.service)
            && (query.which == Which::All || incident.isOpen() == (query.which == Which::Open))
            && (!query.from || incident.isOpen() || *incident.closedAt >= *query.from)
            && (!query.to || incident.openedAt < *query.to);
        if (!wanted)
            continue;
        ++page.total;
        if ((!query.beforeId || incident.id < *query.beforeId) && std::ssize(page.incidents) < query.limit)
            page.incidents.push_back(incident);
    }
    return page;
}

inline std::optional<Domain::Sighting> MemoryStore::sightingOf(const Domain::Incident &incident) const
{
    for (const Domain::Sighting &sighting : latest(&Ports::CommitBatch::sightings)) {
        if (sighting.service == incident.service
            && (incident.isOpen() || Domain::beginningOf(sighting) <= *incident.closedAt)
            && (!sighting.endedAt || *sighting.endedAt >= incident.openedAt))
            return sighting;
    }
    return std::nullopt;
}

inline Domain::VendorFacts MemoryStore::factsOf(
    const Ports::VendorQuery &query, const std::vector<MonitorId> &ownChecks) const
{
    const auto lies = [&query](Instant at) { return at >= query.from && at < query.to; };
    Domain::VendorFacts facts;
    facts.published = only(published(), [&query](const Domain::PublishedIncident &each) {
        return each.service == query.service && each.begunAt() < query.to
            && (!each.endedAt || *each.endedAt >= query.from);
    });
    facts.maintenances = only(maintenances(), [&](const Domain::MaintenanceRow &row) {
        return row.service == query.service && lies(row.maintenance.scheduledFor);
    });
    facts.sightings = only(latest(&Ports::CommitBatch::sightings), [&](const Domain::Sighting &each) {
        return each.service == query.service && lies(Domain::beginningOf(each));
    });
    facts.history = only(intervals(query.service), [&query](const Domain::Interval &interval) {
        return interval.from < query.to && (!interval.to || *interval.to > query.from);
    });
    for (const MonitorId &check : ownChecks) {
        Domain::Tally tally;
        for (const Domain::Sample &sample : samples(check, query.from, query.to))
            tally.add(sample);
        facts.ownRuns.count += tally.count;
        facts.ownRuns.failures += tally.failures;
    }
    return facts;
}

inline Result<Ports::IncidentStory> MemoryStore::storyOf(qint64 id) const
{
    const auto known = incidents();
    const auto found = std::ranges::find(known, id, &Domain::Incident::id);
    if (found == known.end())
        return failure(ErrorCode::NotFound, QStringLiteral("there is no incident %1").arg(id));
    Ports::IncidentStory story;
    story.incident = *found;
    story.notes = only(notes(), [id](const Domain::IncidentNote &note) { return note.incident == id; });
    story.events = only(events(), [&found](const Domain::Event &event) {
        return event.service == found->service && event.at >= found->openedAt - std::chrono::minutes { 15 }
        && (found->isOpen() || event.at <= *found->closedAt + std::chrono::minutes { 1 });
    });
    story.explained = only(known, [id](const Domain::Incident &other) { return other.explainedBy == id; });
    Ports::AlertQuery about;
    about.incident = id;
    about.limit = 500;
    story.alerts = pageOf(about).alerts;
    std::ranges::reverse(story.alerts);
    for (const Domain::Report &report : reports()) {
        if (report.incident == id)
            story.report = report;
    }
    story.sighting = sightingOf(*found);
    return story;
}

inline std::vector<Domain::Report> MemoryStore::listOf(const Ports::ReportQuery &query) const
{
    std::vector<Domain::Report> result;
    auto known = reports();
    std::ranges::sort(known, std::greater<> {}, &Domain::Report::id);
    for (const Domain::Report &report : known) {
        const bool wanted = (!query.service || report.service == *query.service)
            && (!query.beforeId || report.id < *query.beforeId);
        if (wanted && std::ssize(result) < query.limit)
            result.push_back(report);
    }
    return result;
}

inline Ports::StoredWorld MemoryStore::remembered() const
{
    Ports::StoredWorld stored;
    stored.services = latest(&Ports::CommitBatch::services);
    stored.monitors = latest(&Ports::CommitBatch::monitors);
    stored.serviceStates = latest(&Ports::CommitBatch::serviceStates);
    for (const Domain::Service &service : stored.services)
        stored.history.push_back({ service.id, intervals(service.id) });
    stored.heartbeats = kept(&Ports::CommitBatch::heartbeats, &Ports::CommitBatch::droppedHeartbeats);
    stored.definitions = kept(&Ports::CommitBatch::definitions, &Ports::CommitBatch::droppedDefinitions);
    stored.timeline = events();
    std::ranges::reverse(stored.timeline);
    stored.recentAlerts = alerts();
    for (const Domain::OutboxMessage &message : latest(&Ports::CommitBatch::outbox)) {
        stored.lastOutboxId = std::max(stored.lastOutboxId, message.id);
        if (!message.finishedAt)
            stored.outbox.push_back(message);
    }
    for (const Domain::MaintenanceRow &row : maintenances()) {
        stored.lastMaintenanceId = std::max(stored.lastMaintenanceId, row.id);
        if (!row.vanished)
            stored.maintenances.push_back(row);
    }
    stored.published = published();
    stored.lastPublishedId = lastId(&Ports::CommitBatch::published);
    stored.sightings = latest(&Ports::CommitBatch::sightings);
    for (const Domain::Sighting &sighting : stored.sightings)
        stored.lastSightingId = std::max(stored.lastSightingId, sighting.id);
    stored.incidents = incidents();
    stored.silences = only(silences(), [](const Domain::Silence &silence) { return !silence.endedAt; });
    stored.plans = only(plans(), [](const Domain::MaintenancePlan &plan) { return !plan.endedAt; });
    stored.lastIncidentId = lastId(&Ports::CommitBatch::incidents);
    stored.lastNoteId = lastId(&Ports::CommitBatch::notes);
    stored.lastSilenceId = lastId(&Ports::CommitBatch::silences);
    stored.lastPlanId = lastId(&Ports::CommitBatch::plans);
    stored.lastEventId = stored.timeline.empty() ? 0 : stored.timeline.front().id;
    stored.lastAlertId = stored.recentAlerts.empty() ? 0 : stored.recentAlerts.back().id;
    for (const Ports::CommitBatch &batch : batches) {
        if (batch.aliveAt)
            stored.aliveAt = batch.aliveAt;
    }
    return stored;
}

} // namespace Wf::TestKit
