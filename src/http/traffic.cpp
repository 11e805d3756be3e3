// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "http/traffic.h"

#include <algorithm>

namespace Wf::Http {

namespace {
    constexpr std::array kMethods { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" };

    QByteArray knownMethod(const QByteArray &method)
    {
        const bool known = std::ranges::any_of(kMethods, [&](const char *each) { return method == each; });
        return known ? method : QByteArrayLiteral("other");
    }
} // namespace

void Traffic::countRequest(const QByteArray &endpoint, const QByteArray &method, int status)
{
    ++m_requests[{ endpoint, knownMethod(method), status }];
}

void Traffic::expect(const QByteArray &endpoint, const QByteArray &method)
{
    for (const int status : { 500, 503 })
        m_requests.try_emplace({ endpoint, knownMethod(method), status }, 0);
}

} // namespace Wf::Http
