// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// Incidents and maintenances of the pages that vendors of applications make themselves, and how they follow a
/// selection.
class OwnIncidentsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void slackTellsItsFirstEntry();
    void slackSortsItsNotes();
    void slackLeavesOutWhatIsNotInEffect();
    void slackIsDegradedWithoutAWordOfWhy();
    void slackHistoryShowsTheWorst();
    void googleTakesTheWorstOfSeveral();
    void googleNeedsAnEndOrAvailable();
    void googleSpeaksPlainly();
    void googleCloudScopesByPlace();
    void salesforceReadsWords_data();
    void salesforceReadsWords();
    void salesforceReadsImpacts();
    void salesforceScopesToAnInstance();
    void salesforceMaintenance();
    void zendeskScopesToServices();
    void whoIsTouchedIsAllOrTold();
    void zendeskLeavesOutWhatIsResolved();
    void zendeskMaintenance();
    void ringcentralTellsTheFirstOfTheWorst();
    void herokuShowsIncidentsAndWork();
};
