// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/heartbeattexts.h"

#include "models/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace Wf::Models {

namespace {
    struct BeatWords {
        Q_DECLARE_TR_FUNCTIONS(BeatWords)
    };
    using Domain::Display;
    using Domain::HeartbeatDisplay;

    QString beatWord(HeartbeatDisplay display)
    {
        switch (display) {
        case HeartbeatDisplay::New:
            return BeatWords::tr("New");
        case HeartbeatDisplay::Up:
            return BeatWords::tr("Up");
        case HeartbeatDisplay::Grace:
            return BeatWords::tr("Late");
        case HeartbeatDisplay::Down:
            return BeatWords::tr("Down");
        case HeartbeatDisplay::Paused:
            break;
        }
        return BeatWords::tr("Paused");
    }

    std::vector<Ports::PingRow> ended(const std::vector<Ports::PingRow> &pings)
    {
        std::vector<Ports::PingRow> runs;
        std::ranges::copy_if(
            pings, std::back_inserter(runs), [](const Ports::PingRow &row) { return row.duration.has_value(); });
        std::ranges::reverse(runs);
        return runs;
    }
} // namespace

Display shownBeat(const Ports::MonitorRow &monitor, Instant now)
{
    if (!monitor.heartbeat || !monitor.spec.heartbeat)
        return Display::Unknown;
    const auto verdict = Domain::verdict(monitor.heartbeat->state, *monitor.spec.heartbeat, now);
    return Domain::display(verdict.status, Domain::PollerHealth::Healthy, false);
}

QString beatText(const Ports::MonitorRow &monitor, Instant now)
{
    if (!monitor.heartbeat)
        return BeatWords::tr("New");
    const Domain::HeartbeatState &state = monitor.heartbeat->state;
    const QString text = beatWord(Domain::display(state, now));
    return state.isStarted() ? BeatWords::tr("%1, running").arg(text) : text;
}

RowState beatState(const Ports::MonitorRow &monitor, Instant now)
{
    if (!monitor.heartbeat)
        return RowState::Unknown;
    switch (Domain::display(monitor.heartbeat->state, now)) {
    case HeartbeatDisplay::Up:
        return RowState::Well;
    case HeartbeatDisplay::Grace:
    case HeartbeatDisplay::Down:
        return RowState::Trouble;
    case HeartbeatDisplay::Paused:
        return RowState::Paused;
    case HeartbeatDisplay::New:
        break;
    }
    return RowState::Unknown;
}

QString nextPingText(const Ports::MonitorRow &monitor, Instant now)
{
    if (!monitor.heartbeat)
        return QStringLiteral("–");
    const Domain::HeartbeatState &state = monitor.heartbeat->state;
    if (state.status == Domain::HeartbeatStatus::Paused)
        return QStringLiteral("–");
    if (const Millis late = Domain::lateBy(state, now); late.count() > 0)
        return BeatWords::tr("%1 overdue").arg(span(late));
    if (state.lastStart)
        return BeatWords::tr("running for %1").arg(span(now - *state.lastStart));
    if (state.status == Domain::HeartbeatStatus::Down && state.missedAt)
        return BeatWords::tr("%1 overdue").arg(span(now - *state.missedAt));
    return state.expectedAt ? ahead(*state.expectedAt, now) : QStringLiteral("–");
}

QString pingText(const Domain::Ping &ping)
{
    switch (ping.kind) {
    case Domain::PingKind::Success:
        return BeatWords::tr("success");
    case Domain::PingKind::Start:
        return BeatWords::tr("start");
    case Domain::PingKind::Fail:
        return ping.exitStatus && *ping.exitStatus > 0
            ? BeatWords::tr("failure, exit status %1").arg(*ping.exitStatus)
            : BeatWords::tr("failure");
    case Domain::PingKind::Log:
        return BeatWords::tr("log");
    case Domain::PingKind::Ignored:
        break;
    }
    return BeatWords::tr("not listened to");
}

std::optional<Display> displayOf(Domain::PingKind kind)
{
    switch (kind) {
    case Domain::PingKind::Success:
        return Display::Operational;
    case Domain::PingKind::Fail:
        return Display::MajorOutage;
    case Domain::PingKind::Start:
    case Domain::PingKind::Log:
    case Domain::PingKind::Ignored:
        break;
    }
    return {};
}

Spark durationBars(const std::vector<Ports::PingRow> &pings)
{
    Spark spark { Spark::Style::Bars, {} };
    const std::vector<Ports::PingRow> runs = ended(pings);
    Millis longest { 1 };
    for (const Ports::PingRow &run : runs)
        longest = std::max(longest, *run.duration);
    for (const Ports::PingRow &run : runs)
        spark.points.push_back({ static_cast<double>(run.duration->count()) / static_cast<double>(longest.count()),
            displayOf(run.ping.kind).value_or(Display::Unknown) });
    return spark;
}

QString durationText(const std::vector<Ports::PingRow> &pings)
{
    const std::vector<Ports::PingRow> runs = ended(pings);
    if (runs.empty())
        return BeatWords::tr("no run told when it began");
    const auto [least, most] =
        std::ranges::minmax_element(runs, {}, [](const Ports::PingRow &run) { return *run.duration; });
    return BeatWords::tr("the last %1 runs took %2 to %3")
        .arg(runs.size())
        .arg(span(*least->duration), span(*most->duration));
}

QString pingAddress(const QString &api, const Ports::HeartbeatView &heartbeat)
{
    return QString(api % QStringLiteral("/ping/") % heartbeat.keys.current);
}

QString curlLine(const QString &address)
{
    return QStringLiteral("curl -fsS -m 10 --retry 5 -o /dev/null %1").arg(address);
}

} // namespace Wf::Models
