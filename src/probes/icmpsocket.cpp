// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/icmpsocket.h"

#include <QRandomGenerator>
#include <QSocketNotifier>
#include <QtEndian>

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace Wf::Probes {

namespace {
    constexpr int kHeader = 8;
    constexpr int kToken = 8;
    constexpr char kEchoRequest4 = 8;
    constexpr char kEchoReply4 = 0;
    constexpr char kEchoRequest6 = static_cast<char>(128);
    constexpr char kEchoReply6 = static_cast<char>(129);
    constexpr int kMostAtOnce = 64;

    quint16 checksum(const QByteArray &packet)
    {
        quint32 sum = 0;
        for (qsizetype i = 0; i + 1 < packet.size(); i += 2)
            sum += qFromBigEndian<quint16>(packet.constData() + i);
        if (packet.size() % 2 != 0)
            sum += static_cast<quint32>(static_cast<quint8>(packet.back())) << 8;
        while (sum > 0xffff)
            sum = (sum & 0xffff) + (sum >> 16);
        return static_cast<quint16>(~sum);
    }

    socklen_t fill(sockaddr_storage &storage, const QHostAddress &address)
    {
        std::memset(&storage, 0, sizeof storage);
        if (address.protocol() == QAbstractSocket::IPv6Protocol) {
            auto *v6 = reinterpret_cast<sockaddr_in6 *>(&storage);
            v6->sin6_family = AF_INET6;
            const Q_IPV6ADDR bytes = address.toIPv6Address();
            std::memcpy(&v6->sin6_addr, &bytes, sizeof bytes);
            v6->sin6_scope_id = address.scopeId().toUInt();
            return sizeof(sockaddr_in6);
        }
        auto *v4 = reinterpret_cast<sockaddr_in *>(&storage);
        v4->sin_family = AF_INET;
        v4->sin_addr.s_addr = qToBigEndian(address.toIPv4Address());
        return sizeof(sockaddr_in);
    }
} // namespace

IcmpSocket::IcmpSocket(Heard heard)
    : m_heard(std::move(heard))
    , m_token(kToken, '\0')
    , m_id(static_cast<quint16>(QRandomGenerator::global()->generate()))
{
    qToBigEndian(QRandomGenerator::global()->generate64(), m_token.data());
}

IcmpSocket::~IcmpSocket()
{
    m_notifier.reset();
    if (m_socket >= 0)
        ::close(m_socket);
}

int IcmpSocket::openSocket(int type) const
{
    return ::socket(m_v6 ? AF_INET6 : AF_INET, type, m_v6 ? static_cast<int>(IPPROTO_ICMPV6) : IPPROTO_ICMP);
}

IcmpSocket::Opened IcmpSocket::open(const QHostAddress &address)
{
    m_address = address;
    m_v6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    m_socket = openSocket(SOCK_DGRAM);
    if (m_socket < 0 && errno == EAFNOSUPPORT)
        return Opened::NoSuchFamily;
    m_raw = m_socket < 0;
    if (m_raw)
        m_socket = openSocket(SOCK_RAW);
    if (m_socket < 0)
        return errno == EAFNOSUPPORT ? Opened::NoSuchFamily : Opened::NotPermitted;
    ::fcntl(m_socket, F_SETFD, FD_CLOEXEC);
    ::fcntl(m_socket, F_SETFL, O_NONBLOCK);
    m_notifier = std::make_unique<QSocketNotifier>(m_socket, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &IcmpSocket::read);
    return Opened::Yes;
}

QString IcmpSocket::send(quint16 sequence, int payload)
{
    QByteArray packet(kHeader, '\0');
    packet[0] = m_v6 ? kEchoRequest6 : kEchoRequest4;
    qToBigEndian(m_id, packet.data() + 4);
    qToBigEndian(sequence, packet.data() + 6);
    packet += m_token + QByteArray(std::max(0, payload - kToken), 'w');
    if (!m_v6) // the system does it for the other one
        qToBigEndian(checksum(packet), packet.data() + 2);
    sockaddr_storage to {};
    const socklen_t length = fill(to, m_address);
    const auto sent = ::sendto(m_socket, packet.constData(), static_cast<size_t>(packet.size()), 0,
        reinterpret_cast<const sockaddr *>(&to), length);
    if (sent >= 0 || errno == EAGAIN || errno == ENOBUFS)
        return {}; // what is lost on the way out counts as unanswered
    return errno == ENETUNREACH || errno == EHOSTUNREACH
        ? QStringLiteral("there is no way to %1 from here").arg(m_address.toString())
        : QStringLiteral("nothing can be sent to %1: %2")
              .arg(m_address.toString(), QString::fromLocal8Bit(std::strerror(errno)));
}

void IcmpSocket::read()
{
    std::array<char, 2048> buffer {};
    for (int i = 0; i < kMostAtOnce; ++i) {
        const auto length = ::recv(m_socket, buffer.data(), buffer.size(), 0);
        if (length <= 0)
            return;
        QByteArray packet(buffer.data(), length);
        if (m_raw && !m_v6) // a raw socket hands out the IP header too
            packet.remove(0, (packet.at(0) & 0x0f) * 4);
        const char reply = m_v6 ? kEchoReply6 : kEchoReply4;
        if (packet.size() >= kHeader + kToken && packet.at(0) == reply && packet.mid(kHeader, kToken) == m_token)
            m_heard(qFromBigEndian<quint16>(packet.constData() + 6));
    }
}

QString pingPermissionText()
{
    return QStringLiteral("this system does not let Watchfloor ping (allow it for everybody with \"sysctl -w "
                          "net.ipv4.ping_group_range='0 2147483647'\", or give the program CAP_NET_RAW)");
}

} // namespace Wf::Probes
