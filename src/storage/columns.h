// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/id.h"
#include "storage/codec.h"
#include "storage/database.h"

#include <QUrl>

/// Single values to and from columns. Private to this room.
namespace Wf::Storage::Columns {

/// The driver stores a null text as NULL; our columns hold an empty one.
[[nodiscard]] inline QVariant text(const QString &value)
{
    return value.isNull() ? QVariant(QStringLiteral("")) : QVariant(value);
}

[[nodiscard]] inline QVariant link(const QUrl &value)
{
    return text(value.toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded));
}

[[nodiscard]] inline QVariant bytes(const QByteArray &value)
{
    return value.isNull() ? QVariant(QByteArray("")) : QVariant(value);
}

[[nodiscard]] inline QVariant reference(const ServiceId &id)
{
    return id.isEmpty() ? QVariant() : QVariant(id.value);
}

template <class Enum> [[nodiscard]] QVariant number(Enum value)
{
    return static_cast<int>(value);
}

[[nodiscard]] inline QVariant time(Instant at)
{
    return toEpochMillis(at);
}

[[nodiscard]] inline QVariant time(const std::optional<Instant> &at)
{
    return at ? time(*at) : QVariant();
}

[[nodiscard]] inline QVariant number(const std::optional<qint64> &value)
{
    return value ? QVariant(*value) : QVariant();
}

/// Takes one column after another.
class Cursor {
public:
    explicit Cursor(const Rows &row, int at = 0)
        : m_row(row)
        , m_at(at)
    {
    }
    QVariant value() { return m_row.value(m_at++); }
    QString text() { return value().toString(); }
    QUrl url() { return QUrl(text()); }
    qint64 number() { return value().toLongLong(); }
    int integer() { return value().toInt(); }
    bool flag() { return number() != 0; }
    Instant time() { return fromEpochMillis(number()); }
    Domain::Status status() { return statusOf(number()); }
    ServiceId service() { return ServiceId(text()); }
    std::optional<qint64> maybeNumber()
    {
        const QVariant held = value();
        return held.isNull() ? std::nullopt : std::optional(held.toLongLong());
    }
    std::optional<Instant> maybeTime()
    {
        const auto held = maybeNumber();
        return held ? std::optional(fromEpochMillis(*held)) : std::nullopt;
    }
    template <class Enum> Enum word(Enum last, Enum otherwise) { return enumOf(number(), last, otherwise); }

private:
    const Rows &m_row;
    int m_at;
};

} // namespace Wf::Storage::Columns
