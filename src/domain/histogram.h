// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/checkresult.h"

#include <QByteArray>

namespace Wf::Domain {

/// How many durations lay where, in cells that grow with the duration (after DDSketch, Masson and others, 2019):
/// any quantile is right within 2 % (and half a microsecond), however many histograms were merged, in whatever
/// order. Bounded: at most some 500 cells, of which only those that hold something take room.
class Histogram {
public:
    static constexpr double kRelativeError = 0.02;
    static constexpr Micros kShortest { 10 }; ///< what is shorter counts as this
    static constexpr Micros kLongest { std::chrono::hours { 1 } }; ///< what is longer counts as this

    void add(Micros duration);
    void merge(const Histogram &other);

    [[nodiscard]] qint64 count() const { return m_count; }
    /// The duration that `share` (0…1) of all do not exceed (nearest rank); nothing when there are none.
    [[nodiscard]] std::optional<Micros> quantile(double share) const;

    /// One or two bytes a cell and one or more for its count.
    [[nodiscard]] QByteArray encoded() const;
    /// Nothing when the bytes are no histogram.
    [[nodiscard]] static std::optional<Histogram> decoded(QByteArrayView bytes);

    bool operator==(const Histogram &) const = default;

private:
    struct Cell {
        int index = 0;
        qint64 count = 0;
        bool operator==(const Cell &) const = default;
    };

    std::vector<Cell> m_cells; ///< ascending, none empty
    qint64 m_count = 0;
};

} // namespace Wf::Domain
