// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// Looking for the kind of a status page, over a real connection.
class DetectorTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsAStatuspage();
    void goesOnUntilSomethingIsRead();
    void asksAtMostFour();
    void followsRedirectsAndSaysSo();
    void endsAtItsDeadline();
    void givesUpWhenCancelled();
    void twoSearchesDoNotMeet();
};
