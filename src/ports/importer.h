// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"
#include "domain/imported.h"

#include <QFuture>

namespace Wf::Ports {

/// Reads what other programs wrote about what they watch. Nothing is created by reading.
class Importer {
public:
    virtual ~Importer() = default;
    /// The error is one sentence that names the file. Every monitor has a spec or a refusal.
    [[nodiscard]] virtual QFuture<Result<Domain::Import>> read(const QString &file) const = 0;
};

} // namespace Wf::Ports
