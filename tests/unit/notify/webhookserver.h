// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

namespace Wf {

/// A receiver on the loopback that keeps what it got and answers what it was told to. An empty answer says
/// nothing.
class WebhookServer : public QTcpServer {
public:
    struct Request {
        QByteArray head;
        QByteArray body;
    };

    WebhookServer()
        : WebhookServer(plain(200, "ok", {}))
    {
    }
    explicit WebhookServer(QByteArray answer)
        : m_answer(std::move(answer))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        });
    }

    static QByteArray plain(int status, const QByteArray &body, const QByteArray &headers = {})
    {
        return "HTTP/1.1 " + QByteArray::number(status) + " Word\r\n" + headers
            + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/services/T0/B0/sesame")) const
    {
        return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(serverPort()).arg(path));
    }
    [[nodiscard]] const std::vector<Request> &requests() const { return m_requests; }
    void setAnswer(const QByteArray &answer) { m_answer = answer; }

private:
    void read(QTcpSocket *socket)
    {
        QByteArray &buffer = m_buffers[socket];
        buffer += socket->readAll();
        const qsizetype end = buffer.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const QByteArray head = buffer.left(end);
        const qsizetype at = head.toLower().indexOf("content-length:");
        const qsizetype length =
            at < 0 ? 0 : head.mid(at + 15, head.indexOf("\r\n", at) - at - 15).trimmed().toInt();
        if (buffer.size() < end + 4 + length)
            return;
        m_requests.push_back({ head, buffer.mid(end + 4, length) });
        buffer.clear();
        socket->write(m_answer);
    }

    QByteArray m_answer;
    QHash<QTcpSocket *, QByteArray> m_buffers;
    std::vector<Request> m_requests;
};

} // namespace Wf
