// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace Wf::Ctl {

/// Text of the server without what could steer a terminal, as one line.
[[nodiscard]] QString clean(const QString &text);
/// A member as clean text; `fallback` where it is missing or empty.
[[nodiscard]] QString field(const QJsonObject &object, const char *key, const char *fallback = "-");
/// Rows in columns, each as wide as its widest cell; the last one is not padded.
[[nodiscard]] QString table(const QList<QStringList> &rows);

} // namespace Wf::Ctl
