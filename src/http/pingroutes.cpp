// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/routes.h"

#include "domain/ping.h"

namespace Wf::Http {

namespace {
    /// The protocol's own answers are plain words; the other reference system's are small JSON objects.
    enum class Dialect : quint8 { Plain, Json };

    Reply plain(int status, const QByteArray &text)
    {
        Reply reply;
        reply.status = status;
        reply.contentType = "text/plain; charset=utf-8";
        reply.body = text;
        reply.headers = { { "Access-Control-Allow-Origin", "*" } };
        return reply;
    }

    Reply json(int status, const QJsonObject &object)
    {
        Reply reply = plainJson(object, status);
        reply.headers = { { "Access-Control-Allow-Origin", "*" } };
        return reply;
    }

    Reply refusal(const Error &error, Dialect dialect)
    {
        int status = 400;
        switch (error.code) {
        case ErrorCode::NotFound:
        case ErrorCode::Forbidden: // a wrong ping key is not told from an unknown slug
            status = 404;
            break;
        case ErrorCode::Conflict:
            status = 409;
            break;
        case ErrorCode::Unavailable:
        case ErrorCode::Io:
        case ErrorCode::Internal:
            status = 503;
            break;
        default:
            break;
        }
        const QString words = status == 404 ? QStringLiteral("not found") : error.detail;
        if (dialect == Dialect::Json)
            return json(status, { { QStringLiteral("error"), words } });
        return plain(status, words.toUtf8());
    }

    Reply accepted(const Ports::PingOutcome &outcome, Dialect dialect, int bodyLimit)
    {
        using Taken = Ports::PingOutcome::Taken;
        if (outcome.taken == Taken::Limited) {
            const QString words = QStringLiteral("too many pings: this one counts, but only the newest is logged");
            Reply reply = dialect == Dialect::Json ? json(429, { { QStringLiteral("error"), words } })
                                                   : plain(429, words.toUtf8());
            reply.headers.push_back({ "Retry-After", "1" });
            return reply;
        }
        Reply reply = dialect == Dialect::Json ? json(200,
                          { { QStringLiteral("status"), QStringLiteral("ok") },
                              { QStringLiteral("message"), QStringLiteral("ping recorded") } })
            : outcome.taken == Taken::Created  ? plain(201, "Created")
                                               : plain(200, "OK");
        reply.headers.push_back({ "Ping-Body-Limit", QByteArray::number(bodyLimit) });
        return reply;
    }

    bool isTrusted(const QHostAddress &peer, const QStringList &proxies)
    {
        return std::ranges::any_of(proxies, [&](const QString &proxy) {
            const auto subnet = QHostAddress::parseSubnet(proxy);
            return subnet.second >= 0 && peer.isInSubnet(subnet);
        });
    }

    QHostAddress unmapped(const QHostAddress &address)
    {
        bool mapped = false;
        const quint32 v4 = address.toIPv4Address(&mapped);
        return mapped ? QHostAddress(v4) : address;
    }

    /// Who sent it: the peer, or what a proxy that we trust says about it.
    QString sourceOf(const Request &request, const QStringList &proxies)
    {
        const QHostAddress peer = unmapped(request.peer);
        const QByteArray forwarded = request.header("x-forwarded-for").split(',').constFirst().trimmed();
        if (forwarded.isEmpty() || !isTrusted(peer, proxies))
            return peer.toString();
        QString first = QString::fromLatin1(forwarded);
        if (first.count(u':') == 1) // "192.0.2.1:49152"
            first = first.section(u':', 0, 0);
        const QHostAddress address(first);
        return address.isNull() ? peer.toString() : unmapped(address).toString();
    }

    Result<Domain::PingRequest> readPing(const Backend &backend, const Request &request, const QString &word)
    {
        const Result<Domain::PingSignal> signal = Domain::pingSignal(word);
        if (!signal)
            return tl::unexpected(signal.error());
        const std::optional<QString> said = queryText(request, QStringLiteral("rid"));
        const QString rid = said.value_or(QString());
        if (said && !Domain::isCanonicalUuid(rid, Domain::LetterCase::Any))
            return failure(ErrorCode::Invalid, QStringLiteral("invalid uuid format"), QStringLiteral("rid"));
        Domain::PingRequest ping;
        ping.signal = *signal;
        ping.method = QString::fromLatin1(request.method);
        ping.rid = rid.toLower();
        ping.body = request.body;
        ping.runtime = Domain::statedRuntime(request.body);
        ping.source = sourceOf(request, backend.options.trustedProxies);
        ping.userAgent = QString::fromUtf8(request.header("user-agent")).left(Domain::kMostUserAgent);
        ping.at = backend.clock.now();
        return ping;
    }

    QString schemeOf(const Request &request, const QStringList &proxies)
    {
        const QByteArray said = request.header("x-forwarded-proto").toLower();
        return said == "https" && isTrusted(unmapped(request.peer), proxies) ? QStringLiteral("https")
                                                                             : QStringLiteral("http");
    }

    Answer take(
        Backend &backend, const Request &request, Ports::PingCall call, const QString &word, Dialect dialect)
    {
        if (request.method == "OPTIONS") // a browser's question, not a job's sign of life
            return plain(204, {});
        Result<Domain::PingRequest> ping = readPing(backend, request, word);
        if (!ping)
            return refusal(ping.error(), dialect);
        call.request = std::move(*ping);
        call.scheme = schemeOf(request, backend.options.trustedProxies);
        return replyWhen(backend, backend.session.ping(call),
            [dialect, limit = backend.options.pingBodyLimit](const Result<Ports::PingOutcome> &outcome) {
                return outcome ? accepted(*outcome, dialect, limit) : refusal(outcome.error(), dialect);
            });
    }

    Answer byUuid(Backend &backend, const Request &request, const QString &uuid, const QString &word)
    {
        if (!Domain::isCanonicalUuid(uuid, Domain::LetterCase::Lower))
            return noSuchPing();
        Ports::PingCall call;
        call.uuid = uuid;
        return take(backend, request, call, word, Dialect::Plain);
    }

    Answer bySlug(Backend &backend, const Call &call, const QString &word)
    {
        const QString slug = call.arguments.at(1);
        if (!Domain::isSlug(slug))
            return plain(400, "invalid url format");
        Ports::PingCall ping;
        ping.pingKey = call.arguments.at(0);
        ping.slug = slug;
        if (queryText(call.request, QStringLiteral("create")) == QStringLiteral("1"))
            ping.unknownSlug = Ports::PingCall::Unknown::Created;
        return take(backend, call.request, ping, word, Dialect::Plain);
    }

    Answer twoParts(Backend &backend, const Call &call)
    {
        const bool uuid = Domain::isCanonicalUuid(call.arguments.at(0), Domain::LetterCase::Lower);
        return uuid ? byUuid(backend, call.request, call.arguments.at(0), call.arguments.at(1))
                    : bySlug(backend, call, {});
    }

    Answer compatible(Backend &backend, const Call &call)
    {
        const QString uuid = call.arguments.constFirst().toLower();
        if (!Domain::isCanonicalUuid(uuid, Domain::LetterCase::Lower))
            return noSuchPing();
        Ports::PingCall ping;
        ping.uuid = uuid;
        return take(backend, call.request, ping, {}, Dialect::Json);
    }
} // namespace

Reply noSuchPing()
{
    return plain(404, "not found");
}

void addPingRoutes(std::vector<Route> &routes, Backend &backend)
{
    const auto add = [&](const char *pattern, const QString &summary,
                         std::function<Answer(const Call &)> handler) {
        routes.push_back({ kAnyMethod, pattern, Permission::Open, summary,
            { QStringLiteral("rid"), QStringLiteral("create") }, std::move(handler) });
    };
    const auto uuid = [&backend](const Call &call) {
        return byUuid(backend, call.request, call.arguments.constFirst(), {});
    };
    add("/ping/{uuid}", QStringLiteral("A job succeeded"), uuid);
    add("/ping/{uuid}/", QStringLiteral("A job succeeded"), uuid);
    add("/ping/{uuid}/{signal}",
        QStringLiteral("A job tells: start, fail, log or its exit status; or {ping key}/{slug}: it succeeded"),
        [&backend](const Call &call) { return twoParts(backend, call); });
    add("/ping/{ping_key}/{slug}/{signal}", QStringLiteral("The same by slug"),
        [&backend](const Call &call) { return bySlug(backend, call, call.arguments.at(2)); });
    const auto compatibleCall = [&backend](const Call &call) { return compatible(backend, call); };
    add("/api/ping/{uuid}", QStringLiteral("A job succeeded"), compatibleCall);
    add("/api/ping/{uuid}/", QStringLiteral("A job succeeded"), compatibleCall);
}

} // namespace Wf::Http
