// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

/// Real payloads against expectations written by hand.
class RecordedTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPayloadHasExpectations();
    void readsAsExpected_data();
    void readsAsExpected();
    void cutOffIsNeverOperational_data();
    void cutOffIsNeverOperational();
    void oneBrokenByteIsNeverOperational_data();
    void oneBrokenByteIsNeverOperational();
};
