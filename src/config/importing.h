// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"
#include "domain/imported.h"

#include <QJsonArray>

namespace Wf::Config {

using Domain::Import;
using Domain::Imported;
using Domain::ImportNote;

constexpr qsizetype kLargestImport = 64 * 1024 * 1024; ///< bytes
constexpr qsizetype kMostImported = 20'000; ///< monitors; more are left out, and a note says so

/// Reads an Uptime Kuma backup (JSON of 1.x), a Healthchecks export (the JSON of its API, GET checks/) or a Gatus
/// configuration (YAML); tells them apart by what is in them. Invalid says what it is not.
[[nodiscard]] Result<Import> importText(const QByteArray &bytes);

/// Monitors of Uptime Kuma with the keys of its JSON, from a backup or from the rows of its database.
[[nodiscard]] Import importKuma(const QJsonArray &monitors);
[[nodiscard]] Import importHealthchecks(const QJsonArray &checks);
[[nodiscard]] Import importGatus(const QJsonObject &configuration);

} // namespace Wf::Config
