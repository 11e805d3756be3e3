// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "config/importing.h"

namespace Wf::Config {

namespace {
    QString seconds(const QJsonValue &value)
    {
        return QStringLiteral("%1s").arg(qint64(value.toDouble()));
    }

    void addSchedule(const QJsonObject &check, QJsonObject &definition)
    {
        if (check.contains(QStringLiteral("schedule"))) {
            definition.insert(QStringLiteral("schedule"), check.value(QStringLiteral("schedule")));
            definition.insert(
                QStringLiteral("tz"), check.value(QStringLiteral("tz")).toString(QStringLiteral("UTC")));
        } else {
            definition.insert(QStringLiteral("schedule"), seconds(check.value(QStringLiteral("timeout"))));
        }
        definition.insert(QStringLiteral("grace"), seconds(check.value(QStringLiteral("grace"))));
    }

    void addFilter(const QJsonObject &check, QJsonObject &definition)
    {
        const bool body = check.value(QStringLiteral("filter_http_body")).toBool()
            || check.value(QStringLiteral("filter_body")).toBool();
        if (!body)
            return;
        QJsonObject filter;
        const std::pair<const char *, const char *> words[] { { "failure", "failure_kw" },
            { "success", "success_kw" }, { "start", "start_kw" } };
        for (const auto &[ours, theirs] : words) {
            const QString list = check.value(QLatin1String(theirs)).toString();
            if (!list.isEmpty())
                filter.insert(QLatin1String(ours), list);
        }
        filter.insert(QStringLiteral("otherwise"),
            check.value(QStringLiteral("filter_default_fail")).toBool() ? QStringLiteral("fail")
                                                                        : QStringLiteral("ignore"));
        definition.insert(QStringLiteral("filter"), filter);
    }

    /// The secret part of the address: where it is kept, the jobs need only a new host name.
    QString uuidOf(const QJsonObject &check)
    {
        const QString uuid = check.value(QStringLiteral("uuid")).toString();
        return uuid.isEmpty() ? check.value(QStringLiteral("ping_url")).toString().section(u'/', -1) : uuid;
    }
} // namespace

Import importHealthchecks(const QJsonArray &checks)
{
    Import import { QStringLiteral("Healthchecks"), {}, {} };
    for (const auto each : checks) {
        const QJsonObject check = each.toObject();
        const QString name = check.value(QStringLiteral("name")).toString(uuidOf(check));
        QJsonObject definition { { QStringLiteral("kind"), QStringLiteral("heartbeat") },
            { QStringLiteral("name"), name.isEmpty() ? QStringLiteral("unnamed") : name } };
        addSchedule(check, definition);
        addFilter(check, definition);
        if (const QString uuid = uuidOf(check); !uuid.isEmpty())
            definition.insert(QStringLiteral("uuid"), uuid);
        else
            import.notes.push_back({ name,
                QStringLiteral(
                    "its address is not in the export (made with a read-only key): it gets a new one") });
        if (const QString slug = check.value(QStringLiteral("slug")).toString(); !slug.isEmpty())
            definition.insert(QStringLiteral("slug"), slug);
        if (check.value(QStringLiteral("manual_resume")).toBool())
            definition.insert(QStringLiteral("manual_resume"), true);
        if (check.value(QStringLiteral("methods")).toString() == u"POST")
            definition.insert(QStringLiteral("methods"), QStringLiteral("POST"));
        const QStringList tags = check.value(QStringLiteral("tags")).toString().split(u' ', Qt::SkipEmptyParts);
        if (!tags.isEmpty())
            definition.insert(QStringLiteral("tags"), QJsonArray::fromStringList(tags));
        if (check.value(QStringLiteral("filter_subject")).toBool())
            import.notes.push_back(
                { name, QStringLiteral("pings by e-mail are not taken: its subject filter is lost") });
        if (!check.value(QStringLiteral("channels")).toString().isEmpty())
            import.notes.push_back({ name, QStringLiteral("its notification channels are not taken over") });
        if (check.value(QStringLiteral("status")).toString() == u"paused")
            import.notes.push_back({ name, QStringLiteral("was paused: pause it here too") });
        import.monitors.push_back({ name, definition });
    }
    return import;
}

} // namespace Wf::Config
