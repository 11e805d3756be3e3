// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "storage/sqlstore.h"

#include <QTemporaryDir>
#include <QtTest>

namespace Wf::Testing {

constexpr Instant kNow { Millis { 1'777'000'000'123 } }; // 2026-04-24

/// A data folder of its own and the store on it.
struct StoreFixture {
    QTemporaryDir folder;
    std::unique_ptr<Storage::SqlStore> store;

    StoreFixture() { open(); }
    void open();
    void reopen();
    [[nodiscard]] QString data() const { return folder.path() + QStringLiteral("/data"); }
    [[nodiscard]] QString file() const { return data() + QStringLiteral("/data.db"); }
    /// Runs SQL on a connection beside the store's; answers the first value.
    QVariant sql(const QString &statement) const;
};

/// Waits for an answer of another thread; tests may, the product may not.
template <class T> T answerOf(QFuture<T> future)
{
    future.waitForFinished();
    return future.takeResult();
}

[[nodiscard]] Domain::Service service(const char *id);
[[nodiscard]] Domain::Event eventOf(qint64 id, const char *service, Instant at = kNow);
[[nodiscard]] Domain::AlertRecord alert(qint64 id, const char *service, Instant at = kNow);
[[nodiscard]] Domain::OutboxMessage message(qint64 id, const char *service, Instant at = kNow);
[[nodiscard]] Domain::Incident incidentOf(
    qint64 id, const char *service, Instant openedAt, std::optional<Instant> closedAt);
/// Every member but the parts differs from its default.
[[nodiscard]] Domain::Letter fullLetter();
/// A batch that registers the service, or none.
[[nodiscard]] Ports::CommitBatch registering(std::initializer_list<const char *> services);
[[nodiscard]] Ports::CommitBatch withEvent(Domain::Event event);

} // namespace Wf::Testing

/// The value of a Result, or the end of the test with its error.
#define WF_OK(result)                                                                                             \
    do {                                                                                                          \
        const auto &checked = (result);                                                                           \
        QVERIFY2(checked.has_value(), checked.has_value() ? "" : qPrintable(checked.error().detail));             \
    } while (false)
