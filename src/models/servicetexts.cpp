// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/servicetexts.h"

#include "models/sightingtexts.h"
#include "models/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <tuple>

namespace Wf::Models {

namespace {
    struct Texts {
        Q_DECLARE_TR_FUNCTIONS(ServiceTexts)
    };
    using Domain::Display;
    constexpr double kUsualGoal = 99.9;
    constexpr size_t kMostCards = 6;

    QString dot(const QStringList &parts)
    {
        return parts.join(QStringLiteral(" · "));
    }

    Display uptimeTone(double value, double goal)
    {
        return value >= goal      ? Display::Operational
            : value >= goal - 0.9 ? Display::Degraded
                                  : Display::MajorOutage;
    }

    NumberCard uptimeCard(const QString &title, const std::optional<double> &value, const Ports::ServiceRow &row)
    {
        NumberCard card { title, percent(value), {}, {} };
        const double goal = row.service.sloTarget.value_or(kUsualGoal);
        if (value)
            card.tone = uptimeTone(*value, goal);
        card.note = !value          ? Texts::tr("no data")
            : row.service.sloTarget ? Texts::tr("goal %1").arg(percent(goal))
                                    : Texts::tr("no goal set");
        return card;
    }

    NumberCard pollCard(const Ports::ServiceRow &row, Instant now)
    {
        NumberCard card { Texts::tr("Last polled"), ago(row.polledAt(), now), {}, {} };
        const Ports::MonitorRow *monitor = row.primary();
        QStringList note;
        if (monitor && monitor->state.latency.count() > 0 && monitor->state.failure == Domain::Failure::None)
            note << Texts::tr("answered in %1 ms").arg(monitor->state.latency.count());
        note << Texts::tr("every %1").arg(span(row.interval()));
        // Each part stays in one piece where the note has to be broken.
        for (QString &part : note)
            part.replace(u' ', QChar(QChar::Nbsp));
        card.note = dot(note);
        if (freshness(row, now) != Freshness::Fresh)
            card.tone = Display::Unknown;
        return card;
    }

    const Ports::MonitorRow *failing(const Ports::ServiceRow &row)
    {
        const auto most = std::max_element(row.monitors.begin(), row.monitors.end(),
            [](const auto &a, const auto &b) { return a.state.failures < b.state.failures; });
        return most != row.monitors.end() && most->state.failures > 0 ? &*most : nullptr;
    }

    QString failedPolls(int count)
    {
        return count == 1 ? Texts::tr("1 failed poll") : Texts::tr("%1 failed polls").arg(count);
    }

    QString why(const Domain::MonitorState &state)
    {
        return state.failureDetail.isEmpty() ? state.failureReason : state.failureDetail;
    }

    NumberCard pollerCard(const Ports::ServiceRow &row)
    {
        NumberCard card { Texts::tr("Our poller"), label(row.state.health), Texts::tr("every poll answered"), {} };
        const Ports::MonitorRow *monitor = failing(row);
        if (!row.polledAt()) {
            card.value = Texts::tr("Waiting");
            card.note = Texts::tr("not polled yet");
        }
        if (!monitor)
            return card;
        card.value = label(monitor->state.health);
        card.tone = row.state.isBlind() ? Display::Blind : Display::Degraded;
        card.note = dot({ failedPolls(monitor->state.failures), failureWord(monitor->state.failureReason) });
        return card;
    }

    QString capitalised(const QString &text)
    {
        return text.isEmpty() ? text : QString(text.at(0).toUpper() + text.mid(1).replace(u'_', u' '));
    }

    std::optional<NumberCard> vendorCard(const Ports::ServiceRow &row, Instant now)
    {
        for (const Ports::MonitorRow &monitor : row.monitors) {
            if (monitor.state.incidents.empty())
                continue;
            const Domain::VendorIncident &incident = monitor.state.incidents.front();
            QStringList note;
            if (incident.startedAt)
                note << Texts::tr("for %1").arg(span(now - *incident.startedAt));
            note << incident.title.simplified();
            return NumberCard { Texts::tr("Vendor says"), capitalised(incident.state), dot(note),
                Domain::display(incident.impact, Domain::PollerHealth::Healthy, false) };
        }
        return {};
    }

    QString signedSpan(Millis lag)
    {
        return lag < Millis { 0 } ? Texts::tr("−%1").arg(span(-lag)) : span(lag);
    }

    /// Of the trouble that goes on now, when both saw it; else what is usual.
    std::optional<NumberCard> lagCard(const Ports::ServiceRow &row)
    {
        if (!row.sightings || row.sightings->lags.empty())
            return {};
        const Domain::Sighting &newest = row.sightings->recent.front();
        const Millis median = row.sightings->medianLag().value();
        const bool goesOn = !newest.endedAt && newest.lag();
        const Millis lag = goesOn ? newest.lag().value() : median;
        return NumberCard { lag < Millis { 0 } ? Texts::tr("Vendor first by") : Texts::tr("Admitted after"),
            span(std::chrono::abs(lag)),
            goesOn ? Texts::tr("median %1 over 90 d").arg(signedSpan(median))
                   : Texts::tr("median of %1 in 90 d").arg(row.sightings->lags.size()),
            Display::Maintenance };
    }

    NumberCard manualCard(const Ports::ServiceRow &row, Instant now)
    {
        if (!row.state.manual)
            return { Texts::tr("Set by hand"), Texts::tr("Never"), Texts::tr("nothing polls this service"), {} };
        return { Texts::tr("Set by hand"), ago(row.state.manual->at, now),
            Texts::tr("by %1").arg(row.state.manual->by), {} };
    }
} // namespace

std::vector<NumberCard> numberCards(const Ports::ServiceRow &row, Instant now)
{
    std::vector<NumberCard> cards { uptimeCard(Texts::tr("Uptime 24 h"), row.uptime24h, row),
        uptimeCard(Texts::tr("Uptime 7 d"), row.uptime7d, row),
        uptimeCard(Texts::tr("Uptime 30 d"), row.uptime30d, row) };
    if (row.uptime30d)
        cards.back().note += Texts::tr(" · %1% covered").arg(static_cast<int>(row.coverage30d * 100));
    if (row.interval().count() == 0) {
        cards.push_back(manualCard(row, now));
        return cards;
    }
    cards.push_back(pollCard(row, now));
    const auto vendor = vendorCard(row, now);
    const auto lag = lagCard(row);
    const bool quiet = row.polledAt() && !failing(row);
    if (!(vendor && lag && quiet)) // more than six are too narrow: what is well makes room
        cards.push_back(pollerCard(row));
    if (vendor)
        cards.push_back(*vendor);
    if (lag && cards.size() < kMostCards)
        cards.push_back(*lag);
    return cards;
}

QString serviceFacts(const Ports::ServiceRow &row, Instant now)
{
    QStringList parts;
    const Ports::MonitorRow *broken = row.state.isBlind() ? failing(row) : nullptr;
    if (const auto &at = broken ? broken->state.brokenSince : row.state.changedAt)
        parts << Texts::tr("since %1, %2").arg(moment(*at, now), span(now - *at));
    parts << Texts::tr("%1 tier").arg(label(row.service.tier).toLower()) << monitorsInWords(row);
    if (!row.service.owner.isEmpty())
        parts << row.service.owner;
    return dot(parts);
}

QString pendingSentence(const Ports::ServiceRow &row)
{
    for (const Ports::MonitorRow &monitor : row.monitors) {
        const Domain::FlapBuffer &flap = monitor.state.flap;
        if (!flap.pending || flap.count <= 0 || monitor.state.health == Domain::PollerHealth::Broken)
            continue;
        const bool worse = Domain::severity(*flap.pending) > Domain::severity(monitor.state.status);
        const int needed = worse ? monitor.spec.confirm.down : monitor.spec.confirm.up;
        return Texts::tr("%1, seen by %2 of %3 confirming polls")
            .arg(label(*flap.pending))
            .arg(std::min(flap.count, needed))
            .arg(needed);
    }
    return {};
}

namespace {
    Banner blindBanner(const Ports::ServiceRow &row, Instant now)
    {
        Banner banner { Display::Blind, Texts::tr("We cannot see this service"), {} };
        QStringList sentences;
        if (const Ports::MonitorRow *monitor = failing(row)) {
            const auto &state = monitor->state;
            const QString since = state.brokenSince
                ? Texts::tr(" since %1 (%2)").arg(moment(*state.brokenSince, now), span(now - *state.brokenSince))
                : QString();
            sentences << Texts::tr("%1: %2%3.").arg(capitalised(why(state)), failedPolls(state.failures), since);
        }
        const std::optional<Instant> seen = row.succeededAt();
        sentences << (seen ? Texts::tr("Last seen %1 %2: it may have changed since.")
                                 .arg(label(row.state.status).toLower(), ago(seen, now))
                           : Texts::tr("It was never seen."));
        banner.text = sentences.join(u' ');
        return banner;
    }

    Banner failingBanner(const Ports::MonitorRow &monitor, Instant now)
    {
        return { Display::Blind, Texts::tr("The last poll failed"),
            Texts::tr("%1 (%2). What is shown was seen %3.")
                .arg(capitalised(why(monitor.state)), failedPolls(monitor.state.failures),
                    ago(monitor.state.succeededAt, now)) };
    }

    /// What is defined here can be switched here; what a file defines, in the file.
    Banner movedBanner(const Ports::MonitorRow &monitor, Domain::Origin origin)
    {
        const Domain::Detection &found = *monitor.moved;
        Banner banner { Display::Blind, Texts::tr("The status page moved"), found.sentence, {} };
        if (origin == Domain::Origin::App)
            banner.offer = { Texts::tr("Switch to it"), monitor.spec.id, found.kind, found.url };
        else
            banner.text += u' '
                + Texts::tr("In services.yaml, give the monitor \"%1\" kind: %2 and url: %3")
                      .arg(monitor.spec.name, found.kind, found.url.toString());
        return banner;
    }

    Banner manualBanner(const Domain::ManualOverride &manual, Instant now)
    {
        const QString until = manual.expiresAt ? Texts::tr("holds until %1").arg(moment(*manual.expiresAt, now))
                                               : Texts::tr("until the next change");
        return { Domain::display(manual.status, Domain::PollerHealth::Healthy, false),
            Texts::tr("Set to %1 by hand").arg(label(manual.status).toLower()),
            Texts::tr("%1, by %2 at %3, %4.").arg(manual.reason, manual.by, moment(manual.at, now), until) };
    }

    std::optional<Banner> maintenanceBanner(const Ports::ServiceRow &row, Instant now)
    {
        for (const Ports::MonitorRow &monitor : row.monitors) {
            for (const Domain::VendorMaintenance &work : monitor.state.maintenances) {
                if (!Domain::isActive(work, now))
                    continue;
                const QString until = work.scheduledUntil
                    ? Texts::tr("Until %1.").arg(moment(*work.scheduledUntil, now))
                    : Texts::tr("Its end was not announced.");
                return Banner { Display::Maintenance, work.title.simplified(),
                    Texts::tr("%1 Alerts stay silent and uptime leaves it out.").arg(until) };
            }
        }
        return {};
    }
} // namespace

std::vector<Banner> banners(const Ports::ServiceRow &row, Instant now)
{
    std::vector<Banner> result;
    if (row.state.isBlind())
        result.push_back(blindBanner(row, now));
    else if (const Ports::MonitorRow *monitor = failing(row))
        result.push_back(failingBanner(*monitor, now));
    else if (freshness(row, now) == Freshness::Expired)
        result.push_back({ Display::Unknown, Texts::tr("This is old"),
            Texts::tr("Last seen %1, more than four intervals ago: it counts as unknown.")
                .arg(ago(row.succeededAt(), now)) });
    for (const Ports::MonitorRow &monitor : row.monitors) {
        if (monitor.moved)
            result.push_back(movedBanner(monitor, row.service.origin));
    }
    if (row.state.manual && (row.state.manual->expiresAt || row.interval().count() == 0))
        result.push_back(manualBanner(*row.state.manual, now));
    if (row.state.maintenance) {
        if (const auto banner = maintenanceBanner(row, now))
            result.push_back(*banner);
    }
    if (const QString pending = pendingSentence(row); !pending.isEmpty())
        result.push_back({ Display::Degraded, Texts::tr("A change waits for confirmation"), pending + u'.' });
    return result;
}

std::vector<DependencyLine> dependencyLines(const Ports::Snapshot &snapshot, const Domain::Graph &graph,
    const ServiceId &service, Direction direction, Instant now)
{
    const bool down = direction == Direction::DependsOnIt;
    std::vector<DependencyLine> lines;
    for (const Domain::Dependency &edge : down ? graph.downstream(service) : graph.upstream(service)) {
        const ServiceId &other = down ? edge.downstream : edge.upstream;
        const Ports::ServiceRow *row = snapshot.find(other);
        if (!row || other == service)
            continue;
        lines.push_back({ other, row->service.displayName, edge.impact, edge.severity, shown(*row, now) });
    }
    return lines;
}

std::vector<ComponentLine> componentLines(const Ports::ServiceRow &row)
{
    std::vector<ComponentLine> lines;
    for (const Ports::MonitorRow &monitor : row.monitors) {
        for (const Domain::Component &component : monitor.state.components) {
            if (component.selected)
                lines.push_back({ component.name,
                    Domain::display(component.status, Domain::PollerHealth::Healthy, component.maintenance) });
        }
    }
    std::stable_sort(lines.begin(), lines.end(), [](const auto &a, const auto &b) {
        return a.display != b.display ? a.display < b.display : a.name.compare(b.name, Qt::CaseInsensitive) < 0;
    });
    return lines;
}

Display displayOf(const Domain::Cell &cell)
{
    if (!cell.covered)
        return Display::Blind;
    return Domain::display(
        cell.status, Domain::PollerHealth::Healthy, cell.knowledge == Domain::Knowledge::Maintenance);
}

QString dayText(const Domain::Cell &cell, Instant day)
{
    const QString date = QLocale().toString(toDateTime(day).date(), QStringLiteral("d MMM yyyy"));
    return Texts::tr("%1: %2").arg(date, cell.covered ? label(displayOf(cell)).toLower() : Texts::tr("no data"));
}

namespace {
    QString pathTo(const Domain::Graph &graph, const std::vector<Domain::Reached> &all, const Domain::Reached &end,
        const ServiceId &root)
    {
        QStringList names { graph.displayName(end.id) };
        ServiceId at = end.via;
        for (size_t guard = 0; at != root && guard < all.size(); ++guard) {
            names.prepend(graph.displayName(at));
            const auto step = std::find_if(all.begin(), all.end(), [&at](const auto &r) { return r.id == at; });
            if (step == all.end())
                break;
            at = step->via;
        }
        names.prepend(graph.displayName(root));
        return names.join(QStringLiteral(" → "));
    }

    /// Most severe, then longest: what hurts most and goes furthest.
    const Domain::Reached *worstOf(const std::vector<Domain::Reached> &all)
    {
        const auto worst = std::min_element(all.begin(), all.end(), [](const auto &a, const auto &b) {
            return std::tuple(a.severity, -a.hops) < std::tuple(b.severity, -b.hops);
        });
        return worst == all.end() ? nullptr : &*worst;
    }
} // namespace

BlastText blastText(
    const Ports::Snapshot &snapshot, const Domain::Graph &graph, const ServiceId &service, Instant now)
{
    BlastText result;
    result.title = Texts::tr("Blast radius of %1").arg(graph.displayName(service));
    const std::vector<Domain::Reached> all = graph.blastRadius(service);
    int failing = 0;
    for (const Domain::Reached &reached : all) {
        const Ports::ServiceRow *row = snapshot.find(reached.id);
        const Display display = row ? shown(*row, now) : Display::Unknown;
        failing += display <= Display::Degraded ? 1 : 0;
        result.reached.push_back(
            { reached.id, graph.displayName(reached.id), reached.impact, reached.severity, display });
    }
    const Domain::Reached *worst = worstOf(all);
    if (!worst) {
        result.summary = Texts::tr("Nothing known depends on it.");
        return result;
    }
    const QString count =
        all.size() == 1 ? Texts::tr("1 service downstream") : Texts::tr("%1 services downstream").arg(all.size());
    const QString bad =
        failing == 0 ? Texts::tr("none failing yet") : Texts::tr("%1 already failing").arg(failing);
    result.summary = Texts::tr("%1, %2. Worst path: %3 (%4).")
                         .arg(count, bad, pathTo(graph, all, *worst, service), label(worst->severity).toLower());
    return result;
}

} // namespace Wf::Models
