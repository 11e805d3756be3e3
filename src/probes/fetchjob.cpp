// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/fetchjob.h"

#include "domain/resilience.h"
#include "probes/logging.h"

#include <QRandomGenerator>

#include <cmath>

namespace Wf::Probes {

namespace {

    constexpr qint64 kChunk = 64 * 1024;

    /// Asking again can only help where the next answer may be another one.
    bool isWorthRetrying(const Problem &problem)
    {
        if (problem.failure == Domain::Failure::TransientHttp)
            return true;
        return problem.failure == Domain::Failure::Transport
            && !problem.reason.endsWith(QLatin1String("Redirects"))
            && !problem.reason.endsWith(QLatin1String("Protocol"))
            && !problem.reason.endsWith(QLatin1String("TooLarge"))
            && !problem.reason.endsWith(QLatin1String("DecodingError"));
    }

    double jitterOf(const FetchOptions &options)
    {
        return options.jitter ? options.jitter() : QRandomGenerator::global()->generateDouble();
    }

} // namespace

FetchJob::FetchJob(QNetworkAccessManager &network, const Clock &clock, const FetchOptions &options,
    FetchRequest request, Validators validators, Done done)
    : m_network(network)
    , m_clock(clock)
    , m_options(options)
    , m_request(std::move(request))
    , m_validators(std::move(validators))
    , m_done(std::move(done))
{
    m_deadline.setSingleShot(true);
    m_wait.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        auto problem = timeoutProblem();
        problem.latency = m_clock.monotonic() - m_startedAt;
        settle(tl::unexpected(FailedFetch { problem, {} }));
    });
    connect(&m_wait, &QTimer::timeout, this, &FetchJob::attempt);
}

FetchJob::~FetchJob()
{
    dropReply();
}

void FetchJob::start()
{
    m_startedAt = m_clock.monotonic();
    m_deadline.start(m_request.timeout);
    m_wait.start(Millis { 0 }); // never answers from within start()
}

QNetworkRequest FetchJob::networkRequest() const
{
    QNetworkRequest request(m_request.url);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // hangs under load before Qt 6.10
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
        m_request.isPrivate() ? QNetworkRequest::ManualRedirectPolicy : QNetworkRequest::NoLessSafeRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setMaximumRedirectsAllowed(m_options.redirects);
    request.setRawHeader("User-Agent", m_options.userAgent);
    request.setRawHeader("Accept", m_request.accept);
    if (!m_request.bearer.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_request.bearer.reveal());
    if (!m_request.form.isEmpty())
        request.setHeader(
            QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/x-www-form-urlencoded"));
    if (!m_validators.etag.isEmpty())
        request.setRawHeader("If-None-Match", m_validators.etag);
    if (!m_validators.lastModified.isEmpty())
        request.setRawHeader("If-Modified-Since", m_validators.lastModified);
    return request;
}

void FetchJob::attempt()
{
    dropReply();
    ++m_attempts;
    m_body.clear();
    m_attemptedAt = m_clock.monotonic();
    m_reply = m_request.form.isEmpty() ? m_network.get(networkRequest())
                                       : m_network.post(networkRequest(), m_request.form.reveal());
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &FetchJob::readHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &FetchJob::readBody);
    connect(m_reply, &QNetworkReply::finished, this, &FetchJob::judge);
}

void FetchJob::readHead()
{
    if (m_reply && m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong() > m_options.bodyLimit)
        tooLarge();
}

void FetchJob::readBody()
{
    // In pieces, because a small packet may unpack into a very large text.
    while (m_reply) {
        const QByteArray piece = m_reply->read(kChunk);
        if (piece.isEmpty())
            return;
        m_body += piece;
        if (m_body.size() > m_options.bodyLimit)
            return tooLarge();
    }
}

void FetchJob::tooLarge()
{
    const QString limit = QString::number(m_options.bodyLimit / 1024);
    auto problem = transportProblem(QStringLiteral("BodyTooLarge"),
        QStringLiteral("The answer of %1 is larger than %2 KiB.").arg(m_request.url.host(), limit));
    problem.latency = m_clock.monotonic() - m_attemptedAt;
    settle(tl::unexpected(FailedFetch { problem, {} }));
}

Response FetchJob::response(int status) const
{
    return { status, m_body, { m_reply->rawHeader("ETag"), m_reply->rawHeader("Last-Modified") },
        m_clock.monotonic() - m_attemptedAt, m_reply->url(),
        Domain::freshness(QString::fromLatin1(m_reply->rawHeader("Cache-Control")),
            QString::fromLatin1(m_reply->rawHeader("Age"))) };
}

tl::expected<Response, FailedFetch> FetchJob::verdict() const
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool redirected = status >= 300 && status < 400 && status != 304; // a redirect that was not followed
    const auto error = m_reply->error();
    const bool usable = error == QNetworkReply::NoError && ((status >= 200 && status < 300) || status == 304);
    if (usable)
        return response(status);
    const bool astray = error == QNetworkReply::NoError || error == QNetworkReply::ProtocolUnknownError;
    const bool spoke = status >= 400 || (redirected && astray); // to nowhere, or to no web address
    FailedFetch failed {
        spoke ? httpProblem(status) : networkProblem(error, m_request.url.host(), m_reply->errorString()), {}
    };
    failed.problem.httpStatus = status;
    failed.problem.latency = m_clock.monotonic() - m_attemptedAt;
    failed.retryAfter = Domain::vendorRetryAfter(
        QString::fromLatin1(m_reply->rawHeader("Retry-After")), m_clock.now(), m_options.retryAfterCeiling);
    return tl::unexpected(failed);
}

void FetchJob::judge()
{
    readBody();
    if (!m_reply)
        return;
    const auto result = verdict();
    dropReply();
    if (!result && isWorthRetrying(result.error().problem))
        return retryOrGiveUp(result.error());
    settle(result);
}

void FetchJob::retryOrGiveUp(const FailedFetch &failed)
{
    const Millis own = Domain::retryDelay(m_attempts, jitterOf(m_options));
    const Millis wait = std::max(own, failed.retryAfter.value_or(Millis { 0 }));
    const Millis after = m_clock.monotonic() - m_startedAt + wait;
    if (m_attempts >= m_options.attempts || after >= std::min(m_options.retryBudget, m_request.timeout))
        return settle(tl::unexpected(failed));
    qCDebug(lcFetch) << m_request.url.host() << failed.problem.reason << "asking again in" << wait.count() << "ms";
    m_wait.start(Millis { std::llround(static_cast<double>(wait.count()) * m_options.retryScale) });
}

void FetchJob::settle(tl::expected<Response, FailedFetch> result)
{
    m_deadline.stop();
    m_wait.stop();
    dropReply();
    const Done done = std::exchange(m_done, nullptr);
    if (done)
        done(std::move(result));
}

void FetchJob::dropReply()
{
    if (!m_reply)
        return;
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->disconnect(this);
    reply->abort();
    reply->deleteLater();
}

} // namespace Wf::Probes
