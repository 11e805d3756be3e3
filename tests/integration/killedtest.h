// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace Wf {

/// kill -9 at random moments while statuses change and alerts go out: nothing that was answered is lost, nothing
/// that was recorded as delivered goes out again.
class KilledTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void killedFiftyTimes();
};

} // namespace Wf
