// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/monitorlookup.h"
#include "http/resultstream.h"

#include "wire/checkjson.h"

namespace Wf::Http {

namespace {
    constexpr Millis kUsualRange = std::chrono::hours { 24 };

    /// `format`, else what the client says that it likes; JSON unless another is named.
    Result<ResultFormat> format(const Request &request)
    {
        const QString name = QStringLiteral("format");
        const QByteArray accepted = request.header("accept").toLower();
        const auto said = queryText(request, name);
        if (said == u"ndjson" || (!said && accepted.contains("application/x-ndjson")))
            return ResultFormat::Lines;
        if (said == u"csv" || (!said && accepted.contains("text/csv")))
            return ResultFormat::Csv;
        if (said && said != u"json")
            return failure(ErrorCode::Invalid, QStringLiteral("'format' must be json, ndjson or csv."), name);
        return ResultFormat::Json;
    }

    /// A page of JSON, or the first page of a stream.
    Result<Ports::ResultQuery> resultQuery(const Backend &backend, const Call &call, ResultFormat format)
    {
        const Result<TimeRange> asked = queryRange(backend, call.request, kUsualRange);
        if (!asked)
            return tl::unexpected(asked.error());
        const auto word = queryText(call.request, QStringLiteral("resolution")).value_or(QStringLiteral("auto"));
        const auto resolution = Domain::resolutionFromWord(word);
        if (!resolution)
            return failure(ErrorCode::Invalid,
                QStringLiteral("'resolution' must be auto, raw, minute, hour or day."),
                QStringLiteral("resolution"));
        const QString limitName = QStringLiteral("limit");
        if (format != ResultFormat::Json && queryText(call.request, limitName))
            return failure(ErrorCode::Invalid,
                QStringLiteral("'limit' is for pages of JSON; ndjson and csv bring the whole range."), limitName);
        const auto limit = queryNumber(call.request, limitName, { 1, 5'000, 1'500 });
        if (!limit)
            return tl::unexpected(limit.error());
        return Ports::ResultQuery { MonitorId(call.arguments.constFirst()), asked->from, asked->to, *resolution,
            format == ResultFormat::Json ? *limit : ResultStream::kPage };
    }

    Reply page(const Ports::ResultQuery &query, const Ports::ResultPage &page)
    {
        return success(Wire::results(page),
            QJsonObject { { QStringLiteral("resolution"), Domain::word(page.resolution) },
                { QStringLiteral("from"), Wire::time(query.from) }, { QStringLiteral("to"), Wire::time(query.to) },
                { QStringLiteral("next_from"), Wire::time(page.next) } });
    }

    Reply stream(Ports::Session &session, const Ports::ResultQuery &query, const Ports::ResultPage &first,
        ResultFormat format)
    {
        Reply reply;
        reply.contentType =
            format == ResultFormat::Csv ? "text/csv; charset=utf-8; header=present" : "application/x-ndjson";
        reply.headers = { { "Watchfloor-Resolution", Domain::word(first.resolution).toLatin1() } };
        reply.stream = std::make_shared<ResultStream>(session, query, first, format);
        return reply;
    }

    Answer results(Backend &backend, const Call &call)
    {
        const QString id = call.arguments.constFirst();
        if (!findMonitor(backend, id).row)
            return monitorNotFound(id);
        const Result<ResultFormat> wanted = format(call.request);
        if (!wanted)
            return faultReply(wanted.error());
        const Result<Ports::ResultQuery> query = resultQuery(backend, call, *wanted);
        if (!query)
            return faultReply(query.error());
        return replyWhen(backend, backend.session.results(*query),
            [&session = backend.session, query = *query, wanted = *wanted](
                const Result<Ports::ResultPage> &first) {
                if (!first)
                    return faultReply(first.error());
                return wanted == ResultFormat::Json ? page(query, *first) : stream(session, query, *first, wanted);
            });
    }

    Answer summary(Backend &backend, const Call &call)
    {
        const QString id = call.arguments.constFirst();
        if (!findMonitor(backend, id).row)
            return monitorNotFound(id);
        const Result<TimeRange> asked = queryRange(backend, call.request, kUsualRange);
        if (!asked)
            return faultReply(asked.error());
        return replyWhen(backend, backend.session.summary({ MonitorId(id), asked->from, asked->to }),
            [asked = *asked](const Result<Ports::ResultSummary> &sum) {
                if (!sum)
                    return faultReply(sum.error());
                return success(Wire::summary(*sum),
                    QJsonObject { { QStringLiteral("from"), Wire::time(asked.from) },
                        { QStringLiteral("to"), Wire::time(asked.to) } });
            });
    }
} // namespace

void addResultRoutes(std::vector<Route> &routes, Backend &backend)
{
    const QStringList range { QStringLiteral("from"), QStringLiteral("to") };
    routes.push_back({ "GET", "/api/monitors/{id}/results", Permission::Read,
        QStringLiteral("What the checks found, one by one or summed up"),
        range + QStringList { QStringLiteral("resolution"), QStringLiteral("limit"), QStringLiteral("format") },
        [&backend](const Call &call) { return results(backend, call); } });
    routes.push_back({ "GET", "/api/monitors/{id}/summary", Permission::Read,
        QStringLiteral("Uptime and percentiles of a range"), range,
        [&backend](const Call &call) { return summary(backend, call); } });
}

} // namespace Wf::Http
