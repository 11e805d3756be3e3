// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace Wf {

/// Every recorded payload of every dialect, served by a web server and watched by the whole program.
class GoldensTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPayloadShowsTheSameOverHttp();
};

} // namespace Wf
