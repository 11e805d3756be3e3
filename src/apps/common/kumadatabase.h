// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonArray>
#include <QString>

#include <tl/expected.hpp>

namespace Wf::Apps {

/// The monitors of an Uptime Kuma database (1.x or 2.x) with the keys of its JSON. Columns are read by name and
/// each is optional, since they come and go with the version. Opened read-only. The error is one sentence.
[[nodiscard]] tl::expected<QJsonArray, QString> readKumaDatabase(const QString &file);

} // namespace Wf::Apps
