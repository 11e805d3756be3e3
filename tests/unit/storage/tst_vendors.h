// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class TestVendors final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFieldComesBack();
    void onlyWhatMayGoOnIsLoaded();
    void damagedEditsAreNone();
    void factsOfATime_data();
    void factsOfATime();
    void factsOfOneService();
    void ownRuns();
    void memoryStoreAnswersAlike();
};
