// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QVariant>

namespace Wf::Integration {

/// What a crash left, read from a copy so that the process itself has to recover the original.
class Wreck {
public:
    explicit Wreck(const QString &database)
    {
        for (const char *suffix : { "", "-wal" })
            QFile::copy(database + QLatin1String(suffix),
                m_folder.filePath(QStringLiteral("copy.db")) + QLatin1String(suffix));
        m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), kName);
        m_database.setDatabaseName(m_folder.filePath(QStringLiteral("copy.db")));
        if (!m_database.open())
            qWarning("%s", qPrintable(m_database.lastError().text()));
    }
    ~Wreck()
    {
        m_database = {};
        QSqlDatabase::removeDatabase(kName);
    }
    Q_DISABLE_COPY_MOVE(Wreck)

    [[nodiscard]] QVariantList column(const QString &sql) const
    {
        QVariantList values;
        QSqlQuery query(m_database);
        if (!query.exec(sql))
            qWarning("%s", qPrintable(query.lastError().text()));
        while (query.next())
            values.append(query.value(0));
        return values;
    }

private:
    inline static const QString kName = QStringLiteral("wreck");
    QTemporaryDir m_folder;
    QSqlDatabase m_database;
};

} // namespace Wf::Integration
