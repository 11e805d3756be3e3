// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/slacksignature.h"

#include "http/samebytes.h"

#include <algorithm>

namespace Wf::Http {

namespace {
    constexpr Seconds kTolerance { 300 };
    constexpr qsizetype kLongestTimestamp = 12;

    bool isDigit(char c)
    {
        return c >= '0' && c <= '9';
    }

    bool isFresh(const QByteArray &timestamp, Instant now)
    {
        if (timestamp.size() > kLongestTimestamp || !std::ranges::all_of(timestamp, isDigit))
            return false;
        const Seconds said { timestamp.toLongLong() };
        const auto age = std::chrono::floor<Seconds>(now.time_since_epoch()) - said;
        return std::chrono::abs(age) <= kTolerance;
    }
} // namespace

QByteArray slackSignature(const QByteArray &secret, const QByteArray &timestamp, const QByteArray &body)
{
    return "v0=" + hmacHex(secret, "v0:" + timestamp + ':' + body);
}

bool SeenRequests::isNew(const QByteArray &signature, const QByteArray &timestamp, Instant now)
{
    forget(now);
    const QByteArray key = timestamp + ' ' + signature;
    if (!m_seen.emplace(key, now).second)
        return false;
    m_byAge.emplace(now, key);
    return true;
}

void SeenRequests::forget(Instant now)
{
    while (!m_byAge.empty() && (now - m_byAge.begin()->first > kKept || m_byAge.size() >= kMost)) {
        m_seen.erase(m_byAge.begin()->second);
        m_byAge.erase(m_byAge.begin());
    }
}

SlackVerdict checkSlackRequest(const QByteArray &secret, const Request &request, SeenRequests &seen, Instant now)
{
    const QByteArray timestamp = request.header("x-slack-request-timestamp");
    const QByteArray signature = request.header("x-slack-signature");
    if (timestamp.isEmpty() || signature.isEmpty())
        return SlackVerdict::Incomplete;
    if (!isFresh(timestamp, now))
        return SlackVerdict::Stale;
    if (!sameBytes(slackSignature(secret, timestamp, request.body), signature))
        return SlackVerdict::Wrong;
    return seen.isNew(signature, timestamp, now) ? SlackVerdict::Good : SlackVerdict::Replayed;
}

} // namespace Wf::Http
