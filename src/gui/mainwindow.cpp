// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/mainwindow.h"

#include "core/answer.h"
#include "gui/appearance.h"
#include "gui/certificatespage.h"
#include "gui/checkpage.h"
#include "gui/checkspage.h"
#include "gui/commandpalette.h"
#include "gui/executivepage.h"
#include "gui/graphpage.h"
#include "gui/heartbeatspage.h"
#include "gui/incidentpage.h"
#include "gui/messagebar.h"
#include "gui/monitoreditor.h"
#include "gui/overviewpage.h"
#include "gui/scrubber.h"
#include "gui/servicepage.h"
#include "gui/settingspage.h"
#include "gui/sidebar.h"
#include "gui/statusdialog.h"
#include "gui/timelinepage.h"
#include "gui/wallwindow.h"
#include "models/announcement.h"
#include "models/monitortexts.h"
#include "ports/session.h"

#include <QCloseEvent>
#include <QKeyEvent>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace Wf::Gui {

namespace {
    constexpr int kSettleMillis = 120;
    constexpr qsizetype kLongestTrail = 20;

    QString overviewName()
    {
        return QStringLiteral("overview");
    }
} // namespace

MainWindow::MainWindow(Ports::Session &session, Appearance &appearance, QWidget *parent)
    : QMainWindow(parent)
    , m_session(session)
    , m_appearance(appearance)
    , m_tray(appearance)
{
    setWindowTitle(QStringLiteral("Watchfloor"));
    setMinimumSize(900, 560);
    restyle();
    buildFrame();
    buildPages();
    buildTray();
    connectFrame();
    takeSnapshot(session.snapshot());
    restore();
}

MainWindow::~MainWindow()
{
    delete m_wall;
}

void MainWindow::buildFrame()
{
    auto *frame = new QWidget(this);
    m_sidebar = new Sidebar(m_appearance, frame);
    m_topBar = new TopBar(m_appearance, frame);
    m_pastBar = new MessageBar(m_appearance, tr("Back to live"), frame);
    m_noticeBar = new MessageBar(m_appearance, {}, frame);
    m_stack = new QStackedWidget(frame);
    m_scrubber = new Scrubber(m_appearance, frame);
    auto *row = new QHBoxLayout(frame);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    row->addWidget(m_sidebar);
    row->addLayout(column, 1);
    for (QWidget *part : { static_cast<QWidget *>(m_topBar), static_cast<QWidget *>(m_pastBar),
             static_cast<QWidget *>(m_noticeBar) })
        column->addWidget(part);
    column->addWidget(m_stack, 1);
    column->addWidget(m_scrubber);
    setCentralWidget(frame);
    m_palette = new CommandPalette(m_appearance, frame);
}

void MainWindow::buildPages()
{
    m_overview = new OverviewPage(m_appearance, this);
    m_settings = new SettingsPage(m_session, m_appearance, this);
    m_service = new ServicePage(m_session, m_appearance, this);
    addPage(overviewName(), m_overview, Nav::Listed);
    buildIncidentPages();
    m_heartbeats = new HeartbeatsPage(m_session, m_appearance, this);
    addPage(QStringLiteral("checks"), new ChecksPage(m_session, m_appearance, this), Nav::Listed);
    addPage(QStringLiteral("heartbeats"), m_heartbeats, Nav::Listed);
    addPage(QStringLiteral("certificates"), new CertificatesPage(m_session, m_appearance, this), Nav::Listed);
    addPage(QStringLiteral("dependencies"), new GraphPage(m_appearance, this), Nav::Listed);
    addPage(QStringLiteral("timeline"), new TimelinePage(m_session, m_appearance, this), Nav::Listed);
    buildSilencesPage();
    addPage(QStringLiteral("settings"), m_settings, Nav::Listed);
    addPage(QStringLiteral("executive"), new ExecutivePage(m_appearance, this), Nav::Unlisted);
    addPage(QStringLiteral("service"), m_service, Nav::Unlisted);
    m_check = new CheckPage(m_session, m_appearance, this);
    addPage(QStringLiteral("check"), m_check, Nav::Unlisted);
    addPage(QStringLiteral("incident"), m_incident, Nav::Unlisted);
    connect(m_settings, &SettingsPage::importRequested, this, [this] { importMonitors(); });
    connect(m_settings, &SettingsPage::exportRequested, this, &MainWindow::exportMonitors);
    connect(m_service, &ServicePage::backRequested, this, &MainWindow::back);
    connect(m_check, &CheckPage::backRequested, this, &MainWindow::back);
    setFooter({ tr("version %1").arg(QStringLiteral(WF_VERSION)) });
}

void MainWindow::addPage(const QString &name, Page *page, Nav nav)
{
    m_stack->addWidget(page);
    m_pages.insert(name, page);
    m_names.append(name);
    if (nav == Nav::Listed)
        m_sidebar->addPage(name, page->title());
    connect(page, &Page::serviceActivated, this, &MainWindow::showService);
    connect(page, &Page::statusRequested, this, &MainWindow::requestStatus);
    connect(page, &Page::incidentActivated, this, &MainWindow::showIncident);
    connect(page, &Page::acknowledgeRequested, this, &MainWindow::acknowledge);
    connect(page, &Page::noteRequested, this, &MainWindow::requestNote);
    connect(page, &Page::silenceRequested, this, &MainWindow::requestSilence);
    connect(page, &Page::monitorActivated, this, &MainWindow::showMonitor);
    connect(page, &Page::editRequested, this, &MainWindow::editMonitor);
}

void MainWindow::buildTray()
{
    connect(&m_tray, &Tray::windowRequested, this, &MainWindow::showWindow);
    connect(&m_tray, &Tray::wallRequested, this, &MainWindow::showWall);
    connect(&m_tray, &Tray::checkRequested, this, &MainWindow::checkNow);
    connect(&m_tray, &Tray::acknowledgeRequested, this, &MainWindow::acknowledge);
    connect(&m_tray, &Tray::quitRequested, this, &MainWindow::quitRequested);
    connect(&m_tray, &Tray::settingsRequested, this, [this] {
        showWindow();
        showPage(QStringLiteral("settings"));
    });
    connect(&m_tray, &Tray::serviceActivated, this, [this](const ServiceId &service) {
        showWindow();
        showService(service);
    });
}

void MainWindow::connectFrame()
{
    connect(m_sidebar, &Sidebar::pageChosen, this, &MainWindow::showPage);
    connect(m_topBar, &TopBar::searchRequested, this, &MainWindow::openPalette);
    connect(m_topBar, &TopBar::viewChosen, this, &MainWindow::chooseView);
    connect(m_scrubber, &Scrubber::timeChosen, this, &MainWindow::goTo);
    connect(m_scrubber, &Scrubber::liveChosen, this, &MainWindow::backToLive);
    connect(m_pastBar, &MessageBar::actionTriggered, this, &MainWindow::backToLive);
    connect(m_palette, &CommandPalette::chosen, this, &MainWindow::runEntry);
    connect(&m_appearance, &Appearance::themeChanged, this, &MainWindow::restyle);
    connect(&m_session, &Ports::Session::snapshotPublished, this, &MainWindow::takeSnapshot);
    connect(
        new QShortcut(QKeySequence(tr("Ctrl+K")), this), &QShortcut::activated, this, &MainWindow::openPalette);
    connect(new QShortcut(QKeySequence(Qt::Key_F11), this), &QShortcut::activated, this,
        &MainWindow::toggleFullScreen);
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettleMillis);
    connect(&m_settle, &QTimer::timeout, this, &MainWindow::askPast);
    connect(&m_second, &QTimer::timeout, this, &MainWindow::tick);
    m_second.start(1000);
}

// --- what is shown
// -------------------------------------------------------------------------------------------------

Instant MainWindow::now() const
{
    return m_live->at + Millis { m_sinceLive.elapsed() };
}

void MainWindow::takeSnapshot(const Ports::SnapshotPtr &snapshot)
{
    const QString news = m_live ? Models::announcement(*m_live, *snapshot) : QString();
    m_live = snapshot;
    m_sinceLive.start();
    m_scrubber->setLive(snapshot);
    m_tray.apply(snapshot, now());
    if (m_scrubber->isLive())
        showSnapshot(snapshot);
    if (!news.isEmpty())
        m_topBar->announce(news);
}

void MainWindow::showSnapshot(const Ports::SnapshotPtr &snapshot)
{
    m_shown = snapshot;
    m_topBar->showSnapshot(*snapshot, snapshot->at);
    m_sidebar->setCount(QStringLiteral("incidents"), Models::countShown(*snapshot, snapshot->at).incidents());
    if (snapshot->past)
        m_pastBar->show(
            tr("This is the past: everything as it was at %1").arg(Models::moment(snapshot->at, m_live->at)),
            Domain::Display::Maintenance);
    else
        m_pastBar->hide();
    showNotices();
    if (Page *current = m_pages.value(m_current))
        current->apply(snapshot);
}

void MainWindow::showNotices()
{
    QStringList texts;
    if (m_complaint)
        texts.append(*m_complaint);
    for (const Ports::Notice &notice : m_live->notices)
        texts.append(tr("%1: %2").arg(Models::label(notice.kind), notice.text));
    if (texts.isEmpty())
        return m_noticeBar->hide();
    QString text = texts.front();
    if (texts.size() > 1)
        text = tr("%1 (and %2 more)").arg(text).arg(texts.size() - 1);
    m_noticeBar->show(text, Domain::Display::Degraded);
    m_noticeBar->setToolTip(texts.join(QLatin1Char('\n')));
}

void MainWindow::tick()
{
    m_tray.tick(now());
    if (!m_shown || m_shown->past)
        return;
    m_topBar->showSnapshot(*m_shown, now());
    if (Page *current = m_pages.value(m_current))
        current->tick(now());
}

void MainWindow::goTo(Instant at)
{
    m_goal = at;
    m_scrubber->showTime(at);
    m_settle.start();
}

void MainWindow::askPast()
{
    const quint64 asked = ++m_asked;
    onAnswer<Result<Ports::SnapshotPtr>>(this, m_session.stateAt(m_goal), [this, asked](const auto &answer) {
        if (asked != m_asked)
            return;
        if (answer)
            showSnapshot(*answer);
        else
            complain(answer.error());
    });
}

void MainWindow::backToLive()
{
    ++m_asked;
    m_settle.stop();
    m_scrubber->showLive();
    showSnapshot(m_live);
}

// --- where one is
// --------------------------------------------------------------------------------------------------

bool MainWindow::showPage(const QString &name)
{
    Page *page = m_pages.value(name);
    if (!page)
        return false;
    if (name != m_current && !m_current.isEmpty()) {
        m_trail.append(m_current);
        if (m_trail.size() > kLongestTrail)
            m_trail.removeFirst();
    }
    m_current = name;
    page->apply(m_shown);
    m_stack->setCurrentWidget(page);
    page->setFocus(Qt::OtherFocusReason);
    m_sidebar->setCurrent(name);
    m_topBar->setView(name == QLatin1String("executive") ? View::Executive : View::Engineer);
    return true;
}

void MainWindow::showService(const ServiceId &service)
{
    if (!m_shown->find(service))
        return;
    m_service->show(service);
    showPage(QStringLiteral("service"));
}

void MainWindow::showMonitor(const MonitorId &monitor)
{
    if (!Models::findMonitor(*m_shown, monitor))
        return;
    m_check->show(monitor);
    showPage(QStringLiteral("check"));
}

void MainWindow::back()
{
    if (isPast() || !m_scrubber->isLive())
        return backToLive();
    const QString before = m_trail.isEmpty() ? overviewName() : m_trail.takeLast();
    m_current.clear(); // going back leaves no trail
    showPage(before);
}

void MainWindow::chooseView(View view)
{
    if (view == View::Wall) {
        m_topBar->setView(m_current == QLatin1String("executive") ? View::Executive : View::Engineer);
        return showWall();
    }
    showPage(view == View::Executive ? QStringLiteral("executive") : overviewName());
}

void MainWindow::showWall()
{
    if (!m_wall) {
        m_wall = new WallWindow(m_session, m_appearance);
        m_wall->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_wall->showFullScreen();
    m_wall->raise();
    m_wall->activateWindow();
}

void MainWindow::showWindow()
{
    setVisible(true);
    setWindowState(windowState() & ~Qt::WindowMinimized);
    raise();
    activateWindow();
}

void MainWindow::setFooter(const QStringList &lines)
{
    m_sidebar->setFooter(lines);
    m_settings->setConnectionTexts(lines);
}

void MainWindow::setApiAddress(const QString &address)
{
    m_heartbeats->setApiAddress(address);
}

void MainWindow::toggleFullScreen()
{
    setWindowState(windowState() ^ Qt::WindowFullScreen);
}

// --- what one can do
// -----------------------------------------------------------------------------------------------

void MainWindow::requestStatus(const ServiceId &service)
{
    auto *dialog = new StatusDialog(m_session, m_appearance, service, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::editMonitor(const MonitorId &monitor, const QString &kind)
{
    auto *editor = new MonitorEditor(m_session, m_appearance, monitor, kind, this);
    editor->setAttribute(Qt::WA_DeleteOnClose);
    editor->open();
}

void MainWindow::checkNow()
{
    onAnswer<Result<void>>(this, m_session.checkNow(std::nullopt), [this](const auto &answer) {
        if (!answer)
            return complain(answer.error());
        m_complaint.reset();
        showNotices();
    });
}

void MainWindow::complain(const Error &error)
{
    m_complaint = Models::sentence(error);
    showNotices();
}

// --- what is remembered ---

void MainWindow::restyle()
{
    m_appearance.applyToApplication();
    for (QWidget *widget : findChildren<QWidget *>())
        widget->update();
}

void MainWindow::restore()
{
    const QSettings settings;
    if (!restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray()))
        resize(1440, 900);
    const QString name = settings.value(QStringLiteral("window/page"), overviewName()).toString();
    if (isAboutOne(name) || !showPage(name))
        showPage(overviewName());
}

void MainWindow::remember() const
{
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/page"), m_current);
    settings.setValue(QStringLiteral("window/theme"), m_appearance.theme().name);
}

/// The window closes to the tray only where there is one, and only for those who chose that.
void MainWindow::closeEvent(QCloseEvent *event)
{
    remember();
    if (QSettings().value(QStringLiteral("tray/close_to_tray"), false).toBool() && m_tray.isUsable()) {
        hide();
        event->ignore();
        return;
    }
    event->accept();
    Q_EMIT quitRequested();
}

} // namespace Wf::Gui
