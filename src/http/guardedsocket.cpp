// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/guardedsocket.h"

#include <algorithm>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace Wf::Http {

namespace {
    constexpr qint64 kChunk = 64 * 1024;

    /// The request as QHttpServer shall see it: hop-by-hop wishes are the guard's business, except the upgrade.
    QByteArray normalised(const Request &request)
    {
        QByteArray bytes = request.method + ' ' + request.target + " HTTP/1.1\r\n";
        for (const Header &header : request.headers) {
            const bool hop = header.name == "connection" || header.name == "upgrade" || header.name == "expect"
                || header.name == "content-length" || header.name == "transfer-encoding"
                || header.name == "trailer";
            if (!hop)
                bytes += header.name + ": " + header.value + "\r\n";
        }
        if (request.webSocket)
            bytes += "connection: Upgrade\r\nupgrade: websocket\r\n";
        if (!request.body.isEmpty())
            bytes += "content-length: " + QByteArray::number(request.body.size()) + "\r\n";
        return bytes + "\r\n" + request.body;
    }

    /// Tells the client that nothing more comes, while it may still be read from: closing at once with unread
    /// bytes would reset the connection and could take the answer along.
    void endWriting(QTcpSocket &socket)
    {
#ifdef Q_OS_UNIX
        ::shutdown(static_cast<int>(socket.socketDescriptor()), SHUT_WR);
#else
        Q_UNUSED(socket)
#endif
    }
} // namespace

GuardedSocket::GuardedSocket(const GuardLimits &limits, const Admission &admission, QObject *parent)
    : QTcpSocket(parent)
    , m_limits(limits)
    , m_admission(admission)
    , m_wire(new QTcpSocket(this))
    , m_framer(limits.framing)
{
    m_wire->setReadBufferSize(kChunk);
    connect(m_wire, &QTcpSocket::readyRead, this, &GuardedSocket::wireReadable);
    connect(m_wire, &QTcpSocket::disconnected, this, &GuardedSocket::wireGone);
    connect(m_wire, &QTcpSocket::bytesWritten, this, &GuardedSocket::wireWritten);
    m_since.start();
}

GuardedSocket::~GuardedSocket()
{
    disconnect(m_wire, nullptr, this, nullptr);
    m_wire->flush(); // a WebSocket's goodbye
    setSocketState(UnconnectedState);
    if (m_gone)
        m_gone(this);
}

bool GuardedSocket::adopt(qintptr descriptor)
{
    if (!m_wire->setSocketDescriptor(descriptor))
        return false;
    m_wire->setSocketOption(LowDelayOption, 1);
    setPeerAddress(m_wire->peerAddress());
    setPeerPort(m_wire->peerPort());
    setLocalAddress(m_wire->localAddress());
    setLocalPort(m_wire->localPort());
    setOpenMode(ReadWrite);
    setSocketState(ConnectedState);
    return true;
}

void GuardedSocket::enter(Phase phase)
{
    m_phase = phase;
    m_since.start();
}

void GuardedSocket::wireWritten(qint64 count)
{
    if (m_phase == Phase::Waiting || m_phase == Phase::Lingering || m_phase == Phase::Streaming)
        m_since.start();
    if (m_phase == Phase::Lingering && m_wire->bytesToWrite() == 0)
        endWriting(*m_wire);
    else if (m_phase == Phase::Streaming)
        streamOn();
    Q_EMIT bytesWritten(count);
}

void GuardedSocket::wireReadable()
{
    switch (m_phase) {
    case Phase::Waiting:
    case Phase::Head:
    case Phase::Body:
        pump();
        break;
    case Phase::Upgraded:
        m_ready += m_wire->readAll();
        Q_EMIT readyRead();
        break;
    case Phase::Lingering:
        (void)m_wire->readAll();
        break;
    case Phase::Answering: // stays in the buffers, which are bounded, until this answer is out
    case Phase::Streaming:
    case Phase::Closed:
        break;
    }
}

void GuardedSocket::pump()
{
    while (m_phase == Phase::Waiting || m_phase == Phase::Head || m_phase == Phase::Body) {
        if (m_pending.isEmpty())
            m_pending = m_wire->read(kChunk);
        if (m_pending.isEmpty())
            return;
        m_pending.remove(0, m_framer.feed(m_pending));
        const auto state = m_framer.state();
        if (m_framer.takeExpectation() && state == RequestFramer::State::Body)
            m_wire->write("HTTP/1.1 100 Continue\r\n\r\n");
        if (state == RequestFramer::State::Head && m_phase == Phase::Waiting)
            enter(Phase::Head);
        else if (state == RequestFramer::State::Body && m_phase != Phase::Body)
            enter(Phase::Body);
        else if (state == RequestFramer::State::Complete)
            handOver();
        else if (state == RequestFramer::State::Refused)
            refuse(m_framer.refusal());
    }
}

void GuardedSocket::handOver()
{
    m_request = m_framer.take();
    m_request.peer = peerAddress();
    enter(Phase::Answering);
    if (m_request.webSocket) {
        if (const auto denied = m_admission(m_request)) {
            m_request.keepAlive = false;
            return answer(*denied);
        }
        enter(Phase::Upgraded);
    }
    m_ready += normalised(m_request);
    if (m_phase == Phase::Upgraded)
        m_ready += std::exchange(m_pending, {});
    Q_EMIT readyRead();
}

void GuardedSocket::answer(const Reply &reply)
{
    if (m_phase != Phase::Answering)
        return;
    if (reply.stream)
        return beginStream(reply);
    const auto extent = m_request.method == "HEAD" ? Extent::HeadOnly : Extent::Whole;
    const auto afterwards = m_request.keepAlive ? Afterwards::KeepOpen : Afterwards::Close;
    m_wire->write(serialise(reply, extent, afterwards));
    m_wire->flush();
    endAnswer();
}

void GuardedSocket::endAnswer()
{
    if (!m_request.keepAlive)
        return closeAfterFlush();
    enter(Phase::Waiting);
    // Never from inside: QHttpServer is still busy with this request.
    QMetaObject::invokeMethod(this, &GuardedSocket::pump, Qt::QueuedConnection);
}

void GuardedSocket::beginStream(const Reply &reply)
{
    const auto ending = m_request.minorVersion == 1 ? Ending::Chunks : Ending::Close;
    m_request.keepAlive = m_request.keepAlive && ending == Ending::Chunks;
    m_wire->write(headOf(reply, ending, m_request.keepAlive ? Afterwards::KeepOpen : Afterwards::Close));
    if (m_request.method == "HEAD")
        return endAnswer();
    m_stream = reply.stream;
    enter(Phase::Streaming);
    streamOn();
}

/// One piece at a time: the next is made when the last has left.
void GuardedSocket::streamOn()
{
    if (m_awaitsPiece || m_wire->bytesToWrite() > 0)
        return;
    m_awaitsPiece = true;
    m_stream->next(this, [this](const Result<BodyStream::Piece> &piece) { takePiece(piece); });
}

void GuardedSocket::takePiece(const Result<BodyStream::Piece> &piece)
{
    m_awaitsPiece = false;
    if (m_phase != Phase::Streaming)
        return;
    if (!piece)
        return giveUp(); // the missing end tells the client
    m_since.start();
    const bool chunks = m_request.minorVersion == 1;
    if (!piece->bytes.isEmpty()) {
        if (chunks)
            m_wire->write(QByteArray::number(piece->bytes.size(), 16) + "\r\n");
        m_wire->write(piece->bytes);
        if (chunks)
            m_wire->write("\r\n");
    }
    if (!piece->last)
        return streamOn();
    if (chunks)
        m_wire->write("0\r\n\r\n");
    m_stream.reset();
    endAnswer();
}

void GuardedSocket::refuse(const Reply &reply)
{
    Q_EMIT refused(reply.status);
    m_wire->write(serialise(reply, Extent::Whole, Afterwards::Close));
    closeAfterFlush();
}

void GuardedSocket::closeAfterFlush()
{
    m_pending.clear();
    enter(Phase::Lingering);
    (void)m_wire->readAll();
    if (m_wire->flush(); m_wire->bytesToWrite() == 0)
        endWriting(*m_wire);
}

Millis GuardedSocket::allowance() const
{
    switch (m_phase) {
    case Phase::Waiting:
        return m_limits.idleTime;
    case Phase::Head:
        return m_limits.headTime;
    case Phase::Body:
        return m_limits.bodyTime;
    case Phase::Answering:
        return m_limits.answerTime;
    case Phase::Streaming:
        return m_awaitsPiece ? m_limits.answerTime : m_limits.idleTime;
    case Phase::Lingering:
        return m_wire->bytesToWrite() > 0 ? m_limits.idleTime : m_limits.lingerTime;
    case Phase::Upgraded:
    case Phase::Closed:
        break;
    }
    return Millis::max();
}

void GuardedSocket::checkDeadlines()
{
    if (Millis { m_since.elapsed() } < allowance())
        return;
    if (m_phase == Phase::Body && m_framer.cutShort()) {
        handOver();
    } else if (m_phase == Phase::Head || m_phase == Phase::Body) {
        refuse(errorReply(
            408, QStringLiteral("REQUEST_TIMEOUT"), QStringLiteral("The request was not complete in time.")));
    } else if (m_phase == Phase::Answering) {
        m_request.keepAlive = false;
        Q_EMIT refused(503);
        answer(errorReply(503, QStringLiteral("TIMEOUT"), QStringLiteral("The answer was not ready in time.")));
    } else {
        giveUp();
    }
}

void GuardedSocket::giveUp()
{
    m_wire->abort();
    wireGone();
}

void GuardedSocket::wireGone()
{
    if (m_phase == Phase::Closed)
        return;
    enter(Phase::Closed);
    m_stream.reset();
    setSocketState(UnconnectedState);
    Q_EMIT stateChanged(UnconnectedState);
    Q_EMIT disconnected();
}

void GuardedSocket::disconnectFromHost()
{
    if (m_phase == Phase::Closed)
        return;
    if (m_wire->state() == UnconnectedState)
        wireGone();
    else
        m_wire->disconnectFromHost();
}

qint64 GuardedSocket::bytesAvailable() const
{
    return QTcpSocket::bytesAvailable() + m_ready.size();
}

qint64 GuardedSocket::bytesToWrite() const
{
    return m_wire->bytesToWrite();
}

qint64 GuardedSocket::readData(char *data, qint64 maxSize)
{
    const qint64 count = std::min<qint64>(maxSize, m_ready.size());
    std::copy_n(m_ready.constData(), count, data);
    m_ready.remove(0, count);
    return count;
}

qint64 GuardedSocket::writeData(const char *data, qint64 size)
{
    // Only the WebSocket writes through the device; HTTP answers go through answer().
    return m_phase == Phase::Upgraded ? m_wire->write(data, size) : size;
}

} // namespace Wf::Http
