// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/slackanswers.h"

#include "http/httplog.h"

#include <QJsonDocument>
#include <QNetworkReply>
#include <QTimer>

#include <chrono>

namespace Wf::Http {

namespace {
    constexpr std::chrono::seconds kDeadline { 10 };
    constexpr int kOk = 200;

    QNetworkRequest requestTo(const QUrl &url)
    {
        QNetworkRequest request(url);
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        return request;
    }
} // namespace

SlackAnswers::SlackAnswers(QUrl origin)
    : m_origin(std::move(origin))
{
}

void SlackAnswers::post(const QString &path, const QJsonObject &message)
{
    if (m_underWay >= kMost) {
        qCWarning(lcHttp) << "a message in Slack is not updated: too many updates are under way";
        return;
    }
    ++m_underWay;
    QUrl url = m_origin;
    url.setPath(path);
    QNetworkReply *reply = m_network.post(requestTo(url), QJsonDocument(message).toJson(QJsonDocument::Compact));
    QTimer::singleShot(kDeadline, reply, &QNetworkReply::abort);
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        --m_underWay;
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (status != kOk) // the error's own words hold the address, which is a secret
            qCWarning(lcHttp) << "a message in Slack was not updated: HTTP" << status << reply->error();
    });
}

} // namespace Wf::Http
