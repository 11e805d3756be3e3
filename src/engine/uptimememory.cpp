// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "engine/uptimememory.h"

#include "core/answer.h"

#include <algorithm>

namespace Wf::Engine {

namespace {
    using namespace std::chrono_literals;
    constexpr int kAtOnce = 2;
    constexpr Millis kHour = 1h;
    constexpr Millis kHoursBefore = 23h;
} // namespace

UptimeMemory::UptimeMemory(Ports::Store &store, Recall recall)
    : m_store(store)
    , m_recall(std::move(recall))
{
}

void UptimeMemory::begin(std::vector<MonitorId> monitors, Instant start)
{
    m_start = start;
    m_left = std::move(monitors);
    for (int i = 0; i < kAtOnce; ++i)
        next();
}

void UptimeMemory::next()
{
    if (m_left.empty())
        return;
    const MonitorId monitor = std::move(m_left.back());
    m_left.pop_back();
    askHours(monitor);
}

void UptimeMemory::askHours(const MonitorId &monitor)
{
    const Instant hour = Domain::floorTo(m_start, kHour);
    onAnswer<Result<Ports::ResultPage>>(this,
        m_store.results({ monitor, hour - kHoursBefore, hour, Domain::Resolution::Hour }),
        [this, monitor](const Result<Ports::ResultPage> &page) {
            if (page) {
                for (const Domain::Bucket &bucket : page->buckets) {
                    if (bucket.width <= kHour)
                        m_recall(monitor, bucket.start, bucket.tally);
                }
            }
            askThisHour(monitor);
        });
}

/// What was found since the start is counted already: of its hour only what came before.
void UptimeMemory::askThisHour(const MonitorId &monitor)
{
    const Instant hour = Domain::floorTo(m_start, kHour);
    onAnswer<Result<Ports::ResultSummary>>(this, m_store.summary({ monitor, hour, m_start }),
        [this, monitor, hour](const Result<Ports::ResultSummary> &summary) {
            if (summary) {
                Domain::Tally tally;
                tally.count = summary->count;
                tally.failures = summary->failures;
                tally.degraded = summary->degraded;
                m_recall(monitor, hour, tally);
            }
            next();
        });
}

} // namespace Wf::Engine
