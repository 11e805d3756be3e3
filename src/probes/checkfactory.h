// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "probes/checkjob.h"

#include <memory>

namespace Wf::Probes {

/// The job that carries out a check of this kind.
[[nodiscard]] std::unique_ptr<CheckJob> makeCheck(const Domain::CheckSpec &spec, const CheckTools &tools);

} // namespace Wf::Probes
