// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "storage/database.h"

#include <QStringList>

#include <algorithm>
#include <vector>

/// What questions are made of. Private to this room.
namespace Wf::Storage {

constexpr int kLongestPage = 500;

[[nodiscard]] inline int pageLength(int wanted, int longest = kLongestPage)
{
    return std::clamp(wanted, 1, longest);
}

template <class T, class Read>
[[nodiscard]] Result<std::vector<T>> list(
    Database &database, const QString &sql, const QVariantList &values, Read read)
{
    auto rows = database.run(sql, values);
    if (!rows)
        return tl::unexpected<Error>(rows.error());
    std::vector<T> result;
    while (rows->next())
        result.push_back(read(*rows));
    return result;
}

/// The first row, if there is one.
template <class T, class Read>
[[nodiscard]] Result<std::optional<T>> first(
    Database &database, const QString &sql, const QVariantList &values, Read read)
{
    auto rows = database.run(sql, values);
    if (!rows)
        return tl::unexpected<Error>(rows.error());
    return rows->next() ? std::optional<T>(read(*rows)) : std::nullopt;
}

/// Moves the answer into `target`, or hands on why there is none.
template <class T> [[nodiscard]] Result<void> into(T &target, Result<T> answer)
{
    if (!answer)
        return tl::unexpected<Error>(answer.error());
    target = std::move(*answer);
    return {};
}

/// The conditions of a list, as SQL and values.
struct Filter {
    QStringList conditions {};
    QVariantList values {};

    void add(const QString &condition, const QVariant &value)
    {
        conditions << condition;
        values << value;
    }
    [[nodiscard]] QString where() const
    {
        return conditions.isEmpty() ? QString()
                                    : QStringLiteral("WHERE ") + conditions.join(QStringLiteral(" AND "));
    }
};

[[nodiscard]] inline Result<qint64> count(Database &database, const QString &from, const Filter &filter)
{
    const auto value = database.scalar(
        QStringLiteral("SELECT count(*) FROM ") + from + QLatin1Char(' ') + filter.where(), filter.values);
    return value ? Result<qint64>(value->toLongLong()) : tl::unexpected<Error>(value.error());
}

} // namespace Wf::Storage
