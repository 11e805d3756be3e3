// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace Wf {

/// kill -9 in the middle of delivering a thousand alerts.
class QueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingOfAThousandIsLost();
};

} // namespace Wf
