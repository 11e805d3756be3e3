// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace Wf::Http {

/// Whether both are the same; the time it takes tells nothing about either of them.
[[nodiscard]] bool sameBytes(const QByteArray &a, const QByteArray &b);

/// HMAC-SHA256 as 64 lower-case hexadecimal digits.
[[nodiscard]] QByteArray hmacHex(const QByteArray &key, const QByteArray &message);

} // namespace Wf::Http
