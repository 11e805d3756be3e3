// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/alertwords.h"

#include "models/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace Wf::Models {

namespace {
    struct Texts {
        Q_DECLARE_TR_FUNCTIONS(AlertWords)
    };
    using Domain::Suppression;

    QString shortSpan(Millis duration)
    {
        const qint64 millis = std::max<qint64>(0, duration.count());
        return millis < 1000 ? Texts::tr("%1 ms").arg(millis) : span(duration);
    }

    QString closed(QString sentence)
    {
        if (!sentence.isEmpty() && !sentence.endsWith(u'.'))
            sentence += u'.';
        return sentence;
    }

    /// "slack: first message, route critical."; empty where the record does not say whom.
    QString whom(const Domain::AlertRecord &record)
    {
        if (record.channel.isEmpty())
            return {};
        QStringList parts;
        if (record.incident)
            parts << label(record.telling);
        if (!record.route.isEmpty())
            parts << Texts::tr("route %1").arg(record.route);
        return parts.isEmpty() ? closed(record.channel)
                               : closed(QStringLiteral("%1: %2").arg(record.channel, parts.join(u", ")));
    }

    QString delivery(const Domain::OutboxMessage &message)
    {
        using enum Domain::OutboxState;
        if (message.state == Dead)
            return Texts::tr("Given up after %1 attempts: %2.").arg(message.attempts).arg(message.lastAnswer);
        if (message.state == Delivered)
            return message.finishedAt
                ? Texts::tr("Delivered after %1.").arg(shortSpan(*message.finishedAt - message.createdAt))
                : Texts::tr("Delivered.");
        if (message.attempts > 0)
            return Texts::tr("Attempt %1 failed: %2.").arg(message.attempts).arg(message.lastAnswer);
        return message.gathered ? Texts::tr("Gathered for a digest.") : QString();
    }
} // namespace

QString label(Suppression suppression)
{
    switch (suppression) {
    case Suppression::None:
        return Texts::tr("sent");
    case Suppression::AggregatedUnderUpstream:
        return Texts::tr("told with its cause");
    case Suppression::MaintenanceWindow:
        return Texts::tr("maintenance");
    case Suppression::Dedup:
        return Texts::tr("told already");
    case Suppression::TierInformational:
        return Texts::tr("informational services alert nobody");
    case Suppression::WebhookNotConfigured:
        return Texts::tr("no channel is set up");
    case Suppression::WarmUp:
        return Texts::tr("seen for the first time");
    case Suppression::Offline:
        return Texts::tr("this computer is offline");
    case Suppression::Held:
        return Texts::tr("held for a moment");
    case Suppression::Silenced:
        return Texts::tr("silenced");
    case Suppression::QuietHours:
        return Texts::tr("quiet hours");
    case Suppression::NoRoute:
        return Texts::tr("no route is for it");
    case Suppression::Flapping:
        return Texts::tr("it comes and goes, which was told");
    case Suppression::Improved:
        return Texts::tr("better, but not over");
    case Suppression::Acknowledged:
        return Texts::tr("somebody takes care of it");
    }
    return {};
}

QString label(Domain::TellingKind telling)
{
    switch (telling) {
    case Domain::TellingKind::First:
        return Texts::tr("first message");
    case Domain::TellingKind::Worse:
        return Texts::tr("it got worse");
    case Domain::TellingKind::Step:
        return Texts::tr("next step, nobody answered");
    case Domain::TellingKind::Again:
        return Texts::tr("reminder");
    case Domain::TellingKind::Back:
        return Texts::tr("it is back");
    case Domain::TellingKind::Flapping:
        return Texts::tr("it comes and goes");
    case Domain::TellingKind::Over:
        return Texts::tr("it is over");
    case Domain::TellingKind::Acknowledged:
        return Texts::tr("somebody takes care of it");
    }
    return {};
}

AlertFate fateOf(const Ports::AlertEntry &entry)
{
    if (entry.record.suppressed != Suppression::None)
        return AlertFate::Held;
    if (!entry.message || entry.message->state == Domain::OutboxState::Delivered)
        return AlertFate::Sent;
    return entry.message->state == Domain::OutboxState::Dead ? AlertFate::Lost : AlertFate::Waiting;
}

QString label(AlertFate fate)
{
    switch (fate) {
    case AlertFate::Sent:
        return Texts::tr("alert sent");
    case AlertFate::Held:
        return Texts::tr("alert held");
    case AlertFate::Waiting:
        return Texts::tr("alert waiting");
    case AlertFate::Lost:
        return Texts::tr("alert lost");
    }
    return {};
}

QString alertText(const Ports::AlertEntry &entry)
{
    const Domain::AlertRecord &record = entry.record;
    if (record.suppressed != Suppression::None)
        return record.why.isEmpty() ? label(record.suppressed) : record.why;
    if (record.channel.isEmpty() && !entry.message)
        return record.why;
    QStringList sentences { whom(record), closed(record.why),
        entry.message ? delivery(*entry.message) : QString() };
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

} // namespace Wf::Models
