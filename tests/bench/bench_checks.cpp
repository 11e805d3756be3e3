// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// What an HTTP check costs: by our runner, and by Debian's prometheus-blackbox-exporter on the same pages, turn by
// turn in one run.
#include "bench/kit/meter.h"
#include "bench/kit/options.h"
#include "bench/kit/table.h"
#include "bench/kit/vendorserver.h"
#include "probes/checkrunner.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

using namespace Wf;

namespace {

constexpr int kAtOnce = 32;
constexpr int kRounds = 3;

struct Outcome {
    double checks = 0;
    double wallSeconds = 0;
    double cpuSeconds = 0;
    double bad = 0;
};

QUrl pageOf(const Bench::VendorServer &vendors)
{
    return vendors.sites().servers.front().resolved(QUrl(QStringLiteral("/1/api/v2/summary.json")));
}

/// All checks wait in the runner's own queue from the start.
Outcome runOurs(const QUrl &page, int checks)
{
    const SystemClock clock;
    Probes::CheckOptions options;
    options.places = { kAtOnce, kAtOnce, checks };
    Probes::CheckRunner runner(clock, options);
    Domain::CheckSpec spec;
    Domain::HttpSpec http;
    http.url = page;
    spec.target = http;
    const Shared<Domain::CheckSpec> shared(spec);
    std::vector<Probes::CheckTicket> tickets;
    tickets.reserve(static_cast<size_t>(checks));
    Outcome outcome;
    QEventLoop loop;
    const Bench::Meter meter;
    for (int i = 0; i < checks; ++i)
        tickets.push_back(runner.run(shared, Seconds { 10 }, [&](const Domain::CheckRun &run) {
            outcome.bad += run.result.failure.isEmpty() ? 0 : 1;
            if (++outcome.checks == checks)
                loop.quit();
        }));
    loop.exec();
    const Bench::Cost cost = meter.cost();
    outcome.wallSeconds = cost.wallSeconds;
    outcome.cpuSeconds = cost.threadSeconds;
    return outcome;
}

/// Asks the exporter over connections that stay, as its scrapers do, each with one question under way.
class Scrapers {
public:
    Scrapers(const QByteArray &request, quint16 port, int checks)
        : m_request(request)
        , m_left(checks)
        , m_waiting(checks)
    {
        for (int i = 0; i < kAtOnce; ++i) {
            QTcpSocket &socket = *m_sockets.emplace_back(std::make_unique<QTcpSocket>());
            QObject::connect(&socket, &QTcpSocket::connected, &socket, [this, &socket] { ask(socket); });
            QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this, &socket] { read(socket); });
            QObject::connect(&socket, &QTcpSocket::disconnected, &m_loop, &QEventLoop::quit);
            socket.connectToHost(QHostAddress::LocalHost, port);
        }
    }

    /// Checks that were answered, and those of them that did not succeed.
    Outcome run()
    {
        m_loop.exec();
        for (const auto &socket : m_sockets)
            socket->disconnect();
        return m_outcome;
    }

private:
    void ask(QTcpSocket &socket)
    {
        if (m_left-- > 0)
            socket.write(m_request);
    }

    void read(QTcpSocket &socket)
    {
        QByteArray &answer = m_answers[&socket];
        answer += socket.readAll();
        if (!answer.endsWith("\r\n0\r\n\r\n")) // the last of its chunks
            return;
        ++m_outcome.checks;
        m_outcome.bad += answer.contains("\nprobe_success 1\n") ? 0 : 1;
        answer.clear();
        if (--m_waiting == 0)
            return m_loop.quit();
        ask(socket);
    }

    QByteArray m_request;
    int m_left;
    int m_waiting;
    Outcome m_outcome;
    QEventLoop m_loop;
    std::vector<std::unique_ptr<QTcpSocket>> m_sockets;
    QHash<QTcpSocket *, QByteArray> m_answers;
};

/// The exporter as a process of its own, on a free port.
class Exporter {
public:
    Exporter()
    {
        const QString program = QStandardPaths::findExecutable(QStringLiteral("prometheus-blackbox-exporter"));
        QFile configuration(m_folder.filePath(QStringLiteral("blackbox.yml")));
        if (program.isEmpty() || !configuration.open(QIODevice::WriteOnly))
            return;
        configuration.write("modules:\n  http_2xx:\n    prober: http\n    timeout: 10s\n"
                            "    http:\n      preferred_ip_protocol: ip4\n");
        configuration.close();
        QTcpServer free;
        free.listen(QHostAddress::LocalHost);
        m_port = free.serverPort();
        free.close();
        m_process.setStandardOutputFile(QProcess::nullDevice());
        m_process.setStandardErrorFile(QProcess::nullDevice());
        m_process.start(program,
            { QStringLiteral("--config.file=") + configuration.fileName(),
                QStringLiteral("--web.listen-address=127.0.0.1:%1").arg(m_port) });
        m_ready = answers();
    }
    ~Exporter()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Exporter(const Exporter &) = delete;
    Exporter &operator=(const Exporter &) = delete;

    [[nodiscard]] bool isReady() const { return m_ready; }
    [[nodiscard]] Outcome run(const QUrl &page, int checks)
    {
        const QByteArray request = "GET /probe?module=http_2xx&target=" + QUrl::toPercentEncoding(page.toString())
            + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        const auto before = Bench::useOf(m_process.processId());
        const Bench::Meter meter;
        Outcome outcome = Scrapers(request, m_port, checks).run();
        outcome.wallSeconds = meter.cost().wallSeconds;
        const auto after = Bench::useOf(m_process.processId());
        if (before && after)
            outcome.cpuSeconds = after->cpuSeconds - before->cpuSeconds;
        return outcome;
    }

private:
    bool answers()
    {
        for (int i = 0; i < 100 && m_process.state() != QProcess::NotRunning; ++i) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, m_port);
            if (socket.waitForConnected(1000))
                return true;
            QThread::msleep(50);
        }
        return false;
    }

    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
    bool m_ready = false;
};

void add(Outcome &sum, const Outcome &one)
{
    sum.checks += one.checks;
    sum.wallSeconds += one.wallSeconds;
    sum.cpuSeconds += one.cpuSeconds;
    sum.bad += one.bad;
}

double perSecond(const Outcome &outcome)
{
    return outcome.checks / outcome.wallSeconds;
}

double cpuPerThousand(const Outcome &outcome)
{
    return outcome.cpuSeconds / outcome.checks * 1000;
}

void row(Bench::Table &table, const QString &who, const Outcome &outcome)
{
    table.row({ who, Bench::figure(outcome.checks), Bench::figure(perSecond(outcome)),
        Bench::figure(cpuPerThousand(outcome)), Bench::figure(outcome.bad) });
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const Bench::Options options = Bench::readOptions(argc, argv);
    const int checks = options.quick ? 500 : 5000;
    const Bench::VendorServer vendors(10);
    const QUrl page = pageOf(vendors);
    Exporter exporter;
    Outcome ours;
    Outcome theirs;
    for (int round = 0; round < kRounds; ++round) {
        add(ours, runOurs(page, checks));
        if (exporter.isReady())
            add(theirs, exporter.run(page, checks));
    }
    Bench::Table table(QStringLiteral("HTTP checks of a page of 8 kB on the loopback, a new connection each"),
        { QStringLiteral("who"), QStringLiteral("checks"), QStringLiteral("checks/s"),
            QStringLiteral("CPU s per 1,000"), QStringLiteral("failed") });
    row(table, QStringLiteral("Watchfloor (CheckRunner, one thread)"), ours);
    if (!exporter.isReady()) {
        table.note(QStringLiteral("prometheus-blackbox-exporter is not installed: nothing to compare with."));
        return 0;
    }
    row(table, QStringLiteral("prometheus-blackbox-exporter (/probe)"), theirs);
    table.row(
        { QStringLiteral("Watchfloor : exporter"), QString(), Bench::figure(perSecond(ours) / perSecond(theirs)),
            Bench::figure(cpuPerThousand(ours) / cpuPerThousand(theirs)), QString() });
    table.note(QStringLiteral(
        "%1 at once, %2 rounds in turn. The exporter is asked over HTTP, as it is made to be, and "
        "renders its metrics: that is in its figures. Target, asker and exporter share the machine.")
                   .arg(kAtOnce)
                   .arg(kRounds));
    return 0;
}
