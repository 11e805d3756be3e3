// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/rollup.h"

/// Results as bytes. Private to this room. What cannot be read comes back empty, never as an error.
namespace Wf::Storage {

/// Many samples of one monitor, oldest first, column by column: each column is written as runs, as differences or
/// as offsets, whichever is shortest; failures are words in a list of their own. Usually under 20 bytes a sample.
[[nodiscard]] QByteArray packSamples(std::span<const Domain::Sample> samples);
[[nodiscard]] std::vector<Domain::Sample> unpackSamples(QByteArrayView bytes);

[[nodiscard]] QByteArray packTally(const Domain::Tally &tally);
[[nodiscard]] Domain::Tally unpackTally(QByteArrayView bytes);

} // namespace Wf::Storage
