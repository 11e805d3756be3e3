// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// Pages that want to know who asks, and what a page says of when to ask again.
class TokensTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tradesCredentialsForAToken();
    void holdsTheTokenUntilItsEnd();
    void aRefusedTokenIsFetchedAnew();
    void refusals_data();
    void refusals();
    void tokensGoToNoOtherHost();
    void privatePagesAreNotShared();
    void saysHowLongThePageStays();
    void countsItsTraffic();
};
