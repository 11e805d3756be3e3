// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"

#include <QRectF>
#include <QSizeF>

#include <optional>
#include <vector>

namespace Wf::Models {

/// How a wall is looked at.
struct WallViewing {
    double distanceMetres = 2.0;
    double screenHeightMm = 685; ///< 55 inch at 16:9
};

/// Font sizes in pixels of the screen. `detail` is the smallest that is ever used.
struct WallScale {
    double headline = 0;
    double title = 0;
    double text = 0;
    double detail = 0;

    bool operator==(const WallScale &) const = default;
};

/// Capital letters of at least 4.65 mm a metre of distance (16 minutes of arc), and of no less than looks right on
/// the screen; sizes stop growing where two rows of tiles would no longer fit.
[[nodiscard]] WallScale wallScale(QSizeF screen, const WallViewing &viewing);
/// Height of a capital letter of `fontPixels` on that screen.
[[nodiscard]] double capHeightMm(double fontPixels, double screenHeightPixels, const WallViewing &viewing);

/// Tiles of one page, worst first: rows with fewer tiles come first and are taller.
struct WallPage {
    int first = 0; ///< index of its first problem
    std::vector<QRectF> tiles;
};
/// All problems on as few pages as keep every tile at `smallest` or above; at least one tile a page.
[[nodiscard]] std::vector<WallPage> wallPages(int problems, const QRectF &area, QSizeF smallest, double gap);

/// The names of what is well, in columns, filled line by line. A column is as wide as its widest name and its
/// share of what is left over.
struct WallColumns {
    int columns = 1;
    int rows = 0; ///< of one page
    std::vector<double> lefts; ///< where the columns begin; one more for the end of the last
    [[nodiscard]] int capacity() const { return columns * rows; }
};
/// Columns of one width where all names find room in them, else as many as fit; `widths` are those of the names
/// with all that belongs to them.
[[nodiscard]] WallColumns wallColumns(const std::vector<double> &widths, QSizeF area, double lineHeight);

/// When pages turn.
struct WallRotation {
    int pages = 1;
    Millis hold { 0 }; ///< stay on the first page for this long
    Millis dwell { std::chrono::seconds { 12 } };
};
/// The page to show so long after the last thing that must be seen first.
[[nodiscard]] int wallPageAt(const WallRotation &rotation, Millis sinceNews);

/// True when a picture whose engine has given no sign of life for this long may not be believed any more: four
/// intervals, at least one minute, at most five. `shortestInterval` zero: nothing is polled.
[[nodiscard]] bool isStalled(Millis silence, Millis shortestInterval);

/// Shift of the whole picture against burn-in: a slow walk over a few pixels, another place every three minutes.
[[nodiscard]] QPointF burnInShift(Instant now);

} // namespace Wf::Models
