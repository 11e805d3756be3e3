// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/incident.h"

namespace Wf::Storage {

[[nodiscard]] QString encode(const std::vector<Instant> &turns);
[[nodiscard]] QString encode(const std::vector<Domain::Told> &told);
[[nodiscard]] QString encode(const QHash<QString, QString> &threads);

[[nodiscard]] std::vector<Instant> decodeTurns(const QString &json);
[[nodiscard]] std::vector<Domain::Told> decodeTold(const QString &json);
[[nodiscard]] QHash<QString, QString> decodeThreads(const QString &json);

} // namespace Wf::Storage
