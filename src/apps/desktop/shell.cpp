// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/desktop/shell.h"

#include "gui/screenshot.h"
#include "gui/wallwindow.h"

#include <QApplication>
#include <QSettings>

#include <algorithm>
#include <cstdio>

namespace Wf::Apps {

namespace {
    using namespace std::chrono_literals;
    /// Long enough for every made-up service to have been asked, so that the picture shows them all as seen.
    constexpr Millis kSettle = 3s;
    /// Pages that ask the store for more (logs, the long timeline) have their answers by then.
    constexpr Millis kAnswers = 1s;

    QString chosenTheme(const QString &wanted)
    {
        return wanted.isEmpty()
            ? QSettings().value(QStringLiteral("window/theme"), QStringLiteral("dark")).toString()
            : wanted;
    }

    std::unique_ptr<const Clock> clockLike(const Clock &clock)
    {
        return std::make_unique<ShiftedClock>(clock.now());
    }
} // namespace

Shell::Shell(Backend &backend, const DesktopOptions &options, const Clock &clock)
    : m_backend(backend)
    , m_options(options)
    , m_clock(clock)
    , m_policy(sourcesFor(options.launch), shippedConfigFolder() + QStringLiteral("/alerts.yaml"))
    , m_appearance(chosenTheme(options.theme))
{
    m_appearance.applyToApplication();
    m_window = std::make_unique<Gui::MainWindow>(backend.session(), m_appearance);
    m_window->setImporter(m_importer);
    m_window->setVendors(backend.vendors());
    if (!options.launch.demo)
        m_window->setPolicyFile(m_policy);
    connect(m_window.get(), &Gui::MainWindow::quitRequested, &m_backend, &Backend::stop);
    connect(&m_backend, &Backend::ready, this, &Shell::show);
    connect(&m_backend, &Backend::noticeArrived, this, &Shell::showNotice);
    connect(&m_backend, &Backend::reloaded, this, &Shell::followConfiguration);
    followConfiguration();
}

Shell::~Shell() = default;

void Shell::show()
{
    const QString api = m_backend.apiAddress();
    m_window->setFooter({ api.isEmpty() ? tr("no API") : tr("API %1").arg(api), tr("engine: this computer"),
        QStringLiteral("v" WF_VERSION) });
    m_window->setApiAddress(api);
    if (m_options.screenshot) {
        QTimer::singleShot(kSettle, this, &Shell::preparePicture);
        return;
    }
    if (m_options.wall)
        return m_window->showWall();
    m_window->show();
    m_window->welcome(isNewHere() ? Gui::Visitor::New : Gui::Visitor::Known);
}

/// Once, and only where the list of services is the example's.
bool Shell::isNewHere() const
{
    QSettings settings;
    const QString key = QStringLiteral("window/welcomed");
    const bool welcomed = settings.value(key).toBool();
    settings.setValue(key, true);
    return !welcomed && !m_options.launch.demo && m_options.launch.configFolder == shippedConfigFolder();
}

void Shell::showNotice(const Notify::DesktopNotice &notice)
{
    m_window->tray().showNotice(
        { { notice.title, notice.text, Domain::display(notice.status, Domain::PollerHealth::Healthy, false),
              notice.service.isEmpty() ? std::nullopt : std::optional(notice.service) },
            notice.sound });
}

/// One word for one event: where a channel shows the alerts, the tray does not show every change beside them.
void Shell::followConfiguration()
{
    m_window->tray().setSource(
        m_backend.hasDesktopChannel() ? Gui::Tray::Source::Alerts : Gui::Tray::Source::Changes);
}

void Shell::preparePicture()
{
    if (m_options.screenshot->page == QLatin1String("wall")) {
        takePicture();
        return;
    }
    m_window->resize(m_options.screenshot->size);
    m_window->show(); // lists load what is seen of them
    if (const Result<void> chosen = choosePage(); !chosen)
        leave(chosen);
    else
        QTimer::singleShot(kAnswers, this, &Shell::takePicture);
}

Result<void> Shell::choosePage()
{
    const QString &page = m_options.screenshot->page;
    const auto problems = m_backend.session().snapshot()->problems();
    if (page == QLatin1String("service") && !problems.empty())
        m_window->showService(problems.front()->id());
    else if (const MonitorId check = page == QLatin1String("check") ? worstCheck() : MonitorId(); !check.isEmpty())
        m_window->showMonitor(check);
    else if (!m_window->showPage(page == QLatin1String("graph") ? QStringLiteral("dependencies") : page))
        return failure(ErrorCode::Invalid,
            QStringLiteral("--page %1: there is no such page (choose one of %2, graph, wall)")
                .arg(page, m_window->pageNames().join(QStringLiteral(", "))));
    return {};
}

/// Of the worst service that has one.
MonitorId Shell::worstCheck() const
{
    const Ports::SnapshotPtr snapshot = m_backend.session().snapshot();
    std::vector<const Ports::ServiceRow *> services;
    for (const Ports::ServiceRow &service : snapshot->services)
        services.push_back(&service);
    std::ranges::sort(services, [](const auto *a, const auto *b) { return Ports::worseFirst(*a, *b); });
    for (const Ports::ServiceRow *service : services) {
        for (const Ports::MonitorRow &monitor : service->monitors) {
            if (monitor.spec.check)
                return monitor.spec.id;
        }
    }
    return {};
}

void Shell::takePicture()
{
    const Screenshot &shot = *m_options.screenshot;
    const Gui::ScreenshotFormat format { shot.size, shot.scale };
    if (shot.page != QLatin1String("wall")) {
        leave(Gui::saveScreenshot(*m_window, format, shot.file));
        return;
    }
    Gui::WallWindow wall(m_backend.session(), m_appearance, clockLike(m_clock));
    wall.apply(m_backend.session().snapshot());
    leave(Gui::saveScreenshot(wall, format, shot.file));
}

void Shell::leave(const Result<void> &saved) const
{
    if (!saved)
        std::fprintf(stderr, "%s\n", qUtf8Printable(saved.error().detail));
    QCoreApplication::exit(saved ? ExitOk : ExitUsage);
}

} // namespace Wf::Apps
