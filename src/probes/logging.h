// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLoggingCategory>

namespace Wf::Probes {

Q_DECLARE_LOGGING_CATEGORY(lcFetch)

} // namespace Wf::Probes
