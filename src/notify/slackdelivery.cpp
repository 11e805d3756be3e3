// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/slackdelivery.h"

#include "core/logging.h"
#include "domain/resilience.h"

#include <QMetaEnum>
#include <QNetworkAccessManager>
#include <QNetworkRequest>

namespace Wf::Notify {

namespace {
    constexpr qint64 kMostBody = 4096;
    constexpr qsizetype kLongestWord = 120;

    QNetworkRequest requestFor(const QUrl &address)
    {
        QNetworkRequest request(address);
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json; charset=utf-8"));
        request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Watchfloor/" WF_VERSION));
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
        return request;
    }

    /// Qt's own sentence would name the address.
    QString errorName(QNetworkReply::NetworkError error)
    {
        return QStringLiteral("request_error: ")
            + QLatin1String(QMetaEnum::fromType<QNetworkReply::NetworkError>().valueToKey(error));
    }

    /// A redirect or a call for a login is a captive portal or a proxy in the way, not Slack's last word.
    bool isWorthRetrying(int status)
    {
        const bool inTheWay = (status >= 300 && status < 400) || status == 401 || status == 407;
        return inTheWay || status == 408 || status == 425 || status >= 500;
    }
} // namespace

SlackDelivery::SlackDelivery(QNetworkAccessManager &network, const QUrl &address, const QByteArray &payload,
    const Clock &clock, Millis deadline)
    : m_clock(clock)
    , m_address(address.toString())
    , m_path(address.path())
    , m_startedAt(clock.monotonic())
    , m_reply(network.post(requestFor(address), payload))
{
    m_reply->setReadBufferSize(kMostBody);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &SlackDelivery::expire);
    connect(m_reply, &QNetworkReply::readyRead, this, &SlackDelivery::readBody);
    connect(m_reply, &QNetworkReply::finished, this, &SlackDelivery::conclude);
    m_deadline.start(deadline);
}

SlackDelivery::~SlackDelivery()
{
    m_done = true;
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
}

void SlackDelivery::readBody()
{
    m_body += m_reply->read(kMostBody - m_body.size());
    if (m_body.size() >= kMostBody)
        conclude();
}

void SlackDelivery::expire()
{
    tell(Ports::Delivery::Outcome::Retry, QStringLiteral("timeout"), std::nullopt);
}

void SlackDelivery::conclude()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0)
        return tell(Ports::Delivery::Outcome::Retry, errorName(m_reply->error()), std::nullopt);
    if (m_reply->isOpen() && m_body.size() < kMostBody)
        m_body += m_reply->read(kMostBody - m_body.size());
    const QString answer = QStringLiteral("HTTP %1").arg(status);
    if (status >= 200 && status < 300)
        return tell(Ports::Delivery::Outcome::Delivered, answer, std::nullopt);
    if (status == 429) {
        const QString header = QString::fromLatin1(m_reply->rawHeader("Retry-After"));
        return tell(
            Ports::Delivery::Outcome::Retry, withWord(answer), Domain::parseRetryAfter(header, m_clock.now()));
    }
    tell(isWorthRetrying(status) ? Ports::Delivery::Outcome::Retry : Ports::Delivery::Outcome::Rejected,
        withWord(answer), std::nullopt);
}

/// The receiver's own word ("no_service") is shown to people, so it is cut to one clean line without secrets.
QString SlackDelivery::withWord(const QString &answer) const
{
    QString word = Logging::redact(QString::fromUtf8(m_body.left(kLongestWord * 4)).simplified());
    word.remove(m_address);
    if (m_path.size() > 1) // for a webhook the path is the secret, with or without the host
        word.remove(m_path);
    word.removeIf([](QChar c) { return !c.isPrint() || c == QLatin1Char('<') || c == QLatin1Char('>'); });
    word.truncate(kLongestWord);
    return word.isEmpty() ? answer : answer + QStringLiteral(": ") + word;
}

void SlackDelivery::tell(Ports::Delivery::Outcome outcome, const QString &answer, std::optional<Millis> retryAfter)
{
    if (m_done)
        return;
    m_done = true;
    m_deadline.stop();
    Q_EMIT finished({ outcome, answer, retryAfter, m_clock.monotonic() - m_startedAt });
}

} // namespace Wf::Notify
