// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/streamcheck.h"

#include "domain/verdict.h"
#include "probes/address.h"

namespace Wf::Probes {

using Domain::CheckEnd;

namespace {
    constexpr qint64 kMostReceived = 64 * 1024;

    QString peerOf(const QSslSocket &socket)
    {
        return endpointText(socket.peerAddress().toString(), socket.peerPort());
    }

    QString endpointFault(const QString &host, quint16 port)
    {
        if (!host.isEmpty() && port != 0)
            return {};
        return QStringLiteral("the check names no host and port (write HOST:PORT)");
    }
} // namespace

TcpCheck::TcpCheck(const Domain::TcpSpec &spec, const Domain::LinkSpec &link)
    : m_spec(spec)
    , m_link(link)
    , m_dialer(m_socket, result().phases, [this] { return lap(); })
    , m_securing(m_socket)
    , m_dialogue(spec.startTls)
{
    connect(&m_socket, &QSslSocket::readyRead, this, [this] {
        if (m_stage == Stage::Greeting)
            greet();
        else if (m_stage == Stage::Reading)
            read();
    });
    connect(&m_socket, &QSslSocket::disconnected, this, &TcpCheck::closed, Qt::QueuedConnection);
}

void TcpCheck::begin()
{
    QString fault = endpointFault(m_spec.host, m_spec.port);
    if (fault.isEmpty())
        fault = linkFault(m_link);
    if (!fault.isEmpty())
        return finish(CheckEnd::NotAsked, fault);
    m_dialer.dial(m_spec.host, m_spec.port, m_link.family, [this](const Dialer::Outcome &outcome) {
        if (!outcome.connected)
            return finish(CheckEnd::Unreached, outcome.trouble);
        connected();
    });
}

void TcpCheck::connected()
{
    result().peer = peerOf(m_socket);
    if (m_spec.startTls == Domain::StartTls::None)
        return converse();
    m_stage = Stage::Greeting;
    greet();
}

void TcpCheck::greet()
{
    const QByteArray answer = m_dialogue.hear(m_socket.read(kMostReceived));
    if (m_dialogue.state() == StartTlsDialogue::State::Failed)
        return finish(CheckEnd::Refused, m_dialogue.trouble());
    if (m_dialogue.state() == StartTlsDialogue::State::Talking) {
        m_socket.write(answer);
        return;
    }
    m_stage = Stage::Securing;
    result().phases.firstByte = lap();
    m_securing.start(m_spec.host, m_link, [this](const Securing::Outcome &outcome) {
        result().phases.tls = lap();
        if (outcome.certificate)
            result().certificate = outcome.certificate->info;
        if (!outcome.secured)
            return finish(CheckEnd::Refused, outcome.trouble);
        converse();
    });
}

void TcpCheck::converse()
{
    m_stage = Stage::Reading;
    m_socket.write(m_spec.send);
    if (m_spec.expect.isEmpty())
        return judge();
    m_received = m_dialogue.said();
    read();
}

void TcpCheck::read()
{
    const QByteArray more = m_socket.read(kMostReceived - m_received.size());
    if (!more.isEmpty() && result().bytes == 0 && m_spec.startTls == Domain::StartTls::None)
        result().phases.firstByte = lap();
    m_received += more;
    result().bytes = m_received.size();
    if (m_received.contains(m_spec.expect.toUtf8()) || m_received.size() >= kMostReceived)
        judge();
}

void TcpCheck::closed()
{
    if (m_stage == Stage::Greeting)
        finish(
            CheckEnd::Refused, u"the server closed the connection before " % word(m_spec.startTls) % u" greeted");
    else if (m_stage == Stage::Reading)
        judge();
}

void TcpCheck::judge()
{
    if (isDone())
        return;
    if (!m_spec.expect.isEmpty())
        result().phases.transfer = lap();
    result().assertions = Domain::judgeText(m_spec.expect, m_received, m_received.size() >= kMostReceived);
    result().output = keptText(m_received);
    finish(CheckEnd::Answered);
}

CheckJob::Ending TcpCheck::overdue()
{
    const QString target = Domain::word(m_spec.startTls);
    switch (m_stage) {
    case Stage::Connecting:
        return { CheckEnd::Unreached,
            within(u"no connection to " % endpointText(m_spec.host, m_spec.port)) % u" (" % m_dialer.stage()
                % u')' };
    case Stage::Greeting:
        return { CheckEnd::Refused, within(u"the server did not speak " % target) };
    case Stage::Securing:
        return { CheckEnd::Refused, within(QStringLiteral("no TLS handshake")) };
    case Stage::Reading:
        break;
    }
    result().output = keptText(m_received);
    return { CheckEnd::Refused,
        within(u"the answer did not contain \"" % m_spec.expect % u'"')
            % (m_received.isEmpty() ? QStringLiteral(": nothing came")
                                    : QString(u": \"" % keptText(m_received).left(200) % u'"')) };
}

TlsCheck::TlsCheck(const Domain::TlsSpec &spec, const Domain::LinkSpec &link)
    : m_spec(spec)
    , m_link(link)
    , m_dialer(m_socket, result().phases, [this] { return lap(); })
    , m_securing(m_socket)
{
}

void TlsCheck::begin()
{
    QString fault = endpointFault(m_spec.host, m_spec.port);
    if (fault.isEmpty())
        fault = linkFault(m_link);
    if (fault.isEmpty() && !m_spec.minimumProtocol.isEmpty()
        && !Domain::tlsProtocols().contains(m_spec.minimumProtocol))
        fault =
            QStringLiteral("\"%1\" is no version of TLS (write TLSv1.2 or TLSv1.3)").arg(m_spec.minimumProtocol);
    if (!fault.isEmpty())
        return finish(CheckEnd::NotAsked, fault);
    m_dialer.dial(m_spec.host, m_spec.port, m_link.family, [this](const Dialer::Outcome &outcome) {
        if (!outcome.connected)
            return finish(CheckEnd::Unreached, outcome.trouble);
        m_connected = true;
        result().peer = peerOf(m_socket);
        const QString name = m_spec.serverName.isEmpty() ? m_spec.host : m_spec.serverName;
        m_securing.start(name, m_link, [this](const Securing::Outcome &secured) { judge(secured); });
    });
}

void TlsCheck::judge(const Securing::Outcome &outcome)
{
    result().phases.tls = lap();
    if (outcome.certificate)
        result().certificate = outcome.certificate->info;
    if (!outcome.secured)
        return finish(CheckEnd::Refused, outcome.trouble);
    result().assertions = Domain::judgeTls(m_spec, *result().certificate);
    finish(CheckEnd::Answered);
}

CheckJob::Ending TlsCheck::overdue()
{
    const QString target = endpointText(m_spec.host, m_spec.port);
    if (m_connected)
        return { CheckEnd::Refused, within(target % u" did not finish the TLS handshake") };
    return { CheckEnd::Unreached, within(u"no connection to " % target) % u" (" % m_dialer.stage() % u')' };
}

} // namespace Wf::Probes
