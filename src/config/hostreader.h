// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/reading.h"
#include "domain/checkspec.h"

namespace Wf::Config {

// Checks of one host. `shown` becomes the monitor's address as people may see it: "tcp://host:port",
// "tls://host:port", "dns://resolver/name?type=MX", "ping://host".
[[nodiscard]] Domain::TcpSpec readTcp(const Place &monitor, const Reading &reading, QUrl &shown);
[[nodiscard]] Domain::TlsSpec readTls(const Place &monitor, const Reading &reading, QUrl &shown);
[[nodiscard]] Domain::DnsSpec readDns(
    const Place &monitor, const Place &expect, const Reading &reading, QUrl &shown);
[[nodiscard]] Domain::PingSpec readPing(const Place &monitor, const Reading &reading, QUrl &shown);
/// Neither of these has an address that could be opened.
[[nodiscard]] Domain::CommandSpec readCommand(const Place &monitor, const Reading &reading);
[[nodiscard]] Domain::DomainSpec readDomain(const Place &monitor, const Place &expect, const Reading &reading);

} // namespace Wf::Config
