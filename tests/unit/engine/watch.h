// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/checkspec.h"
#include "engine/pipeline.h"
#include "rig.h"

/// One service that its vendor's page and an own check watch.
namespace Samples {

inline MonitorId own()
{
    return MonitorId(QStringLiteral("s:own"));
}

inline MonitorId page()
{
    return MonitorId(QStringLiteral("s:page"));
}

inline Wf::Domain::MonitorSpec ownCheck(const char *monitor = "s:own")
{
    Wf::Domain::MonitorSpec spec;
    spec.id = MonitorId(QString::fromLatin1(monitor));
    spec.service = id("s");
    spec.kind = QStringLiteral("http");
    spec.name = spec.id.value;
    spec.url = QUrl(QStringLiteral("https://own.example/health"));
    spec.check = Wf::Domain::CheckSpec {};
    spec.confirm = { 2, 1, Wf::Millis { 0 }, 3, Wf::Domain::FirstSight::Confirmed };
    return spec;
}

inline Wf::Domain::Service bothWatched()
{
    Wf::Domain::Service result = service("s");
    result.monitors.push_back(ownCheck());
    return result;
}

/// A service that its vendor's page and an own check watch, and a store that remembers it.
class Watch {
public:
    explicit Watch(const Wf::Domain::Service &service = bothWatched()) { start(catalogue({ service })); }

    void start(const std::shared_ptr<Wf::Domain::Catalogue> &services)
    {
        const Wf::Ports::StoredWorld stored = store.remembered();
        world = std::make_unique<Wf::Engine::World>();
        world->lastSightingId = stored.lastSightingId;
        world->lastPublishedId = stored.lastPublishedId;
        world->lastMaintenanceId = stored.lastMaintenanceId;
        pipeline = std::make_unique<Wf::Engine::Pipeline>(*world, options);
        Wf::Engine::Tick tick(clock.now());
        adoptCatalogue(*world, services, &stored, tick.now, tick.batch);
        pipeline->reconsider(tick);
        write(tick);
    }
    void reload(const std::shared_ptr<Wf::Domain::Catalogue> &services)
    {
        Wf::Engine::Tick tick(clock.now());
        adoptCatalogue(*world, services, nullptr, tick.now, tick.batch);
        pipeline->reconsider(tick);
        write(tick);
    }
    void pause(const MonitorId &monitor, Wf::Ports::Pausing pausing)
    {
        Wf::Engine::Tick tick(clock.now());
        pipeline->setPaused(monitor, pausing, tick);
        write(tick);
    }
    void observe(Wf::Domain::Observation observation, const MonitorId &monitor)
    {
        observation.monitor = monitor;
        Wf::Engine::Tick tick(clock.now());
        pipeline->observe({ observation }, tick);
        write(tick);
    }
    /// One poll of both, a minute later.
    void poll(Status ownSays, Status pageSays)
    {
        observe(seen(id("s"), ownSays), own());
        observe(seen(id("s"), pageSays), page());
        clock.advance(60s);
    }
    [[nodiscard]] std::vector<Wf::Domain::Sighting> known() const { return world->find(id("s"))->sightings; }
    [[nodiscard]] std::vector<Wf::Domain::Sighting> stored() const { return store.remembered().sightings; }

    Wf::TestKit::FakeClock clock;
    Wf::TestKit::MemoryStore store;
    Wf::Engine::EngineOptions options;
    std::unique_ptr<Wf::Engine::World> world;
    std::unique_ptr<Wf::Engine::Pipeline> pipeline;

private:
    void write(Wf::Engine::Tick &tick)
    {
        pipeline->seal(tick);
        (void)store.commit(std::move(tick.batch));
    }
};

} // namespace Samples
