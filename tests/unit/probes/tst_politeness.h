// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// Retries, breakers, limits, cancelling.
class PolitenessTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void atMostTwoAtOncePerHost();
    void theTotalIsLimited();
    void aFullQueueSaysSo();
    void retryAfterIsWaitedFor();
    void aHostThatAsksForQuietIsLeftAlone();
    void hardRefusalsDoNotSuspendTheHost();
    void theBreakerIsOneHostsOwn();
    void onlyOneQuestionTriesASuspendedHost();
    void aTimeoutLeavesNoTimeForRetries();
    void destroyingTheTicketCancels();
    void waitingQuestionsAreDroppedToo();
    void destroyingTheFetcherCancels();
    void destroyingTheFetcherInsideAnAnswerIsSafe();
};
