// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QJsonValue>
#include <QRandomGenerator>

/// One thing in the value made wrong, wherever chance leads: gone, of another type, empty, huge, deeply nested,
/// many times over.
[[nodiscard]] QJsonValue mutated(const QJsonValue &value, QRandomGenerator &random);
/// The same of a text: cut, a piece twice or gone, other bytes, a key twice, a number that is none, deep nesting,
/// another encoding.
[[nodiscard]] QByteArray mutatedText(const QByteArray &text, QRandomGenerator &random);
/// The text in every encoding that a byte order mark tells.
[[nodiscard]] QList<QByteArray> inAllEncodings(const QByteArray &text);
