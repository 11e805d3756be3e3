// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// Made-up pages of incident.io, Instatus, Better Stack, Flashduty, Status.io and cState for what the recorded
/// ones do not show.
class HostedPagesTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void incidentioTellsAnImpactThatGoesOn();
    void incidentioNamesIncidentsInFull();
    void incidentioWithoutComponentGoesByItsState_data();
    void incidentioWithoutComponentGoesByItsState();
    void incidentioMaintenanceCoversItsComponents();
    void incidentioComponentsOutOfNowhereCount();
    void incidentioListGoesByItsOpenEntries();
    void widgetListsOnlyTrouble();
    void widgetMaintenanceCoversItsComponents();
    void instatusYieldsToWhatIsMoreExact();
    void instatusIncidentsAreNamedInFull();
    void instatusMaintenanceEndsAfterItsMinutes_data();
    void instatusMaintenanceEndsAfterItsMinutes();
    void instatusReadsItsComponentsBeside();
    void instatusListTellsOfTroubleOnly();
    void betterstackCountsWhatIsDown();
    void betterstackLeavesOutWhatIsNotMonitored();
    void betterstackReportsFollowTheSelection();
    void betterstackMaintenanceGoesByItsTimes();
    void flashdutyGrowsStale();
    void flashdutyFeedTellsWhatIsOpen();
};
