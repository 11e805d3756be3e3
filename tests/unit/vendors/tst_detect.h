// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// What is asked about an address, and what its answers come to.
class DetectTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksTheUsualPlacesInOrder();
    void endsWhenSomethingIsRead();
    void followsTheMarksOfAPage_data();
    void followsTheMarksOfAPage();
    void asksWhatLooksLikeADocumentFirst();
    void knowsWhereTheGreatVendorsAre();
    void seesThatAPageMoved();
    void seesThatAStatuspageIsNone();
    void saysWhyNothingWasFound_data();
    void saysWhyNothingWasFound();
    void neverAsksMoreThanFour();
};
