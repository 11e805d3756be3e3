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
    void pingKeys();
    void trustedProxies_data();
    void trustedProxies();
};

/// What good files become.
class FilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exampleLoadsClean();
    void exampleChecksLoadClean();
    void everyKeyOfTheExampleSettingsIsKnown();
    void shortForm();
    void longForm();
    void policyInherits();
    void localFilesWin();
    void allInternal();
    void dependsOn();
    void overrides();
    void olderPollTypesAreDialects();
    void rulesOfAPage();
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

/// What each kind of active check becomes, key by key.
class ChecksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contractExample();
    void httpRequest();
    void secrets();
    void secretsAreKnownToTheLog();
    void statuses_data();
    void statuses();
    void expectations_data();
    void expectations();
    void bodies();
    void links();
    void caFile();
    void tcp();
    void tls();
    void dns();
    void ping();
    void webSocket();
    void command();
    void domain();
    void identity();
    void rhythm();
};

/// Exact sentences for what is wrong with a check.
class CheckFaultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void faults_data();
    void faults();
    void commandsAreOff();
    void shortForms();
    void quorum();
    void hostile_data();
    void hostile();
};

/// Heartbeats: every key and every sentence.
class HeartbeatsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defaults();
    void schedules_data();
    void schedules();
    void everyKey();
    void faults_data();
    void faults();
    void schedulesAreTried();
    void sharedSlugsAreToldOf();
};

/// Services that are defined in the program: read, refused by field, exported.
class DefinitionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void least();
    void readsLikeAFile();
    void roundTrip();
    void exportHoldsNoSecret();
    void faults_data();
    void faults();
    void commandsNeedTheSetting();
    void hostile();
};

/// alerts.yaml: what it becomes, and exact sentences for what is wrong.
class AlertsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAFile();
    void localFileWins();
    void exampleIsTheDefaultAndFullyReadable();
    void everyKeyOfARoute();
    void channels();
    void maintenance();
    void faults_data();
    void faults();
    void allFaultsAtOnceWithoutSecrets();
    void warnings();
    void policyAlone();
    void hostile();
};

/// Definitions of channels, a file each.
class ChannelFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKey();
    void least();
    void bodies();
    void faults_data();
    void faults();
    void ownFolderWins();
    void shippedOnesAreClean();
    void hostile();
};

/// Files of other programs.
class ImportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsGatus();
    void readsHealthchecks();
    void readsKuma();
    void refusesOthers_data();
    void refusesOthers();
};

/// The catalogue of vendors.
class VendorCatalogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shipped();
    void shippedCanBeAdded();
    void everyKey();
    void faults_data();
    void faults();
    void ownOneGoesBefore();
};

/// Monitors of status pages, and secrets of the keychain.
class PagesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pace_data();
    void pace();
    void credentials();
    void faults_data();
    void faults();
    void keychainNames();
    void keychainValues();
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
