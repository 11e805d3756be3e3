// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/ctl/alertreport.h"

#include "apps/ctl/reporttext.h"

#include <QJsonArray>

#include <algorithm>

namespace Wf::Ctl {

namespace {
    QJsonArray list(const QJsonObject &data, const char *key)
    {
        return data.value(QLatin1String(key)).toArray();
    }

    QString care(const QJsonObject &incident)
    {
        if (const QString who = field(incident, "acknowledged_by", ""); !who.isEmpty())
            return QStringLiteral("taken care of by ") + who;
        return incident.value(QLatin1String("explained")).toBool()
            ? QStringLiteral("explained by ") + field(incident, "explained_by_name")
            : QStringLiteral("nobody yet");
    }

    QStringList wouldRow(const QJsonObject &message)
    {
        QStringList channels;
        for (const auto channel : list(message, "channels"))
            channels.append(clean(channel.toString()));
        return { field(message, "at"), QStringLiteral("would"), field(message, "service_id"),
            field(message, "status"), field(message, "telling"), channels.join(u'+'), field(message, "why", "") };
    }

    QStringList sentRow(const QJsonObject &alert)
    {
        return { field(alert, "created_at"), QStringLiteral("was"), field(alert, "service_id"),
            field(alert, "new_status"), field(alert, "telling"), field(alert, "channel"),
            field(alert, "why", "") };
    }
} // namespace

QString incidentsText(const QJsonObject &data)
{
    QList<QStringList> rows { { QStringLiteral("ID"), QStringLiteral("SERVICE"), QStringLiteral("STATUS"),
        QStringLiteral("SINCE"), QStringLiteral("LASTS"), QStringLiteral("CARE"), QStringLiteral("TITLE") } };
    for (const auto value : list(data, "incidents")) {
        const QJsonObject incident = value.toObject();
        rows.append({ field(incident, "id"), field(incident, "service_id"), field(incident, "status"),
            field(incident, "opened_at"), field(incident, "duration_human"), care(incident),
            field(incident, "title", "") });
    }
    return rows.size() == 1 ? QStringLiteral("No incident goes on.\n") : table(rows);
}

QString acknowledgedText(const QJsonObject &data)
{
    const QJsonObject incident = data.value(QLatin1String("incident")).toObject();
    return QStringLiteral("Incident %1 (%2): %3.\n")
        .arg(field(incident, "id"), field(incident, "service_name"), care(incident));
}

QString trialText(const QJsonObject &data)
{
    QList<QStringList> rows;
    for (const auto value : list(data, "deliveries")) {
        const QJsonObject delivery = value.toObject();
        rows.append({ field(delivery, "channel"), field(delivery, "outcome"), field(delivery, "answer") });
    }
    return table(rows);
}

QString explanationText(const QJsonObject &data)
{
    QString text;
    for (const auto sentence : list(data.value(QLatin1String("alert")).toObject(), "explanation"))
        text += clean(sentence.toString()) + u'\n';
    return text;
}

QString backtestText(const QJsonObject &data)
{
    QList<QStringList> rows;
    for (const auto message : list(data, "would"))
        rows.append(wouldRow(message.toObject()));
    for (const auto alert : list(data, "sent"))
        rows.append(sentRow(alert.toObject()));
    std::ranges::stable_sort(rows, {}, [](const QStringList &row) { return row.front(); });
    const QString sums = QStringLiteral(
        "%1 changes made %2 incidents: %3 messages would have been sent and %4 held; %5 were sent.\n")
                             .arg(field(data, "changes"), field(data, "incidents"))
                             .arg(list(data, "would").size())
                             .arg(field(data, "held"))
                             .arg(list(data, "sent").size());
    return table(rows) + sums;
}

} // namespace Wf::Ctl
