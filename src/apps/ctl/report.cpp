// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/report.h"

#include "apps/ctl/alertreport.h"
#include "apps/ctl/reporttext.h"
#include "apps/ctl/vendorreport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace Wf::Ctl {

namespace {
    /// What a person should believe: blind shows unknown.
    QString shownStatus(const QJsonObject &service)
    {
        const QString status = field(service, "effective_status", "");
        QString shown = status.isEmpty() ? field(service, "current_status") : status;
        if (service.value(QLatin1String("poller_health")).toString() == QLatin1String("broken"))
            shown += QStringLiteral(" (blind)");
        if (service.value(QLatin1String("maintenance")).toBool())
            shown += QStringLiteral(" (maintenance)");
        return shown;
    }

    int rank(const QJsonObject &service)
    {
        static const QStringList order { QStringLiteral("major_outage"), QStringLiteral("partial_outage"),
            QStringLiteral("degraded"), QStringLiteral("unknown"), QStringLiteral("operational") };
        const QString shown = shownStatus(service);
        return static_cast<int>(order.indexOf(shown.section(QLatin1Char(' '), 0, 0)));
    }

    QString statusText(const QJsonObject &data)
    {
        QString text = field(data, "status_text") + QLatin1Char('\n');
        QList<QStringList> rows;
        for (const auto value : data.value(QLatin1String("active_incidents")).toArray()) {
            const QJsonObject incident = value.toObject();
            const QJsonObject service = incident.value(QLatin1String("service")).toObject();
            rows.append({ QStringLiteral("  ") + field(service, "id"), field(service, "current_status"),
                field(incident, "started_at"), field(incident, "impact_statement", "") });
        }
        return text + table(rows);
    }

    QString servicesText(const QJsonObject &data)
    {
        std::vector<QJsonObject> services;
        for (const auto value : data.value(QLatin1String("services")).toArray())
            services.push_back(value.toObject());
        std::stable_sort(services.begin(), services.end(),
            [](const QJsonObject &a, const QJsonObject &b) { return rank(a) < rank(b); });
        QList<QStringList> rows { { QStringLiteral("ID"), QStringLiteral("STATUS"), QStringLiteral("TIER"),
            QStringLiteral("SINCE"), QStringLiteral("DETAIL") } };
        for (const QJsonObject &service : services)
            rows.append({ field(service, "id"), shownStatus(service), field(service, "tier"),
                field(service, "last_status_change_at"), field(service, "current_status_detail", "") });
        return table(rows);
    }

    QString monitorsText(const QJsonArray &monitors)
    {
        QList<QStringList> rows { { QStringLiteral("MONITOR"), QStringLiteral("KIND"), QStringLiteral("STATUS"),
            QStringLiteral("HEALTH"), QStringLiteral("LAST CHECK") } };
        for (const auto value : monitors) {
            const QJsonObject monitor = value.toObject();
            rows.append({ field(monitor, "id"), field(monitor, "kind"), field(monitor, "status"),
                field(monitor, "health"), field(monitor, "last_checked_at") });
        }
        return rows.size() == 1 ? QString() : QLatin1Char('\n') + table(rows);
    }

    QString namesOf(const QJsonArray &list)
    {
        QStringList names;
        for (const auto value : list)
            names.append(field(value.toObject(), "service_name"));
        return names.isEmpty() ? QStringLiteral("-") : names.join(QStringLiteral(", "));
    }

    QString serviceRows(const QJsonObject &service)
    {
        return table({ { QStringLiteral("Service"), field(service, "display_name") },
            { QStringLiteral("Status"), shownStatus(service) },
            { QStringLiteral("Detail"), field(service, "current_status_detail") },
            { QStringLiteral("Since"), field(service, "last_status_change_at") },
            { QStringLiteral("Last check"), field(service, "last_polled_at") } });
    }

    QString showText(const QJsonObject &data)
    {
        const QJsonObject service = data.value(QLatin1String("service")).toObject();
        return serviceRows(service)
            + table({ { QStringLiteral("Impacts"),
                          namesOf(data.value(QLatin1String("downstream_impacts")).toArray()) },
                { QStringLiteral("Needs"),
                    namesOf(data.value(QLatin1String("upstream_dependencies")).toArray()) } })
            + monitorsText(service.value(QLatin1String("monitors")).toArray());
    }

    QString setText(const QJsonObject &data, const QJsonObject &meta)
    {
        const QString name = field(data, "display_name");
        const QString now = field(data, "current_status");
        if (!meta.value(QLatin1String("status_changed")).toBool())
            return QStringLiteral("%1 was %2 already.\n").arg(name, now);
        return QStringLiteral("%1: %2 -> %3\n").arg(name, field(meta, "previous_status"), now);
    }

    QString textFor(Verb verb, const QJsonObject &envelope)
    {
        const QJsonObject data = envelope.value(QLatin1String("data")).toObject();
        switch (verb) {
        case Verb::Services:
            return servicesText(data);
        case Verb::Show:
            return showText(data);
        case Verb::Set:
            return setText(data, envelope.value(QLatin1String("meta")).toObject());
        case Verb::Vendor:
            return vendorText(data);
        case Verb::Incidents:
            return incidentsText(data);
        case Verb::Acknowledge:
            return acknowledgedText(data);
        case Verb::AlertTest:
            return trialText(data);
        case Verb::AlertExplain:
            return explanationText(data);
        case Verb::AlertBacktest:
            return backtestText(data);
        case Verb::Export: // not JSON
        case Verb::Status:
        case Verb::Help:
            break;
        }
        return statusText(data);
    }

    Report refusal(const Answer &answer, const QJsonObject &envelope)
    {
        const QString message = field(envelope.value(QLatin1String("error")).toObject(), "message", "");
        return { QStringLiteral("watchfloorctl: the server answered %1%2\n")
                     .arg(answer.status)
                     .arg(message.isEmpty() ? QString() : QStringLiteral(": ") + message),
            Stream::Error, 1 };
    }
} // namespace

Report reportFor(const Arguments &arguments, const Answer &answer)
{
    if (answer.status == 0)
        return { QStringLiteral("watchfloorctl: %1 cannot be reached: %2\n")
                     .arg(arguments.url.toString(QUrl::RemoveUserInfo), clean(answer.trouble)),
            Stream::Error, 3 };
    const bool good = answer.status >= 200 && answer.status < 300;
    if (good && arguments.verb == Verb::Export)
        return { QString::fromUtf8(answer.body), Stream::Output, 0 };
    const QJsonDocument document = QJsonDocument::fromJson(answer.body);
    if (document.isObject() && arguments.output == Output::Json)
        return { QString::fromUtf8(document.toJson()), Stream::Output, good ? 0 : 1 };
    if (!good)
        return refusal(answer, document.object());
    if (!document.isObject())
        return { QStringLiteral(
                     "watchfloorctl: the answer is not what Watchfloor says; is this the right address?\n"),
            Stream::Error, 1 };
    return { textFor(arguments.verb, document.object()), Stream::Output, 0 };
}

} // namespace Wf::Ctl
