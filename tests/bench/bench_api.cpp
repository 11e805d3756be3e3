// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// What the API of a working watchfloord answers: requests a second, the slowest of a hundred, and their price.
#include "bench/kit/httpload.h"
#include "bench/kit/meter.h"
#include "bench/kit/options.h"
#include "bench/kit/program.h"
#include "bench/kit/table.h"
#include "bench/kit/vendorserver.h"

#include <QCoreApplication>
#include <QTemporaryDir>

using namespace Wf;
using namespace std::chrono_literals;

namespace {

constexpr int kConnections = 16;

void measure(const QUrl &address, qint64 pid, const QString &path, int requests, int services, Bench::Table &table)
{
    const auto before = Bench::useOf(pid);
    Bench::LoadResult result = Bench::runLoad({ address.resolved(QUrl(path)), kConnections, requests, 10s });
    const auto after = Bench::useOf(pid);
    std::optional<double> cpu;
    if (before && after)
        cpu = (after->cpuSeconds - before->cpuSeconds) / result.answered * 1000;
    table.row({ path, Bench::figure(services), Bench::figure(static_cast<double>(result.bodyBytes)),
        Bench::figure(result.answered), Bench::figure(result.answered / result.wallSeconds),
        Bench::figure(Bench::quantile(result.millis, 0.5)), Bench::figure(Bench::quantile(result.millis, 0.99)),
        Bench::figure(cpu), Bench::figure(result.refused) });
}

void measureServer(int services, const Bench::Options &options, Bench::Table &table)
{
    const auto folder = Bench::dataFolder();
    const Bench::VendorServer vendors(services);
    const auto company = Bench::makeCompany(services, 60s, vendors.sites());
    Bench::Program server(QStringLiteral("watchfloord"), Bench::prepare(folder->path(), *company));
    const QUrl address = server.listening();
    QThread::sleep(options.quick ? 2 : 5);
    const int scale = options.quick ? 20 : 1;
    const auto ask = [&](const char *path, int requests) {
        measure(address, server.pid(), QLatin1String(path), requests / scale, services, table);
    };
    ask("/healthz", 100'000);
    ask("/api/services", services > 100 ? 20'000 : 100'000);
    ask("/api/services/service-0001", 50'000);
    ask("/api/summary", 50'000);
    ask("/api/timeline", 10'000);
    ask("/metrics", 5'000);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const Bench::Options options = Bench::readOptions(argc, argv);
    Bench::Table table(QStringLiteral("API of watchfloord while it watches at 60 s"),
        { QStringLiteral("GET"), QStringLiteral("services"), QStringLiteral("bytes"), QStringLiteral("requests"),
            QStringLiteral("requests/s"), QStringLiteral("ms, median"), QStringLiteral("ms, p99"),
            QStringLiteral("server CPU s per 1,000"), QStringLiteral("not 200") });
    for (const int services : { 30, 1000 })
        measureServer(services, options, table);
    table.note(
        QStringLiteral("%1 keep-alive connections from one thread of this program, at most 10 s a row; client "
                       "and server share the machine.")
            .arg(kConnections));
    return 0;
}
