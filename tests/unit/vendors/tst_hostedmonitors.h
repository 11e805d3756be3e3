// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// Made-up pages of Uptime Kuma, Cachet, UptimeRobot, Uptime.com, Sorry, StatusCast and Site24x7 for what the
/// recorded ones do not show.
class HostedMonitorsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void kumaNeedsItsHeartbeats();
    void kumaCountsWhatIsDown();
    void kumaMaintenanceIsInItsOwnZone_data();
    void kumaMaintenanceIsInItsOwnZone();
    void kumaNoticesDecideNothing();
    void cachetReadsItsDocumentsTogether();
    void cachetIncidentsGoByTheirUpdates();
    void cachetSchedulesGoByTheirCode_data();
    void cachetSchedulesGoByTheirCode();
    void firstPartsOfListsAreNeverWell();
    void pausedMonitorsDecideNothing();
    void uptimecomSaysOnlyWhetherAllIsWell();
    void uptimecomMaintenanceGoesByItsTimes();
    void sorryNoticesFollowTheSelection();
    void statuscastReadsItsDocumentsTogether();
    void site24x7TakesTheNewestOfEach();
    void furtherAddressesLieBesideTheFirst_data();
    void furtherAddressesLieBesideTheFirst();
};
