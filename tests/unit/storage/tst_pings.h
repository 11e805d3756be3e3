// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class TestPings final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void heartbeatsComeBack();
    void droppedHeartbeatsGoWithTheirPings();
    void pingsComeBack();
    void pagesOfPings();
    void bodiesAreReadOneByOne();
    void longPartsAreCut();
    void pingToldAgainIsTheSame();
    void logKeepsHundredOrThirtyDays();
    void logIsBounded();
    void oldBodiesGo();
    void numberThatNoPingHasIsRefused();
    void definitionsComeBack();
};
