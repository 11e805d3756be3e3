// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class TestQueue final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pragmasAreSet();
    void manyCommitsAreAllAnswered();
    void oneBadBatchHarmsNoOther();
    void badBatchIsWrittenNotAtAll();
    void theSameBatchMayComeAgain();
    void aLostClosingDoesNotStopTheWriting();
    void questionsSeeEarlierCommits();
    void longWriteDoesNotHoldUpReaders();
    void pagesOfEvents();
    void pagesOfAlerts();
    void maintenanceListedAgain();
    void fullQueueRefuses();
    void fullDiskIsOneSentence();
    void checkpointWithoutDatabase();
    void lateCommitsAreFinished();
};
