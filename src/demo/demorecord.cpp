// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "demo/demorecord.h"

#include <algorithm>

namespace Wf::Demo {

namespace {
    using namespace std::chrono_literals;
    using Domain::MaintenanceState;

    bool isIncident(const Chapter &chapter)
    {
        return chapter.knowledge == Domain::Knowledge::Seen && Domain::isTrouble(chapter.status);
    }

    /// The longest of those that are over; null when there is none.
    const Chapter *longest(const Story &story, Instant now)
    {
        const Chapter *found = nullptr;
        Millis length { 0 };
        for (size_t i = 0; i + 1 < story.size() && story[i + 1].from <= now; ++i) {
            const Millis lasted = story[i + 1].from - story[i].from;
            if (!isIncident(story[i]) || lasted <= length)
                continue;
            found = &story[i];
            length = lasted;
        }
        return found;
    }

    /// Reads the page at the moments when it changes, by the rules of the real thing.
    class Reader {
    public:
        Reader(const Domain::Service &service, Ports::CommitBatch &batch)
            : m_service(service)
            , m_batch(batch)
        {
        }
        ~Reader()
        {
            std::ranges::move(m_incidents, std::back_inserter(m_batch.published));
            for (auto &[id, row] : m_maintenances)
                m_batch.maintenances.push_back(std::move(row));
        }
        Reader(const Reader &) = delete;
        Reader &operator=(const Reader &) = delete;

        void read(const Domain::Observation &seen, Instant at)
        {
            Domain::PageReading page;
            page.time = { at, at };
            page.listed = seen.incidents;
            page.before = m_before;
            for (Domain::PublishedIncident &each : Domain::follow(m_incidents, m_service.id, page))
                keep(std::move(each));
            m_before = seen.incidents;
            for (auto &[id, row] : m_maintenances) {
                if (!row.vanished)
                    row = Domain::vanish(row, at);
            }
            for (const Domain::VendorMaintenance &work : seen.maintenances)
                follow(work, at);
        }
        void follow(const Domain::VendorMaintenance &work, Instant at)
        {
            Domain::MaintenanceRow &row = m_maintenances[work.id];
            row.service = m_service.id;
            row.vanished = false;
            row = Domain::follow(row, work, { at, at });
        }

    private:
        void keep(Domain::PublishedIncident incident)
        {
            if (incident.id == 0) {
                incident.id = qint64(m_incidents.size()) + 1;
                m_incidents.push_back(std::move(incident));
            } else {
                const auto place = size_t(incident.id - 1);
                m_incidents[place] = std::move(incident);
            }
        }

        const Domain::Service &m_service;
        Ports::CommitBatch &m_batch;
        std::vector<Domain::VendorIncident> m_before;
        std::vector<Domain::PublishedIncident> m_incidents; ///< their ids are their places until they are stored
        std::map<QString, Domain::MaintenanceRow> m_maintenances;
    };

    Domain::Observation softened(Domain::Observation seen)
    {
        for (Domain::VendorIncident &incident : seen.incidents) {
            incident.title = QStringLiteral("Some users may notice delays");
            incident.impact = Domain::Status::Degraded;
        }
        return seen;
    }

    void overrun(Reader &reader, const Domain::Service &service, Instant now)
    {
        Domain::VendorMaintenance work;
        work.id = service.id.value % u"-upgrade";
        work.title = QStringLiteral("Database cluster upgrade");
        work.state = MaintenanceState::InProgress;
        work.scheduledFor = startOfDay(now) - 24h * 16 + 2h;
        work.scheduledUntil = work.scheduledFor + 2h;
        work.link = service.statusPageUrl;
        reader.follow(work, work.scheduledFor);
        reader.follow(work, *work.scheduledUntil + 10min);
        work.state = MaintenanceState::Completed;
        reader.follow(work, *work.scheduledUntil + 85min);
    }
} // namespace

void tellRecord(const Domain::Service &service, const Story &story, Instant now, Ports::CommitBatch &batch)
{
    const auto page = std::ranges::find_if(service.monitors, Domain::isVendorsPage);
    if (page == service.monitors.end())
        return;
    const bool compared = std::ranges::any_of(service.monitors,
        [](const Domain::MonitorSpec &monitor) { return Domain::sourceOf(monitor) == Domain::Source::Own; });
    const Chapter *edited = compared ? longest(story, now) : nullptr;
    Reader reader(service, batch);
    if (compared)
        overrun(reader, service, now);
    for (size_t i = 0; i < story.size() && story[i].from <= now; ++i) {
        const Domain::Observation seen = observe(*page, service, story, story[i].from);
        if (!seen.succeeded())
            continue;
        reader.read(seen, story[i].from);
        if (&story[i] == edited)
            reader.read(softened(seen), story[i].from + (story[i + 1].from - story[i].from) / 2);
    }
}

} // namespace Wf::Demo
