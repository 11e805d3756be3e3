// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/httplog.h"
#include "http/paging.h"

#include "wire/silencejson.h"

#include <algorithm>

namespace Wf::Http {

namespace {
    /// A name that is no pattern must be one that there is: a typing mistake would cover nobody.
    std::optional<Reply> unknownService(
        const Domain::AlertMatcher &match, const Ports::Snapshot &world, const char *field)
    {
        for (const QString &service : match.services) {
            const bool pattern = service.contains(u'*') || service.contains(u'?') || service.contains(u'[');
            if (!pattern && !world.find(ServiceId(service))) {
                return errorReply(Wire::validationFault(
                    QStringLiteral("There is no service '%1'.").arg(service), QLatin1String(field)));
            }
        }
        return std::nullopt;
    }

    std::optional<Reply> unknownChannel(const QStringList &channels, const Ports::Snapshot &world)
    {
        const auto unknown = std::ranges::find_if(
            channels, [&](const QString &channel) { return !world.channels.contains(channel); });
        if (unknown == channels.end())
            return std::nullopt;
        const QString known = world.channels.isEmpty() ? QStringLiteral("none is defined")
                                                       : world.channels.join(QStringLiteral(", "));
        return errorReply(
            Wire::validationFault(QStringLiteral("There is no channel '%1'; there are: %2.").arg(*unknown, known),
                QStringLiteral("channels")));
    }

    Reply created(const QString &name, const QJsonObject &object)
    {
        Reply reply = success(QJsonObject { { name, object } });
        reply.status = 201;
        return reply;
    }

    Answer addSilence(Backend &backend, const Request &request)
    {
        const Instant now = backend.clock.now();
        const auto silence = Wire::parseSilence(request.body, tokenName(), now);
        if (!silence)
            return errorReply(Wire::fault(silence.error()));
        if (const auto refused = unknownService(silence->match, *backend.session.snapshot(), "services"))
            return *refused;
        qCInfo(lcHttp) << "a silence by" << silence->author;
        return whenAnswered(
            backend, backend.session.addSilence(*silence), [silence = *silence, now](const qint64 &id) {
                Domain::Silence made = silence;
                made.id = id;
                return created(QStringLiteral("silence"), Wire::silence(made, now));
            });
    }

    Answer addPlan(Backend &backend, const Request &request)
    {
        const Ports::SnapshotPtr world = backend.session.snapshot();
        const auto plan = Wire::parsePlan(request.body, tokenName(), backend.clock.now());
        if (!plan)
            return errorReply(Wire::fault(plan.error()));
        if (const auto refused = unknownService(plan->match, *world, "services"))
            return *refused;
        if (const auto refused = unknownChannel(plan->channels, *world))
            return *refused;
        qCInfo(lcHttp) << "a maintenance by" << plan->author;
        return whenAnswered(
            backend, backend.session.addMaintenance(*plan), [plan = *plan, world](const qint64 &id) {
                Domain::MaintenancePlan made = plan;
                made.id = id;
                return created(QStringLiteral("maintenance"), Wire::plan(made, *world));
            });
    }

    Answer ended(Backend &backend, const QString &text, const char *what,
        const std::function<QFuture<Result<void>>(qint64)> &end)
    {
        const QString name = QLatin1String(what);
        const Reply missing = errorReply(404, name.toUpper() + QStringLiteral("_NOT_FOUND"),
            QStringLiteral("There is no %1 '%2' of origin app.").arg(name, text.left(32)));
        const auto id = pathId(text);
        if (!id)
            return missing;
        return replyWhen(backend, end(*id), [missing, id = *id](const Result<void> &result) {
            if (result)
                return success(QJsonObject { { QStringLiteral("id"), id }, { QStringLiteral("ended"), true } });
            return result.error().code == ErrorCode::NotFound ? missing : errorReply(Wire::fault(result.error()));
        });
    }
} // namespace

void addSilenceRoutes(std::vector<Route> &routes, Backend &backend)
{
    routes.push_back({ "GET", "/api/silences", Permission::Read,
        QStringLiteral("Silences that are active or to come"), {}, [&backend](const Call &) -> Answer {
            return backend.cache.get("/api/silences", backend.session.snapshot(), Wire::silences);
        } });
    routes.push_back({ "POST", "/api/silences", Permission::Write,
        QStringLiteral("Tell nobody for a while: {match | services, reason, author?, from?, until | duration}"),
        {}, [&backend](const Call &call) { return addSilence(backend, call.request); } });
    routes.push_back({ "DELETE", "/api/silences/{id}", Permission::Write,
        QStringLiteral("End a silence before its time"), {}, [&backend](const Call &call) {
            return ended(backend, call.arguments.constFirst(), "silence",
                [&backend](qint64 id) { return backend.session.endSilence(id, tokenName()); });
        } });
    routes.push_back({ "POST", "/api/maintenance", Permission::Write,
        QStringLiteral(
            "Announce own work: {title, description?, match | services, author?, from?, until | length, "
            "schedule?, zone?, notice_before?, channels?}"),
        {}, [&backend](const Call &call) { return addPlan(backend, call.request); } });
    routes.push_back({ "DELETE", "/api/maintenance/{id}", Permission::Write,
        QStringLiteral("Take back own work of origin app"), {}, [&backend](const Call &call) {
            return ended(backend, call.arguments.constFirst(), "maintenance",
                [&backend](qint64 id) { return backend.session.endMaintenance(id); });
        } });
}

} // namespace Wf::Http
