// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// Commits numbered batches as fast as the store answers and prints every number that was answered. Killed by its
// test.
#include "storage/sqlstore.h"

#include <QCoreApplication>

#include <cstdio>
#include <deque>

using namespace Wf;

namespace {

constexpr size_t kInFlight = 8;

Domain::Service numbersService()
{
    Domain::Service service;
    service.id = ServiceId(QStringLiteral("numbers"));
    service.displayName = QStringLiteral("Numbers");
    service.category = QStringLiteral("test");
    return service;
}

/// State, event, alert and message of one change: all of them or none.
Ports::CommitBatch batchOf(qint64 number)
{
    Ports::CommitBatch batch;
    batch.services = { numbersService() };
    Domain::ServiceState state;
    state.id = batch.services.front().id;
    state.detail = QString::number(number);
    batch.serviceStates = { state };
    Domain::Event event;
    event.id = number;
    event.service = state.id;
    batch.events = { event };
    Domain::OutboxMessage message;
    message.id = number;
    message.payload = QByteArray(2000, 'x');
    batch.outbox = { message };
    Domain::AlertRecord alert;
    alert.id = number;
    alert.service = state.id;
    alert.eventId = number;
    alert.outboxId = number;
    batch.alerts = { alert };
    return batch;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    auto store = Storage::SqlStore::open({ app.arguments().value(1) });
    if (!store)
        return 1;
    std::deque<std::pair<qint64, QFuture<Result<void>>>> flying;
    for (qint64 number = app.arguments().value(2).toLongLong();; ++number) {
        flying.emplace_back(number, (*store)->commit(batchOf(number)));
        if (flying.size() < kInFlight)
            continue;
        flying.front().second.waitForFinished();
        if (!flying.front().second.result())
            return 2;
        std::printf("%lld\n", static_cast<long long>(flying.front().first));
        std::fflush(stdout);
        flying.pop_front();
    }
}
