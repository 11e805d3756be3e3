// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "core/secret.h"
#include "probes/bodycache.h"
#include "probes/problem.h"

#include <QNetworkAccessManager>
#include <QTimer>

#include <tl/expected.hpp>

#include <functional>

namespace Wf::Probes {

/// How addresses are asked. The defaults are what the product runs with.
struct FetchOptions {
    int breakerThreshold = 3; ///< failed questions in a row that suspend a host
    Millis breakerTtl { Seconds { 300 } };
    int attempts = 3;
    Millis retryBudget { Seconds { 30 } }; ///< no new attempt once so much time has passed
    Millis retryAfterCeiling { std::chrono::hours { 1 } }; ///< the longest wait that a host may ask for
    int perHost = 2; ///< questions to one host at once
    int total = 64; ///< questions in all at once
    int queueLimit = 10'000; ///< questions that may wait for a place
    qint64 bodyLimit = 8 * 1024 * 1024; ///< decompressed bytes
    qint64 cacheLimit = 64 * 1024 * 1024; ///< bytes of all held bodies
    int redirects = 5;
    QByteArray userAgent { "Watchfloor/" WF_VERSION };
    double retryScale = 1.0; ///< multiplies the waits between attempts once they are decided
    std::function<double()> jitter {}; ///< [0, 1); random when empty
};

/// One address to GET.
struct FetchRequest {
    QUrl url;
    Millis timeout { Seconds { 10 } }; ///< for everything: all attempts, the waits between, the whole body
    QByteArray accept { "application/json" };
    Secret<QByteArray> bearer {}; ///< access token
    Secret<QByteArray> form {}; ///< not empty: is POSTed, as application/x-www-form-urlencoded

    /// With secrets in it: no other host is to see it by a redirect, and its answer is nobody else's.
    [[nodiscard]] bool isPrivate() const { return !bearer.isEmpty() || !form.isEmpty(); }
};

/// An answer below 400.
struct Response {
    int status = 0;
    QByteArray body;
    Validators validators;
    Millis latency { 0 }; ///< of the last attempt
    QUrl at {}; ///< where it came from, after redirects
    Millis freshFor { 0 }; ///< by Cache-Control
};

struct FailedFetch {
    Problem problem;
    std::optional<Millis> retryAfter; ///< what the host asked for
};

/// One GET with its retries. Owns its reply and its timers; destroying it cancels everything, and then `done` is
/// not called. Otherwise `done` is called exactly once, never from within start(), as the job's last act.
class FetchJob final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(tl::expected<Response, FailedFetch>)>;

    FetchJob(QNetworkAccessManager &network, const Clock &clock, const FetchOptions &options, FetchRequest request,
        Validators validators, Done done);
    ~FetchJob() override;

    void start();

private:
    void attempt();
    [[nodiscard]] QNetworkRequest networkRequest() const;
    [[nodiscard]] Response response(int status) const;
    void readHead();
    void readBody();
    void judge();
    [[nodiscard]] tl::expected<Response, FailedFetch> verdict() const;
    void retryOrGiveUp(const FailedFetch &failed);
    void tooLarge();
    void settle(tl::expected<Response, FailedFetch> result);
    void dropReply();

    QNetworkAccessManager &m_network;
    const Clock &m_clock;
    const FetchOptions &m_options;
    FetchRequest m_request;
    Validators m_validators;
    Done m_done;
    QNetworkReply *m_reply = nullptr; ///< child of the manager; dropped with deleteLater
    QByteArray m_body;
    QTimer m_deadline;
    QTimer m_wait;
    Millis m_startedAt { 0 };
    Millis m_attemptedAt { 0 };
    int m_attempts = 0;
};

} // namespace Wf::Probes
