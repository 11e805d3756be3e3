// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace Wf {

/// Pings to a real server that is killed: one that was answered is never lost.
class HeartbeatsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPingIsSeenInTheApi();
    void anAnsweredPingOutlivesAKill();
    void aDefinedHeartbeatOutlivesAKill();
    void curlPipesALogIntoAPing();
};

} // namespace Wf
