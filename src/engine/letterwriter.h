// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/incidentbook.h"
#include "domain/letter.h"
#include "engine/tick.h"
#include "engine/world.h"

namespace Wf::Engine {

/// What is told of an incident in one message.
struct IncidentNews {
    const Domain::Incident &incident;
    Domain::TellingKind telling = Domain::TellingKind::First;
    Domain::Mention mention = Domain::Mention::None;
    QString explainedBy {}; ///< name of its probable root cause
    const Domain::RootCause *cause = nullptr; ///< what it explains itself
    Domain::Status from = Domain::Status::Operational; ///< what people believe until now
};

/// Letters without their key, which is given when they are put into the outbox.
[[nodiscard]] Domain::Letter incidentLetter(const World &world, const IncidentNews &news, Instant now);
[[nodiscard]] Domain::Letter healthLetter(const Entry &entry, const HealthChange &change, Instant now);
[[nodiscard]] Domain::Letter connectivityLetter(const World &world, Instant now);
enum class Moment : quint8 { Before, After };
[[nodiscard]] Domain::Letter maintenanceLetter(
    const Domain::MaintenancePlan &plan, const Domain::Window &window, Moment moment, Instant now);
[[nodiscard]] Domain::Letter channelLetter(
    const QString &channel, const QString &answer, Domain::Status state, Instant now);
[[nodiscard]] Domain::Letter testLetter(const QString &what, const QString &by, Instant now);

} // namespace Wf::Engine
