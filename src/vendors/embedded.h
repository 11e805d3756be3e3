// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace Wf::Vendors {

/// The JSON value that a page holds at `marker` or behind it: from the first { or [ to the bracket that closes it.
/// Nothing of the page around it is looked at. Empty when there is no marker, or the value does not end.
[[nodiscard]] QByteArray embeddedJson(const QByteArray &page, QByteArrayView marker);

/// The body itself where it is JSON, else the JSON that it holds at the marker or behind it.
[[nodiscard]] QByteArray jsonOrEmbedded(const QByteArray &body, QByteArrayView marker);

} // namespace Wf::Vendors
