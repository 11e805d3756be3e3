// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace Wf {

/// What messages to Slack say, and that nothing from outside breaks them.
class SlackLetterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void layouts_data();
    void layouts();
    void everyTellingSaysWhy_data();
    void everyTellingSaysWhy();
    void vendorTextCannotMention();
    void staysWithinLimits_data();
    void staysWithinLimits();
    void cutsAtCharacters();
    void ackButtonsNeedTheSwitchAndAKey();
    void digestKeepsTheMention();
    void longAddressesAreLeftOut();
    void preparedGoesAsItIs();
};

/// Deliveries to Slack's webhooks and what all channels share, against a server of our own.
class NotifierTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void outcomes_data();
    void outcomes();
    void postsThePayload();
    void noAddress();
    void unknownChannels();
    void refusedConnection();
    void silentServerTimesOut();
    void answersNeverNameTheAddress();
    void hugeAnswersAreCutOff();
    void keepsOrderPerAddress();
    void restsAfterTooManyRequests();
    void addressesDoNotWaitForEachOther();
    void fullQueueSaysSo();
    void destructionAnswers();
    void sendsNoMoreThanSoManyAMinute();
    void breakerRestsAndTriesAgain();
    void longRestsAreNotWaitedFor();
    void newConfigurationHoldsForWaitingLetters();
    void desktopIsTheWindowsBusiness();
};

/// How templates are filled.
class TemplateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fillsValues_data();
    void fillsValues();
    void leavesOutWhatIsNothing();
    void everyPlaceholderHasAValue();
    void hostileTextsBreakNothing_data();
    void hostileTextsBreakNothing();
    void addressesAreEncoded();
    void headersHoldOneLine();
    void signature();
    void shortensLongBodies();
    void choosesTheRequest_data();
    void choosesTheRequest();
    void faults_data();
    void faults();
};

/// Every file of config/channels.
class ChannelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void definitions_data();
    void definitions();
    void bodies_data();
    void bodies();
    void hostile_data();
    void hostile();
    void answers_data();
    void answers();
    void secretsStayHome_data();
    void secretsStayHome();

private:
    static void eachFile();
};

/// A Slack app with a bot token.
class SlackBotTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void beginsAThread();
    void repliesAndUpdates_data();
    void repliesAndUpdates();
    void errors_data();
    void errors();
    void silenceAndResetsAreTriedAgain();
    void lostFirstMessageIsNoReasonForSilence();
};

/// Mails: what they say, and a server that demands STARTTLS and a login.
class MailTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void subjects_data();
    void subjects();
    void contents();
    void headersCannotBeInjected();
    void encodesHeaders_data();
    void encodesHeaders();
    void addresses_data();
    void addresses();
    void threads();
    void deliversWithStartTlsAndLogin();
    void refusals_data();
    void refusals();
    void silentServerTimesOut();
    void destructionCancels();
};

/// Programs as channels.
class CommandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void outcomes_data();
    void outcomes();
    void getsTheLetter();
    void argumentsAreNotFilled();
    void needsPermission();
    void lateOnesAreEnded();
};

/// The recorded cases of slack.blocks and slack.retry_after, and of alert-content.
class VectorsNotify : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recorded_data();
    void recorded();
    void contents_data();
    void contents();
};

} // namespace Wf
