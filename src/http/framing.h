// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "http/reply.h"

#include <optional>

namespace Wf::Http {

struct FramingLimits {
    qsizetype headBytes = 16 * 1024; ///< request line and headers
    qint64 bodyBytes = 1024 * 1024;
};

/// Finds where a request begins and ends, whatever pieces it comes in. Pure; bytes in, requests or a refusal out.
///
/// Strict where leniency is how requests are smuggled: one Host (HTTP/1.1), at most one Content-Length, no
/// Transfer-Encoding (411: say the length), no folded header lines, no control characters, CRLF or LF alone as the
/// end of a line. Empty lines before a request line are skipped.
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
    /// Complete: the request; the framer is idle again.
    [[nodiscard]] Request take();
    /// Refused: what to answer before closing.
    [[nodiscard]] const Reply &refusal() const { return m_refusal; }

private:
    qsizetype feedHead(QByteArrayView bytes);
    qsizetype feedBody(QByteArrayView bytes);
    void endHead();
    void refuse(int status, const QString &code, const QString &message);
    void badRequest(const QString &message);
    [[nodiscard]] bool parseRequestLine(const QByteArray &line);
    [[nodiscard]] bool parseHeader(const QByteArray &line);
    [[nodiscard]] bool checkHost();
    [[nodiscard]] bool checkLength();
    [[nodiscard]] bool checkExpectation();
    void noteConnection();

    FramingLimits m_limits;
    State m_state = State::Idle;
    QByteArray m_head;
    Request m_request;
    qint64 m_bodyLength = 0;
    bool m_expects = false;
    Reply m_refusal;
};

} // namespace Wf::Http
