// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class VendorProberTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneRequestServesEveryMonitor();
    void oneBadSelectionDoesNotTouchTheOthers();
    void aWebPageIsAParseFailureAndNotRemembered();
    void notModifiedIsReadAgainAtTheNewTime();
    void everyMonitorHearsOfTheFailure();
    void anUnknownKindIsSaidAtOnce();
    void cancellingTheFutureGivesUp();
    void destroyingItMidFlightCancels();
    void furtherDocumentsAreReadTogether();
    void furtherDocumentsAreNotAskedForWithoutTheFirst();
    void aLackOfThemIsTold();
    void whatIsNotThereIsLeftAloneForAnHour();
    void thePageMayTellHowSoonToComeBack();
    void theyAreAskedForConditionally();
    void cancellingGivesThemUp();
};
