// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/notifier.h"

#include <QPromise>

#include <deque>
#include <vector>

namespace Wf::TestKit {

/// Keeps what it is given; answers as scripted, "delivered" when the script is over; can hold answers back.
class RecordingNotifier final : public Ports::Notifier {
public:
    std::vector<Domain::OutboxMessage> sent;
    std::deque<Ports::Delivery> script;
    bool holding = false;

    QFuture<Ports::Delivery> deliver(const Domain::OutboxMessage &message) override
    {
        sent.push_back(message);
        Ports::Delivery answer { Ports::Delivery::Outcome::Delivered, QStringLiteral("HTTP 200"), std::nullopt };
        if (!script.empty()) {
            answer = script.front();
            script.pop_front();
        }
        if (!holding)
            return QtFuture::makeReadyFuture(answer);
        m_held.push_back({ answer, {} });
        m_held.back().promise.start();
        return m_held.back().promise.future();
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
            result.append(QString::fromUtf8(message.payload));
        return result;
    }

private:
    struct Held {
        Ports::Delivery answer;
        QPromise<Ports::Delivery> promise;
    };
    std::vector<Held> m_held;
};

/// Messages as one plain line each: "change: GitHub operational -> major_outage <!here>".
class PlainComposer final : public Ports::Composer {
public:
    [[nodiscard]] QString channel() const override { return QStringLiteral("plain"); }
    [[nodiscard]] QByteArray change(const Ports::ChangeText &change) const override
    {
        return "change: " + line(change);
    }
    [[nodiscard]] QByteArray batch(const std::vector<Ports::ChangeText> &changes) const override
    {
        QByteArray text = "batch:";
        for (const Ports::ChangeText &change : changes)
            text += " [" + line(change) + ']';
        return text;
    }
    [[nodiscard]] QByteArray aggregated(
        const Ports::ChangeText &upstream, const QStringList &dependents) const override
    {
        return "aggregated: " + line(upstream) + " with " + dependents.join(QStringLiteral(", ")).toUtf8();
    }
    [[nodiscard]] QByteArray health(const Ports::HealthText &health) const override
    {
        return (health.broken ? "broken: " : "recovered: ") + health.name.toUtf8()
            + (health.fallbackWebhook ? " (fallback)" : "");
    }
    [[nodiscard]] QByteArray connectivity(Domain::Connectivity state, Instant, Instant) const override
    {
        return state == Domain::Connectivity::Offline ? "offline" : "online";
    }

private:
    [[nodiscard]] static QByteArray line(const Ports::ChangeText &change)
    {
        QByteArray text = change.name.toUtf8() + ' ' + Domain::word(change.from).toUtf8() + " -> "
            + Domain::word(change.to).toUtf8();
        return change.mention == Domain::Mention::Here ? text + " <!here>" : text;
    }
};

} // namespace Wf::TestKit
