// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class TestResults final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readableWhateverPartTheyLieIn();
    void theSameAsWithoutStoring_data();
    void theSameAsWithoutStoring();
    void upkeepTwiceChangesNothing();
    void upkeepMayEndAfterAnyStep();
    void lateResultsAreAdded();
    void resultsToldAgainCountOnce();
    void tooLateIsRefusedInWords();
    void oldSinglesGo_data();
    void oldSinglesGo();
    void manySinglesGoOldestFirst();
    void daysStayWhenAllElseIsGone();
    void pagesFollowEachOther();
    void autoShowsAtMostFifteenHundredPoints();
    void unknownMonitorHasNoResults();
    void resultsBefore1970AreRefused();
    void readersAreNotHeldUp();
    void closingStopsUpkeep();
};
