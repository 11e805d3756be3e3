// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/histogram.h"

#include "domain/varint.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace Wf::Domain {

namespace {

    /// A little under what is promised: the rest is for rounding to whole microseconds.
    constexpr double kAccuracy = Histogram::kRelativeError - 0.0001;
    constexpr double kGrowth = (1 + kAccuracy) / (1 - kAccuracy);
    constexpr int kHighestCell = 600; ///< above that of kLongest
    constexpr qint64 kMostCounted = qint64 { 1 } << 53;

    using Limits = std::array<qint64, kHighestCell + 1>;

    /// Cell i holds what is longer than limit i-1 and not longer than limit i: kShortest * kGrowth^i.
    const Limits &limits()
    {
        static const Limits limits = [] {
            Limits all {};
            double limit = static_cast<double>(Histogram::kShortest.count());
            for (qint64 &each : all) {
                each = static_cast<qint64>(limit);
                limit *= kGrowth;
            }
            return all;
        }();
        return limits;
    }

    int cellOf(Micros duration)
    {
        // Where the cells of each power of two begin: some eighteen each.
        static const std::array<int, 33> begins = [] {
            std::array<int, 33> all {};
            for (size_t bits = 0; bits < all.size(); ++bits)
                all[bits] = static_cast<int>(
                    std::ranges::lower_bound(limits(), (qint64 { 1 } << bits) / 2) - limits().begin());
            return all;
        }();
        const qint64 bounded = std::clamp(duration, Histogram::kShortest, Histogram::kLongest).count();
        const auto bits = static_cast<size_t>(std::bit_width(static_cast<quint64>(bounded)));
        const auto begin = limits().begin() + begins.at(bits);
        return static_cast<int>(std::lower_bound(begin, begin + 20, bounded) - limits().begin());
    }

    /// The duration that is as far, relatively, from the cell's lower end as from its upper one.
    Micros middleOf(int cell)
    {
        const double ratio = 2 * std::pow(kGrowth, cell) / (kGrowth + 1);
        const double micros = ratio * static_cast<double>(Histogram::kShortest.count());
        return std::clamp(Micros { std::llround(micros) }, Histogram::kShortest, Histogram::kLongest);
    }

} // namespace

void Histogram::add(Micros duration)
{
    const int index = cellOf(duration);
    auto cell = std::ranges::lower_bound(m_cells, index, {}, &Cell::index);
    if (cell == m_cells.end() || cell->index != index)
        cell = m_cells.insert(cell, { index, 0 });
    ++cell->count;
    ++m_count;
}

void Histogram::merge(const Histogram &other)
{
    std::vector<Cell> merged;
    merged.reserve(m_cells.size() + other.m_cells.size());
    std::ranges::merge(m_cells, other.m_cells, std::back_inserter(merged), {}, &Cell::index, &Cell::index);
    m_cells.clear();
    for (const Cell &cell : merged) {
        if (!m_cells.empty() && m_cells.back().index == cell.index)
            m_cells.back().count += cell.count;
        else
            m_cells.push_back(cell);
    }
    m_count += other.m_count;
}

std::optional<Micros> Histogram::quantile(double share) const
{
    if (m_count == 0)
        return std::nullopt;
    const double wanted = std::ceil(std::clamp(share, 0.0, 1.0) * static_cast<double>(m_count));
    const auto rank = std::max<qint64>(1, std::llround(wanted));
    qint64 below = 0;
    for (const Cell &cell : m_cells) {
        below += cell.count;
        if (below >= rank)
            return middleOf(cell.index);
    }
    return middleOf(m_cells.back().index);
}

QByteArray Histogram::encoded() const
{
    VarintWriter out;
    out.number(m_cells.size());
    int before = 0;
    for (const Cell &cell : m_cells) {
        out.number(static_cast<quint64>(cell.index - before));
        out.number(static_cast<quint64>(cell.count));
        before = cell.index;
    }
    return out.bytes();
}

std::optional<Histogram> Histogram::decoded(QByteArrayView bytes)
{
    VarintReader in(bytes);
    Histogram histogram;
    const size_t cells = in.count();
    histogram.m_cells.reserve(cells);
    quint64 index = 0;
    for (size_t i = 0; i < cells; ++i) {
        const quint64 step = in.number();
        const auto count = static_cast<qint64>(in.number());
        if (!in.ok() || step > kHighestCell || (i > 0 && step == 0) || count <= 0 || count > kMostCounted)
            return std::nullopt;
        index += step;
        histogram.m_cells.push_back({ static_cast<int>(index), count });
        histogram.m_count += count;
    }
    const bool whole = in.ok() && in.atEnd() && index <= kHighestCell;
    return whole ? std::optional(std::move(histogram)) : std::nullopt;
}

} // namespace Wf::Domain
