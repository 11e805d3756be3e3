// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class TestResultCodec final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void samplesComeBack();
    void packedSamplesAreShort();
    void damagedBlocksAreEmpty();
    void talliesComeBack();
};
