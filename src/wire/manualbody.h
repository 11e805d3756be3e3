// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/session.h"

#include <QByteArray>

namespace Wf::Wire {

/// The body of POST /api/admin/status. Unknown keys are ignored; `by` and `clientIp` are left to the caller.
/// An error is `Invalid` and names the field at fault; a body that is no JSON object names "body".
/// service_id 1–128 characters; new_status one of the five; detail at most 2,000; reason 3–500; expires_at, when
/// given, a time with zone after `now`.
[[nodiscard]] Result<Ports::ManualUpdate> parseManualUpdate(const QByteArray &body, Instant now);

} // namespace Wf::Wire
