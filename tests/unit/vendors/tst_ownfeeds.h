// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// Feeds: what is read of them, and what their entries mean.
class OwnFeedsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsRss();
    void readsAtom();
    void refuses_data();
    void refuses();
    void hasBounds_data();
    void hasBounds();
    void refusesDeclarations();
    void newsAtTheEndOfALongFeedIsRead();
    void noNewsIsHidden_data();
    void noNewsIsHidden();
    void markupOfXhtmlIsKept();
    void longListsOfComponentsAreAboutAll();
    void encodings_data();
    void encodings();
    void titles_data();
    void titles();
    void states_data();
    void states();
    void historyIsDegradedAtMost();
    void oldEntriesAreNotOpen();
    void aNewerEntryOfTheSameIncidentDecides();
    void entriesFollowComponents();
    void plannedWork();
    void azureListsWhatIsOpen();
    void awsNewestItemDecides();
    void awsPrefixes_data();
    void awsPrefixes();
};
