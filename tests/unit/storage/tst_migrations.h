// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class TestMigrations final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void builtInStepsApply();
    void firstReleaseIsKept();
    void secondReleaseIsKept();
    void thirdReleaseIsKept();
    void fourthReleaseIsKept();
    void preparedBodiesOutliveTheUpgrade_data();
    void preparedBodiesOutliveTheUpgrade();
    void appliedOnce();
    void failingStepLeavesOldState();
    void changedStepIsRefused();
    void newerSchemaIsUntouched();
    void garbageIsRefused();
    void foreignDatabaseIsRefused();
    void unwritableFolder();
    void statementsAreSplit();
    void brokenReferencesAreRefused();
};
