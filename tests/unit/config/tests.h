// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace Wf {

/// Every variable: default, bounds, empty text, secrets; and which place wins.
class SettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defaults();
    void bounds_data();
    void bounds();
    void coversEveryNumber();
    void words();
    void emptyMeansUnset();
    void secretsStayUnsaid();
    void precedence();
    void freePortOnlyFromTheCommandLine();
};

/// What good files become.
class FilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exampleLoadsClean();
    void everyKeyOfTheExampleSettingsIsKnown();
    void shortForm();
    void longForm();
    void policyInherits();
    void localFilesWin();
    void allInternal();
    void overrides();
    void olderPollTypesLoadWithAWarning();
    void mergeKeys();
    void missingOptionalFiles();
    void idsAreStable();
};

/// Exact sentences for what is wrong.
class FaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void services_data();
    void services();
    void dependencies_data();
    void dependencies();
    void watchfloor_data();
    void watchfloor();
    void environment();
    void allAtOnceAndSorted();
    void atMostTwoHundred();
};

/// Files that want to do harm.
class HostileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refused_data();
    void refused();
    void randomBytes();
    void mutatedExample();
    void manyServices();
};

/// The recorded cases of the areas config.* and, against the shipped example, graph.
class VectorsConfig : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recorded_data();
    void recorded();
};

} // namespace Wf
