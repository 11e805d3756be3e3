// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/observation.h"

#include <QByteArray>
#include <QJsonArray>
#include <QStringList>

#include <vector>

/// A recorded payload and what is expected of it, written by hand from the rules in
/// tests/data/<folder>/expected/<payload's name without its ending>.json:
///
///     {"dialect": "statuspage",
///      "cases": [{"now": "2026-04-24T13:00:00Z", "components": ["API"], "status": "degraded",
///                 "maintenance": false, "incidents": 1, "maintenances": 0, "failure": "parse", …}]}
struct Golden {
    QString label; ///< "statuspage/zoom-summary"; for the name of a test's row
    QString payload; ///< path of the recorded payload
    QString dialect;
    QJsonArray cases;
};

/// Folders of recorded payloads; empty when they are not here.
[[nodiscard]] QStringList fixtureFolders();
/// Payloads in a folder, by name.
[[nodiscard]] QStringList payloadsIn(const QString &folder);
/// Whether anything is expected of that folder yet.
[[nodiscard]] bool hasGoldens(const QString &folder);
/// What is expected of a payload; without cases where nobody wrote it down.
[[nodiscard]] Golden goldenOf(const QString &folder, const QString &payload);
/// Every payload that something is expected of.
[[nodiscard]] std::vector<Golden> allGoldens();

[[nodiscard]] QByteArray contentsOf(const QString &path);
/// The payload's bytes, or others in their place, read as that case says.
[[nodiscard]] Wf::Domain::Observation readAs(
    const Golden &golden, const QByteArray &body, const QJsonObject &expected);
