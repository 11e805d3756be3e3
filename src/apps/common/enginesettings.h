// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/appconfig.h"
#include "engine/options.h"
#include "http/httpoptions.h"
#include "probes/checkoptions.h"
#include "probes/fetcher.h"

namespace Wf::Apps {

/// Configuration as each room wants it told.
[[nodiscard]] Engine::EngineOptions engineOptions(const Config::AppConfig &config, const QString &dataFolder);
[[nodiscard]] Probes::FetchOptions fetchOptions(const Config::Settings &settings);
[[nodiscard]] Probes::CheckOptions checkOptions(const Config::Settings &settings);
[[nodiscard]] Http::HttpOptions httpOptions(const Config::Settings &settings);
/// False when the API has to be opened anew for the second to take effect.
[[nodiscard]] bool isSameApi(const Config::Settings &a, const Config::Settings &b);
/// The address behind a built-in channel; empty when it is not configured. Poller health falls back to the global
/// one, a service without one of its own too.
[[nodiscard]] QUrl webhookAddress(
    const Config::AppConfig &config, const QString &channel, const ServiceId &service);

} // namespace Wf::Apps
