// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/httplog.h"
#include "http/routes.h"
#include "http/samebytes.h"
#include "http/statuspagecall.h"

#include <cmath>

namespace Wf::Http {

namespace {
    constexpr qsizetype kLongestBody = 64 * 1024;
    constexpr Seconds kTolerance { 300 };

    QByteArray secretOf(const Backend &backend)
    {
        return backend.options.webhookSecret.reveal().toUtf8();
    }

    /// The last part of the address that a service's page calls: nobody can guess it, and it opens no other one.
    QByteArray tokenOf(const Backend &backend, const QString &service)
    {
        return hmacHex(secretOf(backend), service.toUtf8());
    }

    std::optional<Reply> notReady(const Backend &backend)
    {
        if (!backend.options.webhooksEnabled)
            return errorReply(404, QStringLiteral("NOT_FOUND"), QStringLiteral("Not Found"));
        if (!secretOf(backend).isEmpty())
            return std::nullopt;
        return errorReply(503, QStringLiteral("WEBHOOKS_NOT_CONFIGURED"),
            QStringLiteral("No secret is configured; set STATUSPAGE_WEBHOOK_SECRET and start again."));
    }

    Reply unknownService(const QString &service)
    {
        return errorReply(404, QStringLiteral("SERVICE_NOT_FOUND"),
            QStringLiteral("There is no service '%1'.").arg(service.left(128)));
    }

    Reply forbidden(const Request &request, const char *code, const char *sentence)
    {
        qCWarning(lcHttp).noquote() << "a webhook was refused; it came from" << request.peer.toString();
        return errorReply(403, QLatin1String(code), QLatin1String(sentence));
    }

    /// Seconds since 1970, or a time in words; nothing when it is neither.
    std::optional<Instant> saidTime(const QByteArray &header)
    {
        bool number = false;
        const double seconds = header.toDouble(&number);
        constexpr double kYear9999 = 253'402'300'799.0;
        if (number && std::isfinite(seconds) && seconds >= 0 && seconds <= kYear9999)
            return fromEpochMillis(static_cast<qint64>(seconds * 1000.0));
        return parseTimestamp(QString::fromLatin1(header));
    }

    /// The path says it, or the signature does; what is there must be right.
    std::optional<Reply> distrust(const Backend &backend, const Call &call)
    {
        const Request &request = call.request;
        const QByteArray signature = request.header("x-statuspage-signature").toLower();
        const bool named = call.arguments.size() > 1;
        if (named && !sameBytes(tokenOf(backend, call.arguments[0]), call.arguments[1].toUtf8()))
            return forbidden(request, "INVALID_TOKEN", "The last part of this address is not right.");
        if (!named && signature.isEmpty())
            return forbidden(request, "MISSING_SIGNATURE",
                "Use the address with the token, or sign the body in X-Statuspage-Signature.");
        if (!signature.isEmpty() && !sameBytes(hmacHex(secretOf(backend), request.body), signature))
            return forbidden(request, "INVALID_SIGNATURE", "The signature does not fit the body.");
        const QByteArray stamp = request.header("x-statuspage-timestamp");
        if (stamp.isEmpty())
            return std::nullopt;
        const auto said = saidTime(stamp);
        if (said && std::chrono::abs(backend.clock.now() - *said) <= kTolerance)
            return std::nullopt;
        return forbidden(request, "STALE_TIMESTAMP", "The time of the request is more than five minutes off.");
    }

    Reply taken()
    {
        return plainJson({ { QStringLiteral("ok"), true } });
    }

    Answer receive(Backend &backend, const Call &call)
    {
        if (const auto refused = notReady(backend))
            return *refused;
        if (call.request.body.size() > kLongestBody) {
            return errorReply(
                413, QStringLiteral("TOO_LARGE"), QStringLiteral("A webhook's body may have 64 KiB."));
        }
        if (const auto refused = distrust(backend, call))
            return *refused;
        const QString id = call.arguments.constFirst();
        const Ports::SnapshotPtr world = backend.session.snapshot();
        const Ports::ServiceRow *row = world->find(ServiceId(id));
        if (!row)
            return unknownService(id);
        const auto said = readStatuspageCall(call.request.body, *row);
        if (!said)
            return taken();
        qCInfo(lcHttp).noquote() << "the page of" << id << "called:"
                                 << (said->status ? Domain::word(*said->status) : QStringLiteral("ask it"));
        return replyWhen(backend, backend.session.vendorCalled(*said),
            [](const Result<void> &result) { return result ? taken() : errorReply(Wire::fault(result.error())); });
    }

    Answer address(const Backend &backend, const QString &service)
    {
        if (const auto refused = notReady(backend))
            return *refused;
        if (!backend.session.snapshot()->find(ServiceId(service)))
            return unknownService(service);
        const QString path = QStringLiteral("/api/webhooks/statuspage/%1/%2")
                                 .arg(QString::fromLatin1(QUrl::toPercentEncoding(service)),
                                     QString::fromLatin1(tokenOf(backend, service)));
        return success(
            QJsonObject { { QStringLiteral("service_id"), service }, { QStringLiteral("path"), path } });
    }
} // namespace

void addWebhookRoutes(std::vector<Route> &routes, Backend &backend)
{
    const auto take = [&backend](const Call &call) { return receive(backend, call); };
    routes.push_back({ "POST", "/api/webhooks/statuspage/{service_id}", Permission::Open,
        QStringLiteral("A vendor's Statuspage tells of a change; the body is signed"), {}, take });
    routes.push_back({ "GET", "/api/webhooks/statuspage/{service_id}", Permission::Write,
        QStringLiteral("The address to enter at the vendor's page, with its token"), {},
        [&backend](const Call &call) { return address(backend, call.arguments.constFirst()); } });
    routes.push_back({ "POST", "/api/webhooks/statuspage/{service_id}/{token}", Permission::Open,
        QStringLiteral("The same from the page itself, which cannot sign"), {}, take });
}

} // namespace Wf::Http
