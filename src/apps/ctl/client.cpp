// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/client.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkRequest>

#include <chrono>
#include <optional>

namespace Wf::Ctl {

namespace {
    constexpr qsizetype kMostBody = 32 * 1024 * 1024;
    constexpr std::chrono::seconds kPatience { 15 };
    constexpr std::chrono::seconds kLongPatience { 120 }; ///< of a replay, or of a receiver that is tried

    QString pathFor(const Arguments &arguments)
    {
        switch (arguments.verb) {
        case Verb::Services:
            return QStringLiteral("/api/services");
        case Verb::Show:
            return QStringLiteral("/api/services/")
                + QString::fromLatin1(QUrl::toPercentEncoding(arguments.service));
        case Verb::Set:
            return QStringLiteral("/api/admin/status");
        case Verb::Export:
            return QStringLiteral("/api/monitors/export");
        case Verb::Vendor:
            return QStringLiteral("/api/vendors/%1/record")
                .arg(QString::fromLatin1(QUrl::toPercentEncoding(arguments.service)));
        case Verb::Incidents:
            return QStringLiteral("/api/incidents");
        case Verb::Acknowledge:
            return QStringLiteral("/api/incidents/%1/ack").arg(arguments.id);
        case Verb::AlertTest:
            return QStringLiteral("/api/alerts/test");
        case Verb::AlertExplain:
            return QStringLiteral("/api/alerts/") + arguments.id;
        case Verb::AlertBacktest:
            return QStringLiteral("/api/alerts/backtest");
        case Verb::Status:
        case Verb::Help:
            break;
        }
        return QStringLiteral("/api/summary");
    }

    QNetworkRequest requestFor(const Arguments &arguments)
    {
        QUrl url = arguments.url;
        url.setPath(pathFor(arguments), QUrl::TolerantMode);
        QNetworkRequest request(url);
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("watchfloorctl/" WF_VERSION));
        if (!arguments.token.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + arguments.token.reveal().toUtf8());
        return request;
    }

    QJsonObject statusBody(const Arguments &arguments)
    {
        QJsonObject body { { QStringLiteral("service_id"), arguments.service },
            { QStringLiteral("new_status"), arguments.status }, { QStringLiteral("reason"), arguments.reason } };
        if (!arguments.detail.isEmpty())
            body.insert(QStringLiteral("detail"), arguments.detail);
        return body;
    }

    /// Nothing: the command only asks.
    std::optional<QJsonObject> bodyFor(const Arguments &arguments)
    {
        const auto filled = [](std::initializer_list<std::pair<QString, QString>> fields) {
            QJsonObject body;
            for (const auto &[name, value] : fields) {
                if (!value.isEmpty())
                    body.insert(name, value);
            }
            return body;
        };
        switch (arguments.verb) {
        case Verb::Set:
            return statusBody(arguments);
        case Verb::Acknowledge:
            return filled({ { QStringLiteral("text"), arguments.reason } });
        case Verb::AlertTest:
            return filled({ { QStringLiteral("route"), arguments.route },
                { QStringLiteral("channel"), arguments.channel } });
        case Verb::AlertBacktest:
            return filled(
                { { QStringLiteral("since"), arguments.since }, { QStringLiteral("policy"), arguments.policy } });
        default:
            return std::nullopt;
        }
    }
} // namespace

void Client::ask(const Arguments &arguments)
{
    QNetworkRequest request = requestFor(arguments);
    if (const auto body = bodyFor(arguments)) {
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        m_reply = m_network.post(request, QJsonDocument(*body).toJson(QJsonDocument::Compact));
    } else {
        m_reply = m_network.get(request);
    }
    connect(m_reply, &QNetworkReply::readyRead, this, &Client::read);
    connect(m_reply, &QNetworkReply::finished, this, &Client::conclude);
    m_deadline.setSingleShot(true);
    const bool slow = arguments.verb == Verb::AlertBacktest || arguments.verb == Verb::AlertTest;
    const std::chrono::seconds patience = slow ? kLongPatience : kPatience;
    connect(&m_deadline, &QTimer::timeout, this,
        [this, patience] { giveUp(QStringLiteral("no answer within %1 seconds").arg(patience.count())); });
    m_deadline.start(patience);
}

void Client::read()
{
    m_body += m_reply->readAll();
    if (m_body.size() > kMostBody)
        giveUp(QStringLiteral("the answer is larger than 32 MiB"));
}

void Client::conclude()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0)
        return giveUp(m_reply->errorString());
    if (m_done)
        return;
    m_done = true;
    read();
    Q_EMIT answered({ status, m_body, {} });
}

void Client::giveUp(const QString &why)
{
    if (m_done)
        return;
    m_done = true;
    Q_EMIT answered({ 0, {}, why });
}

} // namespace Wf::Ctl
