// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace Wf::Notify {

/// What a receiver said, as one clean line of at most 120 characters for people and logs: without the secrets,
/// however they are written (as they are, percent-encoded, in JSON, in HTML, in base64), and without markup.
[[nodiscard]] QString cleanAnswer(const QByteArray &said, const QStringList &secrets);

} // namespace Wf::Notify
