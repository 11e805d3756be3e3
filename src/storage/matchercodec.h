// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/alertpolicy.h"

namespace Wf::Storage {

[[nodiscard]] QString encode(const Domain::AlertMatcher &matcher);
/// Nothing when any part of it cannot be read: a matcher that lost a part would match more than was meant.
[[nodiscard]] std::optional<Domain::AlertMatcher> decodeMatcher(const QString &json);

} // namespace Wf::Storage
