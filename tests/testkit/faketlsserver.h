// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "testkit/certificates.h"

#include <QSslSocket>
#include <QTcpServer>

#include <functional>

namespace Wf::TestKit {

/// A server on the loopback that speaks a script, encrypted from the start, or from the line on that begins it, or
/// never.
class FakeTlsServer final : public QTcpServer {
public:
    /// Answers what to say to a line (without its end); "!" as first character begins encryption after the rest.
    using Script = std::function<QByteArray(const QByteArray &line)>;
    enum class Begins { Encrypted, Plain };

    FakeTlsServer(KeyPair pair, Begins begins, QByteArray greeting, Script script)
        : m_pair(std::move(pair))
        , m_begins(begins)
        , m_greeting(std::move(greeting))
        , m_script(std::move(script))
    {
        listen(QHostAddress::LocalHost);
    }

    /// A web server that answers everything with 200 and this body.
    static Script web(const QByteArray &body)
    {
        return [body](const QByteArray &line) {
            return line.isEmpty()
                ? "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body
                : QByteArray();
        };
    }

    [[nodiscard]] QByteArrayList lines() const { return m_lines; } ///< all that was said to us

protected:
    void incomingConnection(qintptr handle) override
    {
        auto *socket = new QSslSocket(this);
        socket->setSocketDescriptor(handle);
        socket->setLocalCertificate(m_pair.certificate);
        socket->setPrivateKey(m_pair.key);
        connect(socket, &QSslSocket::readyRead, socket, [this, socket] { read(socket); });
        connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
        if (m_begins == Begins::Encrypted)
            socket->startServerEncryption();
        if (!m_greeting.isEmpty())
            socket->write(m_greeting);
    }

private:
    void read(QSslSocket *socket)
    {
        while (socket->canReadLine()) {
            const QByteArray line = socket->readLine().trimmed();
            m_lines.append(line);
            const QByteArray reply = m_script(line);
            const bool begins = reply.startsWith('!');
            socket->write(begins ? reply.mid(1) : reply);
            if (begins) {
                socket->flush();
                socket->startServerEncryption();
            }
        }
    }

    KeyPair m_pair;
    Begins m_begins;
    QByteArray m_greeting;
    Script m_script;
    QByteArrayList m_lines;
};

} // namespace Wf::TestKit
