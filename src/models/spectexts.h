// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/catalogue.h"
#include "models/monitordraft.h"

namespace Wf::Models {

/// What is configured of a monitor and its service, as the form shows it: for those that come from a file. Secrets
/// are dots.
[[nodiscard]] DraftTexts specTexts(const Domain::Service &service, const Domain::MonitorSpec &spec);
/// What is configured besides and the form has no field for, one line each: "body_limit: 64 KiB".
[[nodiscard]] QStringList furtherTexts(const Domain::Service &service, const Domain::MonitorSpec &spec);

} // namespace Wf::Models
