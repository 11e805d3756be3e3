// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "demo/story.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <map>
#include <random>

namespace Wf::Demo {

namespace {
    using namespace std::chrono_literals;
    using Domain::Knowledge;
    using Domain::Status;

    /// The same numbers on every computer: std::mt19937 is specified to the bit, its distributions are not.
    class Dice {
    public:
        explicit Dice(const QString &name)
            : m_engine(static_cast<quint32>(qFromBigEndian<quint32>(
                QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha1).constData())))
        {
        }
        [[nodiscard]] int roll(int from, int to)
        {
            return from + static_cast<int>(m_engine() % static_cast<quint32>(to - from + 1));
        }

    private:
        std::mt19937 m_engine;
    };

    struct Scene {
        const char *service;
        int minutesAgo; ///< negative: still to come
        Status status;
        Knowledge knowledge;
        const char *title;
        const char *state;
    };

    constexpr std::array kLastHour = std::to_array<Scene>({
        { "okta", 48, Status::Degraded, Knowledge::Seen, "Slow sign-in for some organisations", "investigating" },
        { "okta", 41, Status::MajorOutage, Knowledge::Seen, "SSO sign-in failing for a subset of orgs",
            "identified" },
        { "okta", -22, Status::Degraded, Knowledge::Seen, "SSO sign-in recovering", "monitoring" },
        { "github", 18, Status::PartialOutage, Knowledge::Seen, "Actions: delayed workflow starts",
            "investigating" },
        { "github", -9, Status::Operational, Knowledge::Seen, "", "" },
        { "npm", 65, Status::Degraded, Knowledge::Seen, "Elevated publish errors", "monitoring" },
        { "deploys", 11, Status::Degraded, Knowledge::Seen, "Releases wait for workflow starts", "identified" },
        { "payroll", 95, Status::Degraded, Knowledge::Seen, "The nightly export did not run", "identified" },
        { "netsuite", 14, Status::Degraded, Knowledge::Seen, "The hourly booking is late", "investigating" },
        { "cloudflare", 23, Status::Degraded, Knowledge::Maintenance, "FRA datacentre maintenance until 21:00",
            "in_progress" },
        { "pypi", 22, Status::Operational, Knowledge::Blind, "", "" },
        { "discord", 52, Status::Degraded, Knowledge::Seen, "Voice connections drop", "identified" },
        { "discord", 31, Status::Operational, Knowledge::Seen, "", "" },
        { "zoom", -2, Status::Degraded, Knowledge::Seen, "Phone calls may not connect", "investigating" },
        { "zoom", -14, Status::Operational, Knowledge::Seen, "", "" },
        { "stripe", -5, Status::PartialOutage, Knowledge::Seen, "Elevated card errors in Europe",
            "investigating" },
        { "stripe", -12, Status::Operational, Knowledge::Seen, "", "" },
    });

    constexpr std::array kHeadlines = std::to_array<const char *>({ "Elevated error rates",
        "Delayed notifications", "Slow page loads", "Sign-in failures in one region", "Webhooks are late",
        "Search results are incomplete", "API requests time out", "File uploads fail for some users" });

    Status rollStatus(Dice &dice)
    {
        const int number = dice.roll(1, 10);
        return number <= 6 ? Status::Degraded : number <= 9 ? Status::PartialOutage : Status::MajorOutage;
    }

    void addIncident(Story &story, Dice &dice, Instant begin)
    {
        const QString title =
            QString::fromLatin1(kHeadlines[static_cast<size_t>(dice.roll(0, kHeadlines.size() - 1))]);
        const Status status = rollStatus(dice);
        story.push_back({ begin, status, Knowledge::Seen, title, QStringLiteral("investigating") });
        const Millis length = std::chrono::minutes { dice.roll(8, status == Status::MajorOutage ? 70 : 170) };
        story.push_back({ begin + length, Status::Operational, Knowledge::Seen });
    }

    void addQuietTimes(Story &story, Dice &dice, Instant begin)
    {
        switch (dice.roll(0, 2)) {
        case 0: // a maintenance in the night
            story.push_back({ begin, Status::Degraded, Knowledge::Maintenance,
                QStringLiteral("Scheduled database maintenance"), QStringLiteral("in_progress") });
            break;
        case 1:
            story.push_back({ begin, Status::Operational, Knowledge::Blind });
            break;
        default:
            return;
        }
        story.push_back(
            { begin + std::chrono::minutes { dice.roll(20, 120) }, Status::Operational, Knowledge::Seen });
    }

    void addPast(Story &story, Dice &dice, Instant start, Instant end)
    {
        story.push_back({ start, Status::Operational, Knowledge::Seen });
        const int meanDays = dice.roll(9, 60);
        Instant at = start + std::chrono::hours { dice.roll(5, meanDays * 24) };
        while (at < end - 4h) {
            if (dice.roll(0, 4) == 0)
                addQuietTimes(story, dice, at);
            else
                addIncident(story, dice, at);
            at += std::chrono::hours { dice.roll(meanDays * 6, meanDays * 36) };
        }
    }
} // namespace

Story tellStory(const Domain::Service &service, Instant now)
{
    Dice dice(service.id.value);
    Story story;
    const Millis age =
        service.id.value == QLatin1String("fastly") ? Millis { 24h * 34 } : Millis { 24h * 89 + 7h };
    addPast(story, dice, now - age, now - 2h);
    for (const Scene &scene : kLastHour) {
        if (service.id.value == QLatin1String(scene.service))
            story.push_back({ now - std::chrono::minutes { scene.minutesAgo }, scene.status, scene.knowledge,
                QString::fromLatin1(scene.title), QString::fromLatin1(scene.state) });
    }
    return story;
}

const Chapter *chapterAt(const Story &story, Instant at)
{
    const auto next = std::ranges::upper_bound(story, at, {}, &Chapter::from);
    return next == story.begin() ? nullptr : &*std::prev(next);
}

namespace {
    std::vector<Domain::Component> components(const Chapter &chapter)
    {
        const bool maintenance = chapter.knowledge == Knowledge::Maintenance;
        return { { QStringLiteral("c1"), QStringLiteral("Sign-in"), chapter.status, maintenance, true },
            { QStringLiteral("c2"), QStringLiteral("API"),
                chapter.status == Status::MajorOutage ? Status::Degraded : Status::Operational, false, true },
            { QStringLiteral("c3"), QStringLiteral("Web application"), Status::Operational, false, true },
            { QStringLiteral("c4"), QStringLiteral("Notifications"), Status::Operational, false, true } };
    }

    void addIncidentOf(Domain::Observation &observation, const Domain::Service &service, const Chapter &chapter)
    {
        const QString id = service.id.value % u'-' % QString::number(toEpochMillis(chapter.from) / 1000);
        if (chapter.knowledge == Knowledge::Maintenance) {
            observation.maintenances.push_back(
                { id, chapter.title, chapter.title, Domain::MaintenanceState::InProgress, chapter.from,
                    chapter.from + 3h, {}, service.statusPageUrl });
            return;
        }
        observation.incidents.push_back({ id, chapter.title, chapter.vendorState, chapter.status,
            service.statusPageUrl, chapter.from, chapter.from,
            { { id + u"-1", chapter.vendorState,
                QStringLiteral("We are aware of the problem and are working on it."), chapter.from } },
            { QStringLiteral("Sign-in") } });
    }
} // namespace

Domain::Observation observe(
    const Domain::MonitorSpec &monitor, const Domain::Service &service, const Story &story, Instant at)
{
    const Chapter *chapter = chapterAt(story, at);
    if (!chapter || chapter->knowledge == Knowledge::Blind)
        return Domain::failedObservation(monitor.id, at, Domain::Failure::Timeout, QStringLiteral("timeout"),
            QStringLiteral("the status page did not answer within 10 s"));
    Domain::Observation observation;
    observation.monitor = monitor.id;
    observation.at = at;
    observation.status = chapter->status;
    observation.maintenance = chapter->knowledge == Knowledge::Maintenance;
    observation.detail = chapter->title.isEmpty() ? QStringLiteral("All systems operational") : chapter->title;
    observation.pageName = service.displayName;
    observation.components = components(*chapter);
    observation.httpStatus = 200;
    observation.bytes = 18'000;
    const qint64 minute = toEpochMillis(at) / 60'000;
    Dice dice(service.id.value % QString::number(minute));
    observation.latency = Millis { dice.roll(60, 240) };
    if (!chapter->title.isEmpty())
        addIncidentOf(observation, service, *chapter);
    return observation;
}

} // namespace Wf::Demo
