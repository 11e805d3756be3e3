// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/reading.h"
#include "domain/checkspec.h"

namespace Wf::Config {

/// The request of an http monitor, without what it expects. `shown` becomes its address as people may see it.
[[nodiscard]] Domain::HttpSpec readHttp(const Place &monitor, const Reading &reading, QUrl &shown);

/// The handshake of a websocket monitor, without what it expects.
[[nodiscard]] Domain::WebSocketSpec readWebSocket(const Place &monitor, const Reading &reading, QUrl &shown);

/// Values of these headers need not be hidden from anybody.
[[nodiscard]] bool isPublicHeader(const QString &name);

} // namespace Wf::Config
