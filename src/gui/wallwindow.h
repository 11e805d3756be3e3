// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "gui/wallpainter.h"
#include "ports/session.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QScreen;

namespace Wf::Gui {

/// The NOC wall: a full screen that is read from far away. Nothing scrolls; what is wrong is large and comes
/// first; pages turn only while all is well, or when not all that is wrong fits, and a new problem brings back the
/// first page. An engine that gives no sign of life turns everything to unknown. It goes to the screen named in
/// the settings
/// ("wall/screen") and returns to it when that screen comes back.
/// Keys: Esc or w leave, space holds the page, left and right turn it.
class WallWindow final : public QWidget {
    Q_OBJECT

public:
    WallWindow(Ports::Session &session, const Appearance &appearance,
        std::unique_ptr<const Clock> clock = std::make_unique<SystemClock>());

    void apply(const Ports::SnapshotPtr &snapshot);
    /// What the timer does every second: looks for signs of life, turns the page, draws anew.
    void tick();
    [[nodiscard]] Models::Trust trust() const { return m_trust; }
    [[nodiscard]] const Models::WallView &view() const { return m_picture.view; }
    [[nodiscard]] int page() const { return m_page; }
    [[nodiscard]] int pageCount() const { return m_pageCount; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] Instant now() const;
    [[nodiscard]] Millis shortestInterval() const;
    void lookForLife();
    void refresh();
    void turn(int pages);
    void goToScreen();
    [[nodiscard]] Models::WallViewing viewing() const;

    Ports::Session &m_session;
    const Appearance &m_appearance;
    const std::unique_ptr<const Clock> m_clock;
    Ports::SnapshotPtr m_snapshot;
    Millis m_arrivedAt { 0 }; ///< monotonic: when the snapshot came
    Millis m_aliveAt { 0 }; ///< monotonic: last sign of life
    Millis m_newsAt { 0 }; ///< monotonic: when there was last something that must be seen first
    std::optional<Instant> m_heartbeat;
    Models::Trust m_trust = Models::Trust::Alive;
    WallPicture m_picture;
    int m_page = 0;
    int m_pageCount = 1;
    std::optional<int> m_held; ///< the page that somebody holds
    QTimer m_second;
    QTimer m_pointer;
};

} // namespace Wf::Gui
