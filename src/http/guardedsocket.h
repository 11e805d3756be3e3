// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"
#include "http/framing.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTcpSocket>

#include <functional>

namespace Wf::Http {

class GuardedTcpServer;

/// All limits of the front door. Times are measured on a shared coarse timer that looks every `tick`.
struct GuardLimits {
    FramingLimits framing;
    int connections = 512; ///< in all
    int perAddress = 128;
    Millis headTime { 10'000 }; ///< from a request's first byte to the end of its header
    Millis bodyTime { 30'000 }; ///< from there to the end of its body
    Millis answerTime { 30'000 }; ///< a handler that takes longer is answered for: 503
    Millis idleTime { 60'000 }; ///< between requests, and for a client that does not read its answer on
    Millis lingerTime { 2'000 }; ///< after an error, until the client has read it
    Millis tick { 500 };
};

/// What QHttpServer takes for a TCP socket. It wraps the real one (as QSslSocket does) and lets through only one
/// complete, well-formed request at a time; answers go out through answer(). QHttpServer itself has no limits.
/// Refuses by itself, with the JSON envelope and a closed connection, whatever is malformed, too large or too
/// slow.
class GuardedSocket final : public QTcpSocket {
    Q_OBJECT

public:
    /// Says no to a request for a WebSocket before the handshake.
    using Admission = std::function<std::optional<Reply>(const Request &)>;

    GuardedSocket(const GuardLimits &limits, const Admission &admission, QObject *parent);
    ~GuardedSocket() override;

    [[nodiscard]] bool adopt(qintptr descriptor);
    /// Called with the owner's bookkeeping when the object dies.
    void onGone(std::function<void(GuardedSocket *)> gone) { m_gone = std::move(gone); }

    /// The request that waits for its answer.
    [[nodiscard]] const Request &request() const { return m_request; }
    /// Answers it; does nothing when it was answered before or the client is gone.
    void answer(const Reply &reply);
    /// Answers without a request, and closes.
    void refuse(const Reply &reply);
    /// Looks at the clock: called by the shared timer.
    void checkDeadlines();

Q_SIGNALS:
    /// Answered with this status by the guard itself: too slow, too large, malformed.
    void refused(int status);

public:
    void disconnectFromHost() override;
    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] qint64 bytesToWrite() const override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    enum class Phase : quint8 { Waiting, Head, Body, Answering, Streaming, Upgraded, Lingering, Closed };

    void enter(Phase phase);
    void wireReadable();
    void wireGone();
    void pump();
    void handOver();
    void beginStream(const Reply &reply);
    void streamOn();
    void takePiece(const Result<BodyStream::Piece> &piece);
    void endAnswer();
    void wireWritten(qint64 count);
    void closeAfterFlush();
    void giveUp();
    [[nodiscard]] Millis allowance() const;

    GuardLimits m_limits;
    Admission m_admission;
    std::function<void(GuardedSocket *)> m_gone;
    QTcpSocket *m_wire;
    RequestFramer m_framer;
    Request m_request;
    QByteArray m_pending; ///< read, but belongs to the next request
    QByteArray m_ready; ///< for QHttpServer
    std::shared_ptr<BodyStream> m_stream; ///< of the answer under way
    bool m_awaitsPiece = false;
    Phase m_phase = Phase::Waiting;
    QElapsedTimer m_since; ///< in this phase
};

} // namespace Wf::Http
