// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/event.h"

#include <QStringList>

#include <span>

namespace Wf::Domain {

/// What an outage of one service came to, once it is over.
struct Report {
    qint64 id = 0;
    ServiceId service {};
    QString name {}; ///< of the service
    Instant startedAt {};
    Instant resolvedAt {};
    Status peak = Status::Unknown;
    QStringList affected {}; ///< names of the direct dependents
    int events = 0;
    QString summary {}; ///< one or two sentences
    std::optional<qint64> incident {}; ///< whose end it tells
    Instant createdAt {}; ///< when it was written

    [[nodiscard]] Millis duration() const { return resolvedAt - startedAt; }
    bool operator==(const Report &) const = default;
};

/// Shorter ones are no outage that anybody writes about.
constexpr Millis kShortestReport = std::chrono::minutes { 1 };

/// The report of an outage that ended at `resolvedAt`; nothing when it was too short. `events` = its changes of
/// status, oldest first, the one that ended it included.
[[nodiscard]] std::optional<Report> makeReport(const ServiceId &service, const QString &name,
    const QStringList &affected, std::span<const Event> events, Instant resolvedAt);

/// The changes of status of the last outage among `timeline` (of one service, newest first), oldest first: from
/// the change that left operational to the one that came back; empty when it did not.
[[nodiscard]] std::vector<Event> lastOutage(std::span<const Event> timeline);

/// "59s", "59m", "1h", "1h 1m", "48h"
[[nodiscard]] QString durationText(Millis duration);

/// "identity-provider-20260424T100000Z-822731.md": the same for the same outage.
[[nodiscard]] QString postmortemFile(const Report &report);
/// The draft of a postmortem: Markdown with YAML front matter, eight sections, the timeline filled in with dates,
/// and questions where people have to write.
[[nodiscard]] QString postmortemText(const Report &report, std::span<const Event> events);

} // namespace Wf::Domain
