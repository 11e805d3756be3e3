// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class BodyCacheTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsOnlyWhatCanBeAskedAgain();
    void forgetsTheLeastRecentlyUsed();
    void holdsNoMoreMemoryThanItCounts();
};
