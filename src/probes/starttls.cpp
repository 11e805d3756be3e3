// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/starttls.h"

#include "probes/checkjob.h"

#include <QByteArrayList>

namespace Wf::Probes {

using Domain::StartTls;

namespace {
    constexpr qsizetype kMostSaid = 16 * 1024;

    /// What we say after each good answer; after the last of them the server waits for the handshake.
    QByteArrayList linesFor(StartTls protocol)
    {
        switch (protocol) {
        case StartTls::Smtp:
            return { "EHLO watchfloor.invalid\r\n", "STARTTLS\r\n" };
        case StartTls::Imap:
            return { "w1 STARTTLS\r\n" };
        case StartTls::Pop3:
            return { "STLS\r\n" };
        case StartTls::Ftp:
            return { "AUTH TLS\r\n" };
        case StartTls::None:
            break;
        }
        return {};
    }
} // namespace

StartTlsDialogue::StartTlsDialogue(StartTls protocol)
    : m_protocol(protocol)
{
}

QByteArray StartTlsDialogue::hear(const QByteArray &bytes)
{
    m_pending += bytes;
    m_said += bytes;
    QByteArray answer;
    qsizetype end = m_pending.indexOf('\n');
    while (end >= 0 && m_state == State::Talking) {
        const QByteArray line = m_pending.left(end).trimmed();
        m_pending.remove(0, end + 1);
        answer += reply(line);
        end = m_pending.indexOf('\n');
    }
    if (m_said.size() > kMostSaid && m_state == State::Talking) {
        m_state = State::Failed;
        m_trouble = QStringLiteral("the server talks without end before STARTTLS");
    }
    return answer;
}

QByteArray StartTlsDialogue::reply(const QByteArray &line)
{
    if (!isLast(line))
        return {};
    if (!isGood(line)) {
        fail(line);
        return {};
    }
    const QByteArrayList lines = linesFor(m_protocol);
    if (m_step == lines.size()) {
        m_state = State::Ready;
        return {};
    }
    return lines.at(m_step++);
}

/// SMTP and FTP: "250-more", "250 last". IMAP: untagged lines go before ours.
bool StartTlsDialogue::isLast(const QByteArray &line) const
{
    if (m_protocol == StartTls::Imap)
        return m_step == 0 || line.startsWith("w1 ");
    if (m_protocol == StartTls::Pop3)
        return line.startsWith('+') || line.startsWith('-');
    return line.size() == 3 || (line.size() > 3 && line.at(3) == ' ');
}

bool StartTlsDialogue::isGood(const QByteArray &line) const
{
    switch (m_protocol) {
    case StartTls::Imap:
        return m_step == 0 ? line.startsWith("* OK") : line.startsWith("w1 OK");
    case StartTls::Pop3:
        return line.startsWith("+OK");
    case StartTls::Ftp:
    case StartTls::Smtp:
        return line.startsWith('2');
    case StartTls::None:
        break;
    }
    return false;
}

void StartTlsDialogue::fail(const QByteArray &line)
{
    m_state = State::Failed;
    const QString what = m_step == 0 ? QStringLiteral("the server does not greet as %1 does").arg(word(m_protocol))
                                     : QStringLiteral("the server does not begin encryption (STARTTLS)");
    m_trouble = what % u": \"" % keptText(line).left(200) % u'"';
}

} // namespace Wf::Probes
