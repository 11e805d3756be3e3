// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/framing.h"

#include <algorithm>

namespace Wf::Http {

namespace {
    bool isTokenCharacter(char c)
    {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    }

    bool isToken(QByteArrayView text)
    {
        return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
    }

    bool hasControlCharacter(QByteArrayView text)
    {
        return std::any_of(text.begin(), text.end(),
            [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
    }

    /// Origin form ("/path?query") of printable ASCII.
    bool isTarget(QByteArrayView text)
    {
        return text.startsWith('/')
            && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    }

    bool namesOption(const QByteArray &list, const QByteArray &option)
    {
        const auto entries = list.toLower().split(',');
        return std::any_of(
            entries.begin(), entries.end(), [&](const auto &entry) { return entry.trimmed() == option; });
    }

    QByteArray withoutLineEnd(QByteArray line)
    {
        if (line.endsWith('\r'))
            line.chop(1);
        return line;
    }

    /// True when `head` ends with an empty line.
    bool endsHead(const QByteArray &head)
    {
        return head.endsWith("\n\r\n") || head.endsWith("\n\n");
    }
} // namespace

qsizetype RequestFramer::feed(QByteArrayView bytes)
{
    qsizetype used = 0;
    if (m_state == State::Idle || m_state == State::Head)
        used = feedHead(bytes);
    if (m_state == State::Body)
        used += feedBody(bytes.sliced(used));
    return used;
}

qsizetype RequestFramer::feedHead(QByteArrayView bytes)
{
    qsizetype used = 0;
    while (used < bytes.size() && (m_state == State::Idle || m_state == State::Head)) {
        const char c = bytes[used++];
        if (m_state == State::Idle && (c == '\r' || c == '\n'))
            continue;
        m_state = State::Head;
        if (c == '\0')
            badRequest(QStringLiteral("The request contains a NUL byte."));
        m_head.append(c);
        if (m_state == State::Head && m_head.size() > m_limits.headBytes)
            refuse(431, QStringLiteral("HEADER_TOO_LARGE"),
                QStringLiteral("The request's header is larger than %1 bytes.").arg(m_limits.headBytes));
        if (m_state == State::Head && c == '\n' && endsHead(m_head))
            endHead();
    }
    return used;
}

qsizetype RequestFramer::feedBody(QByteArrayView bytes)
{
    const auto most = static_cast<qsizetype>(std::min<qint64>(bytes.size(), m_limits.pingBytes - m_bodyRead));
    const QByteArrayView taken = m_request.isPing() ? bytes.first(most) : bytes;
    if (m_chunks)
        return feedChunks(taken);
    const auto wanted = static_cast<qsizetype>(std::min<qint64>(taken.size(), m_bodyLength - m_bodyRead));
    keep(taken.first(wanted));
    m_bodyRead += wanted;
    if (m_bodyRead == m_bodyLength)
        m_state = State::Complete;
    else if (m_bodyRead >= m_limits.pingBytes)
        endEarly();
    return wanted;
}

qsizetype RequestFramer::feedChunks(QByteArrayView bytes)
{
    const qsizetype used = m_chunks->feed(bytes, [this](QByteArrayView data) { keep(data); });
    m_bodyRead += used;
    if (m_chunks->state() == ChunkReader::State::Done)
        m_state = State::Complete;
    else if (m_chunks->state() == ChunkReader::State::Malformed)
        badRequest(QStringLiteral("The chunks of the request's body are malformed."));
    else if (m_bodyRead >= m_limits.pingBytes)
        endEarly();
    return used;
}

void RequestFramer::keep(QByteArrayView bytes)
{
    const qint64 room = m_limits.bodyBytes - m_request.body.size();
    m_request.body.append(bytes.first(static_cast<qsizetype>(std::min<qint64>(bytes.size(), room))));
}

void RequestFramer::endEarly()
{
    m_request.keepAlive = false; // the next request cannot be found behind a body of which the end is unknown
    m_state = State::Complete;
}

bool RequestFramer::cutShort()
{
    if (m_state != State::Body || !m_request.isPing() || m_request.body.size() < m_limits.bodyBytes)
        return false;
    endEarly();
    return true;
}

void RequestFramer::endHead()
{
    QByteArrayList lines = m_head.split('\n');
    lines.removeLast(); // behind the last line end
    lines.removeLast(); // the empty line
    if (!parseRequestLine(withoutLineEnd(lines.takeFirst())))
        return;
    for (const QByteArray &line : std::as_const(lines)) {
        if (!parseHeader(withoutLineEnd(line)))
            return;
    }
    if (!checkHost() || !checkLength() || !checkExpectation())
        return;
    noteConnection();
    m_state = hasBody() ? State::Body : State::Complete;
}

bool RequestFramer::parseRequestLine(const QByteArray &line)
{
    const QByteArrayList words = line.split(' ');
    const bool shape = words.size() == 3 && isToken(words[0]) && words[0].size() <= 32 && isTarget(words[1]);
    if (!shape || !words[2].startsWith("HTTP/")) {
        badRequest(
            QStringLiteral("The first line is not an HTTP request; it should read like 'GET /path HTTP/1.1'."));
        return false;
    }
    if (words[2] != "HTTP/1.1" && words[2] != "HTTP/1.0") {
        refuse(505, QStringLiteral("HTTP_VERSION_NOT_SUPPORTED"), QStringLiteral("Use HTTP/1.1 or HTTP/1.0."));
        return false;
    }
    m_request.method = words[0];
    m_request.target = words[1];
    m_request.minorVersion = words[2].endsWith('1') ? 1 : 0;
    return true;
}

bool RequestFramer::parseHeader(const QByteArray &line)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 1 || !isToken(QByteArrayView(line).first(colon)) || hasControlCharacter(line)) {
        badRequest(QStringLiteral("A header line is malformed; each should read like 'Name: value'."));
        return false;
    }
    m_request.headers.push_back({ line.left(colon).toLower(), line.mid(colon + 1).trimmed() });
    return true;
}

bool RequestFramer::checkHost()
{
    const auto hosts = std::count_if(m_request.headers.begin(), m_request.headers.end(),
        [](const Header &header) { return header.name == "host"; });
    if (hosts > 1 || (hosts == 0 && m_request.minorVersion == 1)) {
        badRequest(QStringLiteral("The request must have exactly one Host header."));
        return false;
    }
    return true;
}

bool RequestFramer::checkLength()
{
    std::optional<QByteArray> length;
    std::optional<QByteArray> coding;
    bool differing = false;
    for (const Header &header : m_request.headers) {
        if (header.name == "transfer-encoding")
            coding = coding ? *coding + ',' + header.value : header.value;
        if (header.name != "content-length")
            continue;
        differing = differing || (length && *length != header.value);
        length = header.value;
    }
    if (differing || (length && coding)) {
        badRequest(QStringLiteral("The request's length is ambiguous; send one Content-Length."));
        return false;
    }
    return coding ? checkCoding(*coding) : !length || parseLength(*length);
}

bool RequestFramer::checkCoding(const QByteArray &coding)
{
    if (!m_request.isPing()) {
        refuse(411, QStringLiteral("LENGTH_REQUIRED"),
            QStringLiteral("Transfer-Encoding is not accepted; send the body with a Content-Length."));
    } else if (m_request.minorVersion == 0) {
        badRequest(QStringLiteral("HTTP/1.0 knows no Transfer-Encoding; send the body with a Content-Length."));
    } else if (coding.toLower() != "chunked") {
        refuse(501, QStringLiteral("NOT_IMPLEMENTED"),
            QStringLiteral("The only Transfer-Encoding understood is chunked."));
    } else {
        m_chunks.emplace();
    }
    return m_chunks.has_value();
}

bool RequestFramer::parseLength(const QByteArray &length)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (length.isEmpty() || !std::all_of(length.begin(), length.end(), isDigit)) {
        badRequest(QStringLiteral("Content-Length must be a whole number of bytes."));
        return false;
    }
    bool fits = true;
    m_bodyLength = length.toLongLong(&fits);
    if (!fits || (m_bodyLength > m_limits.bodyBytes && !m_request.isPing())) {
        refuse(413, QStringLiteral("BODY_TOO_LARGE"),
            QStringLiteral("The request's body is larger than %1 bytes.").arg(m_limits.bodyBytes));
        return false;
    }
    return true;
}

bool RequestFramer::checkExpectation()
{
    const QByteArray expectation = m_request.header("expect").toLower();
    if (!expectation.isEmpty() && expectation != "100-continue") {
        refuse(417, QStringLiteral("EXPECTATION_FAILED"),
            QStringLiteral("The only expectation met is 100-continue."));
        return false;
    }
    m_expects = !expectation.isEmpty() && m_request.minorVersion == 1 && hasBody();
    return true;
}

void RequestFramer::noteConnection()
{
    const QByteArray connection = m_request.header("connection");
    m_request.keepAlive =
        m_request.minorVersion == 1 ? !namesOption(connection, "close") : namesOption(connection, "keep-alive");
    m_request.webSocket = namesOption(connection, "upgrade")
        && namesOption(m_request.header("upgrade"), "websocket") && m_request.minorVersion == 1 && !hasBody();
}

bool RequestFramer::takeExpectation()
{
    return std::exchange(m_expects, false);
}

Request RequestFramer::take()
{
    Request request = std::exchange(m_request, {});
    m_head.clear();
    m_bodyLength = 0;
    m_bodyRead = 0;
    m_chunks.reset();
    m_expects = false;
    m_state = State::Idle;
    return request;
}

void RequestFramer::badRequest(const QString &message)
{
    refuse(400, QStringLiteral("BAD_REQUEST"), message);
}

void RequestFramer::refuse(int status, const QString &code, const QString &message)
{
    m_state = State::Refused;
    m_refusal = errorReply(status, code, message);
}

} // namespace Wf::Http
