// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>

namespace Wf::Ctl {

/// What a vendor is worth, in words; `data` is the member of that name.
[[nodiscard]] QString vendorText(const QJsonObject &data);

} // namespace Wf::Ctl
