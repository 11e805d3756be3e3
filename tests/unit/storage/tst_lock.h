// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class TestLock final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void secondInstanceIsRefused();
    void lockOfDeadProcessIsTakenOver();
    void cutLockIsTakenOver();
    void folderBelowAFile();
};
