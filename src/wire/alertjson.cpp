// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "wire/alertjson.h"

#include "wire/eventjson.h"
#include "wire/servicejson.h"

namespace Wf::Wire {

namespace {
    using Domain::OutboxState;
    using Domain::Suppression;

    bool isSuppressed(const Ports::AlertEntry &entry)
    {
        return entry.record.suppressed != Suppression::None;
    }

    QString channelOf(const Ports::AlertEntry &entry)
    {
        return entry.record.channel.isEmpty() && entry.message ? entry.message->channel : entry.record.channel;
    }

    QString deliveryWords(const Ports::AlertEntry &entry)
    {
        if (!entry.message)
            return QStringLiteral("sent");
        switch (entry.message->state) {
        case OutboxState::Delivered:
            return QStringLiteral("sent");
        case OutboxState::Dead:
            return QStringLiteral("given up");
        case OutboxState::Queued:
        case OutboxState::Sending:
            break;
        }
        return QStringLiteral("on its way");
    }

    QString whom(const Ports::AlertEntry &entry)
    {
        QString words;
        if (const QString channel = channelOf(entry); !channel.isEmpty())
            words += QStringLiteral(" to ") + channel;
        if (!entry.record.route.isEmpty())
            words += QStringLiteral(" by route ") + entry.record.route;
        return words;
    }

    QString capital(QString sentence)
    {
        if (!sentence.isEmpty())
            sentence[0] = sentence[0].toUpper();
        return sentence.endsWith(u'.') ? sentence : sentence + u'.';
    }

    QString aboutWords(const Ports::AlertEntry &entry, const Ports::Snapshot &world)
    {
        const Domain::AlertRecord &record = entry.record;
        QString words =
            QStringLiteral("At %1 it was decided about %2")
                .arg(toIso(record.at),
                    record.service.isEmpty() ? QStringLiteral("the whole") : serviceName(world, record.service));
        if (record.incident)
            words += QStringLiteral(" (incident %1)").arg(*record.incident);
        words += QStringLiteral(", which was %1").arg(Domain::word(record.newStatus).replace(u'_', u' '));
        return isSuppressed(entry) ? words + QStringLiteral(", to tell nobody.")
                                   : words + QStringLiteral(", to tell people.");
    }

    QString heldWords(const Ports::AlertEntry &entry)
    {
        QString words =
            QStringLiteral("What held it: %1").arg(Domain::word(entry.record.suppressed).replace(u'_', u' '));
        if (!entry.record.aggregatedUnder.isEmpty())
            words += QStringLiteral(" (%1)").arg(entry.record.aggregatedUnder);
        return words + u'.';
    }

    QString attemptWords(const Domain::OutboxMessage &message)
    {
        const QString tries = message.attempts == 1 ? QStringLiteral("Tried once")
            : message.attempts == 0                 ? QStringLiteral("Not tried so far")
                                                    : QStringLiteral("Tried %1 times").arg(message.attempts);
        const QString answer = message.lastAnswer.isEmpty()
            ? QString()
            : QStringLiteral("; the last answer was: %1").arg(message.lastAnswer);
        if (message.state == OutboxState::Delivered)
            return tries + answer
                + QStringLiteral(". It was delivered at %1.")
                      .arg(toIso(message.finishedAt.value_or(message.nextAttemptAt)));
        if (message.state == OutboxState::Dead)
            return tries + answer + QStringLiteral(". It was given up.");
        return tries + answer + QStringLiteral(". The next try is at %1.").arg(toIso(message.nextAttemptAt));
    }

    QStringList explanation(const Ports::AlertEntry &entry, const Ports::Snapshot &world)
    {
        QStringList sentences { aboutWords(entry, world) };
        if (!entry.record.why.isEmpty())
            sentences.append(QStringLiteral("Why: ") + capital(entry.record.why));
        if (isSuppressed(entry))
            sentences.append(heldWords(entry));
        if (!isSuppressed(entry) && entry.record.incident)
            sentences.append(
                QStringLiteral("The message was of the kind '%1'.").arg(Domain::word(entry.record.telling)));
        if (const QString words = whom(entry); !words.isEmpty())
            sentences.append(QStringLiteral("It goes%1.").arg(words));
        if (entry.message)
            sentences.append(attemptWords(*entry.message));
        return sentences;
    }

    QString word(Ports::Delivery::Outcome outcome)
    {
        switch (outcome) {
        case Ports::Delivery::Outcome::Delivered:
            return QStringLiteral("delivered");
        case Ports::Delivery::Outcome::Rejected:
            return QStringLiteral("rejected");
        case Ports::Delivery::Outcome::Retry:
            break;
        }
        return QStringLiteral("failed");
    }

    QJsonObject message(const Ports::BacktestMessage &message, const Ports::Snapshot &world)
    {
        const Domain::Telling &telling = message.telling;
        return { { QStringLiteral("at"), time(message.at) },
            { QStringLiteral("service_id"), message.service.value },
            { QStringLiteral("service_name"), serviceName(world, message.service) },
            { QStringLiteral("status"), Domain::word(message.status) },
            { QStringLiteral("route"), text(telling.route) }, { QStringLiteral("step"), telling.step },
            { QStringLiteral("telling"), Domain::word(telling.kind) },
            { QStringLiteral("channels"), QJsonArray::fromStringList(telling.channels) },
            { QStringLiteral("mention"), telling.mention != Domain::Mention::None },
            { QStringLiteral("why"), text(message.why) } };
    }
} // namespace

QString alertSentence(const Ports::AlertEntry &entry)
{
    const QString what = isSuppressed(entry)
        ? QStringLiteral("held (%1)").arg(Domain::word(entry.record.suppressed).replace(u'_', u' '))
        : deliveryWords(entry);
    const QString line = what + whom(entry);
    return entry.record.why.isEmpty() ? line : line + QStringLiteral(": ") + entry.record.why;
}

QJsonObject alertExplanation(const Ports::AlertEntry &entry, const Ports::Snapshot &world)
{
    QJsonObject object = alert(entry, world);
    object.insert(QStringLiteral("explanation"), QJsonArray::fromStringList(explanation(entry, world)));
    return object;
}

QJsonObject alertTrial(const Ports::AlertTrialOutcome &outcome)
{
    QJsonArray list;
    for (const Ports::AlertTrialOutcome::Each &each : outcome.deliveries) {
        const auto &after = each.delivery.retryAfter;
        list.append(QJsonObject { { QStringLiteral("channel"), each.channel },
            { QStringLiteral("outcome"), word(each.delivery.outcome) },
            { QStringLiteral("answer"), text(each.delivery.answer) },
            { QStringLiteral("took_ms"), qint64(each.delivery.took.count()) },
            { QStringLiteral("retry_after_seconds"),
                after ? QJsonValue(double(after->count()) / 1000.0) : QJsonValue() } });
    }
    return { { QStringLiteral("deliveries"), list } };
}

QJsonObject backtest(const Ports::BacktestResult &result, const Ports::Snapshot &world)
{
    QJsonArray would;
    for (const Ports::BacktestMessage &each : result.would)
        would.append(message(each, world));
    QJsonArray sent;
    for (const Domain::AlertRecord &each : result.sent)
        sent.append(alert({ each, std::nullopt }, world));
    return { { QStringLiteral("changes"), result.changes }, { QStringLiteral("incidents"), result.incidents },
        { QStringLiteral("held"), result.held }, { QStringLiteral("would"), would },
        { QStringLiteral("sent"), sent } };
}

} // namespace Wf::Wire
