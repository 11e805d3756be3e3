// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/pingcheck.h"

#include "domain/verdict.h"

#include <algorithm>

namespace Wf::Probes {

using Domain::CheckEnd;
using Domain::Micros;

namespace {
    constexpr Millis kPace { 200 };
    constexpr Millis kLastWait { 1000 }; ///< for the rest, once one was answered
    constexpr int kMostPayload = 1400;

    QString millisText(Micros span)
    {
        return QString::number(static_cast<double>(span.count()) / 1000, 'f', 2);
    }
} // namespace

PingCheck::PingCheck(const Domain::PingSpec &spec, const Domain::LinkSpec &link)
    : m_spec(spec)
    , m_link(link)
    , m_socket([this](quint16 sequence) { heard(sequence); })
{
    m_pace.setTimerType(Qt::PreciseTimer);
    connect(&m_pace, &QTimer::timeout, this, &PingCheck::sendNext);
}

void PingCheck::begin()
{
    if (m_spec.host.isEmpty() || m_spec.count < 1 || m_spec.count > 20 || m_spec.size < 0
        || m_spec.size > kMostPayload)
        return finish(CheckEnd::NotAsked,
            QStringLiteral("a ping needs a host, a count from 1 to 20 and a size from 0 to 1400"));
    const QHostAddress literal(m_spec.host);
    if (!literal.isNull())
        return found({ literal });
    m_lookup.start(m_spec.host, m_link.family, [this](const QList<QHostAddress> &addresses) {
        result().phases.resolve = lap();
        found(addresses);
    });
}

void PingCheck::found(const QList<QHostAddress> &addresses)
{
    if (addresses.isEmpty())
        return finish(CheckEnd::Unreached, u"the host name " % m_spec.host % u" cannot be found");
    auto opened = IcmpSocket::Opened::NoSuchFamily;
    for (const QHostAddress &address : addresses) {
        opened = m_socket.open(address);
        result().peer = address.toString();
        if (opened != IcmpSocket::Opened::NoSuchFamily)
            break;
    }
    if (opened == IcmpSocket::Opened::NotPermitted)
        return finish(CheckEnd::NotAsked, pingPermissionText());
    if (opened == IcmpSocket::Opened::NoSuchFamily)
        return finish(
            CheckEnd::NotAsked, u"this computer has no network of the kind that " % result().peer % u" is in");
    m_pace.start(kPace);
    sendNext();
}

void PingCheck::sendNext()
{
    if (m_echoes.size() < static_cast<size_t>(m_spec.count)) {
        m_echoes.push_back({ elapsed(), {} });
        const QString trouble = m_socket.send(static_cast<quint16>(m_echoes.size() - 1), m_spec.size);
        if (!trouble.isEmpty())
            finish(CheckEnd::Unreached, trouble);
        return;
    }
    const bool any = std::ranges::any_of(m_echoes, [](const Echo &echo) { return echo.took.has_value(); });
    if (any && elapsed() - m_echoes.back().sentAt >= kLastWait)
        conclude();
}

void PingCheck::heard(quint16 sequence)
{
    if (sequence >= m_echoes.size() || m_echoes[sequence].took)
        return;
    m_echoes[sequence].took = elapsed() - m_echoes[sequence].sentAt;
    const auto answered = [](const Echo &echo) { return echo.took.has_value(); };
    if (m_echoes.size() == static_cast<size_t>(m_spec.count) && std::ranges::all_of(m_echoes, answered))
        conclude();
}

void PingCheck::conclude()
{
    const Ending end = ending();
    finish(end.end, end.reason);
}

CheckJob::Ending PingCheck::ending()
{
    std::vector<Micros> times;
    for (const Echo &echo : m_echoes) {
        if (echo.took)
            times.push_back(*echo.took);
    }
    const int sent = static_cast<int>(m_echoes.size());
    const int answered = static_cast<int>(times.size());
    if (times.empty())
        return { CheckEnd::Unreached,
            within(m_spec.host % u" answered none of " % QString::number(sent) % u" pings") };
    const auto [least, most] = std::ranges::minmax(times);
    Micros sum { 0 };
    for (const Micros time : times)
        sum += time;
    result().total = std::max(Micros { 1 }, sum / answered);
    result().phases.firstByte = result().total;
    result().bytes = m_spec.size;
    result().output = QStringLiteral("%1 of %2 answered, min/mean/max %3/%4/%5 ms")
                          .arg(answered)
                          .arg(sent)
                          .arg(millisText(least), millisText(result().total), millisText(most));
    result().assertions = Domain::judgePing(sent, answered);
    return { CheckEnd::Answered, {} };
}

CheckJob::Ending PingCheck::overdue()
{
    return ending();
}

} // namespace Wf::Probes
