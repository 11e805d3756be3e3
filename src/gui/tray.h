// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/traystate.h"

#include <QMenu>
#include <QSystemTrayIcon>
#include <QTimer>

#include <array>
#include <memory>

namespace Wf::Gui {

class Appearance;

/// The icon in the tray: state by shape and count, a menu that changes in place, notifications. Works without a
/// tray too: then it is simply not seen, and nothing may be hidden behind it (see isUsable).
class Tray final : public QObject {
    Q_OBJECT

public:
    Tray(const Appearance &appearance, QObject *parent = nullptr);

    /// What is told by notifications: every change of a service, or what the alert policy sends to this desktop.
    enum class Source : quint8 { Changes, Alerts };
    void setSource(Source source) { m_source = source; }
    struct Notice {
        Models::TrayNote note;
        QString sound; ///< as playSound() takes it; empty: silent
    };
    /// Shows it now, unless notifications are paused or switched off.
    void showNotice(const Notice &notice);
    /// A window may hide only while this is true.
    [[nodiscard]] bool isUsable() const;
    void apply(const Ports::SnapshotPtr &snapshot, Instant now);
    void tick(Instant now);
    [[nodiscard]] QMenu *menu() { return &m_menu; }

Q_SIGNALS:
    /// A notification was shown.
    void noted(const QString &title);
    void windowRequested();
    void wallRequested();
    void settingsRequested();
    void checkRequested();
    void quitRequested();
    void serviceActivated(const Wf::ServiceId &service);
    void acknowledgeRequested(qint64 incident);

private:
    void buildMenu();
    void buildPauseMenu();
    void showState(const Models::TrayState &state);
    void showLine(QAction *action, const Models::TrayState::Line *line) const;
    void showUnattended(const Models::TrayState &state);
    void showNotes();
    void show(const Models::TrayNote &note);
    [[nodiscard]] static bool mayShow();
    void pause(std::optional<Millis> duration);
    [[nodiscard]] QIcon icon(const Models::TrayState &state) const;

    const Appearance &m_appearance;
    QMenu m_menu;
    QMenu *m_pauseMenu = nullptr;
    QMenu *m_acknowledgeMenu = nullptr;
    QAction *m_summary = nullptr;
    QAction *m_resume = nullptr;
    std::array<QAction *, 5> m_worst {};
    std::array<QAction *, 5> m_unattended {};
    std::unique_ptr<QSystemTrayIcon> m_icon;
    QTimer m_gather; ///< changes of one moment are told together
    Source m_source = Source::Changes;
    Models::TrayNotes m_notes;
    Models::TrayState m_state;
    Ports::SnapshotPtr m_snapshot;
    std::optional<ServiceId> m_noted;
    Instant m_now {};
};

} // namespace Wf::Gui
