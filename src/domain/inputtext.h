// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <optional>

namespace Wf::Domain {

/// A number of ASCII digits only; larger ones than fit read as a million. Anything else is nothing.
[[nodiscard]] std::optional<int> plainNumber(QStringView text);
/// A piece of somebody's input for a sentence: one line, cut to 40 characters, in quotes.
[[nodiscard]] QString quoted(QStringView text);

} // namespace Wf::Domain
