// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/httplog.h"
#include "http/paging.h"

#include "domain/cluster.h"
#include "wire/bodyreader.h"
#include "wire/incidentjson.h"
#include "wire/reportjson.h"

namespace Wf::Http {

namespace {
    using Kind = Domain::IncidentNote::Kind;

    constexpr int kLongestName = 128;
    constexpr NumberRange kClusterWindow { 60, 3'600, 300 };
    constexpr NumberRange kClusterEvents { 1, 500, 100 };

    Reply incidentNotFound(const QString &id)
    {
        return errorReply(404, QStringLiteral("INCIDENT_NOT_FOUND"),
            QStringLiteral("There is no incident '%1'.").arg(id.left(32)));
    }

    Reply refusal(const Error &error, const QString &id)
    {
        return error.code == ErrorCode::NotFound ? incidentNotFound(id) : errorReply(Wire::fault(error));
    }

    Result<Ports::IncidentQuery::Which> whichOf(const Request &request)
    {
        using Which = Ports::IncidentQuery::Which;
        const QString name = QStringLiteral("status");
        const QString word = queryText(request, name).value_or(QStringLiteral("all"));
        if (word == QLatin1String("all"))
            return Which::All;
        if (word == QLatin1String("open"))
            return Which::Open;
        if (word == QLatin1String("closed"))
            return Which::Closed;
        return failure(ErrorCode::Invalid, QStringLiteral("'status' must be open, closed or all."), name);
    }

    Result<Ports::IncidentQuery> incidentQuery(const Request &request, const Paging &page)
    {
        const auto which = whichOf(request);
        if (!which)
            return tl::unexpected(which.error());
        const auto from = queryTime(request, QStringLiteral("from"));
        const auto to = queryTime(request, QStringLiteral("to"));
        if (!from || !to)
            return tl::unexpected(from ? to.error() : from.error());
        return Ports::IncidentQuery { page.service, *which, *from, *to, page.before, page.limit };
    }

    Answer incidents(Backend &backend, const Request &request)
    {
        const auto page = paging(request);
        if (!page)
            return errorReply(Wire::fault(page.error()));
        const auto query = incidentQuery(request, *page);
        if (!query)
            return errorReply(Wire::fault(query.error()));
        return whenAnswered(backend, backend.session.incidents(*query),
            [page = *page, world = backend.session.snapshot(), now = backend.clock.now()](
                const Ports::IncidentPage &found) {
                return success(Wire::incidents(found, *world, now),
                    pageMeta(page, found.incidents, [](const Domain::Incident &each) { return each.id; }));
            });
    }

    Answer story(Backend &backend, const QString &text)
    {
        const auto id = pathId(text);
        if (!id)
            return incidentNotFound(text);
        return replyWhen(backend, backend.session.incident(*id),
            [text, world = backend.session.snapshot(), now = backend.clock.now()](
                const Result<Ports::IncidentStory> &found) {
                return found ? success(Wire::story(*found, *world, now)) : refusal(found.error(), text);
            });
    }

    /// {author?, text?}: a note has to say something. No body is an empty one.
    Result<Ports::IncidentAction> readAction(const Request &request, qint64 incident, Kind kind)
    {
        const auto object = Wire::readObject(request.body.isEmpty() ? QByteArray("{}") : request.body);
        if (!object)
            return tl::unexpected(object.error());
        Wire::BodyReader reader(*object);
        Ports::IncidentAction action { incident, kind, {}, {} };
        action.by = reader.text(QStringLiteral("author"), { 0, kLongestName }).trimmed();
        action.text =
            reader.text(QStringLiteral("text"), { kind == Kind::Note ? 1 : 0, Domain::kLongestNote }).trimmed();
        if (kind == Kind::Note && action.text.isEmpty())
            reader.refuse(QStringLiteral("text"), QStringLiteral("A note must say something."));
        if (reader.fault())
            return tl::unexpected(*reader.fault());
        if (action.by.isEmpty())
            action.by = tokenName();
        return action;
    }

    Answer act(Backend &backend, const Call &call, Kind kind)
    {
        const QString text = call.arguments.constFirst();
        const auto id = pathId(text);
        if (!id)
            return incidentNotFound(text);
        const auto action = readAction(call.request, *id, kind);
        if (!action)
            return errorReply(Wire::fault(action.error()));
        qCInfo(lcHttp) << "incident" << *id << Domain::word(kind) << "by" << action->by;
        return replyWhen(backend, backend.session.act(*action),
            [text, kind, world = backend.session.snapshot(), now = backend.clock.now()](
                const Result<Domain::Incident> &done) {
                if (!done)
                    return refusal(done.error(), text);
                Reply reply =
                    success(QJsonObject { { QStringLiteral("incident"), Wire::incident(*done, *world, now) } });
                reply.status = kind == Kind::Note ? 201 : 200;
                return reply;
            });
    }

    Answer reports(Backend &backend, const Request &request)
    {
        const auto page = paging(request, { 1, 100, 20 });
        if (!page)
            return errorReply(Wire::fault(page.error()));
        const Ports::ReportQuery query { page->service, page->before, page->limit };
        return whenAnswered(
            backend, backend.session.reports(query), [page = *page](const std::vector<Domain::Report> &found) {
                return success(Wire::reports(found),
                    pageMeta(page, found, [](const Domain::Report &each) { return each.id; }));
            });
    }

    Answer clustered(Backend &backend, const Request &request)
    {
        const auto window = queryNumber(request, QStringLiteral("window"), kClusterWindow);
        const auto limit = queryNumber(request, QStringLiteral("limit"), kClusterEvents);
        if (!window || !limit)
            return errorReply(Wire::fault(window ? limit.error() : window.error()));
        Ports::EventQuery query;
        query.limit = *limit;
        return whenAnswered(backend, backend.session.events(query),
            [window = *window, world = backend.session.snapshot()](const Ports::EventPage &found) {
                return success(
                    Wire::clusters(Domain::clusterEvents(found.events, Seconds { window }, *world->graph), *world),
                    QJsonObject { { QStringLiteral("window"), window } });
            });
    }

    void addActions(std::vector<Route> &routes, Backend &backend)
    {
        const auto add = [&](const char *pattern, const char *summary, Kind kind) {
            routes.push_back({ "POST", pattern, Permission::Write, QString::fromLatin1(summary), {},
                [&backend, kind](const Call &call) { return act(backend, call, kind); } });
        };
        add("/api/incidents/{id}/ack", "Take care of an incident: {author?, text?}", Kind::Acknowledged);
        add("/api/incidents/{id}/resolve", "Say that an incident is over: {author?, text?}", Kind::Resolved);
        add("/api/incidents/{id}/notes", "Say something about an incident: {text, author?}", Kind::Note);
    }
} // namespace

void addIncidentRoutes(std::vector<Route> &routes, Backend &backend)
{
    routes.push_back({ "GET", "/api/incidents", Permission::Read, QStringLiteral("Incidents, newest first"),
        pagingNames() + QStringList { QStringLiteral("status"), QStringLiteral("from"), QStringLiteral("to") },
        [&backend](const Call &call) { return incidents(backend, call.request); } });
    routes.push_back({ "GET", "/api/incidents/{id}", Permission::Read,
        QStringLiteral("One incident: timeline, notes, decisions about alerts, what it explains, report"), {},
        [&backend](const Call &call) { return story(backend, call.arguments.constFirst()); } });
    addActions(routes, backend);
    routes.push_back(
        { "GET", "/api/reports", Permission::Read, QStringLiteral("What outages came to, newest first"),
            pagingNames(), [&backend](const Call &call) { return reports(backend, call.request); } });
    routes.push_back({ "GET", "/api/timeline/clustered", Permission::Read,
        QStringLiteral("Status changes that followed each other closely, with their probable root cause"),
        { QStringLiteral("window"), QStringLiteral("limit") },
        [&backend](const Call &call) { return clustered(backend, call.request); } });
}

} // namespace Wf::Http
