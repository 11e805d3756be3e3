// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/coveragekeeper.h"

#include <algorithm>

namespace Wf::Engine {

namespace {
    constexpr size_t kMostSilences = 500;
    constexpr size_t kMostPlans = 500;
    /// A notice that was due while nobody was here is still given so much later.
    constexpr Millis kLateNotice = std::chrono::minutes { 30 };

    QString coverOf(const World &world, const Entry &entry, Instant now)
    {
        const Domain::AlertFacts facts = [&entry] {
            Domain::AlertFacts known = factsOf(entry);
            known.status = entry.state.status;
            return known;
        }();
        if (const auto *plan = Domain::planOver(world.plans, facts, now))
            return QStringLiteral("maintenance: ") + plan->title;
        if (const auto *silence = Domain::silenceOver(world.silences, facts, now))
            return QStringLiteral("silence of %1: %2").arg(silence->author, silence->reason);
        return {};
    }
} // namespace

void CoverageKeeper::load(const Ports::StoredWorld &stored, Instant now)
{
    m_world.silences = stored.silences;
    m_own = stored.plans;
    m_world.lastSilenceId = stored.lastSilenceId;
    m_world.lastPlanId = stored.lastPlanId;
    m_world.lastNoteId = stored.lastNoteId;
    m_followed = std::max(stored.aliveAt.value_or(now), now - kLateNotice);
}

void CoverageKeeper::adopt()
{
    m_world.plans = m_options.plans;
    m_world.plans.insert(m_world.plans.end(), m_own.begin(), m_own.end());
}

Result<qint64> CoverageKeeper::add(const Domain::Silence &silence, Tick &tick)
{
    if (const Result<void> valid = Domain::check(silence, tick.now); !valid)
        return tl::unexpected(valid.error());
    if (m_world.silences.size() >= kMostSilences)
        return failure(ErrorCode::Conflict,
            QStringLiteral("there are %1 silences already: end some first").arg(kMostSilences));
    Domain::Silence taken = silence;
    taken.id = ++m_world.lastSilenceId;
    taken.endedAt.reset();
    m_world.silences.push_back(taken);
    tick.batch.silences.push_back(taken);
    return taken.id;
}

Result<void> CoverageKeeper::endSilence(qint64 id, const QString &by, Tick &tick)
{
    const auto silence = std::ranges::find(m_world.silences, id, &Domain::Silence::id);
    if (silence == m_world.silences.end())
        return failure(ErrorCode::NotFound, QStringLiteral("there is no silence %1 that goes on").arg(id));
    silence->endedAt = tick.now;
    silence->endedBy = by;
    tick.batch.silences.push_back(*silence);
    m_world.silences.erase(silence);
    return {};
}

Result<qint64> CoverageKeeper::add(const Domain::MaintenancePlan &plan, Tick &tick)
{
    if (const Result<void> valid = Domain::check(plan, tick.now); !valid)
        return tl::unexpected(valid.error());
    if (m_own.size() >= kMostPlans)
        return failure(ErrorCode::Conflict,
            QStringLiteral("there are %1 maintenances already: end some first").arg(kMostPlans));
    Domain::MaintenancePlan taken = plan;
    taken.id = ++m_world.lastPlanId;
    taken.origin = Domain::Origin::App;
    taken.createdAt = tick.now;
    taken.endedAt.reset();
    m_own.push_back(taken);
    tick.batch.plans.push_back(taken);
    adopt();
    return taken.id;
}

Result<void> CoverageKeeper::endPlan(qint64 id, Tick &tick)
{
    if (std::ranges::find(m_options.plans, id, &Domain::MaintenancePlan::id) != m_options.plans.end())
        return failure(ErrorCode::Conflict,
            QStringLiteral("maintenance %1 comes from alerts.yaml: take it out there").arg(id));
    const auto plan = std::ranges::find(m_own, id, &Domain::MaintenancePlan::id);
    if (plan == m_own.end())
        return failure(ErrorCode::NotFound, QStringLiteral("there is no maintenance %1 that goes on").arg(id));
    plan->endedAt = tick.now;
    tick.batch.plans.push_back(*plan);
    m_own.erase(plan);
    adopt();
    return {};
}

std::set<qint64> CoverageKeeper::activePlans(Instant now) const
{
    std::set<qint64> active;
    for (const Domain::MaintenancePlan &plan : m_world.plans) {
        if (Domain::isActive(plan, now))
            active.insert(plan.id);
    }
    return active;
}

std::set<qint64> CoverageKeeper::activeSilences(Instant now) const
{
    std::set<qint64> active;
    for (const Domain::Silence &silence : m_world.silences) {
        if (silence.isActive(now))
            active.insert(silence.id);
    }
    return active;
}

void CoverageKeeper::dropOld(Instant now)
{
    std::erase_if(m_world.silences, [now](const Domain::Silence &silence) { return silence.until <= now; });
    // Kept for a moment after its end: people are told that it is over.
    const auto over = [now](const Domain::MaintenancePlan &plan) {
        return !Domain::windowOf(plan, now - kLateNotice);
    };
    if (std::erase_if(m_own, over) > 0)
        adopt();
}

/// What crossed its time since the last turn.
std::vector<CoverageKeeper::Notice> CoverageKeeper::noticesUntil(Instant now) const
{
    std::vector<Notice> notices;
    const Instant since = m_followed.value_or(now);
    const auto crossed = [&](Instant at) { return since < at && at <= now; };
    for (const Domain::MaintenancePlan &plan : m_world.plans) {
        if (!plan.noticeBefore || plan.channels.isEmpty())
            continue;
        if (const auto coming = Domain::windowOf(plan, now);
            coming && crossed(coming->from - *plan.noticeBefore) && now < coming->until)
            notices.push_back({ plan, maintenanceLetter(plan, *coming, Moment::Before, now) });
        if (const auto past = Domain::windowOf(plan, since); past && crossed(past->until))
            notices.push_back({ plan, maintenanceLetter(plan, *past, Moment::After, now) });
    }
    return notices;
}

CoverageKeeper::Turn CoverageKeeper::follow(Tick &tick)
{
    Turn turn;
    if (m_world.plans.empty() && m_world.silences.empty() && m_plans.empty() && m_silences.empty()) {
        m_followed = tick.now;
        return turn;
    }
    turn.notices = noticesUntil(tick.now);
    m_followed = tick.now;
    dropOld(tick.now);
    const auto plans = activePlans(tick.now);
    const auto silences = activeSilences(tick.now);
    turn.changed = plans != m_plans || silences != m_silences;
    m_plans = plans;
    m_silences = silences;
    if (turn.changed)
        showAll(tick);
    return turn;
}

void CoverageKeeper::showAll(Tick &tick)
{
    for (auto &[id, entry] : m_world.entries) {
        const QString cover = coverOf(m_world, entry, tick.now);
        if (cover == entry.silencedBy)
            continue;
        entry.silencedBy = cover;
        tick.touched.insert(id);
    }
}

} // namespace Wf::Engine
