// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// What watchfloord costs while it watches: processor and memory, on status pages of a local server.
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

/// Long enough for everybody to have been asked once: a question every 50 ms, and its answer.
Seconds warmUp(int services)
{
    return Seconds { 5 + services / 20 };
}

void measure(int services, Seconds watched, Bench::Table &table)
{
    const auto folder = Bench::dataFolder();
    const Bench::VendorServer vendors(services);
    const auto company = Bench::makeCompany(services, 60s, vendors.sites());
    Bench::Program server(QStringLiteral("watchfloord"), Bench::prepare(folder->path(), *company));
    const QUrl address = server.listening();
    QThread::sleep(static_cast<unsigned long>(warmUp(services).count()));
    const auto before = Bench::useOf(server.pid());
    const Bench::VendorServer::Served servedBefore = vendors.served();
    QThread::sleep(static_cast<unsigned long>(watched.count()));
    const auto after = Bench::useOf(server.pid());
    const Bench::VendorServer::Served served = vendors.served();

    const double requests = static_cast<double>(served.requests - servedBefore.requests);
    const double minutes = static_cast<double>(watched.count()) / 60;
    std::optional<double> cpu;
    if (before && after)
        cpu = after->cpuSeconds - before->cpuSeconds;
    table.row({ Bench::figure(services), Bench::figure(requests / minutes),
        Bench::figure(cpu ? std::optional(*cpu / minutes) : cpu),
        Bench::figure(cpu ? std::optional(*cpu / requests * 1000) : cpu),
        Bench::mebibytes(after ? std::optional(after->residentBytes) : std::nullopt),
        Bench::mebibytes(after ? std::optional(after->peakBytes) : std::nullopt),
        Bench::mebibytes(static_cast<qint64>(static_cast<double>(served.bytes - servedBefore.bytes) / minutes)),
        Bench::figure(static_cast<double>(served.notModified - servedBefore.notModified) / requests * 100) });
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const Bench::Options options = Bench::readOptions(argc, argv);
    Bench::Table table(QStringLiteral("watchfloord at 60 s, with 90 days of history"),
        { QStringLiteral("services"), QStringLiteral("questions a minute"), QStringLiteral("CPU s a minute"),
            QStringLiteral("CPU s per 1,000 questions"), QStringLiteral("memory"), QStringLiteral("peak memory"),
            QStringLiteral("fetched a minute"), QStringLiteral("% answered 304") });
    for (const int services : { 30, 1000 })
        measure(services, Seconds { options.seconds }, table);
    table.note(
        QStringLiteral("Watched for %1 s each, after everybody had been asked once; pages of 5 to 130 kB, one "
                       "answer in twenty changed.")
            .arg(options.seconds));
    return 0;
}
