// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "apps/ctl/report.h"
#include "domain/checkresult.h"
#include "domain/checkspec.h"

#include <QStringList>

#include <tl/expected.hpp>

namespace Wf::Ctl {

/// One check that is to be run now.
struct CheckOrder {
    Domain::CheckSpec spec;
    Millis timeout { Seconds { 10 } };
};

/// Reads the words after `check`; the error is one sentence.
[[nodiscard]] tl::expected<CheckOrder, QString> parseCheck(const QStringList &words);
/// Phases, peer, certificate, every assertion and the verdict; exit status 0 operational, 1 degraded, 2 anything
/// else.
[[nodiscard]] Report checkReport(const CheckOrder &order, const Domain::CheckRun &run, Instant now);
/// Runs it within the application's event loop, prints, and answers the exit status.
[[nodiscard]] int runCheck(const QStringList &words);
/// What can be written after `check`.
[[nodiscard]] QString checkUsage();

} // namespace Wf::Ctl
