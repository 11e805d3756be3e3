// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class TestPurge final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void limits_data();
    void limits();
    void alertOutlivesEvent();
    void messagesGoWithTheirAlerts();
    void manyRowsInSteps();
    void overMaintenancesGo();
    void oldHistoryGoes_data();
    void oldHistoryGoes();
    void oldSightingsGo_data();
    void oldSightingsGo();
    void oldIncidentsGo_data();
    void oldIncidentsGo();
    void incidentsGoWithTheirNotes();
    void whatWasAnnouncedGoes();
    void statesOfGoneMonitorsGo();
    void purgeDuringCommits();
    void closingStopsPurge();
};
