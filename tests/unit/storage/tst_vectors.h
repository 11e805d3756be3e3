// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// The recorded cases about what results come to and how long they are kept.
class TestVectors final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void uptime_data();
    void uptime();
    void retention_data();
    void retention();
    void percentilesOfADayRow();
    void tiersOfAMaintenanceRun();
};
