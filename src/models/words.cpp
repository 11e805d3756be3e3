// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace Wf::Models {

namespace {
    struct Words {
        Q_DECLARE_TR_FUNCTIONS(Words)
    };
    using Domain::Display;
    using std::chrono::duration_cast;

    QString capitalised(const QString &text)
    {
        return text.isEmpty() ? text : text.at(0).toUpper() + text.mid(1);
    }
} // namespace

QString label(Display display)
{
    switch (display) {
    case Display::MajorOutage:
        return Words::tr("Major outage");
    case Display::PartialOutage:
        return Words::tr("Partial outage");
    case Display::Degraded:
        return Words::tr("Degraded");
    case Display::Blind:
        return Words::tr("No signal");
    case Display::Unknown:
        return Words::tr("Unknown");
    case Display::Maintenance:
        return Words::tr("Maintenance");
    case Display::Operational:
        return Words::tr("Operational");
    }
    return Words::tr("Unknown");
}

QString label(Domain::Status status)
{
    return label(Domain::display(status, Domain::PollerHealth::Healthy, false));
}

QString label(Domain::PollerHealth health)
{
    switch (health) {
    case Domain::PollerHealth::Healthy:
        return Words::tr("Seen");
    case Domain::PollerHealth::Degraded:
        return Words::tr("Poll failing");
    case Domain::PollerHealth::Broken:
        return Words::tr("No signal");
    }
    return {};
}

QString label(Domain::Tier tier)
{
    switch (tier) {
    case Domain::Tier::Critical:
        return Words::tr("Critical");
    case Domain::Tier::Important:
        return Words::tr("Important");
    case Domain::Tier::Informational:
        return Words::tr("Informational");
    }
    return {};
}

QString label(Domain::EdgeSeverity severity)
{
    switch (severity) {
    case Domain::EdgeSeverity::Critical:
        return Words::tr("Critical");
    case Domain::EdgeSeverity::High:
        return Words::tr("High");
    case Domain::EdgeSeverity::Medium:
        return Words::tr("Medium");
    case Domain::EdgeSeverity::Low:
        return Words::tr("Low");
    }
    return {};
}

QString label(Ports::Notice::Kind kind)
{
    switch (kind) {
    case Ports::Notice::Kind::Configuration:
        return Words::tr("Configuration");
    case Ports::Notice::Kind::Storage:
        return Words::tr("Storage");
    case Ports::Notice::Kind::Connectivity:
        return Words::tr("Connection");
    case Ports::Notice::Kind::Delivery:
        return Words::tr("Alerts");
    case Ports::Notice::Kind::Clock:
        return Words::tr("Clock");
    }
    return {};
}

QString span(Millis duration)
{
    const qint64 seconds = std::max<qint64>(0, duration_cast<Seconds>(duration).count());
    if (seconds < 60)
        return Words::tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return Words::tr("%1 min").arg(seconds / 60);
    if (seconds < 86400)
        return Words::tr("%1 h %2").arg(seconds / 3600).arg(seconds % 3600 / 60, 2, 10, QLatin1Char('0'));
    return Words::tr("%1 d").arg(seconds / 86400);
}

QString ago(const std::optional<Instant> &at, Instant now)
{
    return at ? Words::tr("%1 ago").arg(span(now - *at)) : Words::tr("never");
}

QString moment(Instant at, Instant now)
{
    const QDateTime local = toDateTime(at).toLocalTime();
    if (local.date() == toDateTime(now).toLocalTime().date())
        return local.toString(QStringLiteral("HH:mm"));
    return QLocale().toString(local, QStringLiteral("d MMM HH:mm"));
}

QString percent(const std::optional<double> &value)
{
    if (!value)
        return QStringLiteral("–");
    return QString::number(std::floor(*value * 100 + 1e-7) / 100, 'f', 2) + QLatin1Char('%');
}

Freshness freshness(const Ports::ServiceRow &row, Instant now)
{
    const Millis interval = row.interval();
    const std::optional<Instant> at = row.succeededAt();
    if (interval.count() == 0 || !at)
        return Freshness::Fresh;
    const Millis old = now - *at;
    return old >= 4 * interval ? Freshness::Expired : old >= 2 * interval ? Freshness::Stale : Freshness::Fresh;
}

namespace {
    bool allPolledAreBlind(const Ports::Snapshot &snapshot)
    {
        bool polled = false;
        for (const Ports::ServiceRow &row : snapshot.services) {
            polled |= row.interval().count() > 0;
            if (row.interval().count() > 0 && !row.state.isBlind())
                return false;
        }
        return polled;
    }
} // namespace

FreshnessText freshness(const Ports::Snapshot &snapshot, Instant now)
{
    if (!snapshot.lastPollAt)
        return { Freshness::Stale, Words::tr("no poll yet") };
    if (allPolledAreBlind(snapshot))
        return { Freshness::Expired,
            snapshot.lastSuccessAt ? Words::tr("last answer %1").arg(ago(snapshot.lastSuccessAt, now))
                                   : Words::tr("no answer yet") };
    Millis interval { 0 };
    for (const Ports::ServiceRow &row : snapshot.services) {
        const Millis own = row.interval();
        if (own.count() > 0 && (interval.count() == 0 || own < interval))
            interval = own;
    }
    const Millis old = now - *snapshot.lastPollAt;
    const QString text = Words::tr("polled %1").arg(ago(snapshot.lastPollAt, now));
    if (interval.count() == 0 || old < 2 * interval)
        return { Freshness::Fresh, text };
    return { old < 4 * interval ? Freshness::Stale : Freshness::Expired, text };
}

Display shown(const Ports::ServiceRow &row, Instant now)
{
    const Display display = row.display();
    if (display == Display::Blind || freshness(row, now) != Freshness::Expired)
        return display;
    return Display::Unknown;
}

void count(Domain::SummaryCounts &counts, Display display)
{
    int *const of[] { &counts.major, &counts.partial, &counts.degraded, &counts.blind, &counts.unknown,
        &counts.maintenance, &counts.operational };
    ++counts.total;
    ++*of[static_cast<size_t>(display)];
}

Domain::SummaryCounts countShown(const Ports::Snapshot &snapshot, Instant now)
{
    Domain::SummaryCounts counts;
    for (const Ports::ServiceRow &row : snapshot.services)
        count(counts, snapshot.past ? row.display() : shown(row, now));
    return counts;
}

Display worstShown(const Ports::Snapshot &snapshot, Instant now)
{
    const Domain::SummaryCounts counts = countShown(snapshot, now);
    if (counts.major > 0)
        return Display::MajorOutage;
    if (counts.partial > 0)
        return Display::PartialOutage;
    if (counts.degraded > 0)
        return Display::Degraded;
    if (counts.blind > 0)
        return Display::Blind;
    return counts.operational + counts.maintenance > 0 ? Display::Operational : Display::Unknown;
}

namespace {
    void say(QStringList &parts, int number, const QString &one, const QString &many)
    {
        if (number > 0)
            parts.append(number == 1 ? one : many.arg(number));
    }

    QString calmSentence(const Domain::SummaryCounts &counts)
    {
        QStringList parts;
        if (counts.operational == counts.total)
            return counts.total == 1 ? Words::tr("The one service is operational")
                                     : Words::tr("All %1 services operational").arg(counts.total);
        say(parts, counts.operational, Words::tr("1 service operational"), Words::tr("%1 services operational"));
        say(parts, counts.maintenance, Words::tr("1 in maintenance"), Words::tr("%1 in maintenance"));
        say(parts, counts.unknown, Words::tr("1 unknown"), Words::tr("%1 unknown"));
        return parts.join(QLatin1String(", "));
    }
} // namespace

QString sentence(const Ports::Snapshot &snapshot, Instant now)
{
    if (snapshot.connectivity == Domain::Connectivity::Offline && !snapshot.past)
        return Words::tr("This computer is offline: nothing can be seen");
    if (snapshot.services.empty())
        return Words::tr("No services are watched yet");
    const Domain::SummaryCounts counts = countShown(snapshot, now);
    if (counts.unknown == counts.total)
        return snapshot.lastSuccessAt
            ? Words::tr("No current data: last seen %1").arg(ago(snapshot.lastSuccessAt, now))
            : Words::tr("No data yet");
    QStringList parts;
    say(parts, counts.major, Words::tr("1 major outage"), Words::tr("%1 major outages"));
    say(parts, counts.partial, Words::tr("1 partial outage"), Words::tr("%1 partial outages"));
    say(parts, counts.degraded, Words::tr("1 degraded"), Words::tr("%1 degraded"));
    say(parts, counts.blind, Words::tr("1 without signal"), Words::tr("%1 without signal"));
    return parts.isEmpty() ? calmSentence(counts) : parts.join(QLatin1String(", "));
}

namespace {
    QString kindOfFailure(ErrorCode code)
    {
        switch (code) {
        case ErrorCode::NotFound:
            return Words::tr("That does not exist");
        case ErrorCode::Invalid:
            return Words::tr("That cannot be used");
        case ErrorCode::Conflict:
            return Words::tr("Somebody else changed it first");
        case ErrorCode::Unauthorized:
            return Words::tr("A sign-in is needed");
        case ErrorCode::Forbidden:
            return Words::tr("This is not allowed");
        case ErrorCode::Unavailable:
            return Words::tr("Not possible at the moment");
        case ErrorCode::TooLarge:
            return Words::tr("That is too large");
        case ErrorCode::Timeout:
            return Words::tr("It took too long");
        case ErrorCode::Locked:
            return Words::tr("Another Watchfloor uses this data folder");
        case ErrorCode::NewerSchema:
            return Words::tr("The data was written by a newer Watchfloor");
        case ErrorCode::Io:
            return Words::tr("Reading or writing failed");
        case ErrorCode::Internal:
            break;
        }
        return Words::tr("Something went wrong inside Watchfloor");
    }
} // namespace

QString sentence(const Error &error)
{
    const QString kind = kindOfFailure(error.code);
    return error.detail.isEmpty() ? QString(kind + u'.') : QString(kind + u": " + error.detail);
}

QString noIncidents(const Domain::SummaryCounts &counts)
{
    if (counts.total == 0)
        return Words::tr("Nothing is watched yet.");
    if (counts.operational + counts.maintenance == 0)
        return Words::tr("Nothing can be seen right now.");
    if (const int unseen = counts.blind + counts.unknown)
        return unseen == 1 ? Words::tr("Nothing is known to be broken; 1 service cannot be seen.")
                           : Words::tr("Nothing is known to be broken; %1 services cannot be seen.").arg(unseen);
    return Words::tr("Nothing is broken right now.");
}

QString rollup(const Domain::SummaryCounts &counts)
{
    QStringList parts;
    say(parts, counts.incidents(), Words::tr("1 issue"), Words::tr("%1 issues"));
    say(parts, counts.blind, Words::tr("1 no signal"), Words::tr("%1 no signal"));
    say(parts, counts.unknown, Words::tr("1 unknown"), Words::tr("%1 unknown"));
    if (parts.isEmpty() && counts.maintenance > 0)
        say(parts, counts.maintenance, Words::tr("1 in maintenance"), Words::tr("%1 in maintenance"));
    return parts.isEmpty() ? Words::tr("all operational") : parts.join(QStringLiteral(" · "));
}

namespace {
    QString blindReason(const Ports::ServiceRow &row)
    {
        const Ports::MonitorRow *monitor = row.primary();
        if (!monitor)
            return Words::tr("Nothing watches this service");
        const Domain::MonitorState &state = monitor->state;
        const QString why = state.failureDetail.isEmpty() ? state.failureReason : state.failureDetail;
        const QString failures =
            state.failures == 1 ? Words::tr("1 failed poll") : Words::tr("%1 failed polls").arg(state.failures);
        return why.isEmpty() ? Words::tr("No signal: %1").arg(failures)
                             : Words::tr("No signal: %1, %2").arg(failures, why);
    }

    QString maintenanceTitle(const Ports::ServiceRow &row)
    {
        for (const Ports::MonitorRow &monitor : row.monitors) {
            for (const Domain::VendorMaintenance &maintenance : monitor.state.maintenances) {
                if (maintenance.state == Domain::MaintenanceState::InProgress)
                    return maintenance.title;
            }
        }
        return {};
    }
} // namespace

QString headline(const Ports::ServiceRow &row, Display display)
{
    if (display == Display::Blind)
        return blindReason(row);
    if (display == Display::Operational)
        return label(display);
    if (display == Display::Unknown && row.state.status != Domain::Status::Unknown)
        return Words::tr("Unknown: last seen %1").arg(label(row.display()).toLower());
    const QString title = display == Display::Maintenance ? maintenanceTitle(row) : QString();
    const QString text = title.isEmpty() ? row.state.detail.simplified() : title;
    return text.isEmpty() ? label(display) : capitalised(text);
}

QString failureWord(const QString &reason)
{
    const QString code = reason.section(QLatin1Char(':'), 0, 0).simplified();
    const std::pair<QLatin1String, QString> words[] {
        { QLatin1String("request_error"), Words::tr("no connection") },
        { QLatin1String("circuit_breaker_open"), Words::tr("not asked") },
        { QLatin1String("parse_error"), Words::tr("unreadable") },
        { QLatin1String("selector"), Words::tr("no component") },
        { QLatin1String("unmapped"), Words::tr("unknown word") },
        { QLatin1String("unexpected"), Words::tr("our own fault") },
    };
    for (const auto &[known, word] : words) {
        if (code == known)
            return word;
    }
    const QLatin1String http("http_");
    return code.contains(http) ? Words::tr("HTTP %1").arg(code.section(http, -1)) : code;
}

QString shortHeadline(const Ports::ServiceRow &row, Display display)
{
    const Ports::MonitorRow *monitor = display == Display::Blind ? row.primary() : nullptr;
    const QString why = monitor ? failureWord(monitor->state.failureReason) : QString();
    return why.isEmpty() ? headline(row, display)
                         : Words::tr("No signal: %1 ×%2").arg(why).arg(monitor->state.failures);
}

QString pendingBadge(const Ports::ServiceRow &row)
{
    for (const Ports::MonitorRow &monitor : row.monitors) {
        const Domain::FlapBuffer &flap = monitor.state.flap;
        if (!flap.pending || flap.count <= 0 || monitor.state.health == Domain::PollerHealth::Broken)
            continue;
        const bool worse = Domain::severity(*flap.pending) > Domain::severity(monitor.state.status);
        const int needed = worse ? monitor.spec.confirm.down : monitor.spec.confirm.up;
        return Words::tr("→ %1 %2/%3").arg(label(*flap.pending)).arg(std::min(flap.count, needed)).arg(needed);
    }
    return {};
}

QString kindWord(const Ports::ServiceRow &row)
{
    const Ports::MonitorRow *monitor = row.primary();
    const QString kind = monitor ? monitor->spec.kind : QString();
    if (kind == QLatin1String("manual"))
        return Words::tr("manual");
    if (kind == QLatin1String("heartbeat"))
        return Words::tr("heartbeat");
    const QLatin1String checks[] { QLatin1String("http"), QLatin1String("tcp"), QLatin1String("tls"),
        QLatin1String("dns") };
    if (std::any_of(std::begin(checks), std::end(checks), [&](QLatin1String check) { return kind == check; }))
        return kind.toUpper();
    return kind == QLatin1String("ping") ? kind : Words::tr("vendor");
}

QString spoken(const Ports::ServiceRow &row, Instant now)
{
    const Display display = shown(row, now);
    QStringList parts { row.service.displayName, label(display).toLower() };
    if (display != Display::Operational && row.state.changedAt)
        parts.append(Words::tr("since %1").arg(moment(*row.state.changedAt, now)));
    if (const QString text = headline(row, display); text != label(display))
        parts.append(text);
    if (const QString badge = pendingBadge(row); !badge.isEmpty())
        parts.append(Words::tr("unconfirmed change %1").arg(badge));
    if (row.incident && row.incident->acknowledged)
        parts.append(Words::tr("acknowledged by %1").arg(row.incident->acknowledged->by));
    if (!row.explainedBy.isEmpty())
        parts.append(Words::tr("explained by %1").arg(row.explainedBy));
    if (!row.silencedBy.isEmpty())
        parts.append(Words::tr("alerts are silent"));
    return parts.join(QLatin1String(", "));
}

QString describe(const Domain::Event &event, const QString &serviceName)
{
    const auto wording = [](Domain::Status status) { return label(status).toLower(); };
    switch (event.kind) {
    case Domain::EventKind::StatusChange:
        return Words::tr("%1: %2 → %3").arg(serviceName, wording(event.previous), wording(event.next));
    case Domain::EventKind::HealthChange:
        return displayOf(event) == Display::Blind
            ? Words::tr("%1: no signal (%2)").arg(serviceName, failureWord(event.reason))
            : Words::tr("%1: signal is back").arg(serviceName);
    case Domain::EventKind::MaintenanceBegan:
        return Words::tr("%1: maintenance began").arg(serviceName);
    case Domain::EventKind::MaintenanceEnded:
        return Words::tr("%1: maintenance ended").arg(serviceName);
    case Domain::EventKind::Connectivity:
        return displayOf(event) == Display::Blind ? Words::tr("This computer went offline")
                                                  : Words::tr("This computer is online again");
    case Domain::EventKind::Retired:
        return Words::tr("%1 is no longer watched").arg(serviceName);
    }
    return serviceName;
}

Display displayOf(const Domain::Event &event)
{
    switch (event.kind) {
    case Domain::EventKind::StatusChange:
        return Domain::display(event.next, Domain::PollerHealth::Healthy, false);
    case Domain::EventKind::HealthChange:
        return event.reason.isEmpty() ? Display::Operational : Display::Blind;
    case Domain::EventKind::MaintenanceBegan:
        return Display::Maintenance;
    case Domain::EventKind::MaintenanceEnded:
        return Display::Operational;
    case Domain::EventKind::Connectivity:
        return event.vendorDetail == QLatin1String("offline") ? Display::Blind : Display::Operational;
    case Domain::EventKind::Retired:
        return Display::Unknown;
    }
    return Display::Unknown;
}

} // namespace Wf::Models
