// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/chunkreader.h"

#include <algorithm>
#include <optional>

namespace Wf::Http {

namespace {
    constexpr qsizetype kLongestLine = 1024;
    constexpr qsizetype kMostTrailer = 16 * 1024;
    constexpr qsizetype kMostDigits = 15; ///< fits into 64 bits

    bool isHexDigit(char c)
    {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /// "1a", "1a;name=value": the length, or nothing.
    std::optional<qint64> chunkSize(const QByteArray &line)
    {
        const auto end = std::find_if_not(line.begin(), line.end(), isHexDigit);
        const auto digits = static_cast<qsizetype>(end - line.begin());
        const QByteArray rest = line.mid(digits).trimmed();
        const bool printable = std::none_of(rest.begin(), rest.end(),
            [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
        if (digits < 1 || digits > kMostDigits || !printable || (!rest.isEmpty() && !rest.startsWith(';')))
            return std::nullopt;
        return line.left(digits).toLongLong(nullptr, 16);
    }
} // namespace

qsizetype ChunkReader::feed(QByteArrayView bytes, const Sink &sink)
{
    qsizetype used = 0;
    while (used < bytes.size() && m_state == State::Reading) {
        if (m_part == Part::Data)
            used += feedData(bytes.sliced(used), sink);
        else
            feedLine(bytes[used++]);
    }
    return used;
}

qsizetype ChunkReader::feedData(QByteArrayView bytes, const Sink &sink)
{
    const auto count = static_cast<qsizetype>(std::min<qint64>(bytes.size(), m_left));
    sink(bytes.first(count));
    m_left -= count;
    if (m_left == 0)
        m_part = Part::DataEnd;
    return count;
}

void ChunkReader::feedLine(char c)
{
    m_line.append(c);
    if (m_line.size() > kLongestLine || (c == '\n' && !m_line.endsWith("\r\n")))
        m_state = State::Malformed;
    else if (c == '\n')
        endLine();
}

void ChunkReader::endLine()
{
    m_line.chop(2);
    if (m_part == Part::Size)
        beginChunk();
    else if (m_part == Part::DataEnd && m_line.isEmpty())
        m_part = Part::Size;
    else if (m_part == Part::Trailer && m_line.isEmpty())
        m_state = State::Done;
    else if (m_part == Part::DataEnd || (m_trailer += m_line.size()) > kMostTrailer)
        m_state = State::Malformed;
    m_line.resize(0); // keeps its room: chunks may be as small as a byte
}

void ChunkReader::beginChunk()
{
    const std::optional<qint64> size = chunkSize(m_line);
    if (!size) {
        m_state = State::Malformed;
        return;
    }
    m_left = *size;
    m_part = *size > 0 ? Part::Data : Part::Trailer;
}

} // namespace Wf::Http
