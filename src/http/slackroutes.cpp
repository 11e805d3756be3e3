// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/httplog.h"
#include "http/routes.h"
#include "http/slackaction.h"
#include "http/slackanswers.h"
#include "http/slacksignature.h"
#include "http/slackslash.h"

namespace Wf::Http {

namespace {
    /// What both addresses for Slack share.
    struct SlackDesk {
        explicit SlackDesk(const HttpOptions &options)
            : secret(options.slackSigningSecret.reveal().toUtf8())
            , answers(options.slackAnswers)
        {
        }

        const QByteArray secret;
        SeenRequests seen;
        SlackAnswers answers;
    };

    Reply nothing()
    {
        return plainJson({});
    }

    /// Why the request is not believed, with the status that the address answers then; nothing = it is.
    std::optional<Reply> distrust(SlackDesk &desk, const Request &request, Instant now, int status)
    {
        const auto refused = [status](const char *code, const char *sentence) {
            return errorReply(status, QLatin1String(code), QLatin1String(sentence));
        };
        const SlackVerdict verdict = checkSlackRequest(desk.secret, request, desk.seen, now);
        if (verdict == SlackVerdict::Good)
            return std::nullopt;
        qCWarning(lcHttp).noquote() << "a request that says it is Slack's was refused; it came from"
                                    << request.peer.toString();
        switch (verdict) {
        case SlackVerdict::Incomplete:
            return refused(
                "MISSING_SIGNATURE", "The headers X-Slack-Request-Timestamp and X-Slack-Signature are needed.");
        case SlackVerdict::Stale:
            return refused("STALE_TIMESTAMP", "The time of the request is more than five minutes off.");
        case SlackVerdict::Replayed:
            return refused("REPLAYED_REQUEST", "This request came before.");
        case SlackVerdict::Wrong:
        case SlackVerdict::Good:
            break;
        }
        return refused("INVALID_SIGNATURE", "The signature does not fit the request.");
    }

    Reply acknowledged(
        SlackDesk &desk, const SlackAction &action, const Result<Domain::Incident> &result, Instant now)
    {
        if (!result) {
            const ErrorCode code = result.error().code;
            const bool moot = code == ErrorCode::NotFound || code == ErrorCode::Conflict;
            return moot ? nothing() : errorReply(Wire::fault(result.error()));
        }
        if (action.answerPath.isEmpty())
            return nothing();
        const auto &known = result->acknowledged;
        desk.answers.post(action.answerPath,
            acknowledgedMessage(action, known ? known->by : action.user, known ? known->at : now));
        return nothing();
    }

    Answer interact(Backend &backend, const std::shared_ptr<SlackDesk> &desk, const Request &request)
    {
        if (!backend.options.slackAckEnabled)
            return errorReply(404, QStringLiteral("NOT_FOUND"), QStringLiteral("Not Found"));
        if (desk->secret.isEmpty()) {
            return errorReply(503, QStringLiteral("SLACK_NOT_CONFIGURED"),
                QStringLiteral("No signing secret is configured; set SLACK_SIGNING_SECRET and start again."));
        }
        if (const auto refused = distrust(*desk, request, backend.clock.now(), 403))
            return *refused;
        const auto action = readSlackAction(request.body);
        if (!action)
            return nothing();
        qCInfo(lcHttp) << "acknowledged in Slack by" << action->user;
        return replyWhen(backend, backend.session.acknowledge(action->dedupKey, action->user),
            [desk, action = *action, now = backend.clock.now()](
                const Result<Domain::Incident> &result) { return acknowledged(*desk, action, result, now); });
    }

    Answer slash(Backend &backend, SlackDesk &desk, const Request &request)
    {
        if (!backend.options.slackSlashEnabled) {
            return errorReply(503, QStringLiteral("SLASH_NOT_ENABLED"),
                QStringLiteral("The slash command is off; set SLACK_SLASH_ENABLED and start again."));
        }
        if (desk.secret.isEmpty()) {
            return errorReply(503, QStringLiteral("SLASH_NOT_CONFIGURED"),
                QStringLiteral("No signing secret is configured; set SLACK_SIGNING_SECRET and start again."));
        }
        const Instant now = backend.clock.now();
        if (const auto refused = distrust(desk, request, now, 401))
            return *refused;
        return plainJson(slashAnswer(*backend.session.snapshot(),
            { formField(request.body, QStringLiteral("command")),
                formField(request.body, QStringLiteral("text")) },
            now));
    }
} // namespace

void addSlackRoutes(std::vector<Route> &routes, Backend &backend)
{
    const auto desk = std::make_shared<SlackDesk>(backend.options);
    routes.push_back({ "POST", "/api/slack/interactivity", Permission::Open,
        QStringLiteral("Slack tells that a button was pressed; signed by Slack"), {},
        [&backend, desk](const Call &call) { return interact(backend, desk, call.request); } });
    routes.push_back({ "POST", "/api/slack/slash", Permission::Open,
        QStringLiteral("Slack asks for /itstatus; signed by Slack"), {},
        [&backend, desk](const Call &call) { return slash(backend, *desk, call.request); } });
}

} // namespace Wf::Http
