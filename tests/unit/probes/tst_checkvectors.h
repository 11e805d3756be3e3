// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// The recorded cases of the second reference system about checking web sites, its defects mended: each case has a
/// function here that plays it, and one that nobody plays is a failure.
class CheckVectors final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recorded_data();
    void recorded();
};
