// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "testkit/certificates.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>

namespace Wf {

/// A mail server on the loopback that demands STARTTLS and the login "ops" / "sesame": aiosmtpd in a Python of its
/// own. What it accepts it reads as a mail program would.
class MailServer {
public:
    MailServer()
    {
        const TestKit::KeyPair pair = m_made.make(QStringLiteral("DNS:localhost,IP:127.0.0.1"), 90);
        QTcpServer free;
        free.listen(QHostAddress::LocalHost);
        m_port = free.serverPort();
        free.close();
        const QString python = QStringLiteral("/usr/bin/python3");
        m_process.start(QFile::exists(python) ? python : QStringLiteral("python3"),
            { QStringLiteral("-c"), QString::fromLatin1(kProgram), pair.certificateFile, pair.keyFile,
                QString::number(m_port) });
        m_ready = m_made.areThere() && line().startsWith("ready");
    }
    ~MailServer()
    {
        m_process.closeWriteChannel();
        m_process.kill();
        m_process.waitForFinished();
    }
    MailServer(const MailServer &) = delete;
    MailServer &operator=(const MailServer &) = delete;

    [[nodiscard]] bool isReady() const { return m_ready; }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString authority() const { return m_made.authority(); }
    /// The next mail that it accepted; waits for it.
    [[nodiscard]] QJsonObject mail() { return QJsonDocument::fromJson(line()).object(); }

private:
    QByteArray line()
    {
        while (!m_process.canReadLine() && m_process.waitForReadyRead(15'000)) { }
        return m_process.readLine();
    }

    static constexpr const char *kProgram = R"(
import email, email.policy, json, ssl, sys
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith('nobody'):
            return '550 5.1.1 no such mailbox, sesame'
        if address.startswith('full'):
            return '452 4.2.2 mailbox full'
        envelope.rcpt_tos.append(address)
        return '250 OK'
    async def handle_DATA(self, server, session, envelope):
        if any(a.startswith('denied') for a in envelope.rcpt_tos):
            return '454 AccessDenied: not verified'
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        parts = [p for p in mail.walk() if not p.is_multipart()]
        told = {'from': envelope.mail_from, 'to': envelope.rcpt_tos, 'tls': session.ssl is not None,
                'defects': len(mail.defects), 'headers': {k: str(v) for k, v in mail.items()},
                'types': [p.get_content_type() for p in mail.walk()],
                'parts': [p.get_content() for p in parts]}
        print(json.dumps(told), flush=True)
        return '250 OK'
def login(server, session, envelope, mechanism, data):
    ok = data.login == b'ops' and data.password == b'sesame'
    return AuthResult(success=ok, handled=ok)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1], sys.argv[2])
controller = Controller(Handler(), hostname='127.0.0.1', port=int(sys.argv[3]), tls_context=context,
    require_starttls=True, auth_required=True, authenticator=login)
controller.start()
print('ready', flush=True)
sys.stdin.read()
)";

    TestKit::Certificates m_made;
    QProcess m_process;
    quint16 m_port = 0;
    bool m_ready = false;
};

} // namespace Wf
