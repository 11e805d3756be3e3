// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/httplog.h"
#include "http/paging.h"

#include "wire/alertjson.h"
#include "wire/bodyreader.h"
#include "wire/eventjson.h"

#include <algorithm>

namespace Wf::Http {

namespace {
    constexpr int kLongestName = 128;
    constexpr int kMostLooked = 500; ///< decisions that one page of a filtered list looks through
    constexpr int kLongestPolicy = 256 * 1024;
    constexpr Millis kLongestBacktest = std::chrono::hours { 24 * 400 };

    /// Which decisions are wanted: all, those that were sent, or those held for one reason.
    struct Wanted {
        std::optional<Domain::Suppression> why {};

        [[nodiscard]] bool matches(const Ports::AlertEntry &entry) const
        {
            return !why || entry.record.suppressed == *why;
        }
    };

    Result<Wanted> wantedOf(const Request &request)
    {
        const QString name = QStringLiteral("why");
        const auto word = queryText(request, name);
        if (!word || word->isEmpty())
            return Wanted {};
        if (*word == QLatin1String("sent"))
            return Wanted { Domain::Suppression::None };
        const auto why = Domain::suppressionFromWord(*word);
        if (why && *why != Domain::Suppression::None)
            return Wanted { why };
        return failure(ErrorCode::Invalid,
            QStringLiteral("'why' must be sent, or a reason as in suppressed_reason, such as silenced."), name);
    }

    Result<std::optional<qint64>> incidentOf(const Request &request)
    {
        const QString name = QStringLiteral("incident");
        const auto text = queryText(request, name);
        if (!text || text->isEmpty())
            return std::optional<qint64>();
        const auto id = pathId(*text);
        if (id)
            return id;
        return failure(ErrorCode::Invalid, QStringLiteral("'incident' must be the number of an incident."), name);
    }

    qint64 idOf(const Ports::AlertEntry &entry)
    {
        return entry.record.id;
    }

    /// What matches among those that were looked at; the cursor stands where the look ended, so that a page may
    /// hold less than its limit and still not be the last.
    Reply filtered(
        const Ports::AlertPage &found, const Wanted &wanted, const Paging &page, const Ports::Snapshot &world)
    {
        Ports::AlertPage kept;
        std::optional<qint64> next;
        for (const Ports::AlertEntry &entry : found.alerts) {
            if (kept.alerts.size() == static_cast<size_t>(page.limit))
                break;
            next = idOf(entry);
            if (wanted.matches(entry))
                kept.alerts.push_back(entry);
        }
        const bool end =
            found.alerts.empty() || (found.alerts.size() < kMostLooked && next == idOf(found.alerts.back()));
        QJsonObject data = Wire::alerts(kept, world);
        data.insert(QStringLiteral("total"), QJsonValue::Null); // nobody counted those of earlier pages
        return success(data, pageMeta(page, end ? std::nullopt : next));
    }

    Answer alerts(Backend &backend, const Request &request)
    {
        const auto page = paging(request);
        const auto incident = incidentOf(request);
        const auto wanted = wantedOf(request);
        for (const Error *error : { page ? nullptr : &page.error(), incident ? nullptr : &incident.error(),
                 wanted ? nullptr : &wanted.error() }) {
            if (error)
                return errorReply(Wire::fault(*error));
        }
        const Ports::AlertQuery query { page->service, *incident, page->before,
            wanted->why ? kMostLooked : page->limit };
        return whenAnswered(backend, backend.session.alerts(query),
            [page = *page, wanted = *wanted, world = backend.session.snapshot()](const Ports::AlertPage &found) {
                return wanted.why ? filtered(found, wanted, page, *world)
                                  : success(Wire::alerts(found, *world), pageMeta(page, found.alerts, idOf));
            });
    }

    Reply alertNotFound(const QString &id)
    {
        return errorReply(404, QStringLiteral("ALERT_NOT_FOUND"),
            QStringLiteral("There is no decision '%1' (any more).").arg(id.left(32)));
    }

    Answer explain(Backend &backend, const QString &text)
    {
        const auto id = pathId(text);
        if (!id)
            return alertNotFound(text);
        Ports::AlertQuery query;
        query.beforeId = *id + 1;
        query.limit = 1;
        return whenAnswered(backend, backend.session.alerts(query),
            [text, id = *id, world = backend.session.snapshot()](const Ports::AlertPage &found) {
                const bool there = !found.alerts.empty() && idOf(found.alerts.front()) == id;
                return there ? success(QJsonObject {
                           { QStringLiteral("alert"), Wire::alertExplanation(found.alerts.front(), *world) } })
                             : alertNotFound(text);
            });
    }

    /// {route | channel, author?}: exactly one of them, and one that there is.
    Result<Ports::AlertTrial> readTrial(const Request &request, const Ports::Snapshot &world)
    {
        const auto object = Wire::readObject(request.body);
        if (!object)
            return tl::unexpected(object.error());
        Wire::BodyReader reader(*object);
        Ports::AlertTrial trial;
        trial.route = reader.text(QStringLiteral("route"), { 0, kLongestName });
        trial.channel = reader.text(QStringLiteral("channel"), { 0, kLongestName });
        trial.by = reader.text(QStringLiteral("author"), { 0, kLongestName }).trimmed();
        if (trial.by.isEmpty())
            trial.by = tokenName();
        if (trial.route.isEmpty() == trial.channel.isEmpty())
            reader.refuse(QStringLiteral("route"), QStringLiteral("Name either a 'route' or a 'channel' to try."));
        const auto &routes = world.policy.routes;
        if (!trial.route.isEmpty()
            && std::ranges::find(routes, trial.route, &Domain::AlertRoute::name) == routes.end())
            reader.refuse(QStringLiteral("route"), QStringLiteral("There is no route '%1'.").arg(trial.route));
        if (!trial.channel.isEmpty() && !world.channels.contains(trial.channel))
            reader.refuse(
                QStringLiteral("channel"), QStringLiteral("There is no channel '%1'.").arg(trial.channel));
        if (reader.fault())
            return tl::unexpected(*reader.fault());
        return trial;
    }

    Answer tryOut(Backend &backend, const Request &request)
    {
        const auto trial = readTrial(request, *backend.session.snapshot());
        if (!trial)
            return errorReply(Wire::fault(trial.error()));
        qCInfo(lcHttp) << "a test of" << trial->route + trial->channel << "by" << trial->by;
        return whenAnswered(backend, backend.session.tryAlert(*trial),
            [](const Ports::AlertTrialOutcome &outcome) { return success(Wire::alertTrial(outcome)); });
    }

    /// "30d" or a time.
    std::optional<Instant> sinceOf(Wire::BodyReader &reader, Instant now)
    {
        const QString field = QStringLiteral("since");
        const QString text = reader.value(field).toString();
        if (const auto span = parseDuration(text))
            return now - *span;
        const auto at = parseTimestamp(text);
        if (!at)
            reader.refuse(field, QStringLiteral("'since' must be a duration such as 30d, or a time."));
        return at;
    }

    void readRange(Wire::BodyReader &reader, Ports::BacktestQuery &query, Instant now)
    {
        const QString since = QStringLiteral("since");
        const QString from = QStringLiteral("from");
        if (reader.has(since) == reader.has(from)) {
            reader.refuse(since, QStringLiteral("Say which time: either 'since' or 'from' (and 'to')."));
            return;
        }
        const bool open = reader.has(since);
        query.from = (open ? sinceOf(reader, now) : reader.time(from)).value_or(now);
        query.to = open ? now : std::min(reader.time(QStringLiteral("to")).value_or(now), now);
        if (query.from >= query.to || query.to - query.from > kLongestBacktest)
            reader.refuse(open ? since : from,
                QStringLiteral("The time must lie in the past and be at most 400 days long."));
    }

    void readPolicy(Wire::BodyReader &reader, Ports::BacktestQuery &query, const HttpOptions &options)
    {
        const QString field = QStringLiteral("policy");
        if (!reader.has(field))
            return;
        const QString text = reader.text(field, { 1, kLongestPolicy });
        if (!options.policyReader) {
            reader.refuse(field, QStringLiteral("This server cannot read another policy."));
            return;
        }
        if (reader.fault())
            return;
        const auto policy = options.policyReader(text.toUtf8());
        if (policy)
            query.policy = *policy;
        else
            reader.refuse(field, policy.error().detail);
    }

    Answer backtest(Backend &backend, const Request &request)
    {
        const auto object = Wire::readObject(request.body);
        if (!object)
            return errorReply(Wire::fault(object.error()));
        Wire::BodyReader reader(*object);
        Ports::BacktestQuery query;
        readRange(reader, query, backend.clock.now());
        readPolicy(reader, query, backend.options);
        if (reader.fault())
            return errorReply(Wire::fault(*reader.fault()));
        return whenAnswered(backend, backend.session.backtest(query),
            [from = query.from, to = query.to, world = backend.session.snapshot()](
                const Ports::BacktestResult &result) {
                return success(Wire::backtest(result, *world),
                    QJsonObject {
                        { QStringLiteral("from"), Wire::time(from) }, { QStringLiteral("to"), Wire::time(to) } });
            });
    }
} // namespace

void addAlertRoutes(std::vector<Route> &routes, Backend &backend)
{
    routes.push_back({ "GET", "/api/alerts", Permission::Read,
        QStringLiteral("Every alert decision with its reason, newest first"),
        pagingNames() + QStringList { QStringLiteral("incident"), QStringLiteral("why") },
        [&backend](const Call &call) { return alerts(backend, call.request); } });
    routes.push_back({ "POST", "/api/alerts/test", Permission::Write,
        QStringLiteral("Send a test through a route or to a channel: {route | channel, author?}"), {},
        [&backend](const Call &call) { return tryOut(backend, call.request); } });
    routes.push_back({ "POST", "/api/alerts/backtest", Permission::Write,
        QStringLiteral("What a policy would have sent: {since | from, to?, policy?}"), {},
        [&backend](const Call &call) { return backtest(backend, call.request); } });
    routes.push_back(
        { "GET", "/api/alerts/{id}", Permission::Read, QStringLiteral("Why an alert was sent or not, in words"),
            {}, [&backend](const Call &call) { return explain(backend, call.arguments.constFirst()); } });
}

} // namespace Wf::Http
