// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "http/chunkreader.h"
#include "http/reply.h"

#include <optional>

namespace Wf::Http {

struct FramingLimits {
    qsizetype headBytes = 16 * 1024; ///< request line and headers
    qint64 bodyBytes = 1024 * 1024;
    /// Of a ping's body so much is read; what is past bodyBytes is thrown away.
    qint64 pingBytes = 100'000'000;
};

/// Finds where a request begins and ends, whatever pieces it comes in. Pure; bytes in, requests or a refusal out.
///
/// Strict where leniency is how requests are smuggled: one Host (HTTP/1.1), at most one Content-Length, no
/// Transfer-Encoding (411: say the length), no folded header lines, no control characters, CRLF or LF alone as the
/// end of a line. Empty lines before a request line are skipped.
///
/// Pings are taken from whatever a job pipes into them: their bodies may be chunked and as long as they like. One
/// that is longer than `pingBytes` counts when so much of it was read; its connection is closed after the answer.
class RequestFramer {
public:
    enum class State : quint8 { Idle, Head, Body, Complete, Refused };

    explicit RequestFramer(const FramingLimits &limits)
        : m_limits(limits)
    {
    }

    /// Takes as much of `bytes` as belongs to the current request and returns how much that was.
    qsizetype feed(QByteArrayView bytes);
    [[nodiscard]] State state() const { return m_state; }
    /// The client waits for "100 Continue" before it sends the body. True once a request.
    [[nodiscard]] bool takeExpectation();
    /// No more of this body will be waited for. True when that leaves a complete request: a ping of whose body all
    /// is there that is ever looked at.
    [[nodiscard]] bool cutShort();
    /// Complete: the request; the framer is idle again.
    [[nodiscard]] Request take();
    /// Refused: what to answer before closing.
    [[nodiscard]] const Reply &refusal() const { return m_refusal; }

private:
    qsizetype feedHead(QByteArrayView bytes);
    qsizetype feedBody(QByteArrayView bytes);
    qsizetype feedChunks(QByteArrayView bytes);
    void keep(QByteArrayView bytes);
    void endEarly();
    void endHead();
    void refuse(int status, const QString &code, const QString &message);
    void badRequest(const QString &message);
    [[nodiscard]] bool parseRequestLine(const QByteArray &line);
    [[nodiscard]] bool parseHeader(const QByteArray &line);
    [[nodiscard]] bool checkHost();
    [[nodiscard]] bool checkLength();
    [[nodiscard]] bool checkCoding(const QByteArray &coding);
    [[nodiscard]] bool parseLength(const QByteArray &length);
    [[nodiscard]] bool hasBody() const { return m_bodyLength > 0 || m_chunks; }
    [[nodiscard]] bool checkExpectation();
    void noteConnection();

    FramingLimits m_limits;
    State m_state = State::Idle;
    QByteArray m_head;
    Request m_request;
    qint64 m_bodyLength = 0;
    qint64 m_bodyRead = 0; ///< of the wire: with the marks of chunks, and what is not kept
    std::optional<ChunkReader> m_chunks;
    bool m_expects = false;
    Reply m_refusal;
};

} // namespace Wf::Http
