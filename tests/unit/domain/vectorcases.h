// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "samples.h"
#include "testkit/vectors.h"

// Recorded cases about one monitor: what its polls make of it.
namespace VectorCases {

inline Wf::Domain::Status status(const QJsonValue &word)
{
    return Wf::Domain::statusFromWord(word.toString()).value_or(Wf::Domain::Status::Unknown);
}

void change(Wf::TestKit::Fields &given, Wf::TestKit::Fields &then, const QString &name);
void pollerHealth(Wf::TestKit::Fields &given, Wf::TestKit::Fields &then, const QString &name);
void flap(Wf::TestKit::Fields &given, Wf::TestKit::Fields &then, const QString &name);

// About incidents and what is written of them.
void alertEngine(Wf::TestKit::Fields &given, Wf::TestKit::Fields &then, const QString &name);
void report(Wf::TestKit::Fields &given, Wf::TestKit::Fields &then, const QString &name);
void postmortem(Wf::TestKit::Fields &given, Wf::TestKit::Fields &then, const QString &name);
/// Whether a case is about files or deliveries: the engine's tests have it.
[[nodiscard]] bool belongsToTheEngine(const QString &area, const QString &name);

} // namespace VectorCases
