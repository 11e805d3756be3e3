// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/commandcheck.h"

#include "domain/verdict.h"

#include <QProcess>
#include <QProcessEnvironment>

#include <csignal>
#include <utility>

#include <unistd.h>

namespace Wf::Probes {

using Domain::CheckEnd;

namespace {
    constexpr Millis kGrace { Seconds { 1 } };
    constexpr qint64 kChunk = 16 * 1024;

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

    /// The whole of what a program started; 0 is no program.
    void signalGroup(qint64 group, int signal)
    {
        if (group > 0)
            ::kill(-static_cast<pid_t>(group), signal);
    }

    /// Nobody waits for it any more: asks it to end, then makes it, and throws it away when it has.
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
} // namespace

CommandCheck::CommandCheck(const CheckTools &tools, const Domain::CommandSpec &spec)
    : m_tools(tools)
    , m_spec(spec)
{
}

CommandCheck::~CommandCheck()
{
    if (m_process)
        abandon(m_process, m_group);
}

void CommandCheck::begin()
{
    if (m_tools.options.commands == Commands::Refused)
        return finish(CheckEnd::NotAsked,
            QStringLiteral("commands are not run here (set ALLOW_COMMAND_CHECKS=true to allow them)"));
    if (m_spec.argv.isEmpty() || m_spec.argv.first().isEmpty())
        return finish(
            CheckEnd::NotAsked, QStringLiteral("the check names no program (write [program, argument, …])"));
    m_process = new QProcess;
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setProcessEnvironment(plainEnvironment());
    m_process->setStandardInputFile(QProcess::nullDevice());
    m_process->setChildProcessModifier([] { ::setpgid(0, 0); });
    connect(m_process, &QProcess::readyRead, this, &CommandCheck::read);
    connect(m_process, &QProcess::finished, this, &CommandCheck::ended);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(CheckEnd::NotAsked,
                QStringLiteral("%1 cannot be started: %2").arg(m_spec.argv.first(), m_process->errorString()));
    });
    m_process->start(m_spec.argv.first(), m_spec.argv.mid(1));
    m_group = m_process ? m_process->processId() : 0;
}

void CommandCheck::read()
{
    while (m_process->bytesAvailable() > 0) {
        const QByteArray piece = m_process->read(kChunk);
        result().bytes += piece.size();
        m_output += piece.left(std::max<qint64>(0, m_spec.outputLimit - m_output.size()));
    }
}

void CommandCheck::keepOutput()
{
    read();
    result().output = keptText(m_output);
}

void CommandCheck::ended()
{
    keepOutput();
    signalGroup(m_group, SIGKILL); // whatever it left behind
    if (m_process->exitStatus() == QProcess::CrashExit)
        return finish(CheckEnd::Refused, QStringLiteral("the program was ended by a signal"));
    result().code = m_process->exitCode();
    result().assertions = Domain::judgeCommand(m_process->exitCode());
    finish(CheckEnd::Answered);
}

CheckJob::Ending CommandCheck::overdue()
{
    keepOutput();
    abandon(std::exchange(m_process, nullptr), m_group);
    return { CheckEnd::Refused, within(QStringLiteral("the program did not end")) };
}

} // namespace Wf::Probes
