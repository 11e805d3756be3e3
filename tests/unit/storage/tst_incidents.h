// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class TestIncidents final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFieldComesBack();
    void absentValuesComeBackAbsent();
    void hostileTextComesBack();
    void toldAgainTheyAreTheSame();
    void worldIsBounded();
    void schedulesComeBack_data();
    void schedulesComeBack();
    void damagedRowsCoverNothing();
    void damagedListsComeBackEmpty();
};
