// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/checkresult.h"
#include "models/cellroles.h"
#include "ports/results.h"
#include "ports/snapshot.h"

/// Words and pictures of single monitors.
namespace Wf::Models {

/// A monitor and the service that it belongs to; both live as long as their snapshot.
struct MonitorPlace {
    const Ports::ServiceRow *service = nullptr;
    const Ports::MonitorRow *monitor = nullptr;

    [[nodiscard]] explicit operator bool() const { return monitor != nullptr; }
};
[[nodiscard]] MonitorPlace findMonitor(const Ports::Snapshot &snapshot, const MonitorId &id);

/// "0.4 ms", "84 ms", "1.24 s", "2 min"
[[nodiscard]] QString tookText(Domain::Micros duration);
/// "in 12 s"; "now" once it is due.
[[nodiscard]] QString ahead(Instant at, Instant now);
/// "HTTP", "TLS", "ping", "domain", …
[[nodiscard]] QString kindLabel(const QString &kind);
/// "Okta, sign-in page"
[[nodiscard]] QString monitorName(const MonitorPlace &place);

/// What a monitor shows at `now`: unknown when it is paused, or when what it says has expired.
[[nodiscard]] Domain::Display shown(const Ports::MonitorRow &monitor, Instant now);
/// The same in words: "Major outage", "Paused", "Not asked yet"
[[nodiscard]] QString stateText(const Ports::MonitorRow &monitor, Instant now);
[[nodiscard]] RowState rowState(const Ports::MonitorRow &monitor, Instant now);
/// What is asked, without secrets; empty for a heartbeat.
[[nodiscard]] QString targetLine(const Domain::MonitorSpec &spec);
/// "200 in 84 ms", "status 503, expected 200-299", why it could not be asked; with "2 of 3" while a change waits
/// for confirmation.
[[nodiscard]] QString lastResult(const Ports::MonitorRow &monitor);
/// "1,440 requests in 24 hours, 1,395 of them unchanged, 1.20 MiB": what watching a page cost in the last 24
/// hours; empty for what is no page, and before the first answer.
[[nodiscard]] QString trafficText(const Ports::MonitorRow &monitor);
/// "Watching status.okta.com: 1,440 requests …", a line for each page of a service; empty before the first answer.
[[nodiscard]] QString trafficText(const Ports::ServiceRow &service);
/// The certificate is not looked at: said wherever the check is shown.
[[nodiscard]] bool isInsecure(const Domain::MonitorSpec &spec);
[[nodiscard]] Spark sparkOf(const std::vector<Ports::RecentRun> &runs);
/// "the last 60 runs: 34 ms to 210 ms, 2 failed"
[[nodiscard]] QString recentText(const std::vector<Ports::RecentRun> &runs);

} // namespace Wf::Models
