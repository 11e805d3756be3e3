// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/history.h"
#include "gui/appearance.h"
#include "models/walllayout.h"
#include "models/wallview.h"

#include <QTime>

namespace Wf::Gui {

/// Everything that one picture of the wall needs.
struct WallPicture {
    Models::WallView view;
    Models::WallViewing viewing;
    QTime clock;
    std::vector<Domain::Cell> day;
    QString pageNote; ///< "page 1 of 2", "paused"; may be empty
};

/// Draws the wall into a rectangle. Three parts: what is wrong (large), what is not (small), the last 24 hours.
class WallPainter {
public:
    WallPainter(const Appearance &appearance, const WallPicture &picture, QSizeF size);

    [[nodiscard]] int pageCount() const;
    void paint(QPainter &painter, int page) const;

private:
    /// How the middle is shared out: spacing of the names, and how much of the height they may take while
    /// something is wrong.
    struct Division {
        double lineHeight; ///< in sizes of the names' font
        double namesShare;
    };
    void arrange();
    void divide(const QRectF &middle, const Division &division);
    [[nodiscard]] QFont font(double pixels, QFont::Weight weight = QFont::Normal) const;
    [[nodiscard]] QFont numberFont(double pixels, QFont::Weight weight = QFont::Normal) const;
    void paintHeader(QPainter &painter) const;
    void paintClock(QPainter &painter) const;
    void paintTile(QPainter &painter, const QRectF &box, const Models::WallView::Problem &problem) const;
    void paintTileHead(QPainter &painter, const QRectF &inside, const Models::WallView::Problem &problem) const;
    void paintOthers(QPainter &painter, int page) const;
    void paintDay(QPainter &painter) const;

    const Appearance &m_appearance;
    const WallPicture &m_picture;
    const QSizeF m_size;
    const Models::WallScale m_scale;
    QRectF m_header, m_trouble, m_others, m_day;
    double m_nameSize = 0; ///< font of what is well
    double m_lineHeight = 0;
    double m_gap = 0;
    std::vector<double> m_widths; ///< of the names with their icons
    std::vector<Models::WallPage> m_pages;
    Models::WallColumns m_columns;
};

} // namespace Wf::Gui
