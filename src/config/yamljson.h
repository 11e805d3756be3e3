// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/yamlnode.h"

#include <QJsonValue>

namespace Wf::Config {

/// The same value as JSON: numbers, true, false and null without quotes are themselves, all other scalars are
/// text.
[[nodiscard]] QJsonValue jsonFrom(const YamlNode &node);

} // namespace Wf::Config
