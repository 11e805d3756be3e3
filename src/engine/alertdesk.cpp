// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/alertdesk.h"

#include <QSet>

#include <algorithm>

namespace Wf::Engine {

namespace {
    /// More letters than this to one channel in one tick become one.
    constexpr size_t kSingleLetters = 3;
    constexpr size_t kAnnouncedKept = 20'000;
    /// A channel that fails so often, and for so long, is told to be silent.
    constexpr int kTroubledAttempts = 5;
    constexpr Millis kTroubledFor = std::chrono::minutes { 5 };
    constexpr qsizetype kOthersTold = 5;

    using Domain::IncidentStep;
    using Domain::Suppression;

    QString kindOf(const Domain::Letter &letter)
    {
        return letter.failing.isEmpty() ? QStringLiteral("status_change") : QStringLiteral("aggregated_upstream");
    }

    QString whySent(const Domain::Telling &telling, const QString &channel)
    {
        using enum Domain::TellingKind;
        const QString to = QStringLiteral("Sent to %1 by route '%2'").arg(channel, telling.route);
        switch (telling.kind) {
        case First:
            return to + QStringLiteral(".");
        case Worse:
            return to + QStringLiteral(": worse than what was told so far.");
        case Step:
            return to + QStringLiteral(": nobody acknowledged, so its step %1 is told.").arg(telling.step + 1);
        case Again:
            return to + QStringLiteral(": a reminder, nobody acknowledged.");
        case Back:
            return to + QStringLiteral(": it was told to be over and is back.");
        case Flapping:
            return to + QStringLiteral(": it comes and goes; nothing more until it stays well or gets worse.");
        case Over:
            return to + QStringLiteral(": it is over.");
        case Acknowledged:
            return to + QStringLiteral(": somebody takes care of it.");
        }
        return to;
    }

    using Unheard = std::pair<Suppression, QString>;

    std::optional<Unheard> whyUnheard(
        const StatusChange &change, IncidentStep step, const Domain::Incident *incident)
    {
        if (step == IncidentStep::None && change.transition.isWarmUp())
            return Unheard { Suppression::WarmUp,
                QStringLiteral("Kept silent: the first look found the service operational.") };
        if (step == IncidentStep::None)
            return Unheard { Suppression::NoRoute,
                QStringLiteral(
                    "Written down only: unknown is no trouble; that we cannot see is told on its own.") };
        if (step == IncidentStep::Deescalated)
            return Unheard { Suppression::Improved, QStringLiteral("Written down only: better, but not over.") };
        if (step == IncidentStep::Closed && incident && incident->told.empty())
            return Unheard { Suppression::Held,
                QStringLiteral("Nobody is told of the end: nobody was told of the trouble.") };
        return std::nullopt;
    }

    QString whyNowhere(const QString &channel, const QString &obstacle)
    {
        if (channel == Domain::builtInChannel())
            return QStringLiteral(
                "Not sent: neither the service nor the program has a webhook; set SLACK_WEBHOOK_URL.");
        return QStringLiteral("Not sent over '%1': %2.").arg(channel, obstacle);
    }
} // namespace

void AlertDesk::decide(Tick &tick)
{
    for (const StatusChange &change : tick.changes)
        noteChange(change, tick);
    for (const ServiceId &service : tick.maintained)
        m_incidents.touch(service); // what was held because of it may have to be told
    for (const auto &decision : m_incidents.decide(tick))
        carryOut(decision, tick);
    for (const HealthChange &change : tick.healthChanges)
        decideHealth(change, tick);
    if (tick.connectivityChange)
        decideConnectivity(tick);
    postAll(tick);
    m_incidents.seal(tick);
    m_events.clear();
}

/// What a policy never hears of is recorded here; the rest when it decides.
void AlertDesk::noteChange(const StatusChange &change, Tick &tick)
{
    const Entry *entry = m_world.find(change.service);
    if (!entry)
        return;
    m_events[change.service] = change.eventId;
    const IncidentStep step = m_incidents.note(change, tick);
    const Domain::Incident *incident = m_incidents.book().latest(change.service);
    const auto unheard = whyUnheard(change, step, incident);
    if (!unheard)
        return;
    Domain::AlertRecord record =
        recordOf(incident && step != IncidentStep::None ? *incident : Domain::Incident {}, tick.now);
    record.service = change.service;
    record.tier = entry->service.tier;
    record.newStatus = change.transition.to;
    std::tie(record.suppressed, record.why) = *unheard;
    tick.batch.alerts.push_back(std::move(record));
}

Domain::AlertRecord AlertDesk::recordOf(const Domain::Incident &incident, Instant now)
{
    Domain::AlertRecord record;
    record.id = ++m_world.lastAlertId;
    record.dedupKey = incident.dedupKey;
    record.service = incident.service;
    if (const auto event = m_events.find(incident.service); event != m_events.end())
        record.eventId = event->second;
    if (const Entry *entry = m_world.find(incident.service))
        record.tier = entry->service.tier;
    record.newStatus = incident.isOpen() ? incident.status : Domain::Status::Operational;
    record.kind = QStringLiteral("status_change");
    record.at = now;
    if (incident.id > 0)
        record.incident = incident.id;
    return record;
}

void AlertDesk::carryOut(const Domain::IncidentBook::Decision &decision, Tick &tick)
{
    for (const Domain::Telling &telling : decision.plan.due)
        tell(decision, telling, tick);
    if (!decision.plan.due.empty() || decision.plan.why.isEmpty())
        return;
    Domain::AlertRecord record = recordOf(decision.incident, tick.now);
    record.suppressed = decision.plan.held;
    record.why = decision.plan.why;
    record.aggregatedUnder = decision.explainedBy;
    tick.batch.alerts.push_back(std::move(record));
}

/// What those who follow the route think: the last that they were told, before this decision.
Domain::Status AlertDesk::believed(const Domain::IncidentBook::Decision &decision, const QString &route)
{
    Domain::Status status = Domain::Status::Operational;
    const auto &told = decision.incident.told;
    const size_t before = told.size() - std::min(told.size(), decision.plan.due.size());
    for (size_t i = 0; i < before; ++i) {
        if (told[i].route == route)
            status = told[i].kind == Domain::TellingKind::Over ? Domain::Status::Operational : told[i].status;
    }
    return status;
}

void AlertDesk::tell(const Domain::IncidentBook::Decision &decision, const Domain::Telling &telling, Tick &tick)
{
    const Domain::Incident &incident = decision.incident;
    const Domain::RootCause *cause = incident.isOpen() ? m_incidents.book().causeAt(incident.service) : nullptr;
    const Domain::Letter letter = incidentLetter(m_world,
        { incident, telling.kind, telling.mention, decision.explainedBy, cause,
            believed(decision, telling.route) },
        tick.now);
    const auto newRecord = [&] {
        Domain::AlertRecord record = recordOf(incident, tick.now);
        record.kind = kindOf(letter);
        record.route = telling.route;
        record.telling = telling.kind;
        return record;
    };
    if (telling.channels.isEmpty()) { // a route that leads nowhere on purpose
        Domain::AlertRecord record = newRecord();
        record.suppressed = Suppression::NoRoute;
        record.why = QStringLiteral("Route '%1' has no channels: nobody is told.").arg(telling.route);
        tick.batch.alerts.push_back(std::move(record));
    }
    for (const QString &channel : telling.channels) {
        Domain::AlertRecord record = newRecord();
        record.channel = channel;
        const Mailbox mailbox = mailboxOf(channel, incident.service);
        const QString obstacle = m_notifier.obstacle(mailbox.first, mailbox.second);
        record.suppressed = obstacle.isEmpty() ? Suppression::None : Suppression::WebhookNotConfigured;
        record.why = obstacle.isEmpty() ? whySent(telling, channel) : whyNowhere(channel, obstacle);
        tick.batch.alerts.push_back(std::move(record));
        if (obstacle.isEmpty())
            m_drafts[mailbox].push_back({ letter, tick.batch.alerts.size() - 1, telling.digest });
    }
}

AlertDesk::Mailbox AlertDesk::mailboxOf(const QString &channel, const ServiceId &service) const
{
    const Entry *entry = channel == Domain::builtInChannel() ? m_world.find(service) : nullptr;
    const bool own = entry && !entry->service.webhookOverride.isEmpty();
    return { channel, own ? service : ServiceId() };
}

void AlertDesk::postAll(Tick &tick)
{
    for (auto &[mailbox, drafts] : std::exchange(m_drafts, {}))
        post(mailbox, drafts, tick);
}

void AlertDesk::post(const Mailbox &mailbox, std::vector<Draft> drafts, Tick &tick)
{
    const auto joins = [](const Draft &draft) { return !draft.digest && draft.letter.incident > 0; };
    const auto together = static_cast<size_t>(std::ranges::count_if(drafts, joins));
    const bool joined = m_notifier.limits(mailbox.first).joining == Domain::Joining::Joined;
    if (!joined || together <= kSingleLetters) {
        for (const Draft &draft : drafts)
            postOne(mailbox, draft, tick);
        return;
    }
    std::vector<Domain::Letter> letters;
    letters.reserve(drafts.size());
    for (const Draft &draft : drafts) {
        if (joins(draft))
            letters.push_back(draft.letter);
    }
    const qint64 message = enqueue(mailbox, Domain::digestOf(std::move(letters), tick.now), tick);
    for (const Draft &draft : drafts) {
        if (!joins(draft)) {
            postOne(mailbox, draft, tick);
            continue;
        }
        tick.batch.alerts[draft.record].outboxId = message;
        announce(message, tick.batch.alerts[draft.record]);
    }
}

void AlertDesk::postOne(const Mailbox &mailbox, const Draft &draft, Tick &tick)
{
    const qint64 message = enqueue(mailbox, draft.letter, tick);
    tick.batch.alerts[draft.record].outboxId = message;
    announce(message, tick.batch.alerts[draft.record]);
    if (!draft.digest || *draft.digest <= Millis { 0 })
        return;
    Domain::OutboxMessage &queued = tick.batch.outbox.back();
    queued.gathered = true;
    const qint64 step = draft.digest->count();
    queued.nextAttemptAt = fromEpochMillis((toEpochMillis(tick.now) / step + 1) * step);
}

void AlertDesk::announce(qint64 message, const Domain::AlertRecord &record)
{
    if (!record.incident)
        return;
    m_announced[message].push_back({ *record.incident, record.route, record.telling });
    if (m_announced.size() > kAnnouncedKept)
        m_announced.erase(m_announced.begin());
}

void AlertDesk::load(const Ports::StoredWorld &stored)
{
    QSet<qint64> waiting;
    for (const Domain::OutboxMessage &message : stored.outbox)
        waiting.insert(message.id);
    for (const Domain::AlertRecord &record : stored.recentAlerts) {
        if (record.outboxId && waiting.contains(*record.outboxId))
            announce(*record.outboxId, record);
    }
}

void AlertDesk::forget(qint64 messageId, Instant now)
{
    const auto announced = m_announced.find(messageId);
    if (announced == m_announced.end())
        return;
    for (const Announced &each : announced->second)
        m_incidents.forget(each.incident, each.route, each.telling, now);
    m_announced.erase(announced);
}

void AlertDesk::tellAcknowledged(const Domain::Incident &incident, Tick &tick)
{
    for (const QString &channel : m_incidents.listeners(incident)) {
        const Mailbox mailbox = mailboxOf(channel, incident.service);
        if (!m_notifier.obstacle(mailbox.first, mailbox.second).isEmpty())
            continue;
        Domain::Letter letter = incidentLetter(m_world,
            { incident, Domain::TellingKind::Acknowledged, Domain::Mention::None, {},
                m_incidents.book().causeAt(incident.service), incident.status },
            tick.now);
        Domain::AlertRecord record = recordOf(incident, tick.now);
        record.channel = channel;
        record.telling = Domain::TellingKind::Acknowledged;
        record.why = QStringLiteral("Passed on to %1: %2 takes care of it.").arg(channel, letter.acknowledgedBy);
        record.outboxId = enqueue(mailbox, std::move(letter), tick);
        tick.batch.alerts.push_back(std::move(record));
    }
}

void AlertDesk::tellMaintenance(const Domain::MaintenancePlan &plan, const Domain::Letter &letter, Tick &tick)
{
    for (const QString &channel : plan.channels) {
        const QString obstacle = m_notifier.obstacle(channel, {});
        Domain::AlertRecord record = recordOf({}, tick.now);
        record.newStatus = letter.to;
        record.kind = QStringLiteral("maintenance");
        record.channel = channel;
        record.telling = letter.telling;
        record.suppressed = obstacle.isEmpty() ? Suppression::None : Suppression::WebhookNotConfigured;
        record.why = obstacle.isEmpty()
            ? QStringLiteral("Sent to %1: the notice of maintenance '%2'.").arg(channel, plan.title)
            : whyNowhere(channel, obstacle);
        if (obstacle.isEmpty())
            record.outboxId = enqueue({ channel, {} }, letter, tick);
        tick.batch.alerts.push_back(std::move(record));
    }
}

void AlertDesk::decideHealth(const HealthChange &change, Tick &tick)
{
    Entry *entry = m_world.find(change.service);
    if (!entry)
        return;
    const bool broken = change.transition.to == Domain::PollerHealth::Broken;
    Domain::AlertRecord record = recordOf({}, tick.now);
    record.service = change.service;
    record.eventId = change.eventId;
    record.tier = entry->service.tier;
    record.newStatus = broken ? Domain::Status::Unknown : entry->state.effective();
    record.kind = QStringLiteral("poller_health");
    record.channel = Domain::healthChannel();
    record.why = broken ? QStringLiteral("the poller broke") : QStringLiteral("the poller recovered");
    const bool silenced = broken ? m_world.isOffline() : entry->silencedHealth;
    if (silenced) {
        record.suppressed = Suppression::Offline;
        record.why = QStringLiteral("this computer was offline: one notice stands for all");
    } else if (!m_notifier.obstacle(Domain::healthChannel(), {}).isEmpty()) {
        record.suppressed = Suppression::WebhookNotConfigured;
        record.why = QStringLiteral("no webhook is configured for poller-health notices");
    } else {
        Domain::Letter letter = healthLetter(*entry, change, tick.now);
        letter.fallback = !m_options.healthWebhook;
        record.outboxId = enqueue({ Domain::healthChannel(), {} }, std::move(letter), tick);
    }
    entry->silencedHealth = broken && silenced;
    tick.batch.alerts.push_back(std::move(record));
}

void AlertDesk::decideConnectivity(Tick &tick)
{
    Domain::AlertRecord record = recordOf({}, tick.now);
    record.newStatus = Domain::Status::Unknown;
    record.kind = QStringLiteral("connectivity");
    record.channel = Domain::healthChannel();
    record.why = m_world.isOffline() ? QStringLiteral("most hosts became unreachable at once: it is this computer")
                                     : QStringLiteral("hosts can be reached again");
    if (!m_notifier.obstacle(Domain::healthChannel(), {}).isEmpty()) {
        record.suppressed = Suppression::WebhookNotConfigured;
        record.why += QStringLiteral("; no webhook is configured");
    } else {
        record.outboxId = enqueue({ Domain::healthChannel(), {} }, connectivityLetter(m_world, tick.now), tick);
    }
    tick.batch.alerts.push_back(std::move(record));
}

void AlertDesk::noteDelivery(const Domain::OutboxMessage &message, const Ports::Delivery &delivery, Tick &tick)
{
    if (message.letter.kind == Domain::LetterKind::Channel)
        return; // the news of one silent channel is no news of another
    if (delivery.outcome == Ports::Delivery::Outcome::Delivered) {
        const auto trouble = m_troubles.extract(message.channel);
        if (trouble && trouble.mapped().told)
            tellOthers(message.channel, delivery.answer, Domain::Status::Operational, tick);
        return;
    }
    Trouble &trouble = m_troubles[message.channel];
    if (trouble.failures++ == 0)
        trouble.since = tick.now;
    if (trouble.told || trouble.failures < kTroubledAttempts || tick.now - trouble.since < kTroubledFor)
        return;
    trouble.told = true;
    tellOthers(message.channel, delivery.answer, Domain::Status::MajorOutage, tick);
}

QStringList AlertDesk::otherChannels(const QString &channel) const
{
    QStringList channels { Domain::builtInChannel() };
    for (const Domain::AlertRoute &route : m_options.policy.routes) {
        for (const Domain::AlertStep &step : route.steps)
            channels += step.channels;
    }
    channels.removeDuplicates();
    channels.removeIf([&](const QString &each) {
        return each == channel || m_troubles.contains(each) || !m_notifier.obstacle(each, {}).isEmpty();
    });
    return channels.mid(0, kOthersTold);
}

void AlertDesk::tellOthers(const QString &channel, const QString &answer, Domain::Status state, Tick &tick)
{
    for (const QString &other : otherChannels(channel)) {
        Domain::AlertRecord record = recordOf({}, tick.now);
        record.newStatus = state;
        record.kind = QStringLiteral("channel");
        record.channel = other;
        record.why = state == Domain::Status::Operational
            ? QStringLiteral("Sent to %1: channel '%2' delivers again.").arg(other, channel)
            : QStringLiteral("Sent to %1: channel '%2' does not deliver.").arg(other, channel);
        record.outboxId = enqueue({ other, {} }, channelLetter(channel, answer, state, tick.now), tick);
        tick.batch.alerts.push_back(std::move(record));
    }
}

void AlertDesk::recordTest(
    const Ports::AlertTrial &trial, const QString &channel, const Ports::Delivery &delivery, Tick &tick)
{
    Domain::AlertRecord record = recordOf({}, tick.now);
    record.newStatus = Domain::Status::Operational;
    record.kind = QStringLiteral("test");
    record.route = trial.route;
    record.channel = channel;
    record.why = QStringLiteral("A test of %1: %2").arg(trial.by, delivery.answer);
    tick.batch.alerts.push_back(std::move(record));
}

qint64 AlertDesk::enqueue(const Mailbox &mailbox, Domain::Letter letter, Tick &tick)
{
    Domain::OutboxMessage message;
    message.id = ++m_world.lastOutboxId;
    message.channel = mailbox.first;
    message.service = mailbox.second;
    letter.key = QStringLiteral("watchfloor-%1-%2").arg(message.id).arg(toEpochMillis(tick.now));
    message.letter = std::move(letter);
    message.createdAt = tick.now;
    message.nextAttemptAt = tick.now;
    tick.batch.outbox.push_back(std::move(message));
    return tick.batch.outbox.back().id;
}

} // namespace Wf::Engine
