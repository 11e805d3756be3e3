// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/snapshot.h"

#include <QWidget>

namespace Wf::Gui {

class Appearance;

/// The last 24 hours as a strip. Dragging or arrow keys ask for the window as it was then; End goes back to now.
class Scrubber final : public QWidget {
    Q_OBJECT

public:
    Scrubber(const Appearance &appearance, QWidget *parent = nullptr);

    /// The live snapshot; the strip always ends now.
    void setLive(const Ports::SnapshotPtr &snapshot);
    void showLive();
    void showTime(Instant at); ///< moves the marker, asks for nothing
    [[nodiscard]] bool isLive() const { return !m_chosen; }

Q_SIGNALS:
    void timeChosen(Wf::Instant at);
    void liveChosen();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] QRectF strip() const;
    void chooseAt(double x);
    void choose(Instant at);
    void paintStrip(QPainter &painter, const QRectF &box) const;
    void paintMarker(QPainter &painter, const QRectF &box) const;
    void describe();

    const Appearance &m_appearance;
    Ports::SnapshotPtr m_live;
    std::optional<Instant> m_chosen;
};

} // namespace Wf::Gui
