// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

namespace Wf {

/// A value that must never be printed: it has no stream or debug operator, and reading it is spelled out.
template <class T> class Secret {
public:
    Secret() = default;
    explicit Secret(T value)
        : m_value(std::move(value))
    {
    }

    [[nodiscard]] const T &reveal() const { return m_value; }
    [[nodiscard]] bool isEmpty() const { return m_value.isEmpty(); }
    bool operator==(const Secret &) const = default;

private:
    T m_value;
};

} // namespace Wf
