// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/access.h"

#include "http/httplog.h"
#include "http/samebytes.h"

#include <QSysInfo>
#include <QUrl>

namespace Wf::Http {

namespace {
    /// "localhost:8000", "[::1]:8000", "192.0.2.1" → the host alone, lower case.
    QString hostPart(const QByteArray &header)
    {
        return QUrl(QStringLiteral("http://") + QString::fromLatin1(header)).host().toLower();
    }

    bool namesThisComputer(const QString &host)
    {
        const QString own = QSysInfo::machineHostName().toLower();
        return !QHostAddress(host).isNull() || host == QLatin1String("localhost")
            || host.endsWith(QLatin1String(".localhost")) || (!own.isEmpty() && host == own);
    }
} // namespace

QString tokenName()
{
    return QStringLiteral("admin");
}

Access::Access(const HttpOptions &options, Traffic &traffic)
    : m_traffic(traffic)
    , m_token(options.adminToken)
    , m_origins(options.corsOrigins)
    , m_local(options.address.isLoopback())
    , m_publicRead(options.publicRead)
{
}

std::optional<Reply> Access::check(Permission permission, const Request &request) const
{
    if (permission == Permission::Open)
        return std::nullopt;
    if (permission == Permission::Write || (!m_local && !m_publicRead))
        return checkToken(request);
    return m_local && !m_publicRead ? checkHost(request) : std::nullopt;
}

std::optional<Reply> Access::checkToken(const Request &request) const
{
    if (m_token.isEmpty()) {
        return count(TokenOutcome::NotConfigured,
            errorReply(503, QStringLiteral("ADMIN_NOT_CONFIGURED"),
                QStringLiteral("No token is configured; set ADMIN_API_TOKEN and start again.")));
    }
    const QByteArray header = request.header("authorization");
    if (!header.startsWith("Bearer ")) {
        Reply reply = errorReply(401, QStringLiteral("MISSING_BEARER_TOKEN"),
            QStringLiteral("Send the header 'Authorization: Bearer TOKEN'."));
        reply.headers.push_back({ "WWW-Authenticate", "Bearer" });
        return count(TokenOutcome::Missing, reply);
    }
    if (tokenMatches(header.mid(7)))
        return count(TokenOutcome::Accepted);
    qCWarning(lcHttp).noquote() << "a wrong token was presented by" << request.peer.toString();
    return count(TokenOutcome::Wrong,
        errorReply(403, QStringLiteral("INVALID_BEARER_TOKEN"), QStringLiteral("This token is not valid here.")));
}

std::optional<Reply> Access::count(TokenOutcome outcome, std::optional<Reply> denied) const
{
    m_traffic.countToken(outcome);
    return denied;
}

bool Access::tokenMatches(const QByteArray &presented) const
{
    return sameBytes(m_token.reveal().toUtf8(), presented);
}

std::optional<Reply> Access::checkHost(const Request &request) const
{
    // A web page can point a name of its own at 127.0.0.1 and then read us: its name is what gives it away.
    const QByteArray host = request.header("host");
    if (host.isEmpty() || namesThisComputer(hostPart(host)) || !checkToken(request))
        return std::nullopt;
    return errorReply(403, QStringLiteral("FORBIDDEN_HOST"),
        QStringLiteral("Ask this computer as localhost, by its IP address or by its own name."));
}

std::optional<Reply> Access::checkOrigin(const Request &request) const
{
    const QString origin = QString::fromLatin1(request.header("origin"));
    const bool same = QUrl(origin).authority().toLatin1() == request.header("host");
    if (origin.isEmpty() || same || m_origins.contains(origin))
        return std::nullopt;
    return errorReply(403, QStringLiteral("FORBIDDEN_ORIGIN"),
        QStringLiteral("Pages of this origin may not connect; add it to CORS_ORIGINS."));
}

std::vector<Header> Access::corsHeaders(const Request &request) const
{
    const QByteArray origin = request.header("origin");
    if (origin.isEmpty() || !m_origins.contains(QString::fromLatin1(origin)))
        return {};
    return { { "Access-Control-Allow-Origin", origin }, { "Vary", "Origin" } };
}

std::optional<Reply> Access::preflight(const Request &request) const
{
    if (request.method != "OPTIONS" || request.header("access-control-request-method").isEmpty())
        return std::nullopt;
    if (corsHeaders(request).empty())
        return std::nullopt;
    Reply reply;
    reply.headers = { { "Access-Control-Allow-Methods", "GET, POST, PATCH, DELETE" },
        { "Access-Control-Allow-Headers", "Content-Type, Accept, Authorization" },
        { "Access-Control-Max-Age", "600" } };
    return reply;
}

} // namespace Wf::Http
