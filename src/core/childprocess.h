// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QProcess>
#include <QProcessEnvironment>

namespace Wf {

/// What a program needs to run, and nothing that is ours: our own environment holds secrets.
[[nodiscard]] QProcessEnvironment plainEnvironment();

/// To be called before it starts: it and what it starts become a group of their own, whose number is its
/// processId.
void makeGroupLeader(QProcess &process);
/// The whole of what a program started; 0 is no program.
void signalGroup(qint64 group, int signal);
/// Nobody waits for it any more: asks it to end, after a second makes it, and deletes it when it has.
void abandon(QProcess *process, qint64 group);

} // namespace Wf
