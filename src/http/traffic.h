// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <array>
#include <map>
#include <tuple>

namespace Wf::Http {

/// How a request showed that it may do what it asks for.
enum class TokenOutcome : quint8 { Accepted, Missing, Wrong, NotConfigured };

/// What came in over HTTP, counted for /metrics. A value without locks; lives in the HTTP thread. What a client
/// may choose freely (paths, words for methods) never becomes a name here.
class Traffic {
public:
    /// No route has the path, or there was no request that could be read.
    static constexpr char kUnknown[] = "unknown";

    struct Key {
        QByteArray endpoint; ///< pattern of the route, or kUnknown
        QByteArray method; ///< one of those that HTTP knows, else "other"
        int status = 0;

        bool operator<(const Key &other) const
        {
            return std::tie(endpoint, method, status) < std::tie(other.endpoint, other.method, other.status);
        }
    };

    void countRequest(const QByteArray &endpoint, const QByteArray &method, int status);
    void countToken(TokenOutcome outcome) { ++m_tokens[static_cast<size_t>(outcome)]; }
    /// Failures of this route exist from now on, with zero.
    void expect(const QByteArray &endpoint, const QByteArray &method);

    [[nodiscard]] const std::map<Key, quint64> &requests() const { return m_requests; }
    [[nodiscard]] quint64 tokens(TokenOutcome outcome) const { return m_tokens[static_cast<size_t>(outcome)]; }

private:
    std::map<Key, quint64> m_requests;
    std::array<quint64, 4> m_tokens {};
};

} // namespace Wf::Http
