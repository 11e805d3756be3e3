// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class TestRoundTrip final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFieldComesBack();
    void checksComeBack();
    void listsAreWrittenWhenTheyChange();
    void secretsHaveNoRow();
    void absentValuesComeBackAbsent();
    void historyIsBounded();
    void sightingsGoOnAndAreBounded();
    void worldIsBounded();
    void damagedColumnsComeBackAsUnknown();
    void damagedLettersAreSentAllTheSame();
    void idsNeverComeBack();
};
