// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/incidenttexts.h"

#include "models/alertwords.h"
#include "models/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace Wf::Models {

namespace {
    struct Texts {
        Q_DECLARE_TR_FUNCTIONS(IncidentTexts)
    };
    using Domain::Display;

    QString acknowledgedText(const Domain::Acknowledgement &acknowledged, Instant now)
    {
        return Texts::tr("acknowledged by %1 %2").arg(acknowledged.by, ago(acknowledged.at, now));
    }

    QString capitalised(const QString &text)
    {
        return text.isEmpty() ? text : QString(text.at(0).toUpper() + text.mid(1));
    }
} // namespace

// --- a service ---

QString turnsText(int turns, Millis window)
{
    return turns == 1 ? Texts::tr("1 change in %1").arg(span(window))
                      : Texts::tr("%1 changes in %2").arg(turns).arg(span(window));
}

std::vector<Badge> incidentBadges(const Ports::ServiceRow &row, Millis window, Instant now)
{
    std::vector<Badge> badges;
    if (row.incident && row.incident->acknowledged)
        badges.push_back({ acknowledgedText(*row.incident->acknowledged, now), Display::Maintenance });
    if (!row.explainedBy.isEmpty())
        badges.push_back({ Texts::tr("explained by %1").arg(row.explainedBy), {} });
    if (!row.silencedBy.isEmpty())
        badges.push_back({ row.silencedBy, {} });
    if (row.turns > 0)
        badges.push_back(
            { Texts::tr("goes up and down: %1").arg(turnsText(row.turns, window)), Display::Degraded });
    return badges;
}

QString badgeLine(const Ports::ServiceRow &row, Millis window, Instant now)
{
    QStringList texts;
    for (const Badge &badge : incidentBadges(row, window, now))
        texts.append(badge.text);
    return texts.join(QStringLiteral(" · "));
}

bool isCaredFor(const Ports::ServiceRow &row)
{
    return (row.incident && row.incident->acknowledged) || !row.explainedBy.isEmpty() || !row.silencedBy.isEmpty();
}

// --- the budget ---

std::optional<BudgetBurn> budgetBurn(const std::optional<double> &goal, Millis duration)
{
    if (!goal || *goal <= 0 || *goal >= 100)
        return std::nullopt;
    const auto whole = static_cast<double>(kBudgetWindow.count());
    const double budget = whole * (100 - *goal) / 100;
    if (budget < 1)
        return std::nullopt;
    const auto taken = static_cast<double>(std::max<qint64>(0, duration.count()));
    return BudgetBurn { Millis { std::llround(budget) }, taken / budget };
}

namespace {
    QString shareText(double share)
    {
        const double percent = share * 100;
        return percent > 0 && percent < 1 ? Texts::tr("<1%") : QString::number(std::floor(percent), 'f', 0) + u'%';
    }
} // namespace

QString budgetText(const BudgetBurn &burn)
{
    return Texts::tr("%1 of %2 in 30 days").arg(shareText(burn.share), span(burn.budget));
}

// --- an incident ---

Millis durationOf(const Domain::Incident &incident, Instant now)
{
    return std::max<Millis>(Millis { 0 }, incident.closedAt.value_or(now) - incident.openedAt);
}

Display displayOf(const Domain::Incident &incident)
{
    return Domain::display(
        incident.isOpen() ? incident.status : incident.peak, Domain::PollerHealth::Healthy, false);
}

QString stateText(const Domain::Incident &incident)
{
    return incident.isOpen() ? label(incident.status) : Texts::tr("Over");
}

QString careText(const Domain::Incident &incident)
{
    if (!incident.resolvedBy.isEmpty())
        return Texts::tr("resolved by %1").arg(incident.resolvedBy);
    return incident.acknowledged ? Texts::tr("acknowledged by %1").arg(incident.acknowledged->by) : QString();
}

QString firstSeenText(const std::optional<Domain::Sighting> &sighting)
{
    if (!sighting)
        return {};
    const std::optional<Millis> lag = sighting->lag();
    if (!lag)
        return sighting->ownAt ? Texts::tr("Our checks; the vendor said nothing")
                               : Texts::tr("The vendor; our checks saw nothing");
    if (*lag > Millis { 0 })
        return Texts::tr("Our checks, %1 before the vendor").arg(span(*lag));
    return *lag < Millis { 0 } ? Texts::tr("The vendor, %1 before our checks").arg(span(-*lag))
                               : Texts::tr("The vendor and our checks at once");
}

QStringList channelsTold(const Ports::IncidentStory &story)
{
    QStringList channels;
    for (const Ports::AlertEntry &entry : story.alerts) {
        const QString &channel = entry.record.channel;
        if (fateOf(entry) == AlertFate::Sent && !channel.isEmpty() && !channels.contains(channel))
            channels.append(channel);
    }
    return channels;
}

namespace {
    NumberCard durationCard(const Domain::Incident &incident, Instant now)
    {
        const QString begin = moment(incident.openedAt, now);
        NumberCard card { Texts::tr("Duration"), span(durationOf(incident, now)), {}, {} };
        card.note = incident.closedAt ? Texts::tr("%1 to %2").arg(begin, moment(*incident.closedAt, now))
                                      : Texts::tr("since %1, goes on").arg(begin);
        if (incident.isOpen())
            card.tone = displayOf(incident);
        return card;
    }

    NumberCard worstCard(const Domain::Incident &incident)
    {
        NumberCard card { Texts::tr("Worst"), label(incident.peak), Texts::tr("over now"), {} };
        if (incident.isOpen())
            card.note = incident.status == incident.peak
                ? Texts::tr("as it is now")
                : Texts::tr("now %1").arg(label(incident.status).toLower());
        if (incident.reopened > 0)
            card.note += incident.reopened == 1 ? Texts::tr(" · came back once")
                                                : Texts::tr(" · came back %1 times").arg(incident.reopened);
        card.tone = Domain::display(incident.peak, Domain::PollerHealth::Healthy, false);
        return card;
    }

    std::optional<NumberCard> sightingCard(const std::optional<Domain::Sighting> &sighting)
    {
        if (!sighting)
            return {};
        const std::optional<Millis> lag = sighting->lag();
        const bool ours = lag ? *lag > Millis { 0 } : sighting->ownAt.has_value();
        NumberCard card { Texts::tr("Seen first by"), ours ? Texts::tr("Our checks") : Texts::tr("The vendor"), {},
            Display::Maintenance };
        if (!lag)
            card.note = ours ? Texts::tr("the vendor said nothing") : Texts::tr("our checks saw nothing");
        else
            card.note = ours ? Texts::tr("%1 before the vendor").arg(span(*lag))
                             : Texts::tr("%1 before our checks").arg(span(-*lag));
        return card;
    }

    std::optional<NumberCard> budgetCard(
        const Domain::Incident &incident, const Domain::Service *service, Instant now)
    {
        const auto burn =
            service ? budgetBurn(service->sloTarget, durationOf(incident, now)) : std::optional<BudgetBurn>();
        if (!burn)
            return {};
        NumberCard card { Texts::tr("Budget burnt"), shareText(burn->share),
            Texts::tr("of %1 in 30 days").arg(span(burn->budget)), {} };
        if (burn->share >= 0.5)
            card.tone = burn->share >= 1 ? Display::MajorOutage : Display::Degraded;
        return card;
    }

    NumberCard toldCard(const Ports::IncidentStory &story)
    {
        const auto sent = std::ranges::count_if(
            story.alerts, [](const Ports::AlertEntry &entry) { return fateOf(entry) == AlertFate::Sent; });
        const auto lost = std::ranges::count_if(
            story.alerts, [](const Ports::AlertEntry &entry) { return fateOf(entry) == AlertFate::Lost; });
        NumberCard card { Texts::tr("Messages"), QString::number(sent), channelsTold(story).join(u", "), {} };
        if (sent == 0)
            card.note = Texts::tr("nobody was told");
        if (lost > 0) {
            card.note += Texts::tr(" · %1 not delivered").arg(lost);
            card.tone = Display::MajorOutage;
        }
        return card;
    }
} // namespace

std::vector<NumberCard> incidentNumbers(
    const Ports::IncidentStory &story, const Domain::Service *service, Instant now)
{
    std::vector<NumberCard> cards { durationCard(story.incident, now), worstCard(story.incident) };
    if (const auto card = sightingCard(story.sighting))
        cards.push_back(*card);
    if (const auto card = budgetCard(story.incident, service, now))
        cards.push_back(*card);
    cards.push_back(toldCard(story));
    return cards;
}

QString incidentFacts(const Domain::Incident &incident, const Domain::Service *service, Instant now)
{
    const QString begin = moment(incident.openedAt, now);
    QStringList facts { incident.isOpen() ? Texts::tr("since %1, %2").arg(begin, span(durationOf(incident, now)))
                                          : Texts::tr("%1, for %2").arg(begin, span(durationOf(incident, now))) };
    if (service) {
        facts << Texts::tr("%1 tier").arg(label(service->tier).toLower());
        if (!service->owner.isEmpty())
            facts << service->owner;
    }
    return facts.join(QStringLiteral(" · "));
}

namespace {
    Banner explainedBanner(const Domain::Incident &incident, const QString &name)
    {
        if (incident.isExplained())
            return { Display::Maintenance, Texts::tr("Explained by %1").arg(name),
                Texts::tr("People are told of the cause; when that is over and this is not, this is told too.") };
        return { Display::Maintenance, Texts::tr("Began with %1").arg(name),
            Texts::tr("That was the probable cause, and is over.") };
    }

    QString causeName(const Ports::Snapshot &snapshot, const Domain::Incident &incident)
    {
        const Ports::ServiceRow *own = snapshot.find(incident.service);
        if (own && own->incident && own->incident->id == incident.id && !own->explainedBy.isEmpty())
            return own->explainedBy;
        for (const Ports::ServiceRow &row : snapshot.services) {
            if (row.incident && row.incident->id == incident.explainedBy)
                return row.service.displayName;
        }
        return Texts::tr("incident %1").arg(*incident.explainedBy);
    }
} // namespace

std::vector<Banner> incidentBanners(
    const Ports::IncidentStory &story, const Ports::Snapshot &snapshot, Instant now)
{
    const Domain::Incident &incident = story.incident;
    std::vector<Banner> banners;
    if (incident.explainedBy)
        banners.push_back(explainedBanner(incident, causeName(snapshot, incident)));
    if (incident.acknowledged && incident.isOpen())
        banners.push_back({ Display::Maintenance, capitalised(acknowledgedText(*incident.acknowledged, now)),
            Texts::tr(
                "Repeats and escalation have stopped; it is told when it gets worse, and when it is over.") });
    const Ports::ServiceRow *row = snapshot.find(incident.service);
    if (!row || !row->incident || row->incident->id != incident.id)
        return banners;
    if (!row->silencedBy.isEmpty())
        banners.push_back({ Display::Unknown, Texts::tr("Alerts are silent"), row->silencedBy });
    if (row->turns > 0)
        banners.push_back({ Display::Degraded, Texts::tr("It goes up and down"),
            Texts::tr("%1: told once, and again when it has settled or gets worse.")
                .arg(turnsText(row->turns, snapshot.policy.flapping.within)) });
    return banners;
}

} // namespace Wf::Models
