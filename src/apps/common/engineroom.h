// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/localsession.h"
#include "engine/timerticker.h"
#include "notify/slackcomposer.h"
#include "notify/slacknotifier.h"
#include "probes/vendorprober.h"

#include <QNetworkAccessManager>

namespace Wf::Apps {

/// What the engine room is furnished with; the prober and the notifier of the demo replace the real ones.
struct EngineFurniture {
    Ports::Store &store;
    const Clock &clock;
    Engine::EngineOptions options;
    Probes::FetchOptions fetch;
    Notify::AckButtons ackButtons = Notify::AckButtons::Off;
    Notify::SlackNotifier::Resolver webhooks;
    Ports::Prober *prober = nullptr; ///< not null: instead of the network
};

/// Everything that lives in the engine's thread, made and destroyed there, in the order of its members.
struct EngineRoom {
    explicit EngineRoom(const EngineFurniture &furniture)
        : fetcher(network, furniture.clock, furniture.fetch)
        , vendors(fetcher, furniture.clock)
        , composer(furniture.ackButtons)
        , notifier(furniture.webhooks, furniture.clock)
        , engine({ furniture.store, furniture.prober ? *furniture.prober : vendors, notifier, composer,
                     furniture.clock, ticker, outboxTicker },
              furniture.options)
        , session(engine)
    {
    }

    QNetworkAccessManager network;
    Probes::Fetcher fetcher;
    Probes::VendorProber vendors;
    Notify::SlackComposer composer;
    Notify::SlackNotifier notifier;
    Engine::TimerTicker ticker;
    Engine::TimerTicker outboxTicker;
    Engine::Engine engine;
    Engine::LocalSession session;
};

} // namespace Wf::Apps
