// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class TestLetters final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFieldComesBack();
    void emptyLetterComesBack();
    void everyKindComesBack();
    void hostileTextComesBack_data();
    void hostileTextComesBack();
    void bytesComeBack();
    void partsHaveNoParts();
    void credentialsStayOut();
    void damagedLetters_data();
    void damagedLetters();
    void matchersComeBack();
    void damagedMatchersMatchNothing_data();
    void damagedMatchersMatchNothing();
};
