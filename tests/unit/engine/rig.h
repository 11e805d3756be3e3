// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "samples.h"
#include "testkit/fakeclock.h"
#include "testkit/fakeprober.h"
#include "testkit/manualticker.h"
#include "testkit/memorystore.h"
#include "testkit/recordingnotifier.h"

#include <QCoreApplication>

/// Lets everything that was posted happen.
inline void settle()
{
    for (int i = 0; i < 12; ++i)
        QCoreApplication::sendPostedEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

/// The usual policy without its pauses: what is decided is told at once.
[[nodiscard]] inline Wf::Engine::EngineOptions atOnce(Wf::Engine::EngineOptions options = {})
{
    options.policy.hold = Wf::Millis { 0 };
    options.policy.settle = Wf::Millis { 0 };
    return options;
}

/// A world with its pipeline, incidents and desk, without store and time.
struct Workbench {
    explicit Workbench(
        std::shared_ptr<Wf::Domain::Catalogue> catalogue, const Wf::Engine::EngineOptions &with = atOnce())
        : options(with)
        , pipeline(world, options)
        , incidents(world, options)
        , desk(world, options, incidents, notifier)
    {
        Wf::Ports::CommitBatch batch;
        Wf::Engine::adoptCatalogue(world, std::move(catalogue), nullptr, clock.now(), batch);
        Wf::Engine::Tick tick(clock.now());
        incidents.adopt(tick);
    }
    /// One turn: observed, decided, sealed.
    Wf::Engine::Tick observe(const std::vector<Wf::Domain::Observation> &observations)
    {
        Wf::Engine::Tick tick(clock.now());
        for (const Wf::Domain::Observation &observation : observations)
            pipeline.observe({ observation }, tick);
        desk.decide(tick);
        pipeline.seal(tick);
        return tick;
    }
    /// Time passes and nothing happens.
    Wf::Engine::Tick wait(Wf::Millis time)
    {
        clock.advance(time);
        return observe({});
    }
    [[nodiscard]] Wf::Engine::Entry &entry(const char *name) { return *world.find(Samples::id(name)); }

    Wf::TestKit::FakeClock clock;
    Wf::TestKit::RecordingNotifier notifier;
    Wf::Engine::EngineOptions options;
    Wf::Engine::World world;
    Wf::Engine::Pipeline pipeline;
    Wf::Engine::IncidentKeeper incidents;
    Wf::Engine::AlertDesk desk;
};

/// A whole engine whose world, time, memory and receivers are the test's.
struct Rig {
    Rig()
    {
        options = atOnce();
        make();
    }
    /// A fresh engine over what the store remembers: a restart.
    void make()
    {
        engine.reset();
        snapshots.clear();
        store.world = store.remembered();
        engine = std::make_unique<Wf::Engine::Engine>(
            Wf::Engine::EngineParts { store, prober, notifier, clock, ticker, outboxTicker, definitions },
            options);
        QObject::connect(
            engine.get(), &Wf::Engine::Engine::published, [this](const Wf::Ports::SnapshotPtr &snapshot) {
                snapshots.push_back(snapshot);
                stats = engine->counts()->stats();
            });
    }
    void start(std::vector<Wf::Domain::Service> services)
    {
        const auto started = engine->start(Samples::catalogue(std::move(services)));
        settle();
        Q_ASSERT(started.isFinished() && started.result().has_value());
    }
    /// Lets time pass, waking whoever asked for it.
    void run(Wf::Millis time)
    {
        const Wf::Millis end = clock.monotonic() + time;
        while (clock.monotonic() < end) {
            Wf::Millis next = end;
            for (const Wf::TestKit::ManualTicker *each : { &ticker, &outboxTicker })
                next = std::min(next, each->due().value_or(end));
            clock.advance(std::max(next, clock.monotonic()) - clock.monotonic());
            ticker.turn();
            outboxTicker.turn();
            settle();
        }
    }
    /// From now on; seen when it returns: the next question is one and a half intervals away at most.
    void say(const char *name, Wf::Domain::Status status)
    {
        prober.say(Samples::id(name), status);
        run(std::chrono::seconds { 95 });
    }
    [[nodiscard]] const Wf::Ports::ServiceRow &row(const char *name) const
    {
        return *snapshots.back()->find(Samples::id(name));
    }
    [[nodiscard]] std::optional<QString> notice(Wf::Ports::Notice::Kind kind) const
    {
        for (const Wf::Ports::Notice &each : snapshots.back()->notices) {
            if (each.kind == kind)
                return each.text;
        }
        return std::nullopt;
    }

    Wf::TestKit::FakeClock clock;
    Wf::TestKit::ManualTicker ticker { clock };
    Wf::TestKit::ManualTicker outboxTicker { clock };
    Wf::TestKit::MemoryStore store;
    Wf::TestKit::FakeProber prober { clock };
    Wf::TestKit::RecordingNotifier notifier;
    Wf::Engine::EngineOptions options;
    const Wf::Ports::DefinitionReader *definitions = nullptr;
    std::unique_ptr<Wf::Engine::Engine> engine;
    std::vector<Wf::Ports::SnapshotPtr> snapshots;
    Wf::Ports::EngineStats stats;
};
