// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/paging.h"

#include "wire/eventjson.h"
#include "wire/servicejson.h"
#include "wire/snapshotjson.h"

namespace Wf::Http {

namespace {
    Reply serviceNotFound(const QString &id)
    {
        return errorReply(
            404, QStringLiteral("SERVICE_NOT_FOUND"), QStringLiteral("There is no service '%1'.").arg(id));
    }

    Answer timeline(Backend &backend, const Request &request)
    {
        const auto page = paging(request);
        if (!page)
            return errorReply(Wire::fault(page.error()));
        Ports::EventQuery query;
        query.service = page->service;
        query.beforeId = page->before;
        query.limit = page->limit;
        return whenAnswered(backend, backend.session.events(query),
            [page = *page, world = backend.session.snapshot()](const Ports::EventPage &found) {
                return success(Wire::events(found, *world),
                    pageMeta(page, found.events, [](const Domain::Event &event) { return event.id; }));
            });
    }

    Answer serviceDetail(Backend &backend, const QString &id)
    {
        const Ports::SnapshotPtr world = backend.session.snapshot();
        const Ports::ServiceRow *row = world->find(ServiceId(id));
        if (!row)
            return serviceNotFound(id);
        Ports::EventQuery query;
        query.service = row->id();
        query.limit = 10;
        return whenAnswered(backend, backend.session.events(query), [world, row](const Ports::EventPage &recent) {
            return success(Wire::serviceDetail(*row, *world, recent));
        });
    }

    Answer stateAt(Backend &backend, const Request &request)
    {
        const QString name = QStringLiteral("at");
        const auto at = parseTimestamp(queryText(request, name).value_or(QString()));
        if (!at || *at > backend.clock.now()) {
            return errorReply(Wire::validationFault(
                QStringLiteral("'at' must be a time in the past, such as 2026-04-24T10:00:00Z."), name));
        }
        return whenAnswered(backend, backend.session.stateAt(*at), [at = *at](const Ports::SnapshotPtr &world) {
            QJsonObject data = Wire::services(*world, std::nullopt);
            data.insert(QStringLiteral("summary"), Wire::summary(*world));
            return success(data, QJsonObject { { QStringLiteral("at"), Wire::time(at) } });
        });
    }

    using History = Result<std::vector<Domain::Interval>>;

    Reply slaHistoryReply(
        const std::vector<ServiceId> &ids, const QList<QFuture<History>> &futures, int days, Instant now)
    {
        QJsonObject byService;
        for (qsizetype i = 0; i < futures.size(); ++i) {
            if (futures[i].isCanceled() || futures[i].resultCount() == 0)
                return errorReply(
                    503, QStringLiteral("UNAVAILABLE"), QStringLiteral("The engine is shutting down."));
            const History history = futures[i].result();
            if (!history)
                return errorReply(Wire::fault(history.error()));
            byService.insert(ids[static_cast<size_t>(i)].value, Wire::dailyUptime(*history, days, now));
        }
        return success(QJsonObject { { QStringLiteral("days"), Wire::lastDays(days, now) },
                           { QStringLiteral("services"), byService } },
            QJsonObject { { QStringLiteral("days_requested"), days } });
    }

    Answer slaHistory(Backend &backend, const Request &request)
    {
        const auto days = queryNumber(request, QStringLiteral("days"), { 1, 90, 30 });
        if (!days)
            return errorReply(Wire::fault(days.error()));
        const Instant now = backend.clock.now();
        const Instant from = startOfDay(now) - std::chrono::days(*days - 1);
        std::vector<ServiceId> ids;
        QList<QFuture<History>> futures;
        for (const Ports::ServiceRow &row : backend.session.snapshot()->services) {
            ids.push_back(row.id());
            futures.append(backend.session.history({ row.id(), from, now }));
        }
        if (futures.isEmpty())
            return slaHistoryReply(ids, futures, *days, now);
        return replyWhen(backend, QtFuture::whenAll(futures.begin(), futures.end()),
            [ids, days = *days, now](
                const QList<QFuture<History>> &answered) { return slaHistoryReply(ids, answered, days, now); });
    }
} // namespace

void addReadRoutes(std::vector<Route> &routes, Backend &backend)
{
    routes.push_back({ "GET", "/api/services/sla/history", Permission::Read, QStringLiteral("Uptime a day"),
        { QStringLiteral("days") }, [&backend](const Call &call) { return slaHistory(backend, call.request); } });
    routes.push_back({ "GET", "/api/services/{id}", Permission::Read,
        QStringLiteral("One service, its dependencies and latest events"), {},
        [&backend](const Call &call) { return serviceDetail(backend, call.arguments.constFirst()); } });
    routes.push_back({ "GET", "/api/timeline", Permission::Read, QStringLiteral("Status changes, newest first"),
        pagingNames(), [&backend](const Call &call) { return timeline(backend, call.request); } });
    routes.push_back({ "GET", "/api/state", Permission::Read, QStringLiteral("Services and summary as they were"),
        { QStringLiteral("at") }, [&backend](const Call &call) { return stateAt(backend, call.request); } });
}

} // namespace Wf::Http
