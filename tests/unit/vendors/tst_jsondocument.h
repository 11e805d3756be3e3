// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// JSON as the dialects read it: what Qt reads in the same texts, and no document that is small to send and large
/// to hold.
class JsonDocumentTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatQtReads();
    void readsNumbers_data();
    void readsNumbers();
    void readsTexts_data();
    void readsTexts();
    void findsMembers_data();
    void findsMembers();
    void theLastOfOneNameCounts();
    void keepsTheOrder();
    void otherObjectsStandIn();
    void givesNothingForAnotherKind();
    void refusesWhatIsNoJson_data();
    void refusesWhatIsNoJson();
    void refusesEveryTruncation();
    void roomForOrdinaryPages();
    void refusesTooMany_data();
    void refusesTooMany();
    void depthHasALimit();
    void documentsOfOnePageShare();
};
