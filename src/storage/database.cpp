// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "storage/database.h"

#include <QAtomicInteger>
#include <QFileInfo>
#include <QSqlError>

namespace Wf::Storage {

namespace {

    constexpr int kMostStatements = 200;

    QString freshName()
    {
        static QAtomicInteger<quint64> counter { 0 };
        return QStringLiteral("wf-storage-%1").arg(counter.fetchAndAddRelaxed(1));
    }

    // SQLite's primary result codes; the driver may report the extended ones.
    enum Primary {
        Busy = 5,
        Locked = 6,
        ReadOnly = 8,
        IoError = 10,
        Corrupt = 11,
        Full = 13,
        CannotOpen = 14,
        Constraint = 19,
        NotADatabase = 26
    };

    int primaryCode(const QSqlError &error)
    {
        return error.nativeErrorCode().toInt() & 0xff;
    }

} // namespace

Rows::~Rows()
{
    if (m_query)
        m_query->finish();
}

Result<void> Database::open(const QString &file, Mode mode)
{
    close();
    m_file = file;
    m_mode = mode;
    m_name = freshName();
    auto connection = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
    connection.setDatabaseName(file);
    connection.setConnectOptions(mode == Mode::ReadOnly
            ? QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000;QSQLITE_OPEN_READONLY")
            : QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (connection.open())
        return {};
    const auto refused = connection.isValid()
        ? explain(connection.lastError())
        : failure(
            ErrorCode::Internal, QStringLiteral("the SQLite driver of Qt is missing: install libqt6sql6-sqlite"));
    connection = {};
    close();
    return refused;
}

void Database::close()
{
    if (m_name.isEmpty())
        return;
    m_statements.clear();
    QSqlDatabase::database(m_name, false).close();
    QSqlDatabase::removeDatabase(m_name);
    m_name.clear();
}

Result<void> Database::tune()
{
    QStringList pragmas { QStringLiteral("PRAGMA busy_timeout = 5000"),
        QStringLiteral("PRAGMA cache_size = -64000"), QStringLiteral("PRAGMA mmap_size = 268435456"),
        QStringLiteral("PRAGMA temp_store = MEMORY"), QStringLiteral("PRAGMA foreign_keys = ON") };
    if (m_mode == Mode::ReadWrite)
        pragmas << QStringLiteral("PRAGMA journal_mode = WAL") << QStringLiteral("PRAGMA synchronous = FULL");
    for (const QString &pragma : pragmas) {
        if (auto done = execute(pragma); !done)
            return done;
    }
    return {};
}

Result<void> Database::requireOpen() const
{
    if (m_name.isEmpty())
        return failure(ErrorCode::Unavailable, QStringLiteral("the database is not initialized"));
    return {};
}

Result<Rows> Database::run(const QString &sql, const QVariantList &values)
{
    if (auto open = requireOpen(); !open)
        return tl::unexpected<Error>(open.error());
    auto statement = m_statements.value(sql);
    if (!statement) {
        statement = std::make_shared<QSqlQuery>(QSqlDatabase::database(m_name, false));
        statement->setForwardOnly(true);
        if (!statement->prepare(sql))
            return explain(statement->lastError());
        if (m_statements.size() >= kMostStatements)
            m_statements.clear();
        m_statements.insert(sql, statement);
    }
    for (int i = 0; i < values.size(); ++i)
        statement->bindValue(i, values.at(i));
    if (!statement->exec()) {
        const auto refused = explain(statement->lastError());
        statement->finish();
        return refused;
    }
    return Rows(statement);
}

Result<void> Database::execute(const QString &sql)
{
    if (auto open = requireOpen(); !open)
        return open;
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return explain(query.lastError());
    return {};
}

Result<QVariant> Database::scalar(const QString &sql, const QVariantList &values)
{
    auto rows = run(sql, values);
    if (!rows)
        return tl::unexpected<Error>(rows.error());
    return rows->next() ? rows->value(0) : QVariant();
}

tl::unexpected<Error> Database::explain(const QSqlError &error) const
{
    const QString said = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    const QString folder = QFileInfo(m_file).absolutePath();
    switch (primaryCode(error)) {
    case Busy:
    case Locked:
        return failure(ErrorCode::Unavailable,
            QStringLiteral("%1 is in use by another program: close that program").arg(m_file));
    case ReadOnly:
    case CannotOpen:
        return failure(
            ErrorCode::Io, QStringLiteral("%1 cannot be written: give --data a folder that can be").arg(m_file));
    case Full:
        return failure(
            ErrorCode::Io, QStringLiteral("the disk that holds %1 is full: free some space").arg(folder));
    case Corrupt:
    case NotADatabase:
        return failure(ErrorCode::Io,
            QStringLiteral(
                "%1 is damaged or not a database (%2): move it away, or put a copy from %3/backups in its place")
                .arg(m_file, said, folder));
    case IoError:
        return failure(ErrorCode::Io,
            QStringLiteral("%1 could not be read or written (%2): check the disk").arg(m_file, said));
    case Constraint:
        return failure(ErrorCode::Conflict,
            QStringLiteral("the database refuses a change that does not fit what it holds (%1)").arg(said));
    default:
        return failure(ErrorCode::Internal, QStringLiteral("the database refuses a statement (%1)").arg(said));
    }
}

Transaction::Transaction(Database &database, Kind kind)
    : m_database(database)
    , m_begun(database.execute(kind == Kind::Write ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("BEGIN")))
    , m_open(m_begun.has_value())
{
}

Transaction::~Transaction()
{
    // SQLite itself rolls back after a full disk; then there is nothing left to do and this answers an error.
    if (m_open)
        static_cast<void>(m_database.execute(QStringLiteral("ROLLBACK")));
}

Result<void> Transaction::commit()
{
    auto committed = m_database.execute(QStringLiteral("COMMIT"));
    m_open = !committed.has_value();
    return committed;
}

} // namespace Wf::Storage
