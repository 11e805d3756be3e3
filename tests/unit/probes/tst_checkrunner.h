// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// Places, limits, cancelling, and what becomes of a run as an observation.
class CheckRunnerTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void placesAreGivenInOrder();
    void placesOfABusyHostHoldNobodyUp();
    void placesAreManyAndCheap();
    void limitsPerHostAndInAll();
    void tooManyAreNotAsked();
    void cancelledChecksAreNotTold();
    void goesWhileChecksRun();
    void proberAnswersInOrder();
    void proberSharesEqualChecks();
    void proberGivesUpWhenNobodyWaits();
    void routesByWhatMonitorsCarry();
};
