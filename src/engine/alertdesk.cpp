// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/alertdesk.h"

#include <algorithm>

namespace Wf::Engine {

namespace {
    /// More changes than this for one webhook in one tick make one message.
    constexpr size_t kSingleMessages = 3;

    const Domain::CorrelationGroup *groupOf(
        const std::vector<Domain::CorrelationGroup> &groups, const ServiceId &upstream)
    {
        const auto group =
            std::ranges::find_if(groups, [&](const auto &candidate) { return candidate.upstream == upstream; });
        return group == groups.end() ? nullptr : &*group;
    }

    /// The upstream that explains this service's change, never itself and never one that it explains in turn
    /// first.
    const Domain::CorrelationGroup *groupAbove(
        const std::vector<Domain::CorrelationGroup> &groups, const ServiceId &dependent)
    {
        const auto group = std::ranges::find_if(groups, [&](const auto &candidate) {
            return candidate.upstream != dependent
                && std::ranges::find(candidate.dependents, dependent) != candidate.dependents.end();
        });
        return group == groups.end() ? nullptr : &*group;
    }
} // namespace

void AlertDesk::decide(Tick &tick)
{
    std::map<Mailbox, std::vector<Letter>> letters;
    const std::vector<Domain::CorrelationGroup> groups = groupsOf(tick);
    for (const StatusChange &change : tick.changes)
        decideChange(change, groups, tick, letters);
    for (const auto &[mailbox, box] : letters)
        post(mailbox, box, tick);
    for (const Domain::AlertRecord &record : tick.batch.alerts)
        remember(record);
    for (const HealthChange &change : tick.healthChanges)
        decideHealth(change, tick);
    if (tick.connectivityChange)
        decideConnectivity(tick);
}

/// Upstreams that explain others' changes. One that is itself kept silent explains nothing: then nobody would be
/// told.
std::vector<Domain::CorrelationGroup> AlertDesk::groupsOf(const Tick &tick) const
{
    std::vector<Domain::CorrelationChange> batch;
    std::set<ServiceId> silent;
    for (const StatusChange &change : tick.changes)
        batch.push_back({ change.service, change.transition.from, change.transition.to });
    auto groups = Domain::correlate(batch, *m_world.graph, m_options.correlationThreshold);
    if (groups.empty())
        return groups;
    for (const StatusChange &change : tick.changes) {
        const auto entry = m_world.entries.find(change.service);
        if (entry == m_world.entries.end() || !Domain::route(routeInput(entry->second, change), tick.now).send)
            silent.insert(change.service);
    }
    std::erase_if(groups, [&](const auto &group) { return silent.contains(group.upstream); });
    return groups;
}

void AlertDesk::remember(const Domain::AlertRecord &record)
{
    if (Entry *entry = m_world.find(record.service))
        entry->tell(
            { { record.dedupKey, record.newStatus, record.at, record.suppressed, false }, record.outboxId });
}

void AlertDesk::forget(qint64 messageId)
{
    for (auto &[id, entry] : m_world.entries) {
        for (Told &told : entry.past) {
            if (told.message == messageId)
                told.alert.failed = true;
        }
    }
}

Domain::RouteInput AlertDesk::routeInput(const Entry &entry, const StatusChange &change) const
{
    std::vector<Domain::PastAlert> past;
    for (const Told &told : entry.past)
        past.push_back(told.alert);
    return { .service = change.service,
        .tier = entry.service.tier,
        .transition = change.transition,
        .maintenanceActive = entry.state.maintenance,
        .offline = false,
        .aggregatedUnder = {},
        .overrideConfigured = !entry.service.webhookOverride.isEmpty(),
        .globalConfigured = m_options.globalWebhook,
        .past = std::move(past),
        .dedupWindow = m_options.dedupWindow };
}

void AlertDesk::decideChange(const StatusChange &change, const std::vector<Domain::CorrelationGroup> &groups,
    Tick &tick, std::map<Mailbox, std::vector<Letter>> &letters)
{
    const Entry *entry = m_world.find(change.service);
    if (!entry)
        return;
    Domain::RouteInput input = routeInput(*entry, change);
    const Domain::CorrelationGroup *group = groupOf(groups, change.service);
    if (const auto *above = group ? nullptr : groupAbove(groups, change.service))
        input.aggregatedUnder = m_world.graph->displayName(above->upstream);
    const Domain::RouteDecision decision = Domain::route(input, tick.now);

    Domain::AlertRecord record { .id = ++m_world.lastAlertId,
        .dedupKey = decision.dedupKey,
        .service = change.service,
        .eventId = change.eventId,
        .tier = entry->service.tier,
        .newStatus = change.transition.to,
        .kind = group ? QStringLiteral("aggregated_upstream") : QStringLiteral("status_change"),
        .suppressed = decision.suppressed,
        .why = decision.why,
        .aggregatedUnder = decision.aggregatedUnder,
        .outboxId = {},
        .at = tick.now };
    tick.batch.alerts.push_back(std::move(record));
    if (!decision.send)
        return;
    Letter letter { textOf(*entry, change, decision, tick.now), tick.batch.alerts.size() - 1, {} };
    if (group) {
        for (const ServiceId &dependent : group->dependents)
            letter.dependents.append(m_world.graph->displayName(dependent));
    }
    const bool own = decision.target == Domain::WebhookTarget::ServiceOverride;
    letters[{ decision.target, own ? change.service : ServiceId() }].push_back(std::move(letter));
}

Ports::ChangeText AlertDesk::textOf(
    const Entry &entry, const StatusChange &change, const Domain::RouteDecision &decision, Instant now)
{
    return { .service = entry.service.id,
        .name = entry.service.displayName,
        .from = change.transition.from,
        .to = change.transition.to,
        .impact = change.impact,
        .statusPage = entry.service.statusPageUrl,
        .owner = entry.service.owner,
        .runbook = entry.service.runbookUrl,
        .mention = decision.mention,
        .dedupKey = decision.dedupKey,
        .at = now };
}

void AlertDesk::post(const Mailbox &mailbox, const std::vector<Letter> &letters, Tick &tick)
{
    std::vector<Ports::ChangeText> plain;
    std::vector<size_t> plainRecords;
    for (const Letter &letter : letters) {
        if (letter.dependents.isEmpty()) {
            plain.push_back(letter.text);
            plainRecords.push_back(letter.record);
            continue;
        }
        tick.batch.alerts[letter.record].outboxId =
            enqueue(mailbox, m_composer.aggregated(letter.text, letter.dependents), tick);
    }
    if (plain.size() > kSingleMessages) {
        const qint64 message = enqueue(mailbox, m_composer.batch(plain), tick);
        for (const size_t record : plainRecords)
            tick.batch.alerts[record].outboxId = message;
        return;
    }
    for (size_t i = 0; i < plain.size(); ++i)
        tick.batch.alerts[plainRecords[i]].outboxId = enqueue(mailbox, m_composer.change(plain[i]), tick);
}

Domain::WebhookTarget AlertDesk::healthTarget() const
{
    return m_options.pollerHealthWebhook || m_options.globalWebhook ? Domain::WebhookTarget::PollerHealth
                                                                    : Domain::WebhookTarget::None;
}

void AlertDesk::decideHealth(const HealthChange &change, Tick &tick)
{
    Entry *entry = m_world.find(change.service);
    if (!entry)
        return;
    const bool broken = change.transition.to == Domain::PollerHealth::Broken;
    Domain::AlertRecord record { .id = ++m_world.lastAlertId,
        .dedupKey = {},
        .service = change.service,
        .eventId = change.eventId,
        .tier = entry->service.tier,
        .newStatus = broken ? Domain::Status::Unknown : entry->state.effective(),
        .kind = QStringLiteral("poller_health"),
        .suppressed = Domain::Suppression::None,
        .why = broken ? QStringLiteral("the poller broke") : QStringLiteral("the poller recovered"),
        .aggregatedUnder = {},
        .outboxId = {},
        .at = tick.now };
    const bool silenced = broken ? m_world.isOffline() : entry->silencedHealth;
    if (silenced) {
        record.suppressed = Domain::Suppression::Offline;
        record.why = QStringLiteral("this computer was offline: one notice stands for all");
    } else if (healthTarget() == Domain::WebhookTarget::None) {
        record.suppressed = Domain::Suppression::WebhookNotConfigured;
        record.why = QStringLiteral("no webhook is configured for poller-health notices");
    } else {
        const Ports::HealthText text { entry->service.id, entry->service.displayName, broken,
            change.transition.failures, change.transition.reason, !m_options.pollerHealthWebhook, tick.now };
        record.outboxId = enqueue({ healthTarget(), {} }, m_composer.health(text), tick);
    }
    entry->silencedHealth = broken && silenced;
    tick.batch.alerts.push_back(std::move(record));
}

void AlertDesk::decideConnectivity(Tick &tick)
{
    Domain::AlertRecord record { .id = ++m_world.lastAlertId,
        .dedupKey = {},
        .service = {},
        .eventId = {},
        .tier = Domain::Tier::Important,
        .newStatus = Domain::Status::Unknown,
        .kind = QStringLiteral("connectivity"),
        .suppressed = Domain::Suppression::None,
        .why = m_world.isOffline() ? QStringLiteral("most hosts became unreachable at once: it is this computer")
                                   : QStringLiteral("hosts can be reached again"),
        .aggregatedUnder = {},
        .outboxId = {},
        .at = tick.now };
    if (healthTarget() == Domain::WebhookTarget::None) {
        record.suppressed = Domain::Suppression::WebhookNotConfigured;
        record.why += QStringLiteral("; no webhook is configured");
    } else {
        record.outboxId = enqueue({ healthTarget(), {} },
            m_composer.connectivity(
                m_world.connectivity.connectivity, m_world.connectivity.since.value_or(tick.now), tick.now),
            tick);
    }
    tick.batch.alerts.push_back(std::move(record));
}

qint64 AlertDesk::enqueue(const Mailbox &mailbox, QByteArray payload, Tick &tick)
{
    Domain::OutboxMessage message { .id = ++m_world.lastOutboxId,
        .channel = m_composer.channel(),
        .target = mailbox.first,
        .service = mailbox.second,
        .payload = std::move(payload),
        .state = Domain::OutboxState::Queued,
        .attempts = 0,
        .createdAt = tick.now,
        .nextAttemptAt = tick.now,
        .finishedAt = {},
        .lastAnswer = {} };
    tick.batch.outbox.push_back(message);
    return message.id;
}

} // namespace Wf::Engine
