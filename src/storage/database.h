// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

#include <memory>
#include <utility>

namespace Wf::Storage {

/// The answer of one statement. Lets go of the statement when it dies: an unfinished one would hold up
/// checkpoints.
class Rows {
public:
    explicit Rows(std::shared_ptr<QSqlQuery> query)
        : m_query(std::move(query))
    {
    }
    ~Rows();
    Rows(Rows &&other) noexcept = default;
    Rows &operator=(Rows &&) = delete;
    Rows(const Rows &) = delete;
    Rows &operator=(const Rows &) = delete;

    [[nodiscard]] bool next() { return m_query->next(); }
    [[nodiscard]] QVariant value(int column) const { return m_query->value(column); }
    [[nodiscard]] qint64 changed() const { return m_query->numRowsAffected(); }

private:
    std::shared_ptr<QSqlQuery> m_query; ///< lives on when the connection forgets the statement
};

/// One SQLite connection with its prepared statements. Opened, used and closed in one thread.
/// Errors: Unavailable (not open, busy), Io (disk full, not readable, damaged), Conflict (a constraint refused).
class Database {
public:
    enum class Mode { ReadWrite, ReadOnly };

    Database() = default;
    ~Database() { close(); }
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Opens without touching the file's contents.
    [[nodiscard]] Result<void> open(const QString &file, Mode mode);
    void close();
    /// Cache, memory map, foreign keys and (for a writer) WAL with synchronous FULL: an answered commit survives a
    /// power cut.
    [[nodiscard]] Result<void> tune();

    /// Runs one statement. It is prepared once and kept; `sql` is one of the program's own texts, never data.
    [[nodiscard]] Result<Rows> run(const QString &sql, const QVariantList &values = {});
    /// Runs one statement that is not worth keeping.
    [[nodiscard]] Result<void> execute(const QString &sql);
    [[nodiscard]] Result<QVariant> scalar(const QString &sql, const QVariantList &values = {});

    [[nodiscard]] QString file() const { return m_file; }

private:
    [[nodiscard]] Result<void> requireOpen() const;
    [[nodiscard]] tl::unexpected<Error> explain(const QSqlError &error) const;

    QString m_file;
    QString m_name;
    Mode m_mode = Mode::ReadWrite;
    QHash<QString, std::shared_ptr<QSqlQuery>> m_statements;
};

/// BEGIN … COMMIT; rolled back when it dies before commit().
class Transaction {
public:
    enum class Kind { Read, Write };

    Transaction(Database &database, Kind kind);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    [[nodiscard]] const Result<void> &begun() const { return m_begun; }
    [[nodiscard]] Result<void> commit();

private:
    Database &m_database;
    Result<void> m_begun;
    bool m_open = false;
};

/// Runs `work` (Database & -> Result<T>) inside one transaction and commits when it succeeded.
template <class Work>
auto inTransaction(Database &database, Transaction::Kind kind, Work work) -> decltype(work(database))
{
    Transaction transaction(database, kind);
    if (!transaction.begun())
        return tl::unexpected<Error>(transaction.begun().error());
    auto result = work(database);
    if (!result)
        return result;
    if (const auto committed = transaction.commit(); !committed)
        return tl::unexpected<Error>(committed.error());
    return result;
}

} // namespace Wf::Storage
