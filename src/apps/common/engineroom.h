// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "apps/common/definitionreader.h"
#include "engine/localsession.h"
#include "engine/timerticker.h"
#include "notify/channelnotifier.h"
#include "probes/checkprober.h"
#include "probes/vendorprober.h"

#include <QNetworkAccessManager>

namespace Wf::Apps {

/// What the engine room is furnished with; the prober and the notifier of the demo replace the real ones.
struct EngineFurniture {
    Ports::Store &store;
    const Clock &clock;
    Engine::EngineOptions options;
    Probes::FetchOptions fetch;
    Probes::CheckOptions checks;
    const Ports::DefinitionReader &definitions;
    Ports::Prober *prober = nullptr; ///< not null: instead of the network
};

/// Everything that lives in the engine's thread, made and destroyed there, in the order of its members.
struct EngineRoom {
    explicit EngineRoom(const EngineFurniture &furniture)
        : fetcher(network, furniture.clock, furniture.fetch)
        , vendors(fetcher, furniture.clock)
        , runner(furniture.clock, furniture.checks)
        , checks(runner, furniture.clock)
        , prober(vendors, checks)
        , notifier(furniture.clock)
        , engine({ furniture.store, furniture.prober ? *furniture.prober : prober, notifier, furniture.clock,
                     ticker, outboxTicker, &furniture.definitions },
              furniture.options)
        , session(engine)
    {
    }

    QNetworkAccessManager network;
    Probes::Fetcher fetcher;
    Probes::VendorProber vendors;
    Probes::CheckRunner runner;
    Probes::CheckProber checks;
    Probes::RoutingProber prober;
    Notify::ChannelNotifier notifier;
    Engine::TimerTicker ticker;
    Engine::TimerTicker outboxTicker;
    Engine::Engine engine;
    Engine::LocalSession session;
};

} // namespace Wf::Apps
