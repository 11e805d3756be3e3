// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/yamlnode.h"
#include "core/result.h"

#include <QJsonObject>

namespace Wf::Config {

/// A JSON object as the readers of YAML take it. Its values have no lines: instead, line n (from 1) stands for the
/// n-th of `paths`.
struct JsonNodes {
    YamlPtr root;
    QStringList paths; ///< "", "monitors", "monitors[0]", "monitors[0].expect.status", …

    [[nodiscard]] QString pathAt(int line) const { return paths.value(line - 1); }
};

/// At most 20,000 values, 64 levels deep.
[[nodiscard]] Result<JsonNodes> nodesFrom(const QJsonObject &object);

} // namespace Wf::Config
