// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/snapshot.h"
#include "wire/values.h"

/// Silences and own maintenances: as the API shows them, and as it takes them.
namespace Wf::Wire {

[[nodiscard]] QJsonObject silence(const Domain::Silence &silence, Instant now);
/// {"silences", "total"}: those that are active or to come.
[[nodiscard]] QJsonObject silences(const Ports::Snapshot &world);

/// An own maintenance in the words of a vendor's, and what else it has: the window that is open or comes next,
/// the services it is about, how it repeats.
[[nodiscard]] QJsonObject plan(const Domain::MaintenancePlan &plan, const Ports::Snapshot &world);

// Each fault is Invalid: one sentence and the field. `author` is what holds where the body names none.

/// {match | services, reason, author?, from?, until | duration}
[[nodiscard]] Result<Domain::Silence> parseSilence(const QByteArray &body, const QString &author, Instant now);
/// {title, description?, match | services, author?, from?, until | length, schedule?, zone?, notice_before?,
/// channels?}
[[nodiscard]] Result<Domain::MaintenancePlan> parsePlan(
    const QByteArray &body, const QString &author, Instant now);

} // namespace Wf::Wire
