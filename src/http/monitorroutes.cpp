// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/monitorlookup.h"
#include "ports/definitions.h"
#include "http/routes.h"

#include "wire/checkjson.h"
#include "wire/observationjson.h"
#include "wire/servicejson.h"

#include <QJsonDocument>

namespace Wf::Http {

namespace {
    constexpr qsizetype kMostAtOnce = 500; ///< monitors created by one request

    Reply monitor(const Backend &backend, const QString &id)
    {
        const FoundMonitor found = findMonitor(backend, id);
        if (!found.row)
            return monitorNotFound(id);
        return success(
            QJsonObject { { QStringLiteral("monitor"), Wire::monitorDetail(*found.row, backend.clock.now()) } });
    }

    /// The monitor as the one who made it may see it: with the address that pings it.
    QJsonObject ownMonitor(const Backend &backend, const MonitorId &id)
    {
        const FoundMonitor found = findMonitor(backend, id.value);
        if (!found.row)
            return { { QStringLiteral("id"), id.value } };
        QJsonObject object = Wire::monitorDetail(*found.row, backend.clock.now());
        if (found.row->heartbeat)
            object.insert(QStringLiteral("ping_path"), Wire::pingPath(*found.row->heartbeat));
        return object;
    }

    Result<QJsonObject> body(const Request &request)
    {
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(request.body, &error);
        if (document.isObject())
            return document.object();
        const QString why = error.error == QJsonParseError::NoError
            ? QStringLiteral("The body must be a JSON object.")
            : QStringLiteral("The body is no JSON: %1 at byte %2.").arg(error.errorString()).arg(error.offset);
        return failure(ErrorCode::Invalid, why, QStringLiteral("body"));
    }

    Answer create(Backend &backend, const Request &request)
    {
        const Result<QJsonObject> definition = body(request);
        if (!definition)
            return faultReply(definition.error());
        return replyWhen(
            backend, backend.session.createMonitor(*definition), [&backend](const Result<MonitorId> &made) {
                if (!made)
                    return faultReply(made.error());
                Reply reply = success(QJsonObject { { QStringLiteral("monitor"), ownMonitor(backend, *made) } });
                reply.status = 201;
                return reply;
            });
    }

    /// Creates many, one after the other: what is wrong with one does not stop the others, and each is told.
    class BulkCreation : public std::enable_shared_from_this<BulkCreation> {
    public:
        BulkCreation(Backend &backend, QJsonArray definitions)
            : m_backend(backend)
            , m_definitions(std::move(definitions))
        {
            m_promise.start();
        }
        [[nodiscard]] QFuture<Reply> future() { return m_promise.future(); }
        void next()
        {
            if (m_position == m_definitions.size())
                return conclude();
            const QJsonObject definition = m_definitions.at(m_position).toObject();
            auto *watcher = new QFutureWatcher<Result<MonitorId>>(m_backend.context);
            QObject::connect(
                watcher, &QFutureWatcherBase::finished, m_backend.context, [watcher, self = shared_from_this()] {
                    const auto future = watcher->future();
                    self->note(future.resultCount() > 0
                            ? future.result()
                            : Result<MonitorId>(failure(ErrorCode::Unavailable, QStringLiteral("shutting down"))));
                    watcher->deleteLater();
                    self->next();
                });
            watcher->setFuture(m_backend.session.createMonitor(definition));
        }

    private:
        void note(const Result<MonitorId> &made)
        {
            QJsonObject line { { QStringLiteral("index"), m_position } };
            ++m_position;
            if (made) {
                line.insert(QStringLiteral("id"), made->value);
                ++m_made;
            } else {
                line.insert(QStringLiteral("error"),
                    QJsonObject { { QStringLiteral("message"), Ports::withoutPosition(made.error().detail) },
                        { QStringLiteral("field"), Wire::text(Ports::withoutPosition(made.error().field)) } });
            }
            m_lines.append(line);
        }
        void conclude()
        {
            Reply reply = success(m_lines,
                QJsonObject { { QStringLiteral("created"), m_made },
                    { QStringLiteral("refused"), m_lines.size() - m_made } });
            reply.status = m_made > 0 ? 201 : 422;
            m_promise.addResult(reply);
            m_promise.finish();
        }

        Backend &m_backend;
        QJsonArray m_definitions;
        qsizetype m_position = 0;
        qsizetype m_made = 0;
        QJsonArray m_lines;
        QPromise<Reply> m_promise;
    };

    Answer createMany(Backend &backend, const Request &request)
    {
        const Result<QJsonObject> object = body(request);
        if (!object)
            return faultReply(object.error());
        const QJsonArray definitions = object->value(QStringLiteral("monitors")).toArray();
        if (definitions.isEmpty() || definitions.size() > kMostAtOnce)
            return errorReply(Wire::validationFault(
                QStringLiteral("'monitors' must be a list of 1 to %1 monitors.").arg(kMostAtOnce),
                QStringLiteral("monitors")));
        const auto creation = std::make_shared<BulkCreation>(backend, definitions);
        QFuture<Reply> future = creation->future();
        creation->next();
        return future;
    }

    Answer change(Backend &backend, const Call &call)
    {
        const Result<QJsonObject> wanted = body(call.request);
        if (!wanted)
            return faultReply(wanted.error());
        const MonitorId id(call.arguments.constFirst());
        return replyWhen(
            backend, backend.session.changeMonitor(id, *wanted), [&backend, id](const Result<void> &changed) {
                return changed ? success(QJsonObject { { QStringLiteral("monitor"), ownMonitor(backend, id) } })
                               : faultReply(changed.error());
            });
    }

    template <class T>
    Answer done(Backend &backend, const QFuture<Result<T>> &future, int status, QJsonObject data)
    {
        return replyWhen(backend, future, [status, data = std::move(data)](const Result<T> &result) {
            if (!result)
                return faultReply(result.error());
            Reply reply = success(data);
            reply.status = status;
            return reply;
        });
    }

    QJsonObject named(const QString &id, const QString &what)
    {
        return { { QStringLiteral("id"), id }, { what, true } };
    }

    Answer definition(Backend &backend, const QString &id)
    {
        return replyWhen(
            backend, backend.session.definition(MonitorId(id)), [&backend, id](const Result<QJsonObject> &found) {
                const QJsonObject own = ownMonitor(backend, MonitorId(id));
                const QJsonValue path = own.value(QStringLiteral("ping_path"));
                // One that comes from a file has no definition here, but an address.
                if (!found && (path.isUndefined() || found.error().code != ErrorCode::NotFound))
                    return faultReply(found.error());
                return success(
                    QJsonObject { { QStringLiteral("definition"), found ? QJsonValue(*found) : QJsonValue() },
                        { QStringLiteral("ping_path"), path.isUndefined() ? QJsonValue() : path } });
            });
    }

    /// Services and monitors that were made here, to be kept in a file or taken elsewhere.
    Answer exported(Backend &backend)
    {
        return replyWhen(backend, backend.session.exportDefinitions(), [](const Result<QString> &text) {
            if (!text)
                return faultReply(text.error());
            Reply reply;
            reply.contentType = "application/yaml";
            reply.body = text->toUtf8();
            reply.headers = { { "Content-Disposition", "attachment; filename=\"services.yaml\"" } };
            return reply;
        });
    }

    Answer pauseMany(Backend &backend, const Request &request, Ports::Pausing pausing)
    {
        const Result<QJsonObject> object = body(request);
        if (!object)
            return faultReply(object.error());
        std::vector<MonitorId> ids;
        for (const QJsonValue id : object->value(QStringLiteral("ids")).toArray())
            ids.emplace_back(id.toString());
        if (ids.empty())
            return errorReply(Wire::validationFault(
                QStringLiteral("'ids' must be a list of monitors' ids."), QStringLiteral("ids")));
        return done(backend, backend.session.setPaused(ids, pausing), 200,
            { { QStringLiteral("ids"), object->value(QStringLiteral("ids")) },
                { QStringLiteral("paused"), pausing == Ports::Pausing::Pause } });
    }

    Answer pauseOne(Backend &backend, const QString &id, Ports::Pausing pausing)
    {
        return done(backend, backend.session.setPaused({ MonitorId(id) }, pausing), 200,
            { { QStringLiteral("id"), id }, { QStringLiteral("paused"), pausing == Ports::Pausing::Pause } });
    }

    Answer tryOut(Backend &backend, const Request &request)
    {
        const Result<QJsonObject> wanted = body(request);
        if (!wanted)
            return faultReply(wanted.error());
        return replyWhen(backend, backend.session.tryCheck(*wanted), [](const Result<Ports::Trial> &trial) {
            if (!trial)
                return faultReply(trial.error());
            const Domain::CheckRun &run = trial->run;
            return success(Wire::checkResult(run.result),
                QJsonObject { { QStringLiteral("asked"), run.end != Domain::CheckEnd::NotAsked },
                    { QStringLiteral("status"), Domain::word(trial->verdict) },
                    { QStringLiteral("reason"), Wire::text(run.reason) } });
        });
    }

    Answer rotate(Backend &backend, const Call &call)
    {
        Ports::KeyRotation rotation { MonitorId(call.arguments.constFirst()) };
        if (!call.request.body.isEmpty()) {
            const Result<QJsonObject> wanted = body(call.request);
            if (!wanted)
                return faultReply(wanted.error());
            const QString field = QStringLiteral("overlap");
            if (wanted->contains(field)) {
                const auto overlap = parseDuration(wanted->value(field).toString());
                if (!overlap)
                    return errorReply(
                        Wire::validationFault(QStringLiteral("'overlap' must be a duration like 24h."), field));
                rotation.overlap = *overlap;
            }
        }
        return replyWhen(backend, backend.session.rotateKey(rotation), [](const Result<QString> &key) {
            return key
                ? success(QJsonObject { { QStringLiteral("ping_path"), QStringLiteral("/ping/%1").arg(*key) } })
                : faultReply(key.error());
        });
    }

    Answer pings(Backend &backend, const Call &call)
    {
        if (!findMonitor(backend, call.arguments.constFirst()).row)
            return monitorNotFound(call.arguments.constFirst());
        const auto limit = queryNumber(call.request, QStringLiteral("limit"), { 1, 1'000, 100 });
        const auto before = queryCursor(call.request);
        if (!limit || !before)
            return faultReply(limit ? before.error() : limit.error());
        const Ports::PingQuery query { MonitorId(call.arguments.constFirst()), *before, *limit };
        return replyWhen(
            backend, backend.session.pings(query), [limit = *limit](const Result<Ports::PingPage> &page) {
                if (!page)
                    return faultReply(page.error());
                QJsonArray list;
                for (const Ports::PingRow &row : page->pings)
                    list.append(Wire::ping(row));
                const bool more = list.size() == limit;
                return success(list,
                    QJsonObject { { QStringLiteral("total"), page->total },
                        { QStringLiteral("next_cursor"),
                            more ? QJsonValue(QString::number(page->pings.back().number)) : QJsonValue() } });
            });
    }

    Answer pingBody(Backend &backend, const Call &call)
    {
        bool whole = false;
        const qint64 number = call.arguments.at(1).toLongLong(&whole);
        if (!whole)
            return errorReply(404, QStringLiteral("NOT_FOUND"), QStringLiteral("Pings are counted from 1."));
        return replyWhen(backend, backend.session.pingBody(MonitorId(call.arguments.constFirst()), number),
            [](const Result<QByteArray> &bytes) {
                if (!bytes)
                    return faultReply(bytes.error());
                Reply reply;
                reply.contentType = "text/plain; charset=utf-8";
                reply.body = *bytes;
                reply.headers = { { "X-Content-Type-Options", "nosniff" } };
                return reply;
            });
    }

    Answer detect(Backend &backend, const Request &request)
    {
        const QString field = QStringLiteral("url");
        const auto written = queryText(request, field);
        if (!written || written->trimmed().isEmpty())
            return errorReply(Wire::validationFault(
                QStringLiteral("'url' is missing: write ?url=https://status.example.com."), field));
        return whenAnswered(backend, backend.session.detect(QUrl(written->trimmed(), QUrl::StrictMode)),
            [](const Domain::Detection &detection) { return success(Wire::detection(detection)); });
    }

    void addReading(std::vector<Route> &routes, Backend &backend)
    {
        // It makes this computer ask outside addresses: not for everybody who may read.
        routes.push_back({ "GET", "/api/detect", Permission::Write,
            QStringLiteral("What kind of status page an address is"), { QStringLiteral("url") },
            [&backend](const Call &call) { return detect(backend, call.request); } });
        routes.push_back({ "GET", "/api/monitors/export", Permission::Write,
            QStringLiteral("All that is defined in the program, as a services.yaml without secrets"), {},
            [&backend](const Call &) { return exported(backend); } });
        routes.push_back({ "GET", "/api/monitors/{id}", Permission::Read, QStringLiteral("One monitor"), {},
            [&backend](const Call &call) -> Answer { return monitor(backend, call.arguments.constFirst()); } });
        routes.push_back({ "GET", "/api/monitors/{id}/pings", Permission::Read,
            QStringLiteral("The ping log of a heartbeat, newest first"),
            { QStringLiteral("limit"), QStringLiteral("cursor") },
            [&backend](const Call &call) { return pings(backend, call); } });
        routes.push_back(
            { "GET", "/api/monitors/{id}/pings/{n}/body", Permission::Write, QStringLiteral("What a ping carried"),
                {}, [&backend](const Call &call) { return pingBody(backend, call); } });
        routes.push_back({ "GET", "/api/monitors/{id}/definition", Permission::Write,
            QStringLiteral("How a monitor of origin app is defined, and the address of a heartbeat of any origin"),
            {}, [&backend](const Call &call) { return definition(backend, call.arguments.constFirst()); } });
    }

    void addWriting(std::vector<Route> &routes, Backend &backend)
    {
        const auto add = [&](const char *method, const char *pattern, const char *summary,
                             std::function<Answer(const Call &)> handler) {
            routes.push_back(
                { method, pattern, Permission::Write, QString::fromLatin1(summary), {}, std::move(handler) });
        };
        add("POST", "/api/monitors", "Define a monitor",
            [&backend](const Call &call) { return create(backend, call.request); });
        add("POST", "/api/monitors/bulk", "Define many monitors",
            [&backend](const Call &call) { return createMany(backend, call.request); });
        add("POST", "/api/monitors/try", "Run a check once without keeping it",
            [&backend](const Call &call) { return tryOut(backend, call.request); });
        add("POST", "/api/monitors/pause", "Pause many monitors",
            [&backend](const Call &call) { return pauseMany(backend, call.request, Ports::Pausing::Pause); });
        add("POST", "/api/monitors/resume", "Resume many monitors",
            [&backend](const Call &call) { return pauseMany(backend, call.request, Ports::Pausing::Resume); });
        add("PATCH", "/api/monitors/{id}", "Change a monitor of origin app",
            [&backend](const Call &call) { return change(backend, call); });
        add("DELETE", "/api/monitors/{id}", "Remove a monitor of origin app", [&backend](const Call &call) {
            const QString id = call.arguments.constFirst();
            return done(
                backend, backend.session.removeMonitor(MonitorId(id)), 200, named(id, QStringLiteral("removed")));
        });
        add("POST", "/api/monitors/{id}/check", "Ask now", [&backend](const Call &call) {
            const QString id = call.arguments.constFirst();
            return done(
                backend, backend.session.checkMonitor(MonitorId(id)), 202, named(id, QStringLiteral("asked")));
        });
        add("POST", "/api/monitors/{id}/pause", "Pause a monitor", [&backend](const Call &call) {
            return pauseOne(backend, call.arguments.constFirst(), Ports::Pausing::Pause);
        });
        add("POST", "/api/monitors/{id}/resume", "Resume a monitor", [&backend](const Call &call) {
            return pauseOne(backend, call.arguments.constFirst(), Ports::Pausing::Resume);
        });
        add("POST", "/api/monitors/{id}/rotate-key", "Give a heartbeat a new key; the old one works for a while",
            [&backend](const Call &call) { return rotate(backend, call); });
    }
} // namespace

void addMonitorRoutes(std::vector<Route> &routes, Backend &backend)
{
    addWriting(routes, backend); // "/api/monitors/bulk" before "/api/monitors/{id}"
    addReading(routes, backend);
}

} // namespace Wf::Http
