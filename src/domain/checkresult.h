// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"
#include "domain/status.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace Wf::Domain {

using Micros = std::chrono::microseconds;

/// Where the time of a check went, one after the other; a phase that did not take place is nothing.
struct Phases {
    std::optional<Micros> resolve;
    std::optional<Micros> connect;
    std::optional<Micros> tls;
    std::optional<Micros> firstByte; ///< from the request to the first byte of the answer
    std::optional<Micros> transfer; ///< from there to the last

    bool operator==(const Phases &) const = default;
};

struct CertificateInfo {
    QString subject; ///< common name, or the first alternative name
    QString issuer; ///< common name or organisation
    std::optional<Instant> notBefore;
    std::optional<Instant> notAfter;
    QString protocol; ///< "TLSv1.3"; empty when not known

    bool operator==(const CertificateInfo &) const = default;
};

/// What one assertion demanded and what was found, both in words: "status 200-299", "status 503".
struct AssertionOutcome {
    QString expected;
    QString found;
    bool held = false;
    bool degrades = false; ///< when it does not hold the target is degraded, not down

    bool operator==(const AssertionOutcome &) const = default;
};

/// Everything that one run of a check found out.
struct CheckResult {
    Phases phases;
    Micros total { 0 };
    int code = 0; ///< HTTP status, exit status, DNS response code; 0 when none was received
    qint64 bytes = 0; ///< of the answer's body
    QString peer; ///< "93.184.216.34:443" or "[2606:2800::1]:443"
    std::optional<CertificateInfo> certificate;
    std::optional<Instant> domainExpiry;
    std::vector<AssertionOutcome> assertions; ///< at most 50
    QString failure; ///< the first thing that was not as it should be, in words; empty when all was
    QStringList hops; ///< addresses of the redirects that were followed, without secrets
    QString output; ///< what a command printed or a server answered: text, cut to 2,000 characters

    bool operator==(const CheckResult &) const = default;
};

/// How one run of a check ended, before the assertions: reached or not.
enum class CheckEnd : quint8 {
    Answered, ///< judge it by its assertions
    Unreached, ///< no connection, no name, no answer in time: says something about the way, not about the target
    Refused, ///< the target was reached and it went wrong: TLS, protocol, unexpected end
    NotAsked, ///< a fault of ours: not permitted, a file is missing; nobody knows how the target is
};

/// One run of a check, done.
struct CheckRun {
    CheckEnd end = CheckEnd::NotAsked;
    CheckResult result;
    QString reason; ///< why there is no answer to judge, one sentence; empty when Answered

    bool operator==(const CheckRun &) const = default;
};

} // namespace Wf::Domain
