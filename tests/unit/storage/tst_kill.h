// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class TestKill final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void killedAtRandomMoments_data();
    void killedAtRandomMoments();
};
