// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/alertpolicy.h"
#include "ports/notifier.h"

#include <QPromise>

#include <deque>
#include <map>
#include <set>
#include <vector>

namespace Wf::TestKit {

/// A letter as one plain line: "change: GitHub operational -> major_outage <!here>".
[[nodiscard]] inline QString plainText(const Domain::Letter &letter)
{
    const QString mention = letter.mention == Domain::Mention::Here ? QStringLiteral(" <!here>") : QString();
    const QString change = letter.name + u' ' + Domain::word(letter.from) + QStringLiteral(" -> ")
        + Domain::word(letter.to) + mention;
    switch (letter.kind) {
    case Domain::LetterKind::Incident:
        if (letter.failing.isEmpty())
            return QStringLiteral("change: ") + change;
        return QStringLiteral("aggregated: ") + change + QStringLiteral(" with ")
            + letter.failing.join(QStringLiteral(", "));
    case Domain::LetterKind::Digest: {
        QString text = QStringLiteral("batch:");
        for (const Domain::Letter &part : letter.parts)
            text += QStringLiteral(" [") + plainText(part) + u']';
        return text;
    }
    case Domain::LetterKind::Health:
        return (letter.to == Domain::Status::Unknown ? QStringLiteral("broken: ") : QStringLiteral("recovered: "))
            + letter.name + (letter.fallback ? QStringLiteral(" (fallback)") : QString());
    case Domain::LetterKind::Connectivity:
        return letter.to == Domain::Status::Unknown ? QStringLiteral("offline") : QStringLiteral("online");
    case Domain::LetterKind::Maintenance:
    case Domain::LetterKind::Test:
    case Domain::LetterKind::Prepared:
    case Domain::LetterKind::Channel:
        break;
    }
    return Domain::word(letter.kind) + QStringLiteral(": ") + letter.name;
}

/// Keeps what it is given; answers as scripted, "delivered" when the script is over; can hold answers back. The
/// built-in channels lead somewhere, others when they are named.
class RecordingNotifier final : public Ports::Notifier {
public:
    std::vector<Domain::OutboxMessage> sent;
    std::deque<Ports::Delivery> script;
    bool holding = false;
    std::set<QString> channels { Domain::builtInChannel(), Domain::healthChannel() };
    QString failing; ///< a channel that takes nothing
    std::map<QString, Domain::ChannelLimits> manners; ///< of those that are not as usual

    QFuture<Ports::Delivery> deliver(const Domain::OutboxMessage &message) override
    {
        sent.push_back(message);
        Ports::Delivery answer { Ports::Delivery::Outcome::Delivered, QStringLiteral("HTTP 200"), std::nullopt };
        if (!script.empty()) {
            answer = script.front();
            script.pop_front();
        }
        if (!failing.isEmpty() && message.channel == failing)
            answer = { Ports::Delivery::Outcome::Retry, QStringLiteral("HTTP 503"), std::nullopt };
        if (!holding)
            return QtFuture::makeReadyFuture(answer);
        m_held.push_back({ answer, {} });
        m_held.back().promise.start();
        return m_held.back().promise.future();
    }
    [[nodiscard]] Domain::ChannelLimits limits(const QString &channel) const override
    {
        const auto known = manners.find(channel);
        return known == manners.end() ? Domain::ChannelLimits {} : known->second;
    }
    /// A service with a webhook of its own is always reached over the built-in channel.
    [[nodiscard]] QString obstacle(const QString &channel, const ServiceId &service) const override
    {
        const bool reached =
            channels.contains(channel) || (channel == Domain::builtInChannel() && !service.isEmpty());
        return reached ? QString() : QStringLiteral("there is no channel \"%1\"").arg(channel);
    }
    void release()
    {
        for (Held &held : std::exchange(m_held, {})) {
            held.promise.addResult(held.answer);
            held.promise.finish();
        }
    }
    [[nodiscard]] QStringList texts() const
    {
        QStringList result;
        for (const Domain::OutboxMessage &message : sent)
            result.append(plainText(message.letter));
        return result;
    }

private:
    struct Held {
        Ports::Delivery answer;
        QPromise<Ports::Delivery> promise;
    };
    std::vector<Held> m_held;
};

} // namespace Wf::TestKit
