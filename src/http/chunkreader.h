// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <functional>

namespace Wf::Http {

/// Takes a body of "Transfer-Encoding: chunked" apart, whatever pieces it comes in.
///
/// Strict: lines end with CRLF, sizes are hexadecimal digits alone. Extensions and trailers are read past, within
/// limits.
class ChunkReader {
public:
    enum class State : quint8 { Reading, Done, Malformed };
    using Sink = std::function<void(QByteArrayView)>;

    /// Hands what the chunks carry to `sink` and returns how many bytes belong to the body.
    qsizetype feed(QByteArrayView bytes, const Sink &sink);
    [[nodiscard]] State state() const { return m_state; }

private:
    enum class Part : quint8 { Size, Data, DataEnd, Trailer };

    qsizetype feedData(QByteArrayView bytes, const Sink &sink);
    void feedLine(char c);
    void endLine();
    void beginChunk();

    State m_state = State::Reading;
    Part m_part = Part::Size;
    QByteArray m_line;
    qint64 m_left = 0; ///< of the chunk
    qsizetype m_trailer = 0; ///< bytes of trailers so far
};

} // namespace Wf::Http
