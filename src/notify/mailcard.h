// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "notify/mailtext.h"

namespace Wf::Notify {

/// "#ef4444": of the badge.
[[nodiscard]] QString badgeColour(const Domain::Letter &letter);
/// What usually is behind a missed heartbeat; empty for anything else.
[[nodiscard]] QStringList likelyCauses(const Domain::Letter &letter);

} // namespace Wf::Notify
