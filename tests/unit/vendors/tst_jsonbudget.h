// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// Documents that are small to send and large to hold: they are refused before they are parsed.
class JsonBudgetTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsWhatStandsOutsideOfStrings_data();
    void countsWhatStandsOutsideOfStrings();
    void neverCountsLessThanQtReads();
    void roomForEightMebibytesOfOrdinaryPages();
    void refusesTooMany_data();
    void refusesTooMany();
    void depthHasALimit();
    void documentsOfOnePageShare();
};
