// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/checkspec.h"
#include "domain/heartbeat.h"
#include "domain/observation.h"

#include <vector>

namespace Wf::Domain {

/// Why something of our own is down, in one word out of few: for counting, where a sentence is of no use.
enum class OutageReason : quint8 {
    Timeout, ///< nothing, or not all of it, came within the deadline
    Unreached, ///< no name, no connection, no echo
    Tls, ///< no encryption that can be trusted
    Protocol, ///< it was reached, and did not speak as it should
    StatusCode, ///< an HTTP status that is not among the expected ones
    Assertion, ///< what the answer says is not what was demanded
    Latency, ///< too slow
    Certificate, ///< too few days left
    DomainExpiry, ///< too few days left of the domain name
    ExitStatus, ///< a command ended badly
    Missed, ///< a heartbeat's deadline passed
    Failed, ///< a heartbeat said that it failed
};
/// "timeout", "unreached", "tls", "protocol", "status", "assertion", "latency", "certificate", "domain_expiry",
/// "exit_status", "missed", "failed"
[[nodiscard]] QString word(OutageReason reason);

/// Those that a check of this kind usually goes down with, each once; never Missed and Failed.
[[nodiscard]] std::vector<OutageReason> usualReasons(const CheckSpec &spec);
/// Of a run that says trouble.
[[nodiscard]] OutageReason reasonOf(const CheckSpec &spec, const Observation &observation, Millis timeout);
/// Of a heartbeat that went down.
[[nodiscard]] OutageReason reasonOf(FlipReason reason);

} // namespace Wf::Domain
