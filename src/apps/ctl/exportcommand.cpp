// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/exportcommand.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>

#include <cstdio>

namespace Wf::Ctl {

namespace {
    constexpr int kPatienceMs = 30'000;

    bool takesValue(const QString &word)
    {
        return word == u"--url" || word == u"--token";
    }

    void print(const Report &report)
    {
        std::fputs(report.text.toUtf8().constData(), report.stream == Stream::Output ? stdout : stderr);
    }
} // namespace

bool isExport(const QStringList &words)
{
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (takesValue(words.at(i)))
            ++i;
        else if (!words.at(i).startsWith(u'-'))
            return words.at(i) == u"export";
    }
    return false;
}

tl::expected<ExportOrder, QString> parseExport(
    const QStringList &words, const QHash<QString, QString> &environment)
{
    QString url = QStringLiteral("http://127.0.0.1:8000");
    QString token = environment.value(QStringLiteral("WATCHFLOOR_TOKEN"));
    if (token.isEmpty())
        token = environment.value(QStringLiteral("ADMIN_API_TOKEN"));
    qsizetype others = 0;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (words.at(i) == u"--url")
            url = words.value(++i);
        else if (words.at(i) == u"--token")
            token = words.value(++i);
        else
            ++others;
    }
    if (others != 1)
        return tl::unexpected(QStringLiteral("export takes --url URL and --token T, nothing else"));
    const ExportOrder order { QUrl(url), Secret<QString>(token) };
    if (!order.url.isValid() || order.url.scheme().isEmpty())
        return tl::unexpected(QStringLiteral("--url must be an address like http://127.0.0.1:8000"));
    return order;
}

Report exportReport(const QByteArray &body, int status, const QString &trouble)
{
    if (status == 200)
        return { QString::fromUtf8(body), Stream::Output, 0 };
    const QJsonObject error = QJsonDocument::fromJson(body).object().value(QStringLiteral("error")).toObject();
    const QString said = error.value(QStringLiteral("message")).toString();
    return { QStringLiteral("watchfloorctl: %1\n").arg(said.isEmpty() ? trouble : said), Stream::Error, 1 };
}

int runExport(const QStringList &words, const QHash<QString, QString> &environment)
{
    const auto order = parseExport(words, environment);
    if (!order) {
        print({ QStringLiteral("watchfloorctl: %1\n").arg(order.error()), Stream::Error, 2 });
        return 2;
    }
    QUrl url = order->url;
    url.setPath(QStringLiteral("/api/monitors/export"));
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setTransferTimeout(kPatienceMs);
    request.setRawHeader("Authorization", "Bearer " + order->token.reveal().toUtf8());
    QNetworkAccessManager network;
    QNetworkReply *reply = network.get(request);
    QObject::connect(reply, &QNetworkReply::finished, qApp, [reply] {
        const Report report = exportReport(reply->readAll(),
            reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->errorString());
        print(report);
        QCoreApplication::exit(report.exitStatus);
    });
    return QCoreApplication::exec();
}

} // namespace Wf::Ctl
