// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/pingkeys.h"

#include <algorithm>

namespace Wf::Domain {

KeyUse keyUse(const PingKeys &keys, QStringView key, Instant now)
{
    if (key.isEmpty())
        return KeyUse::Refused;
    if (key == keys.current)
        return KeyUse::Current;
    return key == keys.previous && now < keys.previousUntil ? KeyUse::Previous : KeyUse::Refused;
}

bool accepts(const PingKeys &keys, QStringView key, Instant now)
{
    return keyUse(keys, key, now) != KeyUse::Refused;
}

PingKeys rotate(const PingKeys &keys, const QString &next, Millis overlap, Instant now)
{
    if (next == keys.current)
        return keys;
    return withoutExpired({ next, keys.current, now + std::max(overlap, Millis { 0 }) }, now);
}

PingKeys withoutExpired(const PingKeys &keys, Instant now)
{
    return keys.previous.isEmpty() || now < keys.previousUntil ? keys : PingKeys { keys.current, {}, {} };
}

} // namespace Wf::Domain
