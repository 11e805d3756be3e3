// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/snapshot.h"
#include "ports/store.h"
#include "wire/values.h"

namespace Wf::Wire {

/// A row of the timeline. The address of who made a manual update stays inside.
[[nodiscard]] QJsonObject event(const Domain::Event &event, const Ports::Snapshot &world);
/// {"events", "total"}
[[nodiscard]] QJsonObject events(const Ports::EventPage &page, const Ports::Snapshot &world);
/// An alert decision, why it fell, and how its delivery went.
[[nodiscard]] QJsonObject alert(const Ports::AlertEntry &entry, const Ports::Snapshot &world);
/// {"alerts", "total"}
[[nodiscard]] QJsonObject alerts(const Ports::AlertPage &page, const Ports::Snapshot &world);

} // namespace Wf::Wire
