// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class TestStories final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pages();
    void filters_data();
    void filters();
    void storyOfOne();
    void storyIsBounded();
    void storyOfWhatGoesOn();
    void nobodyKnowsIt();
    void whoSawItFirst_data();
    void whoSawItFirst();
    void alertsOfOne();
    void reportsArePaged();
    void memoryStoreAnswersAlike();
};
