// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// Made-up pages of Status.io and cState for what the recorded ones do not show.
class HostedGridsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void statusioKeepsPlacesApart();
    void statusioMaintenanceEndsWhenPlanned();
    void statusioWithoutPageSaysSo();
    void cstateTakesTheWorstOfBoth();
    void cstateIssuesAreToldOnce();
};
