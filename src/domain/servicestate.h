// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/advance.h"

#include <span>

namespace Wf::Domain {

/// What a person said about a service. On a polled service without `expiresAt` it is a starting point that the
/// next polls correct; with `expiresAt` it holds until then, visibly, whatever the monitors say.
struct ManualOverride {
    Status status = Status::Unknown;
    QString detail;
    QString reason;
    QString by;
    Instant at {};
    std::optional<Instant> expiresAt;

    bool operator==(const ManualOverride &) const = default;
};

/// A service as the sum of its monitors and of what a person said. Persisted as it is.
struct ServiceState {
    ServiceId id;
    Status status = Status::Unknown; ///< what it says, ignoring blindness
    QString detail;
    bool maintenance = false;
    PollerHealth health = PollerHealth::Healthy;
    Knowledge knowledge = Knowledge::Blind;
    std::optional<Instant> changedAt; ///< last change of `status`
    std::optional<ManualOverride> manual;

    bool operator==(const ServiceState &) const = default;
    /// Blind shows unknown.
    [[nodiscard]] Status effective() const;
    [[nodiscard]] bool isBlind() const { return health == PollerHealth::Broken; }
};

/// The service as its monitors (and the override) make it at `now`; `previous` gives id and changedAt.
/// Worst of the monitors that can be seen; blind only when all of its (non-manual) monitors are broken; in
/// maintenance when the worst status is explained by maintenance on every monitor that shows it.
[[nodiscard]] ServiceState combine(
    const ServiceState &previous, std::span<const MonitorState> monitors, const Service &service, Instant now);

} // namespace Wf::Domain
