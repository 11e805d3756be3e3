// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>
#include <QUrl>

#include <optional>
#include <vector>

/// Single values to and from the JSON inside of columns. Private to this room.
namespace Wf::Storage::Json {

[[nodiscard]] inline QString text(const QJsonArray &array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

[[nodiscard]] inline QString text(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

[[nodiscard]] inline QJsonArray array(const QString &json)
{
    return QJsonDocument::fromJson(json.toUtf8()).array();
}

[[nodiscard]] inline QJsonObject object(const QString &json)
{
    return QJsonDocument::fromJson(json.toUtf8()).object();
}

[[nodiscard]] inline QString field(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toString();
}

[[nodiscard]] inline qint64 number(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key)).toInteger();
}

[[nodiscard]] inline QJsonValue time(const std::optional<Instant> &at)
{
    return at ? QJsonValue(toEpochMillis(*at)) : QJsonValue();
}

[[nodiscard]] inline std::optional<Instant> time(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(fromEpochMillis(value.toInteger())) : std::nullopt;
}

[[nodiscard]] inline std::optional<Instant> time(const QJsonObject &object, const char *key)
{
    return time(object.value(QLatin1String(key)));
}

[[nodiscard]] inline QStringList texts(const QJsonArray &array)
{
    QStringList list;
    for (const auto &value : array)
        list << value.toString();
    return list;
}

[[nodiscard]] inline QStringList texts(const QJsonObject &object, const char *key)
{
    return texts(object.value(QLatin1String(key)).toArray());
}

[[nodiscard]] inline QUrl url(const QJsonObject &object, const char *key)
{
    return QUrl(field(object, key));
}

template <class T, class Make> [[nodiscard]] QJsonArray each(const std::vector<T> &list, Make make)
{
    QJsonArray result;
    for (const T &item : list)
        result.append(make(item));
    return result;
}

template <class T, class Read> [[nodiscard]] std::vector<T> each(const QJsonArray &list, Read read)
{
    std::vector<T> result;
    result.reserve(static_cast<size_t>(list.size()));
    for (const auto &value : list)
        result.push_back(read(value.toObject()));
    return result;
}

} // namespace Wf::Storage::Json
