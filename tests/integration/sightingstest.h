// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace Wf {

/// A service that its vendor's page and an own check watch: who saw the trouble first.
class SightingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vendorAdmitsLaterAndNothingIsLost();
    void quorumIsShown();
    void vendorIsOnRecord();
};

} // namespace Wf
