// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/walllayout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace Wf::Models {

namespace {
    constexpr double kCapMmPerMetre = 4.65;
    constexpr double kCapShare = 0.727; ///< of the font's size, in Inter
    constexpr double kLeastShare = 1.0 / 54; ///< of the screen's height: 20 px at 1080
    constexpr double kMostShare = 1.0 / 15; ///< past this, two rows of tiles do not fit
    constexpr double kTallestTile = 0.6; ///< of the area: a single problem shall not look like a full page
    constexpr int kComfortablePerRow = 4;

    /// Tiles of each row: the short rows first, so that the worst are the largest.
    std::vector<int> rowsOf(int tiles, int mostColumns, int mostRows)
    {
        const int perRow = std::min(mostColumns, tiles <= 3 ? tiles : tiles <= 6 ? 3 : kComfortablePerRow);
        const int needed = (tiles + perRow - 1) / perRow;
        const int rows = std::clamp(needed, 1, mostRows);
        std::vector<int> result(static_cast<size_t>(rows), tiles / rows);
        for (int i = 0; i < tiles % rows; ++i)
            ++result[static_cast<size_t>(rows - 1 - i)];
        return result;
    }

    std::vector<double> rowHeights(const std::vector<int> &rows, double height, double least, double gap)
    {
        const double room = height - gap * static_cast<double>(rows.size() - 1);
        double weights = 0;
        for (const int tiles : rows)
            weights += 1.0 / (tiles + 1);
        std::vector<double> heights;
        heights.reserve(rows.size());
        for (const int tiles : rows)
            heights.push_back(room / (tiles + 1) / weights);
        if (*std::min_element(heights.begin(), heights.end()) < least)
            std::fill(heights.begin(), heights.end(), room / static_cast<double>(rows.size()));
        for (double &value : heights)
            value = std::min(value, std::max(least, height * kTallestTile));
        return heights;
    }

    std::vector<QRectF> tilesOf(const std::vector<int> &rows, const QRectF &area, double least, double gap)
    {
        const std::vector<double> heights = rowHeights(rows, area.height(), least, gap);
        std::vector<QRectF> tiles;
        double y = area.top();
        for (size_t r = 0; r < rows.size(); ++r) {
            const double width = (area.width() - gap * (rows[r] - 1)) / rows[r];
            for (int c = 0; c < rows[r]; ++c)
                tiles.emplace_back(area.left() + c * (width + gap), y, width, heights[r]);
            y += heights[r] + gap;
        }
        return tiles;
    }
} // namespace

double capHeightMm(double fontPixels, double screenHeightPixels, const WallViewing &viewing)
{
    return fontPixels * kCapShare * viewing.screenHeightMm / screenHeightPixels;
}

WallScale wallScale(QSizeF screen, const WallViewing &viewing)
{
    const double height = std::max(1.0, screen.height());
    const double pixelsPerMm = height / std::max(1.0, viewing.screenHeightMm);
    const double readable = kCapMmPerMetre * std::max(0.0, viewing.distanceMetres) * pixelsPerMm / kCapShare;
    const double detail = std::clamp(std::ceil(readable), std::ceil(height * kLeastShare), height * kMostShare);
    // The larger the smallest, the less the others can stand out above it.
    const double room = 1 - (detail - height * kLeastShare) / (height * (kMostShare - kLeastShare));
    const auto step = [room, detail](double factor) {
        return std::round(detail * (1 + (factor - 1) * (0.35 + 0.65 * room)));
    };
    return { step(3.6), step(2.3), step(1.5), detail };
}

std::vector<WallPage> wallPages(int problems, const QRectF &area, QSizeF smallest, double gap)
{
    const int columns = std::max(1, static_cast<int>((area.width() + gap) / (smallest.width() + gap)));
    const int rows = std::max(1, static_cast<int>((area.height() + gap) / (smallest.height() + gap)));
    const int capacity = columns * rows;
    std::vector<WallPage> pages;
    for (int first = 0; first < problems; first += capacity) {
        const int tiles = std::min(capacity, problems - first);
        pages.push_back({ first, tilesOf(rowsOf(tiles, columns, rows), area, smallest.height(), gap) });
    }
    return pages;
}

namespace {
    constexpr size_t kMostColumns = 24;

    /// The widest name of each column when the names are dealt out to so many.
    std::vector<double> columnWidths(const std::vector<double> &names, size_t columns)
    {
        std::vector<double> result(columns, 0);
        for (size_t i = 0; i < names.size(); ++i)
            result[i % columns] = std::max(result[i % columns], names[i]);
        return result;
    }

    double sum(const std::vector<double> &values)
    {
        return std::accumulate(values.begin(), values.end(), 0.0);
    }

    std::vector<double> chosenWidths(const std::vector<double> &names, double room, int rows)
    {
        size_t columns = std::clamp<size_t>(names.size(), 1, kMostColumns);
        const double widest = names.empty() ? 1 : std::max(1.0, *std::max_element(names.begin(), names.end()));
        const size_t even = std::clamp<size_t>(static_cast<size_t>(room / widest), 1, columns);
        if (even * static_cast<size_t>(rows) >= names.size())
            return std::vector<double>(even, std::min(widest, room));
        std::vector<double> wide = columnWidths(names, columns);
        while (columns > 1 && sum(wide) > room)
            wide = columnWidths(names, --columns);
        return wide;
    }
} // namespace

WallColumns wallColumns(const std::vector<double> &widths, QSizeF area, double lineHeight)
{
    const int rowsThatFit = std::max(0, static_cast<int>(area.height() / std::max(1.0, lineHeight)));
    const std::vector<double> wide = chosenWidths(widths, area.width(), rowsThatFit);
    const size_t columns = wide.size();
    const auto names = static_cast<int>(widths.size());
    const auto count = static_cast<int>(columns);
    WallColumns result { count, std::min(rowsThatFit, (names + count - 1) / count), { 0 } };
    const double spare = std::max(0.0, area.width() - sum(wide)) / static_cast<double>(columns);
    for (const double width : wide)
        result.lefts.push_back(std::min(area.width(), result.lefts.back() + width + spare));
    return result;
}

int wallPageAt(const WallRotation &rotation, Millis sinceNews)
{
    if (rotation.pages <= 1 || rotation.dwell.count() <= 0 || sinceNews < rotation.hold)
        return 0;
    return static_cast<int>((sinceNews - rotation.hold) / rotation.dwell % rotation.pages);
}

bool isStalled(Millis silence, Millis shortestInterval)
{
    constexpr Millis least = std::chrono::minutes { 1 };
    constexpr Millis most = std::chrono::minutes { 5 };
    const Millis limit = shortestInterval.count() > 0 ? std::clamp(4 * shortestInterval, least, most) : most;
    return silence > limit;
}

QPointF burnInShift(Instant now)
{
    static constexpr std::array<QPointF, 8> walk { QPointF { 0, 0 }, QPointF { 2, 0 }, QPointF { 3, 2 },
        QPointF { 2, 3 }, QPointF { 0, 3 }, QPointF { -2, 3 }, QPointF { -3, 2 }, QPointF { -2, 0 } };
    const auto step = std::chrono::floor<std::chrono::minutes>(now).time_since_epoch().count() / 3;
    return walk[static_cast<size_t>(step) % walk.size()];
}

} // namespace Wf::Models
