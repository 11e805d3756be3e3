// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// What every dialect shares: registry, decoding, JSON, selectors.
class ReadingTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dialectsAreFoundByAnyOfTheirNames();
    void aMarkDecidesTheEncoding();
    void textIsCutBetweenCharacters();
    void bodiesThatAreNoObjectAreToldApart_data();
    void bodiesThatAreNoObjectAreToldApart();
    void deepNestingIsRefused();
    void globs_data();
    void globs();
    void manyStarsEndSoon();
    void selectors_data();
    void selectors();
    void unmatchedSelectorNamesItsNeighbours();
    void times_data();
    void times();
    void localTimes_data();
    void localTimes();
    void htmlBecomesText_data();
    void htmlBecomesText();
    void richTextBecomesText();
    void unwatchedComponentsNeverDecide();
    void aListOfTroublesIsTrustedAboutTheRest();
};
