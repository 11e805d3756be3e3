// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/alertpolicy.h"

#include <QRegularExpression>

#include <algorithm>
#include <iterator>

namespace Wf::Domain {

namespace {
    template <class List, class Value> bool allows(const List &list, const Value &value)
    {
        return list.empty() || std::ranges::find(list, value) != list.end();
    }

    bool sharesOne(const QStringList &wanted, const QStringList &there)
    {
        return wanted.isEmpty()
            || std::ranges::any_of(wanted, [&there](const QString &word) { return there.contains(word); });
    }

    bool fits(const QString &pattern, const QString &id)
    {
        static const QRegularExpression wild(QStringLiteral("[*?\\[]"));
        if (!pattern.contains(wild))
            return pattern == id;
        return QRegularExpression(QRegularExpression::wildcardToRegularExpression(pattern)).match(id).hasMatch();
    }

    bool names(const QStringList &patterns, const QString &id)
    {
        return patterns.isEmpty()
            || std::ranges::any_of(patterns, [&id](const QString &pattern) { return fits(pattern, id); });
    }

    Millis holdOf(const AlertPolicy &policy, Tier tier)
    {
        return tier == Tier::Critical ? policy.criticalHold : policy.hold;
    }

    void holdBack(AlertPlan &plan, Suppression held, const QString &why)
    {
        plan.held = held;
        plan.why = why;
    }

    /// Everything that one route has to say.
    class RoutePlan {
    public:
        RoutePlan(const AlertPolicy &policy, const AlertRoute &route, const AlertSituation &situation, Instant now)
            : m_policy(policy)
            , m_route(route)
            , m_situation(situation)
            , m_incident(situation.incident)
            , m_hold(holdOf(policy, situation.facts.tier))
            , m_now(now)
        {
            std::ranges::copy_if(m_incident.told, std::back_inserter(m_past),
                [&route](const Told &told) { return told.route == route.name; });
        }

        void addTo(AlertPlan &plan) const
        {
            if (!m_incident.isOpen())
                return tellOver(plan);
            if (const auto until = quietUntil())
                return waitForNoise(plan, *until);
            if (m_past.empty())
                return tellFirst(plan);
            if (isWorse())
                return tellAll(plan, TellingKind::Worse);
            if (comesAndGoes())
                return tellFlapping(plan);
            if (m_past.back().kind == TellingKind::Over)
                return tellAll(plan, TellingKind::Back);
            goOn(plan);
        }

    private:
        [[nodiscard]] std::optional<Instant> quietUntil() const
        {
            if (!m_route.quiet || !contains(m_route.quiet->times, m_now))
                return std::nullopt;
            if (m_route.quiet->except && matches(*m_route.quiet->except, m_situation.facts, m_now))
                return std::nullopt;
            return nextChange(m_route.quiet->times, m_now);
        }

        void tellFirst(AlertPlan &plan) const
        {
            Instant due = m_incident.openedAt + std::max(m_hold, m_route.steps.front().after);
            if (m_situation.freedAt)
                due = std::max(due, *m_situation.freedAt + m_policy.settle);
            if (due > m_now)
                return wait(plan, due, Suppression::Held,
                    m_situation.freedAt ? QStringLiteral("Held: what explained it is over; it may follow.")
                                        : QStringLiteral("Held: it may be a part of something greater, or pass."));
            tell(plan, 0, TellingKind::First);
            for (int step = 1; step < std::ssize(m_route.steps) && isDue(step); ++step)
                tell(plan, step, TellingKind::Step);
        }

        void goOn(AlertPlan &plan) const
        {
            const int next = reached() + 1;
            const bool wouldGoOn = next < std::ssize(m_route.steps) || m_route.repeat;
            if (m_incident.acknowledged) {
                if (wouldGoOn && plan.why.isEmpty())
                    holdBack(plan, Suppression::Acknowledged,
                        QStringLiteral("Held: %1 takes care of it; no reminders, nobody else is told.")
                            .arg(m_incident.acknowledged->by));
                return;
            }
            if (next < std::ssize(m_route.steps)) {
                if (isDue(next))
                    return tell(plan, next, TellingKind::Step);
                wait(plan, dueAt(next), Suppression::None, {});
            }
            if (!m_route.repeat || remindedEnough())
                return;
            const Instant again = m_past.back().at + *m_route.repeat;
            if (again <= m_now)
                return tell(plan, reached(), TellingKind::Again);
            wait(plan, again, Suppression::None, {});
        }

        void tellFlapping(AlertPlan &plan) const
        {
            if (!saidFlapping())
                return tellAll(plan, TellingKind::Flapping);
            if (plan.why.isEmpty())
                holdBack(plan, Suppression::Flapping,
                    QStringLiteral("Held: it comes and goes, which was told; the next word is when it has stayed "
                                   "well or gets worse."));
        }

        void tellOver(AlertPlan &plan) const
        {
            if (m_past.empty() || m_past.back().kind == TellingKind::Over || !m_route.recovery)
                return;
            const Instant due = *m_incident.closedAt + calm();
            if (due > m_now)
                return wait(plan, due, Suppression::Held,
                    QStringLiteral("Held: the end is told when it has stayed well for a while."));
            if (const auto until = quietUntil())
                return waitForNoise(plan, *until);
            tellAll(plan, TellingKind::Over);
        }

        /// Everyone who was told so far.
        void tellAll(AlertPlan &plan, TellingKind kind) const
        {
            const int last = reached();
            for (int step = 0; step <= last; ++step)
                tell(plan, step, kind);
        }

        void waitForNoise(AlertPlan &plan, Instant until) const
        {
            wait(plan, until, Suppression::QuietHours,
                QStringLiteral("Held: it is a quiet time of route '%1'.").arg(m_route.name));
        }

        /// How long it must have stayed well.
        [[nodiscard]] Millis calm() const
        {
            if (!m_incident.resolvedBy.isEmpty())
                return Millis { 0 };
            // An end that other services hang on, or that was none before, is told when nothing can take it back.
            const bool mustLast = m_situation.explains || m_incident.reopened > 0;
            return mustLast ? std::max(m_hold, m_policy.reopen) : m_hold;
        }

        [[nodiscard]] bool isWorse() const
        {
            const auto worst =
                std::ranges::max_element(m_past, {}, [](const Told &told) { return severity(told.status); });
            return severity(m_incident.peak) > severity(worst->status);
        }
        [[nodiscard]] bool comesAndGoes() const
        {
            return m_incident.reopened > 1 || isFlapping(m_incident, m_policy.flapping, m_now);
        }
        /// Since it began, or came back after its end was told.
        [[nodiscard]] bool remindedEnough() const
        {
            const auto over = std::ranges::find(m_past.rbegin(), m_past.rend(), TellingKind::Over, &Told::kind);
            const auto count = std::count_if(
                m_past.rbegin(), over, [](const Told &told) { return told.kind == TellingKind::Again; });
            return m_route.reminders && count >= *m_route.reminders;
        }
        [[nodiscard]] bool saidFlapping() const
        {
            const auto over = std::ranges::find(m_past.rbegin(), m_past.rend(), TellingKind::Over, &Told::kind);
            return std::any_of(
                m_past.rbegin(), over, [](const Told &told) { return told.kind == TellingKind::Flapping; });
        }
        [[nodiscard]] int reached() const { return std::ranges::max_element(m_past, {}, &Told::step)->step; }
        [[nodiscard]] Instant dueAt(int step) const
        {
            return m_incident.openedAt + m_route.steps[static_cast<size_t>(step)].after;
        }
        [[nodiscard]] bool isDue(int step) const { return dueAt(step) <= m_now; }

        void tell(AlertPlan &plan, int step, TellingKind kind) const
        {
            const bool loud = kind != TellingKind::Over && kind != TellingKind::Flapping;
            plan.due.push_back({ m_route.name, step, kind, m_route.steps[static_cast<size_t>(step)].channels,
                loud ? m_route.mention : Mention::None, m_route.digest });
        }
        static void wait(AlertPlan &plan, Instant until, Suppression held, const QString &why)
        {
            plan.next = std::min(plan.next.value_or(until), until);
            if (plan.why.isEmpty() && !why.isEmpty())
                holdBack(plan, held, why);
        }

        const AlertPolicy &m_policy;
        const AlertRoute &m_route;
        const AlertSituation &m_situation;
        const Incident &m_incident;
        Millis m_hold;
        Instant m_now;
        std::vector<Told> m_past;
    };

    std::vector<const AlertRoute *> routesFor(const AlertPolicy &policy, const AlertFacts &facts, Instant now)
    {
        std::vector<const AlertRoute *> routes;
        for (const AlertRoute &route : policy.routes) {
            if (!matches(route.match, facts, now))
                continue;
            routes.push_back(&route);
            if (!route.goOn)
                break;
        }
        return routes;
    }
} // namespace

bool matches(const AlertMatcher &matcher, const AlertFacts &facts, Instant now)
{
    return names(matcher.services, facts.service.value) && allows(matcher.categories, facts.category)
        && allows(matcher.tiers, facts.tier) && sharesOne(matcher.tags, facts.tags)
        && sharesOne(matcher.kinds, facts.kinds) && allows(matcher.statuses, facts.status)
        && (!matcher.during || contains(*matcher.during, now));
}

QString builtInChannel()
{
    return QStringLiteral("slack");
}

AlertPolicy defaultPolicy()
{
    AlertRoute critical;
    critical.name = QStringLiteral("critical");
    critical.match.tiers = { Tier::Critical };
    critical.steps = { { Millis { 0 }, { builtInChannel() } } };
    critical.mention = Mention::Here;
    AlertRoute important = critical;
    important.name = QStringLiteral("important");
    important.match.tiers = { Tier::Important };
    important.mention = Mention::None;
    AlertPolicy policy;
    policy.routes = { critical, important };
    return policy;
}

namespace {
    /// Nobody hears of one incident twice at the same moment, whatever the routes and steps say.
    void tellOnce(AlertPlan &plan)
    {
        QStringList told;
        for (Telling &telling : plan.due) {
            telling.channels.removeIf([&told](const QString &channel) { return told.contains(channel); });
            told += telling.channels;
        }
    }

    void planOpen(AlertPlan &plan, const AlertPolicy &policy, const AlertSituation &situation, Instant now)
    {
        if (situation.silence != Suppression::None)
            return holdBack(plan, situation.silence, QStringLiteral("Kept silent: %1.").arg(situation.silencedBy));
        if (!situation.explainedBy.isEmpty())
            return holdBack(plan, Suppression::AggregatedUnderUpstream,
                QStringLiteral("Held: explained by %1.").arg(situation.explainedBy));
        const auto routes = routesFor(policy, situation.facts, now);
        for (const AlertRoute *route : routes)
            RoutePlan(policy, *route, situation, now).addTo(plan);
        if (!routes.empty())
            return;
        if (situation.facts.tier == Tier::Informational)
            return holdBack(plan, Suppression::TierInformational,
                QStringLiteral("Kept silent: no route takes services of the informational tier."));
        holdBack(plan, Suppression::NoRoute, QStringLiteral("Nobody is told: no route matches."));
    }

    /// A route that is for certain times only may take the incident, or leave it, when they begin or end.
    void waitForRoutes(AlertPlan &plan, const AlertPolicy &policy, Instant now)
    {
        for (const AlertRoute &route : policy.routes) {
            const auto change = route.match.during ? nextChange(*route.match.during, now) : std::nullopt;
            if (change)
                plan.next = std::min(plan.next.value_or(*change), *change);
        }
    }
} // namespace

AlertPlan plan(const AlertPolicy &policy, const AlertSituation &situation, Instant now)
{
    AlertPlan plan;
    if (situation.incident.isOpen()) {
        planOpen(plan, policy, situation, now);
        waitForRoutes(plan, policy, now);
    } else {
        for (const AlertRoute &route : policy.routes) // whoever was told, whatever matches by now
            RoutePlan(policy, route, situation, now).addTo(plan);
    }
    tellOnce(plan);
    return plan;
}

} // namespace Wf::Domain
