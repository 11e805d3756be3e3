// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "probes/httptransfer.h"

namespace Wf::Probes {

/// Why there is no answer to judge, in words.
struct HttpProblem {
    Domain::CheckEnd end = Domain::CheckEnd::Unreached;
    QString sentence;
};

/// What went wrong with an exchange whose code is not CURLE_OK.
[[nodiscard]] HttpProblem httpProblemOf(const HttpExchange &exchange, const QUrl &url);
/// How far an exchange got when its time was up; `span` is the time it had ("5 s").
[[nodiscard]] HttpProblem httpOverdue(const HttpExchange &exchange, const QUrl &url, const QString &span);
/// The certificate is the reason, and it has not been seen: worth another handshake to say what is wrong with it.
[[nodiscard]] bool wantsCertificate(const HttpExchange &exchange);

} // namespace Wf::Probes
