// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "apps/ctl/report.h"
#include "domain/detected.h"

#include <QStringList>

#include <tl/expected.hpp>

namespace Wf::Ctl {

/// What `detect` is asked to do.
struct DetectOrder {
    QUrl page;
    Output output = Output::Text;
};

/// Reads the words after `detect`; the error is one sentence.
[[nodiscard]] tl::expected<DetectOrder, QString> parseDetect(const QStringList &words);
/// What was found, how it is now, and the lines to watch it with; exit status 0 found, 1 not.
[[nodiscard]] Report detectReport(const DetectOrder &order, const Domain::Detection &detection);
/// Asks within the application's event loop, without a server, prints, and answers the exit status.
[[nodiscard]] int runDetect(const QStringList &words);
/// What can be written after `detect`.
[[nodiscard]] QString detectUsage();

} // namespace Wf::Ctl
