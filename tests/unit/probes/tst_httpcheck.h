// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// What a web check finds, whatever the server does.
class HttpCheckTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordsStatusAndPhases();
    void sendsWhatItIsTold();
    void headHasNoBody();
    void basicAndBearer();
    void redirectsAddUp();
    void firstAnswerIsJudgedWithoutRedirects();
    void redirectsDoNotGoOnForEver();
    void redirectsLeadOnlyToTheWeb();
    void methodsAfterRedirects_data();
    void methodsAfterRedirects();
    void nothingSecretGoesToAnotherHost();
    void cookiesLastForOneCheck();
    void readsNoMoreThanAllowed();
    void unpacksWithinTheLimit();
    void headersAreBounded();
    void deadlineIsForEverything();
    void silenceIsUnreached();
    void brokenAnswers_data();
    void brokenAnswers();
    void nobodyThere();
    void whatCannotBeAsked_data();
    void whatCannotBeAsked();
    void proxyIsUsedOnlyWhenNamed();
    void families();
};
