// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/results.h"

#include <QByteArray>

/// Results as text that can be read while it comes: the fields of Wire::results(), one point a line.
namespace Wf::Wire {

/// A JSON object a line.
[[nodiscard]] QByteArray resultLines(const Ports::ResultPage &page);
/// CSV as RFC 4180 has it: the names of the columns, and the rows in the same order. Nothing is an empty field.
/// Text that a spreadsheet would take for a formula has an apostrophe before it.
[[nodiscard]] QByteArray resultHeader(Domain::Resolution resolution);
[[nodiscard]] QByteArray resultRows(const Ports::ResultPage &page);

} // namespace Wf::Wire
