// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/tray.h"

#include "gui/appearance.h"
#include "gui/sound.h"
#include "gui/statusicon.h"
#include "models/words.h"

#include <QPainter>
#include <QSettings>

namespace Wf::Gui {

namespace {
    constexpr int kGatherMillis = 2000;
    constexpr int kMorning = 8; ///< "until tomorrow" ends at this hour

    Millis untilTomorrow(Instant now)
    {
        const QDateTime local = toDateTime(now).toLocalTime();
        const QDateTime morning(local.date().addDays(1), QTime(kMorning, 0));
        return fromDateTime(morning) - now;
    }
} // namespace

Tray::Tray(const Appearance &appearance, QObject *parent)
    : QObject(parent)
    , m_appearance(appearance)
{
    buildMenu();
    m_gather.setSingleShot(true);
    m_gather.setInterval(kGatherMillis);
    connect(&m_gather, &QTimer::timeout, this, &Tray::showNotes);
    m_icon = std::make_unique<QSystemTrayIcon>();
    m_icon->setContextMenu(&m_menu);
    connect(m_icon.get(), &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            Q_EMIT windowRequested();
    });
    connect(m_icon.get(), &QSystemTrayIcon::messageClicked, this, [this] {
        Q_EMIT windowRequested();
        if (m_noted)
            Q_EMIT serviceActivated(*m_noted);
    });
}

void Tray::buildMenu()
{
    connect(m_menu.addAction(tr("Show window")), &QAction::triggered, this, &Tray::windowRequested);
    m_menu.addSeparator();
    m_summary = m_menu.addAction(QString());
    m_summary->setEnabled(false);
    for (QAction *&line : m_worst) {
        line = m_menu.addAction(QString());
        line->setVisible(false);
        connect(line, &QAction::triggered, this,
            [this, action = line] { Q_EMIT serviceActivated(ServiceId(action->data().toString())); });
    }
    m_acknowledgeMenu = m_menu.addMenu(tr("Acknowledge"));
    for (QAction *&line : m_unattended) {
        line = m_acknowledgeMenu->addAction(QString());
        line->setVisible(false);
        connect(line, &QAction::triggered, this,
            [this, action = line] { Q_EMIT acknowledgeRequested(action->data().toLongLong()); });
    }
    m_acknowledgeMenu->menuAction()->setVisible(false);
    m_menu.addSeparator();
    buildPauseMenu();
    connect(m_menu.addAction(tr("Check now")), &QAction::triggered, this, &Tray::checkRequested);
    m_menu.addSeparator();
    connect(m_menu.addAction(tr("Wall")), &QAction::triggered, this, &Tray::wallRequested);
    connect(m_menu.addAction(tr("Settings")), &QAction::triggered, this, &Tray::settingsRequested);
    m_menu.addSeparator();
    connect(m_menu.addAction(tr("Quit")), &QAction::triggered, this, &Tray::quitRequested);
}

void Tray::buildPauseMenu()
{
    m_pauseMenu = m_menu.addMenu(tr("Pause notifications"));
    const auto add = [this](const QString &text, auto duration) {
        connect(m_pauseMenu->addAction(text), &QAction::triggered, this, [this, duration] { pause(duration()); });
    };
    add(tr("30 minutes"), [] { return std::optional<Millis>(std::chrono::minutes { 30 }); });
    add(tr("1 hour"), [] { return std::optional<Millis>(std::chrono::hours { 1 }); });
    add(tr("Until tomorrow"), [this] { return std::optional<Millis>(untilTomorrow(m_now)); });
    m_resume = m_menu.addAction(tr("Resume notifications"));
    m_resume->setVisible(false);
    connect(m_resume, &QAction::triggered, this, [this] { pause(std::nullopt); });
}

bool Tray::isUsable() const
{
    return QSystemTrayIcon::isSystemTrayAvailable() && m_icon->isVisible();
}

void Tray::pause(std::optional<Millis> duration)
{
    if (duration)
        m_notes.pauseUntil(m_now + *duration);
    else
        m_notes.resume();
    tick(m_now);
}

QIcon Tray::icon(const Models::TrayState &state) const
{
    const QIcon shape = statusIcon(state.shape, m_appearance.theme());
    if (state.count == 0)
        return shape;
    QIcon result;
    for (const int side : { 22, 44, 64 }) {
        QPixmap pixmap = shape.pixmap(QSize(side, side));
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF badge(side * 0.42, side * 0.45, side * 0.58, side * 0.55);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_appearance.theme().background);
        painter.drawRoundedRect(badge, side * 0.16, side * 0.16);
        QFont font = m_appearance.font(FontRole::Base, QFont::Bold);
        font.setPixelSize(side * 46 / 100);
        painter.setFont(font);
        painter.setPen(m_appearance.theme().text1);
        painter.drawText(
            badge, Qt::AlignCenter, state.count > 9 ? QStringLiteral("9+") : QString::number(state.count));
        painter.end();
        result.addPixmap(pixmap);
    }
    return result;
}

void Tray::showState(const Models::TrayState &state)
{
    if (state != m_state) {
        m_state = state;
        m_icon->setIcon(icon(state));
        m_icon->setToolTip(state.tooltip);
        m_summary->setText(state.summary);
        for (size_t i = 0; i < m_worst.size(); ++i)
            showLine(m_worst[i], i < state.worst.size() ? &state.worst[i] : nullptr);
        showUnattended(state);
    }
    // A tray may come later than we do, for example after the panel of the desktop was restarted.
    if (!m_icon->isVisible() && QSystemTrayIcon::isSystemTrayAvailable())
        m_icon->show();
}

void Tray::showLine(QAction *action, const Models::TrayState::Line *line) const
{
    action->setVisible(line);
    if (!line)
        return;
    action->setText(line->text);
    action->setData(line->service.value);
    action->setIcon(statusIcon(line->display, m_appearance.theme()));
}

void Tray::showUnattended(const Models::TrayState &state)
{
    m_acknowledgeMenu->menuAction()->setVisible(!state.unattended.empty());
    for (size_t i = 0; i < m_unattended.size(); ++i) {
        QAction *action = m_unattended[i];
        action->setVisible(i < state.unattended.size());
        if (i >= state.unattended.size())
            continue;
        action->setText(state.unattended[i].text);
        action->setData(state.unattended[i].incident);
        action->setIcon(statusIcon(state.unattended[i].display, m_appearance.theme()));
    }
}

void Tray::apply(const Ports::SnapshotPtr &snapshot, Instant now)
{
    if (m_snapshot && m_source == Source::Changes)
        m_notes.note(*m_snapshot, *snapshot);
    m_snapshot = snapshot;
    if (!m_notes.isEmpty() && !m_gather.isActive())
        m_gather.start();
    tick(now);
}

void Tray::tick(Instant now)
{
    m_now = now;
    if (!m_snapshot)
        return;
    showState(Models::trayState(*m_snapshot, now));
    const bool paused = m_notes.isPaused(now);
    m_resume->setVisible(paused);
    if (paused)
        m_resume->setText(
            tr("Resume notifications (paused until %1)").arg(Models::moment(*m_notes.pausedUntil(), now)));
}

bool Tray::mayShow()
{
    return QSettings().value(QStringLiteral("tray/notifications"), true).toBool();
}

/// The newest one on top; each takes the place of the one before, so a recovery replaces the trouble it ends.
void Tray::showNotes()
{
    const std::vector<Models::TrayNote> notes = m_notes.take(m_now);
    if (!mayShow())
        return;
    for (const Models::TrayNote &note : notes)
        show(note);
}

void Tray::showNotice(const Notice &notice)
{
    if (m_notes.isPaused(m_now) || !mayShow())
        return;
    show(notice.note);
    playSound(notice.sound);
}

void Tray::show(const Models::TrayNote &note)
{
    m_noted = note.service;
    m_icon->showMessage(note.title, note.body, statusIcon(note.display, m_appearance.theme()));
    Q_EMIT noted(note.title);
}

} // namespace Wf::Gui
