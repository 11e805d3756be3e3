// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace Wf {

/// The recorded cases of the other reference system's ping address, its defects mended, against a real server.
class PingVectorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recorded_data();
    void recorded();
};

} // namespace Wf
