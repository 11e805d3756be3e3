// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// Every word of every hosted product, and what is left of a document when something that it needs is gone.
class HostedWordsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsWellReadsAsWell_data();
    void whatIsWellReadsAsWell();
    void words_data();
    void words();
    void aWordOfNoTableIsUnknown_data();
    void aWordOfNoTableIsUnknown();
    void whatIsNeededIsNeverWellWithoutIt_data();
    void whatIsNeededIsNeverWellWithoutIt();
    void otherDocumentsAreRefused_data();
    void otherDocumentsAreRefused();
    void aSelectorOfNothingIsAFault_data();
    void aSelectorOfNothingIsAFault();
};
