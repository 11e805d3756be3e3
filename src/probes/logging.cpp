// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/logging.h"

namespace Wf::Probes {

Q_LOGGING_CATEGORY(lcFetch, "wf.probes.fetch")

} // namespace Wf::Probes
