// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// The recorded cases of the first reference system that the dialect has to fulfil.
class StatuspageVectors final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void recorded_data();
    void recorded();
};
