// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/monitortexts.h"

#include "domain/checkspec.h"
#include "domain/resilience.h"
#include "models/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace Wf::Models {

namespace {
    struct MonitorWords {
        Q_DECLARE_TR_FUNCTIONS(MonitorWords)
    };
    using Domain::Display;
    using Domain::Micros;
    using std::chrono::duration_cast;

    /// A result that is older than four intervals says nothing about now.
    bool isExpired(const Ports::MonitorRow &monitor, Instant now)
    {
        constexpr int kIntervals = 4;
        return monitor.spec.isPolled() && monitor.state.polledAt
            && now - *monitor.state.polledAt > kIntervals * monitor.state.pace(monitor.spec);
    }

    QString pending(const Ports::MonitorRow &monitor)
    {
        const Domain::FlapBuffer &flap = monitor.state.flap;
        if (!flap.pending || flap.count == 0)
            return {};
        const bool worse = Domain::isWorse(monitor.state.status, *flap.pending);
        const int needed = worse ? monitor.spec.confirm.down : monitor.spec.confirm.up;
        return MonitorWords::tr("(%1 of %2 to confirm)").arg(flap.count).arg(needed);
    }

    QString answerText(const Ports::MonitorRow &monitor)
    {
        const Domain::CheckResult &result = *monitor.state.check;
        if (!result.failure.isEmpty())
            return result.failure;
        const QString took = tookText(result.total);
        if (result.code > 0 && monitor.spec.kind == QLatin1String("http"))
            return MonitorWords::tr("%1 in %2").arg(result.code).arg(took);
        return MonitorWords::tr("answered in %1").arg(took);
    }
} // namespace

MonitorPlace findMonitor(const Ports::Snapshot &snapshot, const MonitorId &id)
{
    for (const Ports::ServiceRow &service : snapshot.services) {
        for (const Ports::MonitorRow &monitor : service.monitors) {
            if (monitor.spec.id == id)
                return { &service, &monitor };
        }
    }
    return {};
}

QString tookText(Micros duration)
{
    const auto micros = std::max<qint64>(0, duration.count());
    if (micros < 1'000)
        return MonitorWords::tr("%1 ms").arg(static_cast<double>(micros) / 1e3, 0, 'f', 1);
    if (micros < 1'000'000)
        return MonitorWords::tr("%1 ms").arg((micros + 500) / 1'000);
    if (micros < 60'000'000)
        return MonitorWords::tr("%1 s").arg(static_cast<double>(micros) / 1e6, 0, 'f', 2);
    return span(duration_cast<Millis>(duration));
}

QString ahead(Instant at, Instant now)
{
    return at <= now ? MonitorWords::tr("now") : MonitorWords::tr("in %1").arg(span(at - now));
}

QString kindLabel(const QString &kind)
{
    static const QStringList upper { QStringLiteral("http"), QStringLiteral("tcp"), QStringLiteral("tls"),
        QStringLiteral("dns") };
    if (upper.contains(kind))
        return kind.toUpper();
    return kind == QLatin1String("websocket") ? QStringLiteral("WebSocket") : kind;
}

QString monitorName(const MonitorPlace &place)
{
    return QStringLiteral("%1, %2").arg(place.service->service.displayName, place.monitor->spec.name);
}

Display shown(const Ports::MonitorRow &monitor, Instant now)
{
    if (monitor.state.paused || isExpired(monitor, now))
        return Display::Unknown;
    return Domain::display(monitor.state.status, monitor.state.health, monitor.state.maintenance);
}

QString stateText(const Ports::MonitorRow &monitor, Instant now)
{
    if (monitor.state.paused)
        return MonitorWords::tr("Paused");
    if (!monitor.state.polledAt)
        return MonitorWords::tr("Not asked yet");
    return label(shown(monitor, now));
}

RowState rowState(const Ports::MonitorRow &monitor, Instant now)
{
    if (monitor.state.paused)
        return RowState::Paused;
    switch (shown(monitor, now)) {
    case Display::MajorOutage:
    case Display::PartialOutage:
    case Display::Degraded:
        return RowState::Trouble;
    case Display::Operational:
    case Display::Maintenance:
        return RowState::Well;
    case Display::Blind:
    case Display::Unknown:
        break;
    }
    return RowState::Unknown;
}

QString targetLine(const Domain::MonitorSpec &spec)
{
    return spec.check ? Domain::targetText(*spec.check) : Domain::shownAddress(spec.url);
}

QString trafficText(const Ports::MonitorRow &monitor)
{
    const Domain::Traffic &traffic = monitor.traffic;
    if (traffic.requests == 0)
        return {};
    const QLocale locale(QLocale::English); // C writes no gaps between thousands
    return MonitorWords::tr("%1 requests in 24 hours, %2 of them unchanged, %3")
        .arg(locale.toString(traffic.requests), locale.toString(traffic.notModified),
            locale.formattedDataSize(traffic.bytes));
}

QString trafficText(const Ports::ServiceRow &service)
{
    QStringList lines;
    for (const Ports::MonitorRow &monitor : service.monitors) {
        if (const QString text = trafficText(monitor); !text.isEmpty())
            lines << MonitorWords::tr("Watching %1: %2.").arg(Domain::hostOf(monitor.spec.url.toString()), text);
    }
    return lines.join(u'\n');
}

QString lastResult(const Ports::MonitorRow &monitor)
{
    if (!monitor.state.polledAt)
        return MonitorWords::tr("no answer yet");
    const QString text = !monitor.state.failureDetail.isEmpty() ? monitor.state.failureDetail
        : monitor.state.check                                   ? answerText(monitor)
                                                                : monitor.state.detail;
    const QString more = pending(monitor);
    return more.isEmpty() ? text : QString(text % u' ' % more);
}

bool isInsecure(const Domain::MonitorSpec &spec)
{
    return spec.check && spec.check->link.insecure;
}

Spark sparkOf(const std::vector<Ports::RecentRun> &runs)
{
    Spark spark;
    Micros highest { 1 };
    for (const Ports::RecentRun &run : runs)
        highest = std::max(highest, run.total);
    for (const Ports::RecentRun &run : runs)
        spark.points.push_back({ static_cast<double>(run.total.count()) / static_cast<double>(highest.count()),
            Domain::display(run.status, Domain::PollerHealth::Healthy, false) });
    return spark;
}

QString recentText(const std::vector<Ports::RecentRun> &runs)
{
    if (runs.empty())
        return MonitorWords::tr("no runs yet");
    const auto [least, most] = std::ranges::minmax_element(runs, {}, &Ports::RecentRun::total);
    const auto bad =
        std::ranges::count_if(runs, [](const Ports::RecentRun &run) { return Domain::severity(run.status) > 1; });
    return MonitorWords::tr("the last %1 runs: %2 to %3, %4 failed")
        .arg(runs.size())
        .arg(tookText(least->total), tookText(most->total))
        .arg(bad);
}

} // namespace Wf::Models
