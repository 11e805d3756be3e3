// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// Pages that are read by rules in the configuration.
class JsonRulesTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theStatusDecides_data();
    void theStatusDecides();
    void severalWordsGiveTheWorst();
    void incidentsAreReadInFull();
    void statesTellWhatIsOpen_data();
    void statesTellWhatIsOpen();
    void incidentsAloneDecide_data();
    void incidentsAloneDecide();
    void newsAtTheEndOfALongListIsRead();
    void aLocalStartHidesNothing();
    void componentsDecideWithoutAStatus();
    void anObjectIsAListOfItsMembers();
    void maintenanceIsTheOverlay();
    void aListThatIsGoneIsNoGoodNews_data();
    void aListThatIsGoneIsNoGoodNews();
    void withoutRulesNothingIsRead();
    void pathsFindWhatTheyFindInQtsValues_data();
    void pathsFindWhatTheyFindInQtsValues();
};
