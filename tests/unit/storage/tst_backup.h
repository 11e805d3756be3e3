// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class TestBackup final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void copyIsComplete();
    void soundCopyIsKept();
    void damagedCopyIsReplaced();
    void oldCopiesGo();
    void unwritableFolder();
};
