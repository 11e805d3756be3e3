// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/httpsending.h"

#include "domain/jsonpath.h"
#include "domain/resilience.h"
#include "notify/answertext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMetaEnum>
#include <QNetworkAccessManager>
#include <QNetworkRequest>

#include <algorithm>

namespace Wf::Notify {

namespace {
    using Outcome = Ports::Delivery::Outcome;

    constexpr qint64 kMostBody = 4096;
    constexpr qint64 kMostInspected = 256 * 1024;
    constexpr Millis kLongestRetryAfter = std::chrono::hours { 1 };

    QNetworkRequest requestFor(const HttpCall &call)
    {
        QNetworkRequest request(call.url);
        request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Watchfloor/" WF_VERSION));
        for (const auto &[name, value] : call.headers)
            request.setRawHeader(name, value);
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
        return request;
    }

    /// A body that can be read once. Qt sends a request again by itself when the connection ends before the
    /// answer, unless it cannot have the body again: whether a message may come twice is not its business.
    class BodyOnce final : public QIODevice {
    public:
        BodyOnce(const QByteArray &body, QObject *parent)
            : QIODevice(parent)
            , m_rest(body)
        {
            open(QIODevice::ReadOnly | QIODevice::Unbuffered);
        }
        [[nodiscard]] bool isSequential() const override { return true; }
        [[nodiscard]] qint64 bytesAvailable() const override
        {
            return m_rest.size() + QIODevice::bytesAvailable();
        }

    protected:
        qint64 readData(char *data, qint64 most) override
        {
            if (m_rest.isEmpty())
                return -1;
            const qint64 length = std::min<qint64>(most, m_rest.size());
            std::copy_n(m_rest.constData(), length, data);
            m_rest.remove(0, length);
            return length;
        }
        qint64 writeData(const char *, qint64) override { return -1; }

    private:
        QByteArray m_rest;
    };

    /// Qt's own sentence would name the address.
    QString errorName(QNetworkReply::NetworkError error)
    {
        return QStringLiteral("request_error: ")
            + QLatin1String(QMetaEnum::fromType<QNetworkReply::NetworkError>().valueToKey(error));
    }

    std::optional<QJsonValue> parsed(const QByteArray &body)
    {
        const QJsonDocument document = QJsonDocument::fromJson(body);
        if (document.isNull())
            return std::nullopt;
        return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    }

    /// The first value at the path as text; empty: there is none.
    QString found(const QString &path, const QJsonValue &root)
    {
        const auto way = Domain::JsonPath::parse(path);
        if (!way)
            return {};
        const Domain::JsonMatches matches = way->evaluate(root);
        return matches.values.empty() ? QString() : Domain::jsonText(matches.values.front());
    }
} // namespace

HttpSending::HttpSending(QNetworkAccessManager &network, HttpCall call, HttpRules rules, const Clock &clock)
    : Sending(clock)
    , m_network(network)
    , m_call(std::move(call))
    , m_rules(std::move(rules))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { tell(Outcome::Retry, QStringLiteral("timeout")); });
}

HttpSending::~HttpSending()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
}

void HttpSending::begin()
{
    QNetworkRequest request = requestFor(m_call);
    request.setHeader(QNetworkRequest::ContentLengthHeader, m_call.body.size());
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    m_reply = m_network.sendCustomRequest(request, m_call.method, new BodyOnce(m_call.body, this));
    m_reply->setReadBufferSize(mostRead());
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpSending::readBody);
    connect(m_reply, &QNetworkReply::finished, this, &HttpSending::conclude);
    m_deadline.start(m_rules.deadline);
}

qint64 HttpSending::mostRead() const
{
    return m_rules.success.path.isEmpty() && m_rules.success.thread.isEmpty() ? kMostBody : kMostInspected;
}

void HttpSending::readBody()
{
    m_body += m_reply->read(mostRead() - m_body.size());
    if (m_body.size() >= mostRead())
        conclude();
}

void HttpSending::conclude()
{
    if (isDone())
        return;
    m_deadline.stop();
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0)
        return tell(Outcome::Retry, errorName(m_reply->error()));
    if (m_reply->isOpen() && m_body.size() < mostRead())
        m_body += m_reply->read(mostRead() - m_body.size());
    judge(status);
}

void HttpSending::judge(int status)
{
    const QString answer = QStringLiteral("HTTP %1").arg(status);
    if (isSuccess(status))
        return succeed(answer);
    Ports::Delivery delivery;
    delivery.retryAfter = retryAfter(status);
    delivery.outcome = isWorthRetrying(status) || delivery.retryAfter ? Outcome::Retry : Outcome::Rejected;
    delivery.answer = withWord(answer);
    tell(std::move(delivery));
}

void HttpSending::succeed(const QString &answer)
{
    const auto &success = m_rules.success;
    Ports::Delivery delivery;
    delivery.outcome = Outcome::Delivered;
    delivery.answer = answer;
    const std::optional<QJsonValue> root = parsed(m_body);
    if (!success.path.isEmpty()) {
        if (!root)
            return tell(Outcome::Retry, withWord(answer + QStringLiteral(", but not the JSON that was expected")));
        const QString wanted = success.equals.isEmpty() ? QStringLiteral("true") : success.equals;
        if (found(success.path, *root) != wanted)
            return tell(Outcome::Rejected, withWord(answer));
    }
    if (root && !success.thread.isEmpty())
        delivery.thread = found(success.thread, *root);
    tell(std::move(delivery));
}

bool HttpSending::isSuccess(int status) const
{
    return std::ranges::any_of(m_rules.success.statuses,
        [status](const auto &range) { return status >= range.first && status <= range.second; });
}

bool HttpSending::isWorthRetrying(int status) const
{
    const bool inTheWay = (status >= 300 && status < 400) || status == 407;
    return inTheWay || std::ranges::find(m_rules.retry, status) != m_rules.retry.end();
}

std::optional<Millis> HttpSending::retryAfter(int status) const
{
    if (status != 429 && status != 503)
        return std::nullopt;
    const QString header = QString::fromLatin1(m_reply->rawHeader("Retry-After"));
    if (m_rules.retryAfter == RetryAfter::Honest)
        return Domain::vendorRetryAfter(header, clock().now(), kLongestRetryAfter);
    if (status == 503 && header.isEmpty())
        return std::nullopt;
    return Domain::parseRetryAfter(header, clock().now());
}

/// The receiver's own word ("no_service") is shown to people. For a webhook the path is the secret, with or
/// without the host.
QString HttpSending::withWord(const QString &answer) const
{
    QStringList secrets = m_rules.secrets;
    secrets += { m_call.url.toString(), QString::fromLatin1(m_call.url.toEncoded()), m_call.url.query(),
        m_call.url.userInfo() };
    if (m_call.url.path().size() > 1)
        secrets += { m_call.url.path(), m_call.url.path(QUrl::FullyEncoded) };
    for (const auto &[name, value] : m_call.headers) {
        if (name.compare("Authorization", Qt::CaseInsensitive) == 0)
            secrets += { QString::fromUtf8(value), QString::fromUtf8(value).section(QLatin1Char(' '), 1) };
    }
    const QString word = cleanAnswer(m_body, secrets);
    return word.isEmpty() ? answer : answer + QStringLiteral(": ") + word;
}

} // namespace Wf::Notify
