// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "wire/values.h"

#include <cmath>

namespace Wf::Wire {

QJsonValue time(Instant at)
{
    return toIso(at);
}

QJsonValue time(const std::optional<Instant> &at)
{
    return at ? time(*at) : QJsonValue(QJsonValue::Null);
}

QJsonValue text(const QString &value)
{
    return value.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(value);
}

QJsonValue address(const QUrl &url)
{
    return text(url.toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded));
}

QJsonValue exactSeconds(const std::optional<Millis> &span)
{
    return span ? QJsonValue(double(span->count()) / 1000.0) : QJsonValue();
}

QJsonValue percent(const std::optional<double> &value)
{
    if (!value || !std::isfinite(*value))
        return QJsonValue::Null;
    return std::min(std::round(*value * 100.0) / 100.0, 100.0);
}

} // namespace Wf::Wire
