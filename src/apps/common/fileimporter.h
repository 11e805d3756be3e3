// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/importer.h"

namespace Wf::Apps {

/// Reads exports from files: the text formats of Config::importText, or Uptime Kuma's own database (kuma.db),
/// which is opened read-only.
class FileImporter final : public Ports::Importer {
public:
    /// In a thread of the pool.
    [[nodiscard]] QFuture<Result<Domain::Import>> read(const QString &file) const override;
    /// At once, in this thread.
    [[nodiscard]] static Result<Domain::Import> readNow(const QString &file);
};

} // namespace Wf::Apps
