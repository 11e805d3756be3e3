// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "bench/kit/httpload.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace Wf::Bench {

namespace {
    using Clock = std::chrono::steady_clock;
    constexpr int kPatience = 10'000;

    [[noreturn]] void giveUp(const char *what)
    {
        std::perror(what);
        std::exit(3);
    }

    /// One connection and the request that is under way on it.
    class Line {
    public:
        Line(const QUrl &url)
            : m_request(
                "GET " + url.path().toUtf8() + " HTTP/1.1\r\nHost: " + url.authority().toUtf8() + "\r\n\r\n")
            , m_socket(::socket(AF_INET, SOCK_STREAM, 0))
        {
            sockaddr_in address {};
            address.sin_family = AF_INET;
            address.sin_port = htons(static_cast<uint16_t>(url.port(80)));
            ::inet_pton(AF_INET, qPrintable(url.host()), &address.sin_addr);
            const int now = 1;
            ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &now, sizeof now);
            // The only cast that the socket functions leave no way around.
            if (::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
                giveUp("connect");
        }
        ~Line() { ::close(m_socket); }
        Line(const Line &) = delete;
        Line &operator=(const Line &) = delete;

        [[nodiscard]] int socket() const { return m_socket; }
        [[nodiscard]] bool isBusy() const { return m_busy; }
        [[nodiscard]] double millis() const
        {
            return std::chrono::duration<double, std::milli>(Clock::now() - m_sent).count();
        }
        [[nodiscard]] bool isOk() const { return m_head.startsWith("HTTP/1.1 200"); }
        [[nodiscard]] qint64 bodyBytes() const { return m_length; }

        void ask()
        {
            m_head.clear();
            m_length = -1;
            m_got = 0;
            m_busy = true;
            m_sent = Clock::now();
            if (::send(m_socket, m_request.constData(), static_cast<size_t>(m_request.size()), MSG_NOSIGNAL)
                != m_request.size())
                giveUp("send");
        }

        /// Reads what is there; true when the answer is complete.
        [[nodiscard]] bool read()
        {
            static std::array<char, 256 * 1024> buffer;
            const ssize_t count = ::recv(m_socket, buffer.data(), buffer.size(), 0);
            if (count <= 0)
                giveUp("the server hung up");
            if (m_length >= 0) {
                m_got += count;
            } else {
                m_head.append(buffer.data(), count);
                readHead();
            }
            m_busy = m_length < 0 || m_got < m_length;
            return !m_busy;
        }

    private:
        void readHead()
        {
            const qsizetype end = m_head.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            const QByteArray head = m_head.left(end).toLower() + "\r\n";
            const qsizetype length = head.indexOf("\r\ncontent-length:");
            m_length = length < 0
                ? 0
                : head.mid(length + 17, head.indexOf("\r\n", length + 2) - length - 17).trimmed().toLongLong();
            m_got = m_head.size() - end - 4;
        }

        QByteArray m_request;
        int m_socket;
        QByteArray m_head;
        qint64 m_length = -1; ///< of the body; -1: the head is not complete
        qint64 m_got = 0;
        bool m_busy = false;
        Clock::time_point m_sent;
    };
} // namespace

LoadResult runLoad(const Load &load)
{
    std::vector<std::unique_ptr<Line>> lines;
    std::vector<pollfd> polled;
    for (int i = 0; i < load.connections; ++i) {
        lines.push_back(std::make_unique<Line>(load.url));
        polled.push_back({ lines.back()->socket(), POLLIN, 0 });
    }
    LoadResult result;
    result.millis.reserve(static_cast<size_t>(load.requests));
    const Clock::time_point start = Clock::now();
    for (const auto &line : lines)
        line->ask();
    int asked = load.connections;
    while (result.answered < asked) {
        if (::poll(polled.data(), polled.size(), kPatience) <= 0)
            giveUp("no answer within 10 s");
        const bool more = Clock::now() - start < load.longest;
        for (size_t i = 0; i < lines.size(); ++i) {
            if (!(polled[i].revents & (POLLIN | POLLHUP | POLLERR)) || !lines[i]->read())
                continue;
            ++result.answered;
            result.refused += lines[i]->isOk() ? 0 : 1;
            result.millis.push_back(lines[i]->millis());
            result.bodyBytes = lines[i]->bodyBytes();
            if (!more || asked >= load.requests)
                continue;
            lines[i]->ask();
            ++asked;
        }
    }
    result.wallSeconds = std::chrono::duration<double>(Clock::now() - start).count();
    return result;
}

} // namespace Wf::Bench
