// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "bench/kit/vendorserver.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <cstdio>
#include <cstdlib>

namespace Wf::Bench {

namespace {
    constexpr int kPagesAnAddress = 10;
    constexpr int kChangesEvery = 20;
} // namespace

class VendorServer::Listener final : public QTcpServer {
public:
    Listener(VendorServer &owner, const QHostAddress &address)
        : m_owner(owner)
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { answer(*socket); });
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
        if (listen(address))
            return;
        std::fprintf(stderr, "%s: %s\n", qUtf8Printable(address.toString()), qUtf8Printable(errorString()));
        std::exit(3);
    }

    [[nodiscard]] QUrl url() const
    {
        return QUrl(QStringLiteral("http://%1:%2").arg(serverAddress().toString()).arg(serverPort()));
    }

private:
    struct Page {
        int asked = 0;
        int edition = -1;
        QByteArray body;
    };

    void answer(QTcpSocket &socket)
    {
        while (true) {
            const QByteArray waiting = socket.peek(16 * 1024);
            const qsizetype end = waiting.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            socket.write(answerTo(socket.read(end + 4)));
        }
    }

    QByteArray answerTo(const QByteArray &head)
    {
        const int number = head.mid(5, head.indexOf('/', 5) - 5).toInt(); // GET /NUMBER/api/…
        Page &page = m_pages[number];
        const int edition = (page.asked++ + number) / kChangesEvery;
        if (page.edition != edition) {
            page.edition = edition;
            page.body = statusPage(number, edition);
        }
        ++m_owner.m_requests;
        const QByteArray tag = '"' + QByteArray::number(number) + '-' + QByteArray::number(edition) + '"';
        const bool tagged = m_owner.m_validators == Validators::Sent;
        const QByteArray common =
            (tagged ? "ETag: " + tag + "\r\n" : QByteArray()) + "Content-Type: application/json\r\n";
        if (head.contains(tag)) {
            ++m_owner.m_notModified;
            return "HTTP/1.1 304 Not Modified\r\n" + common + "\r\n";
        }
        m_owner.m_bytes += page.body.size();
        return "HTTP/1.1 200 OK\r\n" + common + "Content-Length: " + QByteArray::number(page.body.size())
            + "\r\n\r\n" + page.body;
    }

    VendorServer &m_owner;
    QHash<int, Page> m_pages;
};

VendorServer::VendorServer(int pages, Validators validators)
    : m_validators(validators)
{
    m_thread.start();
    m_inThread.moveToThread(&m_thread);
    QMetaObject::invokeMethod(
        &m_inThread,
        [this, pages] {
            m_sites.servers.clear();
            // At most 2 questions at once go to one host: ten pages a host never wait for each other.
            for (int first = 0; first < pages; first += kPagesAnAddress) {
                const quint32 address = 0x7f000001U + static_cast<quint32>(first / kPagesAnAddress);
                m_listeners.push_back(std::make_unique<Listener>(*this, QHostAddress(address)));
                m_sites.servers.push_back(m_listeners.back()->url());
            }
        },
        Qt::BlockingQueuedConnection);
}

VendorServer::~VendorServer()
{
    QMetaObject::invokeMethod(
        &m_inThread, [this] { m_listeners.clear(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

} // namespace Wf::Bench
