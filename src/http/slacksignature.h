// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"
#include "http/request.h"

#include <map>

namespace Wf::Http {

/// "v0=" and 64 hexadecimal digits: what Slack signs a request with.
[[nodiscard]] QByteArray slackSignature(
    const QByteArray &secret, const QByteArray &timestamp, const QByteArray &body);

enum class SlackVerdict : quint8 {
    Good,
    Incomplete, ///< a header is missing
    Stale, ///< the time is none, or more than five minutes from now, before or after
    Wrong, ///< signed with another secret, or not this body
    Replayed, ///< the same request came before
};

/// Remembers which requests came: whoever overhears one cannot send it again. Holds at most kMost; the oldest ones
/// give way.
class SeenRequests {
public:
    static constexpr size_t kMost = 4'096;
    /// As long as the time of a request can be good.
    static constexpr Millis kKept = std::chrono::minutes { 10 };

    /// False when it came before.
    [[nodiscard]] bool isNew(const QByteArray &signature, const QByteArray &timestamp, Instant now);
    [[nodiscard]] size_t size() const { return m_seen.size(); }

private:
    void forget(Instant now);

    std::map<QByteArray, Instant> m_seen;
    std::multimap<Instant, QByteArray> m_byAge;
};

/// Time before signature, signature before memory: what is not signed is not remembered.
[[nodiscard]] SlackVerdict checkSlackRequest(
    const QByteArray &secret, const Request &request, SeenRequests &seen, Instant now);

} // namespace Wf::Http
