// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"

#include <QString>

#include <optional>

namespace Wf::Domain {

/// Which of a heartbeat's keys opened the door: the ping log says so. The numbers are persisted.
enum class KeyUse : quint8 { Refused = 0, Current = 1, Previous = 2 };

/// The secret part of a ping address, and the one before it while jobs are being moved over. Whoever knows a key
/// can ping: never logged.
struct PingKeys {
    QString current;
    QString previous; ///< empty when there is none
    Instant previousUntil {}; ///< exclusive

    bool operator==(const PingKeys &) const = default;
};

/// Compares exactly; an address is brought into lower case before, where its form allows either.
[[nodiscard]] KeyUse keyUse(const PingKeys &keys, QStringView key, Instant now);
[[nodiscard]] bool accepts(const PingKeys &keys, QStringView key, Instant now);
/// `next` is the key from now on, the present one is taken for `overlap` longer, one before that no more. Rotating
/// to the same key changes nothing.
[[nodiscard]] PingKeys rotate(const PingKeys &keys, const QString &next, Millis overlap, Instant now);
/// Forgets a previous key whose time is over: equal to `keys` when there is nothing to forget.
[[nodiscard]] PingKeys withoutExpired(const PingKeys &keys, Instant now);

} // namespace Wf::Domain
