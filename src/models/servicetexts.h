// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/graph.h"
#include "ports/session.h"

namespace Wf::Models {

/// A number with a name and a footnote; `tone` gives its colour, nothing = plain.
struct NumberCard {
    QString title;
    QString value;
    QString note;
    std::optional<Domain::Display> tone;

    bool operator==(const NumberCard &) const = default;
};
/// Uptime of three windows, the last poll, the poller, the vendor's incident: what there is to say, in that order.
[[nodiscard]] std::vector<NumberCard> numberCards(const Ports::ServiceRow &row, Instant now);

/// "since 18:22, 41 min · critical tier · vendor page + 1 check"
[[nodiscard]] QString serviceFacts(const Ports::ServiceRow &row, Instant now);
/// "Degraded, seen by 2 of 3 confirming polls"; empty when nothing waits.
[[nodiscard]] QString pendingSentence(const Ports::ServiceRow &row);

/// Something that must be known before the numbers are believed.
struct Banner {
    Domain::Display display = Domain::Display::Unknown;
    QString title;
    QString text;
    /// What a press of a button would do to a monitor.
    struct Offer {
        QString button {};
        MonitorId monitor {};
        QString kind {};
        QUrl url {};

        bool operator==(const Offer &) const = default;
    };
    std::optional<Offer> offer {};

    bool operator==(const Banner &) const = default;
};
/// Blind, failing or expired polls, a page that moved, an override by hand, a maintenance, a change that waits for
/// confirmation.
[[nodiscard]] std::vector<Banner> banners(const Ports::ServiceRow &row, Instant now);

struct DependencyLine {
    ServiceId id;
    QString name;
    QString impact;
    Domain::EdgeSeverity severity = Domain::EdgeSeverity::High;
    Domain::Display display = Domain::Display::Unknown;

    bool operator==(const DependencyLine &) const = default;
};
enum class Direction : quint8 { DependsOnIt, ItDependsOn };
[[nodiscard]] std::vector<DependencyLine> dependencyLines(const Ports::Snapshot &snapshot,
    const Domain::Graph &graph, const ServiceId &service, Direction direction, Instant now);

struct ComponentLine {
    QString name;
    Domain::Display display = Domain::Display::Unknown;

    bool operator==(const ComponentLine &) const = default;
};
/// Of all monitors, the bad ones first, then by name; components that no monitor selects are left out.
[[nodiscard]] std::vector<ComponentLine> componentLines(const Ports::ServiceRow &row);

/// "23 Apr 2026: degraded", "…: no data": of one day's cell.
[[nodiscard]] QString dayText(const Domain::Cell &cell, Instant day);
[[nodiscard]] Domain::Display displayOf(const Domain::Cell &cell);

/// "Blast radius of Okta" in words.
struct BlastText {
    QString title;
    QString
        summary; ///< "12 services downstream, 2 already failing. Worst path: Okta → GitHub → Deploys (critical)."
    std::vector<DependencyLine> reached; ///< nearest and most severe first
};
[[nodiscard]] BlastText blastText(
    const Ports::Snapshot &snapshot, const Domain::Graph &graph, const ServiceId &service, Instant now);

} // namespace Wf::Models
