// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "apps/common/launchoptions.h"

#include <QSize>

namespace Wf::Apps {

struct Screenshot {
    QString file;
    QString page = QStringLiteral("overview");
    QSize size { 1440, 900 };
    double scale = 1;
};

struct DesktopOptions {
    LaunchOptions launch;
    bool wall = false;
    QString theme; ///< empty: the one that was chosen last
    std::optional<Screenshot> screenshot;
    std::optional<Instant> at; ///< the demo's clock starts here
};

void addDesktopOptions(QCommandLineParser &parser);
[[nodiscard]] Result<DesktopOptions> readDesktopOptions(const QCommandLineParser &parser);

} // namespace Wf::Apps
