// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/letter.h"

/// Letters as JSON, in words of this room alone: a letter waits in the outbox over an upgrade of the program.
namespace Wf::Storage {

/// The parts of parts are left out: a digest has none. Of addresses credentials are left out.
[[nodiscard]] QByteArray encode(const Domain::Letter &letter);
/// Nothing when it is no letter at all; a field that cannot be read is as in an empty one.
[[nodiscard]] std::optional<Domain::Letter> decodeLetter(const QByteArray &json);

} // namespace Wf::Storage
