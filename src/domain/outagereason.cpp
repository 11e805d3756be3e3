// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/outagereason.h"

#include "domain/verdict.h"
#include "domain/words.h"

#include <algorithm>

namespace Wf::Domain {

namespace {
    using enum OutageReason;

    constexpr Words::Table<12> kWords { QLatin1String("timeout"), QLatin1String("unreached"), QLatin1String("tls"),
        QLatin1String("protocol"), QLatin1String("status"), QLatin1String("assertion"), QLatin1String("latency"),
        QLatin1String("certificate"), QLatin1String("domain_expiry"), QLatin1String("exit_status"),
        QLatin1String("missed"), QLatin1String("failed") };

    /// What a demand begins with says what it is about.
    struct Beginning {
        QLatin1String word;
        OutageReason reason;
    };
    constexpr Beginning kBeginnings[] {
        { QLatin1String("status "), StatusCode }, { QLatin1String("total "), Latency },
        { QLatin1String("certificate "), Certificate }, { QLatin1String("domain "), DomainExpiry },
        { QLatin1String("exit status "), ExitStatus }, { QLatin1String("protocol "), Tls },
        { QLatin1String("at least 1 of "), Unreached }, // echo requests answered
    };

    OutageReason reasonOf(const AssertionOutcome &broken)
    {
        const auto *known = std::ranges::find_if(
            kBeginnings, [&broken](const Beginning &each) { return broken.expected.startsWith(each.word); });
        return known == std::end(kBeginnings) ? Assertion : known->reason;
    }

    bool isEncrypted(const CheckSpec &spec)
    {
        if (const auto *http = std::get_if<HttpSpec>(&spec.target))
            return http->url.scheme() == QLatin1String("https");
        if (const auto *socket = std::get_if<WebSocketSpec>(&spec.target))
            return socket->url.scheme() == QLatin1String("wss");
        if (const auto *tcp = std::get_if<TcpSpec>(&spec.target))
            return tcp->startTls != StartTls::None;
        return std::holds_alternative<TlsSpec>(spec.target);
    }

    bool hasAssertions(const CheckSpec &spec)
    {
        if (const auto *http = std::get_if<HttpSpec>(&spec.target))
            return !http->bodyContains.isEmpty() || !http->bodyNotContains.isEmpty()
                || !http->bodyMatches.isEmpty() || !http->json.empty() || !http->header.empty();
        if (const auto *tcp = std::get_if<TcpSpec>(&spec.target))
            return !tcp->expect.isEmpty();
        if (const auto *socket = std::get_if<WebSocketSpec>(&spec.target))
            return !socket->expect.isEmpty();
        return std::holds_alternative<DnsSpec>(spec.target);
    }

    std::vector<OutageReason> reasonsOfKind(const CheckSpec &spec)
    {
        if (std::holds_alternative<HttpSpec>(spec.target))
            return { Timeout, Unreached, Protocol, StatusCode };
        if (std::holds_alternative<CommandSpec>(spec.target))
            return { Timeout, ExitStatus };
        if (std::holds_alternative<DomainSpec>(spec.target))
            return { Timeout, Unreached, Protocol, DomainExpiry };
        if (std::holds_alternative<PingSpec>(spec.target) || std::holds_alternative<TlsSpec>(spec.target))
            return { Timeout, Unreached };
        return { Timeout, Unreached, Protocol };
    }
} // namespace

QString word(OutageReason reason)
{
    return Words::of(kWords, reason);
}

std::vector<OutageReason> usualReasons(const CheckSpec &spec)
{
    std::vector<OutageReason> reasons = reasonsOfKind(spec);
    if (isEncrypted(spec))
        reasons.push_back(Tls);
    if (hasAssertions(spec))
        reasons.push_back(Assertion);
    if (spec.latency || spec.degradedLatency)
        reasons.push_back(Latency);
    if (spec.certDays)
        reasons.push_back(Certificate);
    return reasons;
}

OutageReason reasonOf(const CheckSpec &spec, const Observation &observation, Millis timeout)
{
    if (!observation.check)
        return observation.unreached ? Unreached : Protocol;
    const CheckResult &result = *observation.check;
    const AssertionOutcome *broken = observation.unreached ? nullptr : firstBroken(result);
    if (broken && result.failure == failureText(*broken))
        return reasonOf(*broken);
    if (result.total >= timeout)
        return Timeout;
    if (observation.unreached)
        return Unreached;
    return isEncrypted(spec) && !result.phases.tls ? Tls : Protocol;
}

OutageReason reasonOf(FlipReason reason)
{
    return reason == FlipReason::Fail ? Failed : Missed;
}

} // namespace Wf::Domain
