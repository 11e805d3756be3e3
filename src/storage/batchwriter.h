// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/store.h"
#include "storage/database.h"

namespace Wf::Storage {

/// Writes one batch, in an order that no reference forbids. Inside a transaction of the caller.
[[nodiscard]] Result<void> writeBatch(Database &database, const Ports::CommitBatch &batch);

/// Writes the batches in one transaction. When that fails each gets its own, so that one bad batch harms no other.
/// Answers in the order of the batches, after they are durable.
[[nodiscard]] std::vector<Result<void>> writeTogether(
    Database &database, const std::vector<const Ports::CommitBatch *> &batches);

} // namespace Wf::Storage
