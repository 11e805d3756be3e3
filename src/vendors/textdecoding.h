// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

namespace Wf::Vendors {

/// The same text as UTF-8 without a byte order mark. A mark decides (UTF-8, UTF-16, UTF-32), else it is UTF-8
/// already and comes back as it is, faults included: whoever reads it judges them.
[[nodiscard]] QByteArray toUtf8(const QByteArray &bytes);

/// At most `limit` UTF-16 units, never half a character; what was cut ends in "…".
[[nodiscard]] QString cut(const QString &text, qsizetype limit);
/// As cut(), with every run of white space made one space.
[[nodiscard]] QString oneLine(QString text, qsizetype limit);

} // namespace Wf::Vendors
