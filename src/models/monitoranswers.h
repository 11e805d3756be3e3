// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/answer.h"
#include "core/id.h"
#include "core/result.h"
#include "core/time.h"

#include <QHash>

#include <deque>

namespace Wf::Models {

/// What the session answers about single monitors: asked for those that are in view only, a few at a time, and
/// good for a minute. A question that fails leaves what was known before.
template <class Value> class MonitorAnswers {
public:
    using Ask = std::function<QFuture<Result<Value>>(const MonitorId &, Instant)>;
    using Arrived = std::function<void(const MonitorId &)>;

    /// `owner` holds this object; `arrived` is called for each new answer.
    MonitorAnswers(QObject &owner, Ask ask, Arrived arrived)
        : m_owner(owner)
        , m_ask(std::move(ask))
        , m_arrived(std::move(arrived))
    {
    }

    /// These are in view now; what was wanted before and not asked yet is not wanted any more.
    void want(const std::vector<MonitorId> &monitors, Instant now) { want(monitors, {}, now); }
    /// The same, and then these as well: they are out of view, so that older answers are good enough.
    void want(const std::vector<MonitorId> &monitors, const std::vector<MonitorId> &others, Instant now)
    {
        m_now = now;
        m_waiting.clear();
        forgetOld();
        queue(monitors, kGood);
        queue(others, kGoodOutOfView);
        askNext();
    }
    [[nodiscard]] const Value *find(const MonitorId &monitor) const
    {
        const auto known = m_known.constFind(monitor);
        return known == m_known.constEnd() || !known->value ? nullptr : &*known->value;
    }
    /// The next time it is wanted it is asked for again.
    void expire(const MonitorId &monitor)
    {
        if (const auto known = m_known.find(monitor); known != m_known.end())
            known->askedAt = Instant {};
    }

private:
    static constexpr Millis kGood = std::chrono::minutes { 1 };
    static constexpr Millis kGoodOutOfView = std::chrono::minutes { 10 };
    static constexpr int kAtOnce = 4;
    static constexpr qsizetype kMost = 2'000;
    struct Known {
        Instant askedAt {};
        std::optional<Value> value;
    };

    void queue(const std::vector<MonitorId> &monitors, Millis good)
    {
        for (const MonitorId &monitor : monitors) {
            const auto known = m_known.constFind(monitor);
            if (known == m_known.constEnd() || m_now - known->askedAt >= good)
                m_waiting.push_back(monitor);
        }
    }

    void forgetOld()
    {
        if (m_known.size() > kMost)
            m_known.removeIf(
                [this](const auto &entry) { return m_now - entry.value().askedAt >= 2 * kGoodOutOfView; });
    }

    void askNext()
    {
        while (m_open < kAtOnce && !m_waiting.empty()) {
            const MonitorId monitor = m_waiting.front();
            m_waiting.pop_front();
            m_known[monitor].askedAt = m_now;
            ++m_open;
            onAnswer<Result<Value>>(
                &m_owner, m_ask(monitor, m_now),
                [this, monitor](const Result<Value> &answer) { take(monitor, answer); }, [this] { settle(); });
        }
    }

    void take(const MonitorId &monitor, const Result<Value> &answer)
    {
        if (answer) {
            m_known[monitor].value = *answer;
            m_arrived(monitor);
        }
        settle();
    }

    void settle()
    {
        --m_open;
        askNext();
    }

    QObject &m_owner;
    Ask m_ask;
    Arrived m_arrived;
    QHash<MonitorId, Known> m_known;
    std::deque<MonitorId> m_waiting;
    Instant m_now {};
    int m_open = 0;
};

} // namespace Wf::Models
