// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/statskeeper.h"

#include "domain/checkspec.h"

#include <algorithm>
#include <iterator>

namespace Wf::Engine {

namespace {
    using namespace std::chrono_literals;
    constexpr Millis kLateStart = 1s;
    constexpr size_t kMostCodes = 10; ///< of one target; what is beyond them is counted by its class
    constexpr size_t kCopiedAtOnce = 256;

    constexpr std::array kErrorWords { "timeout", "connection", "rate_limited", "server_error", "rejected",
        "not_configured", "interrupted" };
    constexpr std::array kModelsRead { "world", "events", "alerts", "history", "results", "summary", "pings",
        "ping_body", "incidents", "reports" };
    constexpr std::array kModelsWritten { "batch", "results", "retention" };

    double secondsOf(Millis span)
    {
        return static_cast<double>(span.count()) / 1000.0;
    }

    QString kindOf(const Domain::OutboxMessage &message)
    {
        if (message.channel == Domain::healthChannel())
            return QStringLiteral("poller_health");
        return message.service.isEmpty() ? QStringLiteral("global") : QStringLiteral("service");
    }

    QString channelOf(const Domain::OutboxMessage &message)
    {
        return message.channel == Domain::healthChannel() ? Domain::builtInChannel() : message.channel;
    }

    QString wordOf(StatsKeeper::Access access)
    {
        return access == StatsKeeper::Access::Read ? QStringLiteral("read") : QStringLiteral("write");
    }

    Ports::DeliveryCounts noDeliveries(const QString &kind, const QString &channel)
    {
        Ports::DeliveryCounts counts;
        counts.kind = kind;
        counts.channel = channel;
        for (const char *word : kErrorWords)
            counts.failed.emplace(QLatin1String(word), 0);
        return counts;
    }

    /// Of an HTTP answer: until its first byte came.
    std::optional<double> secondsToAnswer(const Domain::Sample &sample)
    {
        if (!sample.phases.firstByte || sample.code < 100 || sample.code > 599)
            return std::nullopt;
        Domain::Micros sum { 0 };
        for (const auto &phase :
            { sample.phases.resolve, sample.phases.connect, sample.phases.tls, sample.phases.firstByte })
            sum += phase.value_or(Domain::Micros { 0 });
        return std::chrono::duration<double>(sum).count();
    }

    void countAnswerIn(std::map<int, Ports::Distribution> &answers, int code, double seconds)
    {
        auto known = answers.find(code);
        if (known == answers.end()) {
            const int key = answers.size() < kMostCodes ? code : code / 100;
            known = answers.try_emplace(key, Ports::Distribution(Ports::kAnswerBounds)).first;
        }
        known->second.note(seconds);
    }

    /// The counts of before; new ones of something that is down know since when.
    template <class Kept>
    Kept takeOver(std::map<MonitorId, Kept> &known, const MonitorId &id, const Domain::MonitorState &state)
    {
        if (auto node = known.extract(id))
            return std::move(node.mapped());
        Kept fresh;
        fresh.counts.monitor = id;
        if (Domain::isTrouble(state.status))
            fresh.downSince = state.changedAt;
        return fresh;
    }

    template <class Row, class Key> void listCounts(const std::map<Key, quint64> &counts, std::vector<Row> &rows)
    {
        rows.reserve(counts.size());
        for (const auto &[key, count] : counts)
            rows.push_back({ key.first, key.second, count });
    }

    template <class Key, class Counts> std::vector<Counts> valuesOf(const std::map<Key, Counts> &map)
    {
        std::vector<Counts> values;
        values.reserve(map.size());
        for (const auto &[key, counts] : map)
            values.push_back(counts);
        return values;
    }
} // namespace

QString deliveryErrorWord(const QString &answer)
{
    if (answer == QLatin1String("timeout"))
        return answer;
    if (answer.startsWith(QLatin1String("request_error")))
        return QStringLiteral("connection");
    if (answer.startsWith(QLatin1String("HTTP 429")))
        return QStringLiteral("rate_limited");
    if (answer.startsWith(QLatin1String("HTTP 5")))
        return QStringLiteral("server_error");
    if (answer.startsWith(QLatin1String("HTTP ")))
        return QStringLiteral("rejected");
    return answer.contains(QLatin1String("webhook")) && !answer.startsWith(QLatin1String("too many"))
        ? QStringLiteral("not_configured")
        : QStringLiteral("interrupted");
}

StatsKeeper::StatsKeeper()
{
    const QString channel = Domain::builtInChannel();
    for (const char *word : { "global", "service", "poller_health" }) {
        const QString kind = QLatin1String(word);
        m_deliveries.emplace(std::pair(kind, channel), noDeliveries(kind, channel));
    }
    const auto addModel = [this](const char *model, Access access) {
        Ports::StoreCounts counts;
        counts.model = QLatin1String(model);
        counts.operation = wordOf(access);
        m_store.emplace(std::pair(counts.model, counts.operation), counts);
    };
    for (const char *model : kModelsRead)
        addModel(model, Access::Read);
    for (const char *model : kModelsWritten)
        addModel(model, Access::Write);
}

void StatsKeeper::follow(const World &world)
{
    const std::lock_guard lock(m_mutex);
    std::map<MonitorId, Check> checks;
    std::map<MonitorId, Heartbeat> heartbeats;
    std::map<QString, Ports::VendorCounts> vendors;
    for (const auto &[id, entry] : world.entries) {
        for (size_t position = 0; position < entry.service.monitors.size(); ++position)
            followMonitor(entry, position, checks, heartbeats, vendors);
    }
    m_checks = std::move(checks);
    m_heartbeats = std::move(heartbeats);
    m_vendors = std::move(vendors);
}

void StatsKeeper::followMonitor(const Entry &entry, size_t position, std::map<MonitorId, Check> &checks,
    std::map<MonitorId, Heartbeat> &heartbeats, std::map<QString, Ports::VendorCounts> &vendors)
{
    const Domain::MonitorSpec &spec = entry.service.monitors[position];
    const Domain::MonitorState &state = entry.monitors[position];
    if (spec.check) {
        Check check = takeOver(m_checks, spec.id, state);
        check.answersHttp = std::holds_alternative<Domain::HttpSpec>(spec.check->target);
        for (const Domain::OutageReason reason : Domain::usualReasons(*spec.check))
            check.counts.outages.begun.try_emplace(reason, 0);
        checks.emplace(spec.id, std::move(check));
    } else if (spec.heartbeat) {
        Heartbeat heartbeat = takeOver(m_heartbeats, spec.id, state);
        for (const auto reason : { Domain::OutageReason::Missed, Domain::OutageReason::Failed })
            heartbeat.counts.outages.begun.try_emplace(reason, 0);
        heartbeats.emplace(spec.id, std::move(heartbeat));
    } else if (const QString host = spec.url.host(); spec.isPolled() && !host.isEmpty()) {
        Ports::VendorCounts &vendor = vendors[host];
        if (auto known = m_vendors.extract(host))
            vendor = std::move(known.mapped());
        vendor.host = host;
        m_unmapped.try_emplace(spec.kind, 0);
    }
}

void StatsKeeper::count(const Tick &tick)
{
    const std::lock_guard lock(m_mutex);
    for (const Ports::ResultRow &row : tick.batch.results)
        countRun(row);
    for (const CheckChange &change : tick.checkChanges)
        countChange(change, tick.now);
    for (const HeartbeatFlip &flip : tick.flips)
        countFlip(flip);
    for (const Arrival &arrival : tick.arrivals)
        countArrival(arrival);
    for (const Domain::AlertRecord &alert : tick.batch.alerts)
        countAlert(alert);
}

void StatsKeeper::countRun(const Ports::ResultRow &row)
{
    const auto found = m_checks.find(row.monitor);
    if (found == m_checks.end() || !Domain::isKnown(row.sample.status))
        return;
    Check &check = found->second;
    const bool up = Domain::isUp(row.sample.status);
    ++(up ? check.counts.succeeded : check.counts.failed);
    check.counts.failing = up ? quint64(0) : check.counts.failing + 1;
    check.counts.total.note(std::chrono::duration<double>(row.sample.total).count());
    check.day.add(row.sample.at, 1, up ? 1 : 0);
    if (const auto seconds = secondsToAnswer(row.sample); seconds && check.answersHttp)
        countAnswerIn(check.counts.answers, row.sample.code, *seconds);
}

void StatsKeeper::countChange(const CheckChange &change, Instant at)
{
    const auto found = m_checks.find(change.monitor);
    if (found == m_checks.end())
        return;
    Ports::OutageCounts &outages = found->second.counts.outages;
    std::optional<Instant> &since = found->second.downSince;
    if (Domain::isTrouble(change.from) == Domain::isTrouble(change.to))
        return; // worse or better, but the same outage
    if (change.reason) {
        ++outages.begun[*change.reason];
        since = at;
        return;
    }
    ++outages.recoveries;
    if (since)
        outages.length.note(secondsOf(at - *since));
    since.reset();
}

void StatsKeeper::countFlip(const HeartbeatFlip &flip)
{
    const auto found = m_heartbeats.find(flip.monitor);
    if (found == m_heartbeats.end())
        return;
    Ports::HeartbeatCounts &counts = found->second.counts;
    std::optional<Instant> &since = found->second.downSince;
    if (flip.flip.to == Domain::HeartbeatStatus::Down) {
        ++counts.outages.begun[Domain::reasonOf(flip.flip.reason)];
        if (flip.flip.reason == Domain::FlipReason::Timeout)
            ++counts.missed;
        since = flip.flip.at;
        return;
    }
    if (Domain::isTold(flip.flip)) {
        ++counts.outages.recoveries;
        if (since)
            counts.outages.length.note(secondsOf(flip.flip.at - *since));
    }
    since.reset();
}

void StatsKeeper::countArrival(const Arrival &arrival)
{
    const auto found = m_heartbeats.find(arrival.monitor);
    if (found == m_heartbeats.end())
        return;
    Ports::HeartbeatCounts &counts = found->second.counts;
    ++(arrival.punctuality == Arrival::Punctuality::Late ? counts.late : counts.onTime);
}

void StatsKeeper::countAlert(const Domain::AlertRecord &alert)
{
    if (alert.suppressed != Domain::Suppression::None) {
        ++m_suppressed[{ alert.kind, Domain::word(alert.suppressed) }];
        return;
    }
    const bool health = alert.kind == QLatin1String("poller_health");
    const QString severity = !health                 ? Domain::word(alert.tier)
        : alert.newStatus == Domain::Status::Unknown ? Domain::word(Domain::PollerHealth::Broken)
                                                     : Domain::word(Domain::PollerHealth::Healthy);
    ++m_sent[{ alert.kind, severity }];
}

void StatsKeeper::countPoll(const ServiceId &service, const Domain::Observation &observation)
{
    const std::lock_guard lock(m_mutex);
    ++m_polls[{ service, Domain::outcomeLabel(observation.reason) }];
}

void StatsKeeper::countUnmapped(const QString &kind, qsizetype words)
{
    const std::lock_guard lock(m_mutex);
    m_unmapped[kind] += static_cast<quint64>(words);
}

void StatsKeeper::countAnswer(const Answered &answered)
{
    const std::lock_guard lock(m_mutex);
    constexpr auto &bounds = Ports::EngineStats::kPollDurationBounds;
    Ports::EngineStats::PollDuration &duration = m_durations[answered.pollType];
    duration.pollType = answered.pollType;
    duration.buckets.resize(std::size(bounds) + 1);
    const double seconds = secondsOf(answered.took);
    const auto bucket = std::lower_bound(std::begin(bounds), std::end(bounds), seconds);
    ++duration.buckets[static_cast<size_t>(bucket - std::begin(bounds))];
    duration.sumSeconds += seconds;
    const auto vendor = m_vendors.find(answered.host);
    const bool asked = answered.first && answered.first->failure != Domain::Failure::CircuitOpen;
    if (vendor == m_vendors.end() || !asked)
        return;
    ++(answered.first->succeeded() ? vendor->second.succeeded : vendor->second.failed);
    vendor->second.duration.note(seconds);
}

void StatsKeeper::countStart(Millis late)
{
    const std::lock_guard lock(m_mutex);
    ++m_stats.starts;
    if (late > kLateStart)
        ++m_stats.lateStarts;
    m_lateness.note(secondsOf(late));
}

void StatsKeeper::countCycle()
{
    const std::lock_guard lock(m_mutex);
    ++m_stats.cyclesCompleted;
}

void StatsKeeper::countLostAnswer()
{
    const std::lock_guard lock(m_mutex);
    ++m_stats.cyclesErrored;
}

void StatsKeeper::countDelivery(const Domain::OutboxMessage &message, const Ports::Delivery &delivery)
{
    const std::lock_guard lock(m_mutex);
    const QString kind = kindOf(message);
    Ports::DeliveryCounts &counts =
        m_deliveries.try_emplace({ kind, channelOf(message) }, noDeliveries(kind, channelOf(message)))
            .first->second;
    if (message.attempts > 1)
        ++counts.retries;
    if (delivery.outcome != Ports::Delivery::Outcome::Delivered) {
        ++counts.failed[deliveryErrorWord(delivery.answer)];
        return;
    }
    ++counts.delivered;
    if (message.finishedAt)
        counts.delay.note(secondsOf(std::max(*message.finishedAt - message.createdAt, Millis { 0 })));
}

void StatsKeeper::countStoreCall(const StoreCall &call)
{
    const std::lock_guard lock(m_mutex);
    Ports::StoreCounts &counts = m_store[{ QLatin1String(call.model), wordOf(call.access) }];
    counts.model = QLatin1String(call.model);
    counts.operation = wordOf(call.access);
    if (call.took > Ports::kSlowStoreCall)
        ++counts.slow;
    if (call.ended == Ended::Badly)
        ++counts.failed;
    counts.duration.note(secondsOf(call.took));
}

void StatsKeeper::recall(const MonitorId &monitor, Instant at, const Domain::Tally &tally)
{
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_checks.find(monitor); found != m_checks.end())
        found->second.day.recall(at, tally.count, tally.count - tally.failures - tally.degraded);
}

void StatsKeeper::noteState(const Outbox &outbox, Database database, const Ports::CheckLoad &load)
{
    const std::lock_guard lock(m_mutex);
    m_stats.outboxQueued = outbox.waiting;
    m_stats.outboxDead = outbox.dead;
    m_stats.deliveries = outbox.delivered;
    m_stats.deliveryFailures = outbox.failures;
    m_stats.databaseConnected = database == Database::Connected;
    m_load = load;
}

void StatsKeeper::noteBeat(Instant now)
{
    const std::lock_guard lock(m_mutex);
    m_stats.heartbeatAt = now;
}

Ports::EngineStats StatsKeeper::stats() const
{
    const std::lock_guard lock(m_mutex);
    Ports::EngineStats stats = m_stats;
    listCounts(m_polls, stats.polls);
    listCounts(m_sent, stats.sent);
    listCounts(m_suppressed, stats.suppressed);
    stats.durations = valuesOf(m_durations);
    return stats;
}

Ports::CheckCounts StatsKeeper::copyOf(const Check &check) const
{
    Ports::CheckCounts counts = check.counts;
    if (m_stats.heartbeatAt)
        counts.uptimeDay = check.day.share(*m_stats.heartbeatAt);
    return counts;
}

/// A few at a time: the engine never waits for the whole of a long list.
template <class Counts, class Kept>
void StatsKeeper::copyInSteps(const Kept &kept, std::vector<Counts> &copy) const
{
    while (true) {
        const std::lock_guard lock(m_mutex);
        auto next = copy.empty() ? kept.begin() : kept.upper_bound(copy.back().monitor);
        for (size_t i = 0; i < kCopiedAtOnce && next != kept.end(); ++i, ++next)
            copy.push_back(copyOf(next->second));
        if (next == kept.end())
            return;
    }
}

Ports::Telemetry StatsKeeper::telemetry() const
{
    Ports::Telemetry telemetry;
    copyInSteps(m_checks, telemetry.checks);
    copyInSteps(m_heartbeats, telemetry.heartbeats);
    const std::lock_guard lock(m_mutex);
    telemetry.deliveries = valuesOf(m_deliveries);
    telemetry.store = valuesOf(m_store);
    telemetry.vendors = valuesOf(m_vendors);
    for (const auto &[kind, words] : m_unmapped)
        telemetry.unmapped.push_back({ kind, words });
    telemetry.startLateness = m_lateness;
    telemetry.load = m_load;
    return telemetry;
}

} // namespace Wf::Engine
