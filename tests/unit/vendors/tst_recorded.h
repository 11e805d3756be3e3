// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <vector>

struct Golden;

/// Real payloads of every vendor against expectations written by hand.
class RecordedTest final : public QObject {
    Q_OBJECT
public:
    RecordedTest();
    ~RecordedTest() override;

private Q_SLOTS:
    void everyPayloadHasExpectations_data();
    void everyPayloadHasExpectations();
    void readsAsExpected_data();
    void readsAsExpected();
    void cutOffIsNeverOperational_data();
    void cutOffIsNeverOperational();
    void oneBrokenByteIsNeverOperational_data();
    void oneBrokenByteIsNeverOperational();

private:
    std::vector<Golden> m_goldens;
};
