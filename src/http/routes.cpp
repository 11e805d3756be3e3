// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/routes.h"

#include <algorithm>

namespace Wf::Http {

namespace {
    /// The decoded arguments when `path` has the shape of `pattern`.
    std::optional<QStringList> matchPath(const QByteArray &pattern, const QByteArrayList &path)
    {
        const QByteArrayList parts = pattern.split('/');
        if (parts.size() != path.size())
            return std::nullopt;
        QStringList arguments;
        for (qsizetype i = 0; i < parts.size(); ++i) {
            if (parts[i].startsWith('{') && !path[i].isEmpty())
                arguments.append(QString::fromUtf8(QByteArray::fromPercentEncoding(path[i])));
            else if (parts[i] != path[i])
                return std::nullopt;
        }
        return arguments;
    }

    bool serves(const Route &route, const QByteArray &method)
    {
        return route.method == method || route.method == kAnyMethod || (route.method == "GET" && method == "HEAD");
    }

    bool isJson(const QByteArray &contentType)
    {
        return contentType.split(';').constFirst().trimmed().toLower() == "application/json";
    }

    Reply notFound()
    {
        return errorReply(404, QStringLiteral("NOT_FOUND"),
            QStringLiteral("There is nothing at this path; GET /api/openapi.json lists what there is."));
    }

    Reply methodNotAllowed(const QByteArrayList &allowed)
    {
        Reply reply = errorReply(405, QStringLiteral("METHOD_NOT_ALLOWED"),
            QStringLiteral("This path takes %1.").arg(QString::fromLatin1(allowed.join(", "))));
        reply.headers.push_back({ "Allow", allowed.join(", ") });
        return reply;
    }
} // namespace

RouteTable::RouteTable(Backend &backend, const Access &access)
    : m_access(access)
{
    addSnapshotRoutes(m_routes, backend);
    addReadRoutes(m_routes, backend);
    addCatalogRoutes(m_routes, backend);
    addAdminRoutes(m_routes, backend);
    addMonitorRoutes(m_routes, backend);
    addResultRoutes(m_routes, backend);
    addVendorRoutes(m_routes, backend);
    addPingRoutes(m_routes, backend);
    addIncidentRoutes(m_routes, backend);
    addSilenceRoutes(m_routes, backend);
    addAlertRoutes(m_routes, backend);
    addWebhookRoutes(m_routes, backend);
    addSlackRoutes(m_routes, backend);
}

RouteTable::Match RouteTable::find(const Request &request) const
{
    Match match;
    const QByteArrayList path = request.path().split('/');
    for (const Route &route : m_routes) {
        const auto arguments = matchPath(route.pattern, path);
        if (!arguments)
            continue;
        // A fixed path hides the patterns behind it.
        if (!match.allowed.isEmpty() && route.pattern.contains('{') && match.arguments.isEmpty())
            break;
        if (match.allowed.isEmpty())
            match.pattern = route.pattern;
        match.allowed.append(route.method);
        if (route.method == "GET")
            match.allowed.append("HEAD");
        match.arguments = *arguments;
        if (!match.route && serves(route, request.method))
            match.route = &route;
    }
    return match;
}

RouteTable::Answered RouteTable::answer(const Request &request) const
{
    const Match match = find(request);
    return { answer(request, match), match.pattern };
}

void RouteTable::announce(Traffic &traffic) const
{
    for (const Route &route : m_routes) {
        if (route.method == kAnyMethod)
            traffic.expect(route.pattern, "POST");
        traffic.expect(route.pattern, route.method == kAnyMethod ? "GET" : route.method);
    }
}

Answer RouteTable::answer(const Request &request, const Match &match) const
{
    if (const auto preflight = m_access.preflight(request))
        return *preflight;
    if (match.allowed.isEmpty() && request.isPing())
        return noSuchPing();
    if (match.allowed.isEmpty())
        return m_access.check(Permission::Read, request).value_or(notFound());
    if (!match.route)
        return methodNotAllowed(match.allowed);
    if (const auto denied = m_access.check(match.route->permission, request))
        return *denied;
    const bool writes = match.route->permission == Permission::Write;
    if (writes && !request.body.isEmpty() && !isJson(request.header("content-type"))) {
        return errorReply(415, QStringLiteral("UNSUPPORTED_MEDIA_TYPE"),
            QStringLiteral("Send the body as JSON, with 'Content-Type: application/json'."));
    }
    return match.route->handler({ request, match.arguments });
}

Reply shuttingDown()
{
    return errorReply(503, QStringLiteral("UNAVAILABLE"), QStringLiteral("The engine is shutting down."));
}

std::optional<QString> queryText(const Request &request, const QString &name)
{
    const QUrlQuery query = request.query();
    if (!query.hasQueryItem(name))
        return std::nullopt;
    return query.queryItemValue(name, QUrl::FullyDecoded);
}

Result<int> queryNumber(const Request &request, const QString &name, NumberRange range)
{
    const auto text = queryText(request, name);
    if (!text)
        return range.fallback;
    static const QRegularExpression shape(QStringLiteral(R"(^\s*(-?)\d{1,64}\s*$)"));
    const auto match = shape.match(*text);
    if (!match.hasMatch())
        return failure(ErrorCode::Invalid, QStringLiteral("'%1' must be a whole number.").arg(name), name);
    bool fits = false;
    const qlonglong number = text->trimmed().toLongLong(&fits);
    if (!fits)
        return match.captured(1).isEmpty() ? range.most : range.least;
    return static_cast<int>(std::clamp<qlonglong>(number, range.least, range.most));
}

Result<std::optional<Instant>> queryTime(const Request &request, const QString &name)
{
    const auto text = queryText(request, name);
    if (!text || text->isEmpty())
        return std::optional<Instant>();
    QString spelled = *text; // a plus sign that was not encoded came as a blank
    if (const auto at = parseTimestamp(spelled.replace(u' ', u'+')); at)
        return at;
    if (const auto at = parseTimestamp(*text); at)
        return at;
    return failure(
        ErrorCode::Invalid, QStringLiteral("'%1' must be a time like 2026-04-24T10:00:00Z.").arg(name), name);
}

Result<TimeRange> queryRange(const Backend &backend, const Request &request, Millis usual)
{
    const auto from = queryTime(request, QStringLiteral("from"));
    if (!from)
        return tl::unexpected(from.error());
    const auto to = queryTime(request, QStringLiteral("to"));
    if (!to)
        return tl::unexpected(to.error());
    TimeRange result;
    result.to = to->value_or(backend.clock.now());
    result.from = from->value_or(result.to - usual);
    if (result.from >= result.to)
        return failure(
            ErrorCode::Invalid, QStringLiteral("'from' must be earlier than 'to'."), QStringLiteral("from"));
    return result;
}

Result<std::optional<qint64>> queryCursor(const Request &request)
{
    const QString name = QStringLiteral("cursor");
    const auto text = queryText(request, name);
    if (!text || text->isEmpty())
        return std::optional<qint64>();
    bool whole = false;
    const qint64 id = text->toLongLong(&whole);
    if (!whole || id < 1)
        return failure(
            ErrorCode::Invalid, QStringLiteral("'cursor' must be a next_cursor of an earlier page."), name);
    return std::optional<qint64>(id);
}

} // namespace Wf::Http
