// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/snapshot.h"
#include "ports/store.h"
#include "wire/values.h"

namespace Wf::Wire {

/// One incident, open or over; what lasts is counted up to `now`.
[[nodiscard]] QJsonObject incident(const Domain::Incident &incident, const Ports::Snapshot &world, Instant now);
/// {"incidents", "total"}
[[nodiscard]] QJsonObject incidents(const Ports::IncidentPage &page, const Ports::Snapshot &world, Instant now);
[[nodiscard]] QJsonObject note(const Domain::IncidentNote &note);

/// The incident with everything that is remembered of it: {"incident", "timeline", "events", "alerts", "notes",
/// "explains", "first_seen", "report"}. The timeline mixes what the vendor said, changes, decisions about alerts
/// and people's notes, oldest first: {"at", "kind", "text", "by", "id"}.
[[nodiscard]] QJsonObject story(const Ports::IncidentStory &story, const Ports::Snapshot &world, Instant now);

} // namespace Wf::Wire
