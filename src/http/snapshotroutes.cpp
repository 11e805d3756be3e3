// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/metrics.h"
#include "http/openapi.h"
#include "http/routes.h"

#include "wire/servicejson.h"
#include "wire/sightingjson.h"
#include "wire/snapshotjson.h"

#include <cmath>

namespace Wf::Http {

namespace {
    using Make = QJsonObject (*)(const Ports::Snapshot &);

    Route cached(Backend &backend, const char *path, const char *summary, Make make)
    {
        const QByteArray key(path);
        return { "GET", key, Permission::Read, QLatin1String(summary), {},
            [&backend, key, make](
                const Call &) -> Answer { return backend.cache.get(key, backend.session.snapshot(), make); } };
    }

    std::optional<Millis> heartbeatAge(const Backend &backend, const Ports::EngineStats &stats)
    {
        if (!stats.heartbeatAt)
            return std::nullopt;
        return std::max(backend.clock.now() - *stats.heartbeatAt, Millis { 0 });
    }

    Reply heartbeat(const Backend &backend)
    {
        const auto age = heartbeatAge(backend, backend.session.stats());
        const bool fresh = age && *age < backend.options.staleAfter;
        const QJsonValue seconds =
            age ? QJsonValue(std::round(double(age->count()) / 100.0) / 10.0) : QJsonValue(QJsonValue::Null);
        return plainJson({ { QStringLiteral("status"), fresh ? QStringLiteral("ok") : QStringLiteral("stale") },
                             { QStringLiteral("heartbeat_age_seconds"), seconds },
                             { QStringLiteral("threshold_seconds"), qint64(backend.options.staleAfter.count()) } },
            fresh ? 200 : 503);
    }

    Reply readiness(const Backend &backend)
    {
        const Ports::SnapshotPtr world = backend.session.snapshot();
        const bool loaded = world->catalogue && world->sequence > 0;
        const bool database = backend.session.stats().databaseConnected;
        return plainJson(
            { { QStringLiteral("status"),
                  loaded && database ? QStringLiteral("ready") : QStringLiteral("not_ready") },
                { QStringLiteral("data_loaded"), loaded },
                { QStringLiteral("database"), database ? QStringLiteral("connected") : QStringLiteral("error") } },
            loaded && database ? 200 : 503);
    }

    Reply health(const Backend &backend)
    {
        return plainJson(Wire::health(*backend.session.snapshot(), backend.session.stats(), backend.clock.now()));
    }

    Reply metricsReply(const Ports::Session &session, const Traffic &traffic, Instant now)
    {
        const Ports::SnapshotPtr world = session.snapshot();
        Reply reply;
        reply.contentType = "text/plain; version=0.0.4; charset=utf-8";
        reply.body = metricsText({ *world, session.stats(), session.telemetry(), traffic, now });
        return reply;
    }

    /// In another thread: with thousands of checks the text is so long that pings would wait for it.
    Answer metrics(Backend &backend)
    {
        const auto promise = std::make_shared<QPromise<Reply>>();
        promise->start();
        const QFuture<Reply> future = promise->future();
        backend.pool.start([promise, &session = std::as_const(backend.session), traffic = backend.traffic,
                               now = backend.clock.now()] {
            promise->addResult(metricsReply(session, traffic, now));
            promise->finish();
        });
        return future;
    }

    Reply services(Backend &backend, const Request &request)
    {
        const QString filter = QStringLiteral("category_filter");
        if (const auto category = queryText(request, QStringLiteral("category"))) {
            return success(
                Wire::services(*backend.session.snapshot(), category), QJsonObject { { filter, *category } });
        }
        return backend.cache.get(
            "/api/services", backend.session.snapshot(),
            [](const Ports::Snapshot &world) { return Wire::services(world, std::nullopt); },
            QJsonObject { { filter, QJsonValue::Null } });
    }

    void addHealth(std::vector<Route> &routes, Backend &backend)
    {
        routes.push_back({ "GET", "/api/health", Permission::Read, QStringLiteral("How Watchfloor itself is"), {},
            [&backend](const Call &) -> Answer { return health(backend); } });
        routes.push_back({ "GET", "/healthz", Permission::Open, QStringLiteral("Alive: the engine ticked lately"),
            {}, [&backend](const Call &) -> Answer { return heartbeat(backend); } });
        routes.push_back({ "GET", "/readyz", Permission::Open,
            QStringLiteral("Ready: the data is loaded, the database answers"), {},
            [&backend](const Call &) -> Answer { return readiness(backend); } });
        routes.push_back({ "GET", "/metrics", Permission::Read, QStringLiteral("Prometheus metrics"), {},
            [&backend](const Call &) -> Answer { return metrics(backend); } });
    }
} // namespace

void addSnapshotRoutes(std::vector<Route> &routes, Backend &backend)
{
    addHealth(routes, backend);
    routes.push_back({ "GET", "/api/openapi.json", Permission::Read, QStringLiteral("This description"), {},
        [&routes](const Call &) -> Answer { return plainJson(openApi(routes)); } });
    routes.push_back(
        { "GET", "/api/services", Permission::Read, QStringLiteral("All services"), { QStringLiteral("category") },
            [&backend](const Call &call) -> Answer { return services(backend, call.request); } });
    routes.push_back(
        cached(backend, "/api/services/uptime", "The worst of each of the last seven days", Wire::uptime));
    routes.push_back(cached(backend, "/api/services/sla", "Uptime of 24 hours, 7 and 30 days", Wire::sla));
    routes.push_back(cached(backend, "/api/services/graph", "The dependency graph", Wire::graph));
    routes.push_back(cached(backend, "/api/summary", "The whole in one sentence, with incidents", Wire::summary));
    routes.push_back(cached(backend, "/api/maintenance", "Maintenance now and to come", Wire::maintenances));
    routes.push_back(cached(backend, "/api/monitors", "All monitors", Wire::monitors));
    routes.push_back(cached(backend, "/api/vendors",
        "Vendors with their services: over 90 days, how long after our own checks each admits trouble",
        Wire::vendors));
}

} // namespace Wf::Http
