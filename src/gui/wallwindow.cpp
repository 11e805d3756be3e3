// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/wallwindow.h"

#include "gui/accessible.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScreen>
#include <QSettings>
#include <QWindow>

#include <algorithm>

namespace Wf::Gui {

namespace {
    constexpr Millis kHoldNews = std::chrono::seconds { 60 };
    constexpr int kPointerHidesAfterMs = 3000;

    /// Problems that are new, or worse than they were.
    bool hasNews(const Models::WallView &before, const Models::WallView &after)
    {
        return std::any_of(after.problems.begin(), after.problems.end(), [&before](const auto &problem) {
            return std::none_of(before.problems.begin(), before.problems.end(),
                [&problem](const auto &old) { return old.id == problem.id && old.display <= problem.display; });
        });
    }
} // namespace

WallWindow::WallWindow(Ports::Session &session, const Appearance &appearance, std::unique_ptr<const Clock> clock)
    : QWidget(nullptr, Qt::Window)
    , m_session(session)
    , m_appearance(appearance)
    , m_clock(std::move(clock))
{
    setWindowTitle(tr("Watchfloor wall"));
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_pointer.setSingleShot(true);
    m_pointer.setInterval(kPointerHidesAfterMs);
    connect(&m_pointer, &QTimer::timeout, this, [this] { setCursor(Qt::BlankCursor); });
    m_second.setTimerType(Qt::PreciseTimer);
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &WallWindow::tick);
    connect(&appearance, &Appearance::themeChanged, this, qOverload<>(&QWidget::update));
    connect(&session, &Ports::Session::snapshotPublished, this, &WallWindow::apply);
    connect(qGuiApp, &QGuiApplication::screenAdded, this, &WallWindow::goToScreen);
    apply(session.snapshot());
    m_newsAt = m_clock->monotonic();
}

void WallWindow::apply(const Ports::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    m_arrivedAt = m_aliveAt = m_clock->monotonic();
    m_trust = Models::Trust::Alive;
    refresh();
}

Instant WallWindow::now() const
{
    return m_snapshot->at + (m_clock->monotonic() - m_arrivedAt);
}

Millis WallWindow::shortestInterval() const
{
    Millis shortest { 0 };
    for (const Ports::ServiceRow &row : m_snapshot->services) {
        const Millis own = row.interval();
        if (own.count() > 0 && (shortest.count() == 0 || own < shortest))
            shortest = own;
    }
    return shortest;
}

void WallWindow::lookForLife()
{
    const std::optional<Instant> heartbeat = m_session.stats().heartbeatAt;
    if (heartbeat != m_heartbeat) {
        m_heartbeat = heartbeat;
        m_aliveAt = m_clock->monotonic();
    }
    const bool stalled = Models::isStalled(m_clock->monotonic() - m_aliveAt, shortestInterval());
    m_trust = stalled ? Models::Trust::Stalled : Models::Trust::Alive;
}

void WallWindow::tick()
{
    lookForLife();
    refresh();
}

Models::WallViewing WallWindow::viewing() const
{
    const QSettings settings;
    Models::WallViewing viewing;
    viewing.distanceMetres = settings.value(QStringLiteral("wall/distance_m"), viewing.distanceMetres).toDouble();
    const double chosen = settings.value(QStringLiteral("wall/screen_height_mm"), 0).toDouble();
    if (chosen > 0)
        viewing.screenHeightMm = chosen;
    return viewing;
}

void WallWindow::refresh()
{
    Models::WallView view = Models::wallView(*m_snapshot, now(), m_trust);
    if (hasNews(m_picture.view, view)) {
        m_newsAt = m_clock->monotonic();
        m_held.reset();
    }
    m_picture.view = std::move(view);
    m_picture.viewing = viewing();
    m_picture.clock = toDateTime(now()).toLocalTime().time();
    m_picture.day =
        m_trust == Models::Trust::Alive ? m_snapshot->day : std::vector<Domain::Cell>(m_snapshot->day.size());
    m_pageCount = WallPainter(m_appearance, m_picture, size()).pageCount();
    const Millis hold = m_picture.view.problems.empty() ? Millis { 0 } : kHoldNews;
    m_page = m_held ? *m_held % m_pageCount
                    : Models::wallPageAt({ m_pageCount, hold }, m_clock->monotonic() - m_newsAt);
    m_picture.pageNote = m_pageCount > 1 ? tr("page %1 of %2").arg(m_page + 1).arg(m_pageCount) : QString();
    if (m_held && m_pageCount > 1)
        m_picture.pageNote += tr(", held");
    setSpokenName(*this, m_picture.view.sentence);
    update();
}

void WallWindow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().background);
    painter.translate(Models::burnInShift(now()));
    WallPainter(m_appearance, m_picture, size()).paint(painter, m_page);
}

void WallWindow::turn(int pages)
{
    m_held = (m_page + pages + m_pageCount) % m_pageCount;
    refresh();
}

void WallWindow::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
    case Qt::Key_W:
        close();
        return;
    case Qt::Key_Space:
        m_held = m_held ? std::nullopt : std::optional(m_page);
        refresh();
        return;
    case Qt::Key_Left:
        turn(-1);
        return;
    case Qt::Key_Right:
        turn(1);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void WallWindow::mouseMoveEvent(QMouseEvent *event)
{
    setCursor(Qt::ArrowCursor);
    m_pointer.start();
    QWidget::mouseMoveEvent(event);
}

void WallWindow::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_second.start();
    m_pointer.start();
    goToScreen();
}

void WallWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    refresh();
}

void WallWindow::goToScreen()
{
    const QString name = QSettings().value(QStringLiteral("wall/screen")).toString();
    if (name.isEmpty() || !windowHandle())
        return;
    const QList<QScreen *> screens = QGuiApplication::screens();
    const auto wanted = std::find_if(
        screens.begin(), screens.end(), [&name](const QScreen *screen) { return screen->name() == name; });
    if (wanted == screens.end() || windowHandle()->screen() == *wanted)
        return;
    windowHandle()->setScreen(*wanted);
    setGeometry((*wanted)->geometry());
}

} // namespace Wf::Gui
