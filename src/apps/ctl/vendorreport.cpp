// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/vendorreport.h"

#include "apps/ctl/reporttext.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace Wf::Ctl {

namespace {
    constexpr double kMinute = 60;
    constexpr double kHour = 60 * kMinute;
    constexpr double kLongestHours = 48 * kHour;

    /// "41 min", "3.5 h", "6.2 d"; "-" without a number.
    QString span(const QJsonValue &seconds)
    {
        if (!seconds.isDouble())
            return QStringLiteral("-");
        const double length = std::abs(seconds.toDouble());
        if (length < kHour)
            return QStringLiteral("%1 min").arg(std::lround(length / kMinute));
        return length < kLongestHours ? QStringLiteral("%1 h").arg(length / kHour, 0, 'f', 1)
                                      : QStringLiteral("%1 d").arg(length / kHour / 24, 0, 'f', 1);
    }

    QString percent(const QJsonValue &value)
    {
        return value.isDouble() ? QString(QString::number(value.toDouble(), 'f', 2) % u" %")
                                : QStringLiteral("no data");
    }

    QString tally(const QJsonObject &sums)
    {
        const int count = sums.value(QLatin1String("count")).toInt();
        if (count == 0)
            return QStringLiteral("none");
        const int open = sums.value(QLatin1String("open")).toInt();
        const auto length = [&sums](const char *key) { return span(sums.value(QLatin1String(key))); };
        return QStringLiteral("%1, %2 in all, median %3, longest %4")
                   .arg(QString::number(count), length("total_seconds"), length("median_seconds"),
                       length("longest_seconds"))
            % (open > 0 ? QString(u", " % QString::number(open) % u" open now") : QString());
    }

    QString observed(const QJsonObject &uptime)
    {
        const QString by = field(uptime, "observed_by", "");
        QString text = percent(uptime.value(QLatin1String("observed")));
        if (by == u"own_checks")
            text += QStringLiteral(" (%1 runs of own checks)")
                        .arg(uptime.value(QLatin1String("own_runs")).toInteger());
        else if (by == u"service_history")
            text += QStringLiteral(" (by its page: there is no own check)");
        return text;
    }

    QString admission(const QJsonValue &sightings)
    {
        const QJsonValue lag = sightings[QLatin1String("median_lag_seconds")];
        if (!lag.isDouble())
            return QStringLiteral("nothing to compare");
        return lag.toDouble() < 0 ? QString(span(lag) % u" before our checks (median)")
                                  : QString(span(lag) % u" after our checks (median)");
    }

    QString overruns(const QJsonObject &data)
    {
        const auto late = data.value(QLatin1String("overruns")).toArray().size();
        return QStringLiteral("%1 of %2 overran")
            .arg(QString::number(late), QString::number(data.value(QLatin1String("maintenances")).toInt()));
    }

    void addIncident(QList<QStringList> &rows, const QJsonObject &incident)
    {
        const QString ended = field(incident, "ended_at", "");
        const QString started = field(incident, "started_at", "");
        rows.append({ started.isEmpty() ? field(incident, "seen_at") : started, field(incident, "peak"),
            ended.isEmpty() ? QStringLiteral("goes on") : span(incident.value(QLatin1String("duration_seconds"))),
            field(incident, "title") });
        const QJsonArray edits = incident.value(QLatin1String("edits")).toArray();
        for (const auto &each : edits) {
            const QJsonObject edit = each.toObject();
            const bool quiet = edit.value(QLatin1String("quiet")).toBool();
            rows.append(
                { field(edit, "at"), quiet ? QStringLiteral("  edited quietly") : QStringLiteral("  changed"),
                    field(edit, "what"), QString(u"was: " % field(edit, "before")) });
        }
    }

    void addOverrun(QList<QStringList> &rows, const QJsonObject &maintenance)
    {
        rows.append({ field(maintenance, "scheduled_for"), QStringLiteral("maintenance"),
            QString(span(maintenance.value(QLatin1String("overrun_seconds"))) % u" late"),
            field(maintenance, "title") });
    }

    QString listed(const QJsonObject &data)
    {
        QList<QStringList> rows { { QStringLiteral("SINCE"), QStringLiteral("WHAT"), QStringLiteral("LENGTH"),
            QStringLiteral("TITLE") } };
        const QJsonArray published = data.value(QLatin1String("published")).toArray();
        for (const auto &incident : published)
            addIncident(rows, incident.toObject());
        const QJsonArray late = data.value(QLatin1String("overruns")).toArray();
        for (const auto &maintenance : late)
            addOverrun(rows, maintenance.toObject());
        return rows.size() == 1 ? QString() : QString(u'\n' % table(rows));
    }
} // namespace

QString vendorText(const QJsonObject &data)
{
    const QJsonObject uptime = data.value(QLatin1String("uptime")).toObject();
    const auto sums = [&data](const char *key) { return tally(data.value(QLatin1String(key)).toObject()); };
    return table({ { QStringLiteral("Service"),
                       field(data.value(QLatin1String("service")).toObject(), "display_name") },
               { QStringLiteral("Incidents"), sums("incidents") },
               { QStringLiteral("Last 30 days"), sums("last_30_days") },
               { QStringLiteral("Admits"), admission(data.value(QLatin1String("admission"))) },
               { QStringLiteral("Declared up"), percent(uptime.value(QLatin1String("declared"))) },
               { QStringLiteral("Observed up"), observed(uptime) },
               { QStringLiteral("Quiet edits"),
                   QString::number(data.value(QLatin1String("quiet_edits")).toInt()) },
               { QStringLiteral("Maintenance"), overruns(data) } })
        + listed(data);
}

} // namespace Wf::Ctl
