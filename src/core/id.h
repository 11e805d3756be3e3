// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QMetaType>
#include <QString>

#include <compare>

namespace Wf {

/// A text identifier that cannot be mixed up with another kind of identifier.
template <class Tag> struct Id {
    QString value;

    Id() = default;
    explicit Id(QString text)
        : value(std::move(text))
    {
    }

    [[nodiscard]] bool isEmpty() const { return value.isEmpty(); }
    bool operator==(const Id &) const = default;
    std::strong_ordering operator<=>(const Id &other) const { return value.compare(other.value) <=> 0; }
};

template <class Tag> [[nodiscard]] size_t qHash(const Id<Tag> &id, size_t seed = 0)
{
    return ::qHash(id.value, seed);
}

using ServiceId = Id<struct ServiceTag>;
using MonitorId = Id<struct MonitorTag>;

} // namespace Wf

Q_DECLARE_METATYPE(Wf::ServiceId)
Q_DECLARE_METATYPE(Wf::MonitorId)
