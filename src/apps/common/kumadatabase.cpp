// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/common/kumadatabase.h"

#include <QHash>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlField>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QUuid>

namespace Wf::Apps {

namespace {
    /// Names that are no mere change from snake_case.
    QString jsonKey(const QString &column)
    {
        static const QHash<QString, QString> others {
            { QStringLiteral("json_path_operator"), QStringLiteral("jsonPathOperator") },
            { QStringLiteral("proxy_id"), QStringLiteral("proxyId") },
        };
        static const QStringList kept { QStringLiteral("basic_auth_user"), QStringLiteral("basic_auth_pass"),
            QStringLiteral("bearer_token"), QStringLiteral("dns_resolve_type"),
            QStringLiteral("dns_resolve_server"), QStringLiteral("accepted_statuscodes_json"),
            QStringLiteral("ping_count") };
        if (kept.contains(column))
            return column;
        if (const QString known = others.value(column); !known.isEmpty())
            return known;
        const QStringList parts = column.split(u'_');
        QString key = parts.first();
        for (const QString &part : parts.mid(1))
            key += part.left(1).toUpper() + part.mid(1);
        return key;
    }

    QJsonObject objectOf(const QSqlRecord &row)
    {
        QJsonObject object;
        for (int i = 0; i < row.count(); ++i) {
            if (!row.isNull(i))
                object.insert(jsonKey(row.fieldName(i)), QJsonValue::fromVariant(row.value(i)));
        }
        return object;
    }

    /// Names of the tags of each monitor; older databases have none.
    QHash<int, QJsonArray> tags(const QSqlDatabase &database)
    {
        QHash<int, QJsonArray> all;
        QSqlQuery query(database);
        query.exec(QStringLiteral(
            "SELECT monitor_tag.monitor_id, tag.name FROM monitor_tag JOIN tag ON tag.id = monitor_tag.tag_id"));
        while (query.next())
            all[query.value(0).toInt()].append(
                QJsonObject { { QStringLiteral("name"), query.value(1).toString() } });
        return all;
    }

    tl::expected<QJsonArray, QString> readMonitors(const QSqlDatabase &database)
    {
        QSqlQuery query(database);
        query.setForwardOnly(true);
        if (!query.exec(QStringLiteral("SELECT * FROM monitor ORDER BY id")))
            return tl::unexpected(
                QStringLiteral("is no database of Uptime Kuma: %1").arg(query.lastError().databaseText()));
        const QHash<int, QJsonArray> tagged = tags(database);
        QJsonArray monitors;
        while (query.next()) {
            QJsonObject monitor = objectOf(query.record());
            monitor.insert(QStringLiteral("tags"), tagged.value(monitor.value(QStringLiteral("id")).toInt()));
            monitors.append(monitor);
        }
        return monitors;
    }
} // namespace

tl::expected<QJsonArray, QString> readKumaDatabase(const QString &file)
{
    const QString name = QUuid::createUuid().toString(); // several files may be read at once
    tl::expected<QJsonArray, QString> monitors = tl::unexpected(QStringLiteral("cannot be opened"));
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY"));
        database.setDatabaseName(file);
        if (database.open())
            monitors = readMonitors(database);
        else
            monitors =
                tl::unexpected(QStringLiteral("cannot be opened: %1").arg(database.lastError().databaseText()));
    }
    QSqlDatabase::removeDatabase(name);
    return monitors;
}

} // namespace Wf::Apps
