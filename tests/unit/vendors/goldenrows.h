// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "testkit/goldens.h"

#include <QTest>

/// One row a golden with the column "index" (its position in allGoldens()), or one with -1 where there is none.
inline void addGoldenRows()
{
    QTest::addColumn<int>("index");
    const auto goldens = allGoldens();
    for (size_t i = 0; i < goldens.size(); ++i)
        QTest::newRow(qPrintable(goldens[i].label)) << static_cast<int>(i);
    if (goldens.empty())
        QTest::newRow("absent") << -1;
}

#define SKIP_WITHOUT_PAYLOADS(index)                                                                              \
    if ((index) < 0)                                                                                              \
    QSKIP("The recorded payloads are not here; set WF_SHARED to the folder that has them.")
