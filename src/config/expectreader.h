// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/reading.h"
#include "domain/checkspec.h"

namespace Wf::Config {

/// What every kind of check may expect: latency, degraded_latency and cert_days, where they stand.
void readLimits(const Place &expect, Domain::CheckSpec &spec, Checker &checker);

/// status, body_contains, body_not_contains, body_matches, json and header.
void readHttpExpectations(const Place &expect, Domain::HttpSpec &spec, Checker &checker);

/// `contains:` of the kinds that read one answer; empty when it does not stand there.
[[nodiscard]] QString readContains(const Place &expect, Checker &checker);

/// A regular expression's fault where a person wrote it; true when it is fit.
bool checkPattern(const YamlNode &node, const QString &what, const QString &pattern, Checker &checker);

/// The clause of the domain about something that was written: "(what to write instead)" at its end is the hint.
void faultFrom(const YamlNode &node, const QString &what, const QString &clause, Checker &checker);

/// A name as HTTP allows it for headers and methods.
[[nodiscard]] bool isToken(const QString &text);

} // namespace Wf::Config
