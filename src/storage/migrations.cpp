// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/migrations.h"

#include <QCryptographicHash>
#include <QDir>

// Outside of any namespace, as the macro demands; a static library's resources are not there without it.
static void initStorageResources()
{
    Q_INIT_RESOURCE(storage);
}

namespace Wf::Storage {

namespace {

    constexpr int kMostStatements = 1000;
    const auto kVersion = QStringLiteral("PRAGMA user_version");
    const auto kTables = QStringLiteral("SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'");
    const auto kLedger =
        QStringLiteral("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'");

    Result<void> checkVersion(Database &database, int newest)
    {
        const auto version = database.scalar(kVersion);
        if (!version)
            return tl::unexpected<Error>(version.error());
        if (version->toInt() <= newest)
            return {};
        return failure(ErrorCode::NewerSchema,
            QStringLiteral(
                "%1 was written by a newer Watchfloor (schema %2, this program knows %3): install the newer "
                "program, or give --data another folder")
                .arg(database.file(), version->toString(), QString::number(newest)));
    }

    Result<void> checkChecksums(Database &database, const std::vector<Migration> &migrations)
    {
        for (const Migration &migration : migrations) {
            const auto stored = database.scalar(
                QStringLiteral("SELECT checksum FROM schema_migrations WHERE number = ?"), { migration.number });
            if (!stored)
                return tl::unexpected<Error>(stored.error());
            if (!stored->isNull() && stored->toString() != migration.checksum())
                return failure(ErrorCode::Conflict,
                    QStringLiteral(
                        "%1 was made with a different version of schema step %2: use the program that made "
                        "it, or give --data another folder")
                        .arg(database.file(), migration.name));
        }
        return {};
    }

    Result<void> applyStep(Database &database, const Migration &migration, Instant now)
    {
        for (const QString &statement : statementsOf(migration.sql)) {
            if (auto done = database.execute(statement); !done)
                return failure(done.error().code,
                    QStringLiteral("schema step %1 failed and was undone: %2")
                        .arg(migration.name, done.error().detail));
        }
        const auto violations = database.scalar(QStringLiteral("SELECT count(*) FROM pragma_foreign_key_check"));
        if (!violations || violations->toInt() != 0)
            return failure(ErrorCode::Conflict,
                QStringLiteral("schema step %1 would break references between rows and was undone")
                    .arg(migration.name));
        const auto noted = database.run(QStringLiteral("INSERT INTO schema_migrations VALUES (?, ?, ?, ?)"),
            { migration.number, migration.name, migration.checksum(), toEpochMillis(now) });
        if (!noted)
            return tl::unexpected<Error>(noted.error());
        return database.execute(QStringLiteral("PRAGMA user_version = %1").arg(migration.number));
    }

    Result<void> applyAtomically(Database &database, const Migration &migration, Instant now)
    {
        return inTransaction(database, Transaction::Kind::Write, [&](Database &inside) -> Result<void> {
            auto ledger = inside.execute(QStringLiteral(
                "CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT "
                "NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT"));
            return ledger ? applyStep(inside, migration, now) : ledger;
        });
    }

} // namespace

QString Migration::checksum() const
{
    return QString::fromLatin1(QCryptographicHash::hash(sql, QCryptographicHash::Sha256).toHex());
}

std::vector<Migration> builtInMigrations()
{
    initStorageResources();
    const QDir folder(QStringLiteral(":/storage/sql/sqlite"));
    std::vector<Migration> migrations;
    for (const QString &name : folder.entryList({ QStringLiteral("????_*.sql") }, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            migrations.push_back({ QStringView(name).left(4).toInt(), name, file.readAll() });
    }
    return migrations;
}

Result<void> checkSchema(Database &database, const std::vector<Migration> &migrations)
{
    const auto tables = database.scalar(kTables);
    if (!tables)
        return tl::unexpected<Error>(tables.error());
    const auto ledger = database.scalar(kLedger);
    if (!ledger)
        return tl::unexpected<Error>(ledger.error());
    if (ledger->toInt() == 0 && tables->toInt() != 0)
        return failure(ErrorCode::Conflict,
            QStringLiteral("%1 is the database of another program: give --data another folder")
                .arg(database.file()));
    if (auto version = checkVersion(database, migrations.empty() ? 0 : migrations.back().number); !version)
        return version;
    return ledger->toInt() == 0 ? Result<void> {} : checkChecksums(database, migrations);
}

Result<int> migrate(Database &database, const std::vector<Migration> &migrations, Instant now)
{
    if (auto fits = checkSchema(database, migrations); !fits)
        return tl::unexpected<Error>(fits.error());
    const auto version = database.scalar(kVersion);
    if (!version)
        return tl::unexpected<Error>(version.error());
    // A step may rebuild a table that others refer to; the references are checked before it is committed.
    if (auto off = database.execute(QStringLiteral("PRAGMA foreign_keys = OFF")); !off)
        return tl::unexpected<Error>(off.error());
    int applied = 0;
    Result<void> outcome;
    for (const Migration &migration : migrations) {
        if (migration.number <= version->toInt() || !outcome)
            continue;
        outcome = applyAtomically(database, migration, now);
        applied += outcome ? 1 : 0;
    }
    const auto on = database.execute(QStringLiteral("PRAGMA foreign_keys = ON"));
    if (!outcome || !on)
        return tl::unexpected<Error>(!outcome ? outcome.error() : on.error());
    return applied;
}

QStringList statementsOf(const QByteArray &sql)
{
    QStringList statements;
    QString current;
    for (const QByteArray &raw : sql.split('\n')) {
        const QString line = QString::fromUtf8(raw).trimmed();
        if (line.isEmpty() || line.startsWith(QLatin1String("--")))
            continue;
        current += line + QLatin1Char('\n');
        if (!line.endsWith(QLatin1Char(';')))
            continue;
        statements << current;
        current.clear();
        if (statements.size() >= kMostStatements)
            break;
    }
    if (!current.isEmpty())
        statements << current; // unfinished: SQLite says what is wrong with it
    return statements;
}

} // namespace Wf::Storage
