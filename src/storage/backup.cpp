// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/backup.h"

#include <QDate>
#include <QDir>
#include <QFile>

#include <filesystem>

namespace Wf::Storage {

namespace {

    bool isSound(const QString &file)
    {
        if (!QFile::exists(file))
            return false;
        Database copy;
        if (!copy.open(file, Database::Mode::ReadOnly))
            return false;
        const auto verdict = copy.scalar(QStringLiteral("PRAGMA integrity_check(1)"));
        return verdict && verdict->toString() == QLatin1String("ok");
    }

    Result<void> moveInto(const QString &temporary, const QString &file)
    {
        std::error_code refused;
        std::filesystem::rename(temporary.toStdString(), file.toStdString(), refused); // replaces atomically
        if (!refused)
            return {};
        return failure(ErrorCode::Io,
            QStringLiteral("the backup could not be named %1 (%2)")
                .arg(file, QString::fromStdString(refused.message())));
    }

} // namespace

Result<QString> writeBackup(Database &database, const QString &folder, Instant now, int keepDays)
{
    const QString file = QStringLiteral("%1/watchfloor-%2.db").arg(folder, isoDate(now));
    if (!isSound(file)) {
        const QString temporary = file + QStringLiteral(".part");
        QFile::remove(temporary); // of a backup that was cut short
        if (const auto copied = database.run(QStringLiteral("VACUUM INTO ?"), { temporary }); !copied)
            return failure(ErrorCode::Io,
                QStringLiteral("the backup %1 could not be written: %2").arg(file, copied.error().detail));
        if (!isSound(temporary))
            return failure(
                ErrorCode::Io, QStringLiteral("the backup %1 is damaged: check the disk").arg(temporary));
        if (const auto moved = moveInto(temporary, file); !moved)
            return tl::unexpected<Error>(moved.error());
    }
    removeOldBackups(folder, now, keepDays);
    return file;
}

int removeOldBackups(const QString &folder, Instant now, int keepDays)
{
    const QDate oldest = toDateTime(now).date().addDays(-keepDays);
    int removed = 0;
    const QStringList names = QDir(folder).entryList({ QStringLiteral("watchfloor-*.db") }, QDir::Files);
    for (const QString &name : names) {
        const QDate day = QDate::fromString(name.mid(11, 10), Qt::ISODate);
        const bool ours = name == QStringLiteral("watchfloor-%1.db").arg(day.toString(Qt::ISODate));
        if (ours && day.isValid() && day < oldest && QFile::remove(folder + QLatin1Char('/') + name))
            ++removed;
    }
    return removed;
}

} // namespace Wf::Storage
