// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// What one question does with whatever a server may say.
class FetcherTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksAsItself();
    void unpacksGzip();
    void notModifiedGivesTheHeldBody();
    void forgottenBodiesAreAskedForPlainly();
    void notModifiedWithoutReasonIsAFailure();
    void tooLargeIsRefused();
    void aBombIsRefused();
    void dribblingEndsAtTheDeadline();
    void silenceEndsAtTheDeadline();
    void redirectsAreFollowedButNotForEver();
    void nothingListensThere();
    void everyNetworkErrorHasASentence();
    void garbageIsATransportFailure();
    void onlyTheWebIsAsked();
    void credentialsAndCookiesStayHome();
};
