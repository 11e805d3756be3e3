// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Wf::Gui {

/// Who acts: the name of the account on this computer.
[[nodiscard]] QString accountName();

} // namespace Wf::Gui
