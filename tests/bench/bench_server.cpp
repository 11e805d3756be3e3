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

/// Every question has found its own second of the minute.
constexpr unsigned long kSettle = 95;

/// One watchfloord with its vendors; several run side by side, their costs are told apart by the kernel.
class Watch {
public:
    Watch(int services, Bench::Validators validators)
        : m_services(services)
        , m_validators(validators)
        , m_folder(Bench::dataFolder())
        , m_vendors(services, validators)
        , m_server(QStringLiteral("watchfloord"),
              Bench::prepare(m_folder->path(), *Bench::makeCompany(services, 60s, m_vendors.sites())))
    {
        static_cast<void>(m_server.listening());
    }

    void begin()
    {
        m_useBefore = Bench::useOf(m_server.pid());
        m_servedBefore = m_vendors.served();
    }

    [[nodiscard]] QStringList row(double minutes) const
    {
        const auto use = Bench::useOf(m_server.pid());
        const Bench::VendorServer::Served served = m_vendors.served();
        const double questions = static_cast<double>(served.requests - m_servedBefore.requests);
        const double spared = static_cast<double>(served.notModified - m_servedBefore.notModified);
        const double bytes = static_cast<double>(served.bytes - m_servedBefore.bytes);
        std::optional<double> cpu, each;
        std::optional<qint64> memory, peak;
        if (m_useBefore && use) {
            cpu = (use->cpuSeconds - m_useBefore->cpuSeconds) / minutes;
            memory = use->residentBytes;
            peak = use->peakBytes;
        }
        if (cpu && questions > 0)
            each = *cpu * minutes / questions * 1000;
        return { Bench::figure(m_services),
            m_validators == Bench::Validators::Sent ? QStringLiteral("yes") : QStringLiteral("no"),
            Bench::figure(questions / minutes), Bench::figure(cpu), Bench::figure(each), Bench::mebibytes(memory),
            Bench::mebibytes(peak), Bench::mebibytes(static_cast<qint64>(bytes / minutes)),
            questions > 0 ? Bench::figure(spared / questions * 100) : QStringLiteral("–") };
    }

private:
    int m_services;
    Bench::Validators m_validators;
    std::unique_ptr<QTemporaryDir> m_folder;
    Bench::VendorServer m_vendors;
    Bench::Program m_server;
    std::optional<Bench::ProcessUse> m_useBefore;
    Bench::VendorServer::Served m_servedBefore;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const Bench::Options options = Bench::readOptions(argc, argv);
    Bench::Table table(QStringLiteral("watchfloord at 60 s, with 90 days of history"),
        { QStringLiteral("services"), QStringLiteral("ETags"), QStringLiteral("questions a minute"),
            QStringLiteral("CPU s a minute"), QStringLiteral("CPU s per 1,000 questions"),
            QStringLiteral("memory"), QStringLiteral("peak memory"), QStringLiteral("fetched a minute"),
            QStringLiteral("% answered 304") });
    Watch few(30, Bench::Validators::Sent);
    Watch many(1000, Bench::Validators::Sent);
    Watch plain(1000, Bench::Validators::None);
    QThread::sleep(options.quick ? 3 : kSettle);
    few.begin();
    many.begin();
    plain.begin();
    QThread::sleep(static_cast<unsigned long>(options.seconds));
    table.row(few.row(options.seconds / 60.0));
    table.row(many.row(options.seconds / 60.0));
    table.row(plain.row(options.seconds / 60.0));
    table.note(
        QStringLiteral("Watched for %1 s; pages of 5 to 130 kB on a server of their own, one answer in twenty "
                       "changed.")
            .arg(options.seconds));
    return 0;
}
