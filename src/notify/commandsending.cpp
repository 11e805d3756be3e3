// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/commandsending.h"

#include "core/childprocess.h"
#include "notify/answertext.h"
#include "notify/lettervalues.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <csignal>
#include <utility>

namespace Wf::Notify {

namespace {
    using Outcome = Ports::Delivery::Outcome;

    constexpr qsizetype kMostOutput = 4096;
    constexpr qsizetype kLongestText = 8000;
    constexpr qsizetype kLongestVariable = 16 * 1024;

    QProcessEnvironment environmentFor(const Domain::Letter &letter)
    {
        QProcessEnvironment plain = plainEnvironment();
        const TemplateValues values = letterValues(letter, kLongestText);
        for (auto each = values.begin(); each != values.end(); ++each)
            plain.insert(
                QStringLiteral("WATCHFLOOR_") + each.key().toUpper(), each.value().left(kLongestVariable));
        return plain;
    }

    QJsonObject object(const Domain::Letter &letter)
    {
        QJsonObject result;
        const TemplateValues values = letterValues(letter, kLongestText);
        for (auto each = values.begin(); each != values.end(); ++each)
            result.insert(each.key(), each.value());
        if (letter.parts.empty())
            return result;
        QJsonArray parts;
        for (const Domain::Letter &part : letter.parts)
            parts.append(object(part));
        result.insert(QStringLiteral("parts"), parts);
        return result;
    }
} // namespace

CommandSending::CommandSending(QStringList argv, Domain::Letter letter, Millis deadline, const Clock &clock)
    : Sending(clock)
    , m_argv(std::move(argv))
    , m_letter(std::move(letter))
{
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(deadline);
    connect(&m_deadline, &QTimer::timeout, this, &CommandSending::expire);
}

CommandSending::~CommandSending()
{
    if (m_process)
        abandon(m_process, m_group);
}

void CommandSending::begin()
{
    m_process = new QProcess;
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setProcessEnvironment(environmentFor(m_letter));
    makeGroupLeader(*m_process);
    connect(m_process, &QProcess::readyRead, this, &CommandSending::read);
    connect(m_process, &QProcess::finished, this, &CommandSending::ended);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            tell(Outcome::Rejected, QStringLiteral("%1 cannot be started").arg(m_argv.first()));
    });
    m_deadline.start();
    QProcess *process = m_process;
    process->start(m_argv.first(), m_argv.mid(1));
    if (isDone())
        return;
    m_group = process->processId();
    process->write(letterJson(m_letter));
    process->closeWriteChannel();
}

void CommandSending::read()
{
    const QByteArray piece = m_process->readAll();
    m_output += piece.left(kMostOutput - m_output.size());
}

void CommandSending::ended()
{
    read();
    m_deadline.stop();
    signalGroup(m_group, SIGKILL); // whatever it left behind
    if (m_process->exitStatus() == QProcess::CrashExit)
        return tell(Outcome::Retry, QStringLiteral("the program was ended by a signal"));
    const int code = m_process->exitCode();
    const QString answer = QStringLiteral("exit code %1").arg(code);
    if (code == 0)
        return tell(Outcome::Delivered, answer);
    const QString word = cleanAnswer(m_output, {});
    tell(Outcome::Retry, word.isEmpty() ? answer : answer + QStringLiteral(": ") + word);
}

void CommandSending::expire()
{
    abandon(std::exchange(m_process, nullptr), m_group);
    tell(Outcome::Retry, QStringLiteral("timeout"));
}

QByteArray letterJson(const Domain::Letter &letter)
{
    return QJsonDocument(object(letter)).toJson(QJsonDocument::Compact);
}

} // namespace Wf::Notify
