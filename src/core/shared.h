// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <utility>

namespace Wf {

/// An immutable value that many holders share without copying it, compared by what it holds; may hold nothing.
template <class T> class Shared {
public:
    Shared() = default;
    // NOLINTNEXTLINE(google-explicit-constructor): a value is what it stands for
    Shared(T value)
        : m_value(std::make_shared<const T>(std::move(value)))
    {
    }

    [[nodiscard]] explicit operator bool() const { return m_value != nullptr; }
    [[nodiscard]] const T &operator*() const { return *m_value; }
    [[nodiscard]] const T *operator->() const { return m_value.get(); }
    [[nodiscard]] const T *get() const { return m_value.get(); }

    friend bool operator==(const Shared &a, const Shared &b)
    {
        return a.m_value == b.m_value || (a.m_value && b.m_value && *a.m_value == *b.m_value);
    }

private:
    std::shared_ptr<const T> m_value;
};

} // namespace Wf
