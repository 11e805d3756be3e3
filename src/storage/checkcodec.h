// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/checkresult.h"

/// The last result of a check as JSON text: read and written whole. What cannot be read comes back as nothing.
namespace Wf::Storage {

[[nodiscard]] QString encode(const Domain::CheckResult &result);
[[nodiscard]] std::optional<Domain::CheckResult> decodeCheckResult(const QString &json);

} // namespace Wf::Storage
