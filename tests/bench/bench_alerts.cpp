// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// What it costs to decide whom to tell, to try a policy on a month, and to deliver.
#include "bench/kit/company.h"
#include "bench/kit/meter.h"
#include "bench/kit/options.h"
#include "bench/kit/table.h"
#include "core/answer.h"
#include "core/clock.h"
#include "domain/incidentbook.h"
#include "engine/backtest.h"
#include "engine/outboxworker.h"
#include "engine/timerticker.h"
#include "notify/channelnotifier.h"
#include "storage/sqlstore.h"
#include "testkit/fakehttpserver.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QTemporaryDir>

#include <random>

namespace {

using namespace Wf;
using namespace std::chrono_literals;
using Domain::Status;

const Instant kStart { 1'770'000'000s };

/// Every service depends on one of fifty, and those on one.
Domain::Catalogue company(int services)
{
    Domain::Catalogue catalogue = *Bench::makeCompany(services, 60s);
    const auto edge = [&catalogue](size_t from, size_t to) {
        catalogue.dependencies.push_back({ catalogue.services[from].id, catalogue.services[to].id,
            QStringLiteral("it stops"), Domain::EdgeSeverity::High });
    };
    for (size_t i = 1; i < catalogue.services.size(); ++i)
        edge(i <= 50 ? 0 : 1 + i % 50, i);
    return catalogue;
}

Domain::IncidentBook bookOf(const Domain::Catalogue &catalogue)
{
    Domain::IncidentBook book({ [&catalogue](const ServiceId &id) {
                                   Domain::AlertFacts facts;
                                   facts.service = id;
                                   if (const Domain::Service *service = catalogue.find(id)) {
                                       facts.category = service->category;
                                       facts.tier = service->tier;
                                   }
                                   return facts;
                               },
        [](const Domain::AlertFacts &, Instant) { return std::pair(Domain::Suppression::None, QString()); },
        [](const ServiceId &id) { return id.value; } });
    book.setGraph(std::make_shared<Domain::Graph>(catalogue));
    return book;
}

/// Changes come in bursts of `burst`; each burst is decided at once, as the engine's turn does.
void measureDecisions(int services, int burst, Bench::Table &table)
{
    const Domain::Catalogue catalogue = company(services);
    Domain::IncidentBook book = bookOf(catalogue);
    std::mt19937 dice(7);
    std::uniform_int_distribution<size_t> any(0, catalogue.services.size() - 1);
    std::vector<bool> ill(catalogue.services.size());
    constexpr int kBursts = 60;
    qint64 decisions = 0;
    qint64 told = 0;
    const Bench::Meter meter;
    for (int round = 0; round < kBursts; ++round) {
        const Instant now = kStart + round * 60s;
        for (int i = 0; i < burst; ++i) {
            const size_t which = any(dice);
            const Status from = ill[which] ? Status::MajorOutage : Status::Operational;
            ill[which] = !ill[which];
            const Status to = ill[which] ? Status::MajorOutage : Status::Operational;
            (void)book.change(catalogue.services[which].id, { from, to, {}, {}, {} }, now);
        }
        for (const auto &decision : book.decide(now)) {
            ++decisions;
            told += std::ssize(decision.plan.due);
        }
    }
    const Bench::Cost cost = meter.cost();
    table.row({ Bench::figure(services), Bench::figure(burst), Bench::figure(static_cast<double>(decisions)),
        Bench::figure(static_cast<double>(decisions) / cost.cpuSeconds),
        Bench::figure(cost.cpuSeconds / kBursts * 1000), Bench::figure(static_cast<double>(told)) });
}

/// Thirty days in which every service fails `outages` times.
void measureBacktest(int services, int outages, Bench::Table &table)
{
    Engine::Replay replay;
    replay.policy = Domain::defaultPolicy();
    replay.catalogue = std::make_shared<Domain::Catalogue>(company(services));
    replay.graph = std::make_shared<Domain::Graph>(*replay.catalogue);
    replay.from = kStart;
    replay.to = kStart + std::chrono::days { 30 };
    std::mt19937 dice(11);
    std::uniform_int_distribution<int> minute(0, 30 * 24 * 60 - 60);
    for (const Domain::Service &service : replay.catalogue->services) {
        for (int i = 0; i < outages; ++i) {
            Domain::Event down;
            down.service = service.id;
            down.previous = Status::Operational;
            down.next = Status::MajorOutage;
            down.at = kStart + std::chrono::minutes { minute(dice) };
            Domain::Event up = down;
            std::swap(up.previous, up.next);
            up.at += 20min;
            replay.events.push_back(down);
            replay.events.push_back(up);
        }
    }
    std::ranges::stable_sort(replay.events, {}, &Domain::Event::at);
    const Bench::Meter meter;
    const Ports::BacktestResult result = Engine::replay(replay);
    const Bench::Cost cost = meter.cost();
    table.row({ Bench::figure(services), Bench::figure(static_cast<double>(replay.events.size())),
        Bench::figure(static_cast<double>(result.would.size())), Bench::figure(cost.wallSeconds),
        Bench::figure(cost.cpuSeconds) });
}

Domain::OutboxMessage letterTo(const QString &channel, qint64 id, Instant now)
{
    Domain::OutboxMessage message;
    message.id = id;
    message.channel = channel;
    message.letter.key = QString::number(id);
    message.letter.incident = id;
    message.letter.name = QStringLiteral("Okta");
    message.letter.to = Status::MajorOutage;
    message.letter.impact = QStringLiteral("Nobody can sign in.");
    message.letter.openedAt = now;
    message.letter.at = now;
    message.createdAt = now;
    message.nextAttemptAt = now;
    return message;
}

Domain::ChannelDefinition plainWebhook()
{
    Domain::ChannelDefinition definition;
    definition.kind = QStringLiteral("hook");
    definition.parameters = { { QStringLiteral("url"), {}, true, true } };
    Domain::ChannelRequest request;
    request.url = QStringLiteral("{url}");
    request.body = QJsonObject { { QStringLiteral("text"), QStringLiteral("{text}") },
        { QStringLiteral("key"), QStringLiteral("{key}") } };
    definition.requests.emplace(QString(), request);
    return definition;
}

/// Committed messages to the POST at a sink of this computer: outbox marks, request, answer, record, all durable.
void measureOutbox(int channels, int messages, Bench::Table &table)
{
    const auto folder = Bench::dataFolder();
    auto store = Storage::SqlStore::open({ folder->path() });
    if (!store)
        qFatal("%s", qPrintable(store.error().detail));
    TestKit::FakeHttpServer sink;
    std::vector<double> latencies;
    const SystemClock clock;
    sink.handle([](const TestKit::FakeRequest &) { return TestKit::FakeResponse {}; });
    Notify::ChannelNotifier notifier(clock);
    std::vector<Domain::Channel> defined;
    for (int i = 0; i < channels; ++i) {
        Domain::Channel channel;
        channel.name = QStringLiteral("hook%1").arg(i);
        channel.kind = QStringLiteral("hook");
        channel.limits.perMinute = 1'000'000;
        channel.parameters.insert(
            QStringLiteral("url"), Secret<QString>(sink.url(QStringLiteral("/%1").arg(i)).toString()));
        defined.push_back(channel);
    }
    notifier.configure({ plainWebhook() }, defined, {});
    Engine::TimerTicker ticker;
    Engine::OutboxWorker worker(**store, notifier, clock, ticker);
    std::map<qint64, Millis> begun;
    QEventLoop loop;
    int delivered = 0;
    QObject::connect(&worker, &Engine::OutboxWorker::attempted, &loop,
        [&](const Domain::OutboxMessage &message, const Ports::Delivery &delivery) {
            if (delivery.outcome != Ports::Delivery::Outcome::Delivered)
                qFatal("%s", qPrintable(delivery.answer));
            latencies.push_back(static_cast<double>((clock.monotonic() - begun[message.id]).count()));
            if (++delivered == messages)
                loop.quit();
        });
    std::vector<Domain::OutboxMessage> queue;
    for (int i = 0; i < messages; ++i)
        queue.push_back(letterTo(QStringLiteral("hook%1").arg(i % channels), i + 1, clock.now()));
    const Bench::Meter meter;
    Ports::CommitBatch batch;
    batch.outbox = queue;
    for (const auto &message : queue)
        begun[message.id] = clock.monotonic();
    onAnswer<Result<void>>(&loop, (*store)->commit(batch), [&](const Result<void> &) { worker.add(queue); });
    loop.exec();
    const Bench::Cost cost = meter.cost();
    table.row({ Bench::figure(channels), Bench::figure(messages), Bench::figure(messages / cost.wallSeconds),
        Bench::figure(cost.cpuSeconds / messages * 1000), Bench::figure(Bench::quantile(latencies, 0.5)),
        Bench::figure(Bench::quantile(latencies, 0.99)) });
    worker.close();
}

void measureAll(const Bench::Options &options)
{
    const int scale = options.quick ? 10 : 1;
    {
        Bench::Table table(QStringLiteral("Deciding whom to tell: incidents, root causes over the graph, policy"),
            { QStringLiteral("services"), QStringLiteral("changes a minute"), QStringLiteral("decisions"),
                QStringLiteral("decisions/s"), QStringLiteral("CPU ms a minute"), QStringLiteral("told") });
        measureDecisions(1'000, 20, table);
        measureDecisions(10'000, 20, table);
        measureDecisions(10'000, 1'000 / scale, table);
    }
    {
        Bench::Table table(QStringLiteral("Trying a policy on 30 days"),
            { QStringLiteral("services"), QStringLiteral("changes"), QStringLiteral("messages"),
                QStringLiteral("seconds"), QStringLiteral("CPU s") });
        measureBacktest(1'000, 4, table);
        measureBacktest(1'000, 40 / scale, table);
    }
    Bench::Table table(QStringLiteral("Outbox to a sink on this computer, each step durable"),
        { QStringLiteral("channels"), QStringLiteral("messages"), QStringLiteral("messages/s"),
            QStringLiteral("CPU ms each"), QStringLiteral("p50 ms from the commit"), QStringLiteral("p99 ms") });
    measureOutbox(1, 1, table); // the latency of a single alert
    measureOutbox(1, 1'000 / scale, table);
    measureOutbox(4, 1'000 / scale, table);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QLoggingCategory::setFilterRules(QStringLiteral("wf.*=false"));
    measureAll(Bench::readOptions(argc, argv));
    return 0;
}
