// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

/// Which room may use which, and which Qt modules: read from the CMake file that builds by it, so that there is
/// one.
struct LayerTable {
    QStringList rooms;
    QHash<QString, QStringList> may;
    QHash<QString, QStringList> qt;

    /// `cmake` is the text of WfLibrary.cmake.
    [[nodiscard]] static LayerTable fromCMake(const QString &cmake);
};
