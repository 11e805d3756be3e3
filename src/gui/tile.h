// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/serviceroles.h"

#include <QWidget>

namespace Wf::Gui {

class Appearance;
struct Theme;

/// One service of the grid, painted from its face alone. The frame leaves kRing pixels for the focus ring.
class Tile final : public QWidget {
    Q_OBJECT

public:
    static constexpr int kRing = 3;
    static constexpr int kHeight = 92 + 2 * kRing;
    static constexpr int kLeastWidth = 200 + 2 * kRing;

    Tile(const Appearance &appearance, QWidget *parent);

    [[nodiscard]] const Models::TileFace &face() const { return m_face; }
    /// Repaints when the face differs.
    void setFace(const Models::TileFace &face);
    /// One step of the icon's pulse: only for a while after a trouble began, never with reduced motion.
    void pulse();

Q_SIGNALS:
    void activated(const Wf::ServiceId &service);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void paintFrame(QPainter &painter, const QRectF &card) const;
    void paintHead(QPainter &painter, const QRectF &inner) const;
    void paintFoot(QPainter &painter, const QRectF &inner) const;
    [[nodiscard]] QColor headlineColour() const;
    [[nodiscard]] QColor noteColour() const;

    const Appearance &m_appearance;
    Models::TileFace m_face;
    int m_pulsesLeft = 0;
};

/// The strip of small bars that stands for a stretch of history: tall is trouble, short is "not seen".
void paintCells(QPainter &painter, const QRectF &box, const std::vector<Domain::Cell> &cells, const Theme &theme);
/// How much of its box a bar fills: the worse, the taller, so that the shape says it too.
[[nodiscard]] double cellShare(const Domain::Cell &cell);
[[nodiscard]] QColor cellColour(const Domain::Cell &cell, const Theme &theme);

} // namespace Wf::Gui
