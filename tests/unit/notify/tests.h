// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace Wf {

/// What messages say, and that nothing from outside breaks them.
class ComposerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void layouts_data();
    void layouts();
    void vendorTextCannotMention();
    void staysWithinLimits_data();
    void staysWithinLimits();
    void cutsAtCharacters();
    void ackButtonsNeedTheSwitchAndAKey();
    void batchKeepsTheMention();
    void longAddressesAreLeftOut();
};

/// Deliveries against a server of our own.
class NotifierTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void outcomes_data();
    void outcomes();
    void postsThePayload();
    void noAddress();
    void refusedConnection();
    void silentServerTimesOut();
    void answersNeverNameTheAddress();
    void hugeAnswersAreCutOff();
    void keepsOrderPerAddress();
    void restsAfterTooManyRequests();
    void addressesDoNotWaitForEachOther();
    void fullQueueSaysSo();
    void destructionAnswers();
};

/// The recorded cases of slack.blocks and slack.retry_after.
class VectorsNotify : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recorded_data();
    void recorded();
};

} // namespace Wf
