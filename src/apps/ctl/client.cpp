// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/client.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkRequest>

#include <chrono>

namespace Wf::Ctl {

namespace {
    constexpr qsizetype kMostBody = 32 * 1024 * 1024;
    constexpr std::chrono::seconds kPatience { 15 };

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

    QByteArray bodyFor(const Arguments &arguments)
    {
        QJsonObject body { { QStringLiteral("service_id"), arguments.service },
            { QStringLiteral("new_status"), arguments.status }, { QStringLiteral("reason"), arguments.reason } };
        if (!arguments.detail.isEmpty())
            body.insert(QStringLiteral("detail"), arguments.detail);
        return QJsonDocument(body).toJson(QJsonDocument::Compact);
    }
} // namespace

void Client::ask(const Arguments &arguments)
{
    QNetworkRequest request = requestFor(arguments);
    if (arguments.verb == Verb::Set) {
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        m_reply = m_network.post(request, bodyFor(arguments));
    } else {
        m_reply = m_network.get(request);
    }
    connect(m_reply, &QNetworkReply::readyRead, this, &Client::read);
    connect(m_reply, &QNetworkReply::finished, this, &Client::conclude);
    m_deadline.setSingleShot(true);
    connect(
        &m_deadline, &QTimer::timeout, this, [this] { giveUp(QStringLiteral("no answer within 15 seconds")); });
    m_deadline.start(kPatience);
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
