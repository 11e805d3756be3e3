// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/commandcheck.h"

#include "core/childprocess.h"
#include "domain/verdict.h"

#include <csignal>
#include <utility>

namespace Wf::Probes {

using Domain::CheckEnd;

namespace {
    constexpr qint64 kChunk = 16 * 1024;
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
    makeGroupLeader(*m_process);
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
