// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// From the start of the process to its first answer and to its first painted window, with ninety days in the
// database. The window is put together from the desktop program's own parts, in a process of its own.
#include "apps/desktop/shell.h"
#include "bench/kit/httpload.h"
#include "bench/kit/meter.h"
#include "bench/kit/options.h"
#include "bench/kit/program.h"
#include "bench/kit/company.h"
#include "bench/kit/table.h"

#include <QApplication>
#include <QLoggingCategory>
#include <QTemporaryDir>

#include <cstdio>

using namespace Wf;
using namespace std::chrono_literals;

namespace {

const QString kWindow = QStringLiteral("--window");

/// Says when the main window was painted for the first time, and ends the program.
class FirstPaint final : public QObject {
private:
    bool eventFilter(QObject *receiver, QEvent *event) override
    {
        if (event->type() != QEvent::UpdateRequest || !qobject_cast<Gui::MainWindow *>(receiver))
            return false;
        qApp->removeEventFilter(this); // let it be handled, then know that it was
        QCoreApplication::sendEvent(receiver, event);
        std::printf("painted\n");
        std::fflush(stdout);
        QCoreApplication::quit();
        return true;
    }
};

/// What the desktop program does, up to the first paint.
int showWindow(int argc, char **argv)
{
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("watchfloor-bench"));
    QLoggingCategory::setFilterRules(QStringLiteral("wf.*=false"));
    Apps::DesktopOptions options;
    options.launch.configFolder = QString::fromLocal8Bit(argv[2]);
    options.launch.dataFolder = QString::fromLocal8Bit(argv[3]);
    options.launch.listening = Apps::Listening::Off;
    auto config = Config::load(Apps::sourcesFor(options.launch));
    const SystemClock clock;
    auto backend = config ? Apps::Backend::create(options.launch, std::move(*config), clock)
                          : failure(ErrorCode::Invalid, QStringLiteral("bad configuration"));
    if (!backend) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(backend.error().detail));
        return Apps::ExitCannotStart;
    }
    FirstPaint watch;
    app.installEventFilter(&watch);
    const Apps::Shell shell(**backend, options, clock);
    (*backend)->start();
    return QApplication::exec();
}

struct Starts {
    std::vector<double> millis;
    double cpuSeconds = 0;
    std::optional<qint64> residentBytes;
};

void addRow(const QString &what, int services, Starts &starts, Bench::Table &table)
{
    const double count = static_cast<double>(starts.millis.size());
    table.row({ what, Bench::figure(services), Bench::figure(Bench::quantile(starts.millis, 0)),
        Bench::figure(Bench::quantile(starts.millis, 0.5)), Bench::figure(starts.cpuSeconds / count * 1000),
        Bench::mebibytes(starts.residentBytes) });
}

double millisSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

Starts startServer(const QStringList &arguments, int times)
{
    Starts starts;
    for (int i = 0; i < times; ++i) {
        const auto start = std::chrono::steady_clock::now();
        Bench::Program server(QStringLiteral("watchfloord"), arguments);
        const QUrl services = server.listening().resolved(QUrl(QStringLiteral("/api/services")));
        static_cast<void>(Bench::runLoad({ services, 1, 1, 10s }));
        starts.millis.push_back(millisSince(start));
        if (const auto use = Bench::useOf(server.pid())) {
            starts.cpuSeconds += use->cpuSeconds;
            starts.residentBytes = use->residentBytes;
        }
    }
    return starts;
}

Starts startWindow(const QStringList &folders, int times)
{
    Starts starts;
    for (int i = 0; i < times; ++i) {
        const auto start = std::chrono::steady_clock::now();
        Bench::Program window(QStringLiteral("bench_startup"), QStringList { kWindow } + folders);
        if (window.line() != "painted")
            std::exit(3);
        starts.millis.push_back(millisSince(start));
        if (const auto use = Bench::useOf(window.pid())) {
            starts.cpuSeconds += use->cpuSeconds;
            starts.residentBytes = use->residentBytes;
        }
    }
    return starts;
}

void measure(int services, int times, Bench::Table &table)
{
    const auto folder = Bench::dataFolder();
    // Nobody is there to be asked: refused questions cost the start nothing that it does not cost in life.
    const auto company = Bench::makeCompany(services, 60s);
    const QStringList arguments = Bench::prepare(folder->path(), *company);
    Starts server = startServer(arguments, times);
    addRow(QStringLiteral("watchfloord to the first answer of /api/services"), services, server, table);
    Starts window = startWindow({ arguments.at(1), arguments.at(3) }, times);
    addRow(QStringLiteral("desktop to the first painted window"), services, window, table);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 4 && QString::fromLocal8Bit(argv[1]) == kWindow)
        return showWindow(argc, argv);
    const QCoreApplication app(argc, argv);
    const Bench::Options options = Bench::readOptions(argc, argv);
    Bench::Table table(QStringLiteral("Start-up with 90 days of history"),
        { QStringLiteral("from process start"), QStringLiteral("services"), QStringLiteral("ms, best"),
            QStringLiteral("ms, median"), QStringLiteral("CPU ms"), QStringLiteral("memory then") });
    for (const int services : { 30, 1000 })
        measure(services, options.quick ? 2 : 10, table);
    return 0;
}
