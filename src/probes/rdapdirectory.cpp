// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/rdapdirectory.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Wf::Probes {

namespace {
    constexpr Millis kPatience { Seconds { 10 } };
    constexpr Millis kKept { std::chrono::hours { 24 } };
    constexpr Millis kSulk { Seconds { 60 } };
    constexpr qint64 kLargest = 4 * 1024 * 1024;
    constexpr qsizetype kMostNames = 20'000;

    QUrl registryIn(const QJsonArray &addresses)
    {
        QUrl first;
        for (const QJsonValue &each : addresses) {
            const QUrl url(each.toString());
            if (url.scheme() == QLatin1String("https"))
                return url;
            if (first.isEmpty() && url.scheme() == QLatin1String("http"))
                first = url;
        }
        return first;
    }
} // namespace

RdapDirectory::RdapDirectory(CurlLoop &loop, const Clock &clock, const CheckOptions &options)
    : m_loop(loop)
    , m_clock(clock)
    , m_options(options)
    , m_transfer(std::make_unique<HttpTransfer>(loop))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        (void)m_transfer->stop();
        read({});
    });
}

void RdapDirectory::whenReady(QObject *asker, std::function<void()> done)
{
    const Instant now = m_clock.now();
    if (m_goodUntil && now < *m_goodUntil)
        return done();
    connect(this, &RdapDirectory::settled, asker, std::move(done), Qt::SingleShotConnection);
    if (!m_fetching)
        fetch();
}

QUrl RdapDirectory::serverFor(const QString &topLevel) const
{
    return m_servers.value(topLevel.toLower());
}

void RdapDirectory::fetch()
{
    m_fetching = true;
    HttpRequest request;
    request.url = m_options.rdapBootstrap;
    request.userAgent = m_options.userAgent;
    request.bodyLimit = kLargest;
    m_deadline.start(kPatience);
    m_transfer->begin(std::move(request), [this](const HttpExchange &exchange) {
        const bool good = exchange.code == CURLE_OK && exchange.answer.status == 200 && !exchange.answer.bodyCut;
        read(good ? exchange.answer.body : QByteArray());
    });
}

/// {"services": [[["com", "net"], ["https://rdap.example/v1/"]], …]}
void RdapDirectory::read(const QByteArray &json)
{
    m_deadline.stop();
    m_fetching = false;
    const QJsonArray services = QJsonDocument::fromJson(json).object().value(QLatin1String("services")).toArray();
    if (!services.isEmpty())
        m_servers.clear();
    for (const QJsonValue &service : services) {
        const QUrl registry = registryIn(service[1].toArray());
        for (const QJsonValue &name : service[0].toArray()) {
            if (!registry.isEmpty() && m_servers.size() < kMostNames)
                m_servers.insert(name.toString().toLower(), registry);
        }
    }
    m_goodUntil = m_clock.now() + (services.isEmpty() ? kSulk : kKept);
    Q_EMIT settled();
}

} // namespace Wf::Probes
