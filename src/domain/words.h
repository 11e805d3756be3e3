// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <algorithm>
#include <array>
#include <optional>

namespace Wf::Domain::Words {

/// Words of an enumeration, in the order of its values, which count from zero without holes.
template <std::size_t N> using Table = std::array<QLatin1String, N>;

template <class Enum, std::size_t N> [[nodiscard]] QString of(const Table<N> &table, Enum value)
{
    const auto index = static_cast<std::size_t>(value);
    return index < N ? QString(table[index]) : QString();
}

/// Exact match; anything else is nothing.
template <class Enum, std::size_t N>
[[nodiscard]] std::optional<Enum> find(const Table<N> &table, QStringView word)
{
    const auto found =
        std::find_if(table.begin(), table.end(), [word](QLatin1String each) { return word == each; });
    if (found == table.end())
        return std::nullopt;
    return static_cast<Enum>(found - table.begin());
}

} // namespace Wf::Domain::Words
