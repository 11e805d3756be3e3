// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// From a new snapshot to the painted window, with a thousand services.
#include "bench/kit/company.h"
#include "bench/kit/meter.h"
#include "bench/kit/options.h"
#include "bench/kit/table.h"
#include "core/clock.h"
#include "engine/snapshotbuilder.h"
#include "gui/appearance.h"
#include "gui/mainwindow.h"
#include "testkit/fakesession.h"

#include <QApplication>
#include <QSettings>

#include <algorithm>

using namespace Wf;
using namespace std::chrono_literals;

namespace {

constexpr int kServices = 1000;

/// Hears when the window has painted what was asked of it.
class PaintWatch final : public QObject {
public:
    explicit PaintWatch(QWidget &window)
        : m_window(window)
    {
        window.installEventFilter(this);
    }

    /// Runs the event loop until everything that waits is handled and the window has painted.
    void waitForPaint()
    {
        m_painted = false;
        while (!m_painted)
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        QCoreApplication::processEvents();
    }

private:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::UpdateRequest) {
            m_window.removeEventFilter(this); // let it be handled, then know that it was
            QCoreApplication::sendEvent(&m_window, event);
            m_window.installEventFilter(this);
            m_painted = true;
            return true;
        }
        return false;
    }

    QWidget &m_window;
    bool m_painted = false;
};

Ports::Snapshot firstSnapshot()
{
    Engine::World world;
    const auto company = Bench::makeCompany(kServices, 60s);
    Bench::furnish(world, company, SystemClock().now());
    return *Engine::SnapshotBuilder(world).build(SystemClock().now(), {});
}

/// Every service of the first `changed` in every second round in trouble, and well again in the next.
Ports::Snapshot nextSnapshot(const Ports::Snapshot &before, int changed, int round)
{
    Ports::Snapshot next = before;
    next.at = before.at + 1s;
    const bool bad = round % 2 == 0;
    for (int i = 0; i < changed; ++i) {
        // Spread over the grid: 7 and 1,000 have no common divisor.
        Ports::ServiceRow &row = next.services[static_cast<size_t>(i * 7 % kServices)];
        row.state.status = bad ? Domain::Status::PartialOutage : Domain::Status::Operational;
        row.state.detail = bad ? QStringLiteral("Component number 0") : QString();
        row.state.changedAt = next.at;
    }
    next.counts = TestKit::sampleCounts(next.services);
    return next;
}

void measure(TestKit::FakeSession &session, PaintWatch &paint, int changed, int rounds, Bench::Table &table)
{
    std::vector<double> wall;
    double cpu = 0;
    double allocations = 0;
    for (int round = 0; round < rounds; ++round) {
        Ports::Snapshot next = nextSnapshot(*session.snapshot(), changed, round);
        const Bench::Meter meter;
        session.publish(std::move(next));
        paint.waitForPaint();
        const Bench::Cost cost = meter.cost();
        wall.push_back(cost.wallSeconds * 1000);
        cpu += cost.cpuSeconds * 1000;
        allocations += cost.allocations;
    }
    table.row({ Bench::figure(changed), Bench::figure(cpu / rounds), Bench::figure(Bench::quantile(wall, 0.5)),
        Bench::figure(Bench::quantile(wall, 0.95)), Bench::figure(allocations / rounds) });
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("watchfloor-bench"));
    const Bench::Options options = Bench::readOptions(argc, argv);
    QSettings().clear();
    Gui::Appearance appearance(QStringLiteral("dark"));
    appearance.applyToApplication();
    TestKit::FakeSession session(firstSnapshot());
    Gui::MainWindow window(session, appearance);
    window.resize(1440, 900);
    PaintWatch paint(window);
    window.show();
    paint.waitForPaint();

    Bench::Table table(QStringLiteral("Snapshot to screen: the window's overview, 1,000 services, 1440x900"),
        { QStringLiteral("services changed"), QStringLiteral("CPU ms"), QStringLiteral("ms, median"),
            QStringLiteral("ms, p95"), QStringLiteral("allocations") });
    const int rounds = options.quick ? 4 : 40;
    for (const int changed : { 1, 20, kServices })
        measure(session, paint, changed, rounds, table);
    table.note(QStringLiteral("Platform: %1, software painting.").arg(QGuiApplication::platformName()));
    return 0;
}
