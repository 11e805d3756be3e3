// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/checkresult.h"
#include "domain/checkspec.h"
#include "domain/observation.h"

#include <QByteArray>

#include <utility>
#include <vector>

namespace Wf::Domain {

/// An HTTP answer as it came: the last one after redirects.
struct HttpAnswer {
    int status = 0;
    std::vector<std::pair<QByteArray, QByteArray>> headers; ///< in the order they came
    QByteArray body; ///< unpacked
    bool bodyCut = false; ///< there is more of it than the body limit let us read
};

/// What was demanded of an answer and what was found, one outcome a demand.
[[nodiscard]] std::vector<AssertionOutcome> judgeHttp(const HttpSpec &spec, const HttpAnswer &answer);
/// `cut`: the other side said more than we read.
[[nodiscard]] std::vector<AssertionOutcome> judgeText(const QString &expect, const QByteArray &received, bool cut);
[[nodiscard]] std::vector<AssertionOutcome> judgeTls(const TlsSpec &spec, const CertificateInfo &certificate);
[[nodiscard]] std::vector<AssertionOutcome> judgeDns(const DnsSpec &spec, const QStringList &answers);
[[nodiscard]] std::vector<AssertionOutcome> judgePing(int sent, int answered);
[[nodiscard]] std::vector<AssertionOutcome> judgeCommand(int exitStatus);

/// Adds what every kind is judged by: latency, days left on the certificate and on the domain name; and says in
/// `failure` what was first not as it should be; keeps 50 outcomes, broken ones first. Call it once, when the run
/// is complete.
void judgeInCommon(const CheckSpec &spec, CheckRun &run, Instant now);

/// The outcome that decides: the first that does not hold and puts it down, else the first that only degrades;
/// null when all hold.
[[nodiscard]] const AssertionOutcome *firstBroken(const CheckResult &result);
/// "status 503, expected 200-299"
[[nodiscard]] QString failureText(const AssertionOutcome &outcome);
/// Whole days from `now` to `then`, rounded down; negative when it is past.
[[nodiscard]] int daysUntil(Instant then, Instant now);

/// The one definition of up: the answer came and everything that was demanded of it held. What only degrades makes
/// it degraded, anything else what the check's `onFailure` says; a check that was not asked says nothing: Unknown.
[[nodiscard]] Status statusOf(const CheckSpec &spec, const CheckRun &run);
/// The same as an observation. Not asked is a failed one: blind, neither green nor an outage.
[[nodiscard]] Observation conclude(const MonitorId &monitor, const CheckSpec &spec, CheckRun run, Instant now);

} // namespace Wf::Domain
