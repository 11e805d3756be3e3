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

/// Ten results an hour, so that there is always something to pack, and something to sum up in days.
Instant timeOf(qint64 number)
{
    return fromEpochMillis(1'777'000'000'000 + number * 360'000);
}

/// State, event, alert, message and result of one change: all of them or none.
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
    message.channel = QStringLiteral("slack");
    message.letter.impact = QString(2000, u'x');
    batch.outbox = { message };
    Domain::AlertRecord alert;
    alert.id = number;
    alert.service = state.id;
    alert.eventId = number;
    alert.outboxId = number;
    batch.alerts = { alert };
    Domain::Sample sample;
    sample.at = timeOf(number);
    sample.status = Domain::Status::Operational;
    batch.results = { { MonitorId(QStringLiteral("numbers/http")), sample } };
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
    QFuture<Result<Ports::ResultUpkeep>> upkeep;
    for (qint64 number = app.arguments().value(2).toLongLong();; ++number) {
        flying.emplace_back(number, (*store)->commit(batchOf(number)));
        if (upkeep.isFinished())
            upkeep = (*store)->maintainResults(timeOf(number), {});
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
