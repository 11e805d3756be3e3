// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// Made-up Statuspage documents for what the recorded ones do not show.
class StatuspageTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void unknownWordsAreNeverOperational();
    void anUnknownWordDoesNotHideAnOutage();
    void anOutageDoesNotHideBehindMaintenance();
    void aListedMaintenanceExplainsItsOwnComponents();
    void aMaintenanceOfNobodyExplainsAPageWithoutBadComponents();
    void aGroupAloneMeansItsChildren();
    void closedIncidentsAreLeftOut();
    void theWorstIncidentComesFirst();
    void updatesNameComponentsWhereTheIncidentDoesNot();
    void unfinishedMaintenancesAreLeftOut();
    void whatIsNoStatuspageIsAParseFailure_data();
    void whatIsNoStatuspageIsAParseFailure();
    void aPageWithoutComponentsCannotBeSelectedFrom();
    void hostileSizesAreCut();
};
