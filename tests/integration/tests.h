// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace Wf {

/// Recorded status pages, served locally: every service shows what its page says.
class RecordedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordedPages();
    void ownPages();
};

/// Signals, reloads, logs.
class LifeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stopsWhateverHangs_data();
    void stopsWhateverHangs();
    void stopsWhileItStarts();
    void saysWhereItListensOnce();
    void logsJsonLinesOrText();
    void reloadsOnSignalAndOnChange();
    void faultyReloadChangesNothing();
};

/// Exit statuses and the sentences that go with them.
class StartupTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void checkConfig();
    void faultyConfigurationTouchesNothing();
    void cannotStart_data();
    void cannotStart();
    void secondInstanceIsRefused();
};

/// Statuses set by people, and secrets that stay inside.
class AdminTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manualStatusSurvivesARestart();
    void manualStatusEndsByItself();
    void noSecretGetsOut();
};

/// Vendors that are added by name.
class CatalogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shippedOneIsFound();
    void vendorsAreAddedByName();
    void faultyOneIsTold();
};

/// Pages that mean harm.
class HostileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachIsBlindAndTheOthersAreNot();
};

/// The recorded cases that need the whole server.
class VectorsServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recorded_data();
    void recorded();
};

} // namespace Wf
