// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "core/childprocess.h"

#include <QTimer>

#include <chrono>
#include <csignal>

#include <unistd.h>

namespace Wf {

namespace {
    constexpr std::chrono::seconds kGrace { 1 };
}

QProcessEnvironment plainEnvironment()
{
    const auto ours = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment plain;
    for (const char *name : { "PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ", "TMPDIR" }) {
        const QString key = QString::fromLatin1(name);
        if (ours.contains(key))
            plain.insert(key, ours.value(key));
    }
    return plain;
}

void makeGroupLeader(QProcess &process)
{
    process.setChildProcessModifier([] { ::setpgid(0, 0); });
}

void signalGroup(qint64 group, int signal)
{
    if (group > 0)
        ::kill(-static_cast<pid_t>(group), signal);
}

void abandon(QProcess *process, qint64 group)
{
    process->disconnect();
    if (process->state() == QProcess::NotRunning)
        return process->deleteLater();
    QObject::connect(process, &QProcess::readyRead, process, [process] { process->readAll(); });
    QObject::connect(process, &QProcess::finished, process, [process, group] {
        signalGroup(group, SIGKILL); // whatever it left behind
        process->deleteLater();
    });
    signalGroup(group, SIGTERM);
    QTimer::singleShot(kGrace, process, [group] { signalGroup(group, SIGKILL); });
}

} // namespace Wf
