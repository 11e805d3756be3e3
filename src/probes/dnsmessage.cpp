// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/dnsmessage.h"

#include <QHostAddress>
#include <QtEndian>

#include <ares.h>

#include <array>

namespace Wf::Probes {

using Domain::DnsType;

namespace {
    constexpr int kHeader = 12;
    constexpr int kMostRecords = 200;

    /// Reads a message from front to back; past its end everything is zero and `good` is false.
    class Reader {
    public:
        explicit Reader(const QByteArray &bytes)
            : m_bytes(bytes)
        {
        }

        [[nodiscard]] bool good() const { return m_good; }
        [[nodiscard]] int at() const { return m_at; }
        void moveTo(int at)
        {
            m_at = at;
            m_good = m_good && at <= m_bytes.size();
        }
        quint16 number()
        {
            if (!has(2))
                return 0;
            const auto value = qFromBigEndian<quint16>(m_bytes.constData() + m_at);
            m_at += 2;
            return value;
        }
        QByteArray bytes(int count)
        {
            if (!has(count))
                return {};
            m_at += count;
            return m_bytes.mid(m_at - count, count);
        }
        /// c-ares follows the pointers of compressed names, safely.
        QString name()
        {
            char *text = nullptr;
            long length = 0;
            const auto *begin = reinterpret_cast<const unsigned char *>(m_bytes.constData());
            if (!has(1)
                || ares_expand_name(begin + m_at, begin, static_cast<int>(m_bytes.size()), &text, &length)
                    != ARES_SUCCESS) {
                m_good = false;
                return {};
            }
            const QString name = QString::fromLatin1(text);
            ares_free_string(text);
            m_at += static_cast<int>(length);
            return name;
        }

    private:
        bool has(int count)
        {
            m_good = m_good && count >= 0 && m_at + count <= m_bytes.size();
            return m_good;
        }

        const QByteArray &m_bytes;
        int m_at = 0;
        bool m_good = true;
    };

    QString addressText(const QByteArray &bytes)
    {
        if (bytes.size() == 4)
            return QHostAddress(qFromBigEndian<quint32>(bytes.constData())).toString();
        return bytes.size() == 16 ? QHostAddress(reinterpret_cast<const quint8 *>(bytes.constData())).toString()
                                  : QString();
    }

    QString textRecord(Reader &reader, int end)
    {
        QByteArray text;
        while (reader.good() && reader.at() < end)
            text += reader.bytes(static_cast<quint8>(reader.bytes(1).append('\0').at(0)));
        return QString::fromUtf8(text);
    }

    QString record(Reader &reader, DnsType type, int length)
    {
        switch (type) {
        case DnsType::A:
        case DnsType::AAAA:
            return addressText(reader.bytes(length));
        case DnsType::TXT:
            return textRecord(reader, reader.at() + length);
        case DnsType::MX: {
            const QString preference = QString::number(reader.number());
            return preference % u' ' % reader.name();
        }
        case DnsType::SRV: {
            QString text;
            for (int i = 0; i < 3; ++i)
                text += QString::number(reader.number()) % u' ';
            return text + reader.name();
        }
        case DnsType::CNAME:
        case DnsType::NS:
        case DnsType::PTR:
            break;
        }
        return reader.name();
    }
} // namespace

std::optional<DnsMessage> readDnsMessage(const QByteArray &bytes, DnsType type)
{
    if (bytes.size() < kHeader)
        return std::nullopt;
    DnsMessage message;
    message.responseCode = bytes.at(3) & 0x0f;
    Reader reader(bytes);
    reader.moveTo(4);
    const int questions = reader.number();
    const int answers = std::min<int>(reader.number(), kMostRecords);
    reader.moveTo(kHeader);
    for (int i = 0; i < questions && reader.good(); ++i) {
        (void)reader.name();
        reader.moveTo(reader.at() + 4);
    }
    for (int i = 0; i < answers && reader.good(); ++i) {
        (void)reader.name();
        const int found = reader.number();
        reader.moveTo(reader.at() + 6); // class and time to live
        const int length = reader.number();
        const int end = reader.at() + length;
        if (found == dnsTypeNumber(type))
            message.records.append(record(reader, type, length));
        reader.moveTo(end);
    }
    if (!reader.good())
        return std::nullopt;
    message.records.sort();
    return message;
}

int dnsTypeNumber(DnsType type)
{
    constexpr std::array kNumbers { 1, 28, 5, 15, 2, 12, 33, 16 };
    return kNumbers[static_cast<size_t>(type)];
}

QString responseCodeText(int code)
{
    switch (code) {
    case 1:
        return QStringLiteral("the resolver did not understand the question (FORMERR)");
    case 2:
        return QStringLiteral("the resolver failed (SERVFAIL)");
    case 3:
        return QStringLiteral("the name does not exist (NXDOMAIN)");
    case 4:
        return QStringLiteral("the resolver does not do this (NOTIMP)");
    case 5:
        return QStringLiteral("the resolver refuses to answer (REFUSED)");
    default:
        return QStringLiteral("the resolver answered with code %1").arg(code);
    }
}

QString reverseName(const QString &nameOrAddress)
{
    const QHostAddress address(nameOrAddress);
    if (address.isNull())
        return nameOrAddress;
    QStringList labels;
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        for (const QString &part : address.toString().split(u'.'))
            labels.prepend(part);
        return labels.join(u'.') % u".in-addr.arpa";
    }
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    for (int i = 15; i >= 0; --i) {
        labels.append(QString::number(bytes[i] & 0x0f, 16));
        labels.append(QString::number(bytes[i] >> 4, 16));
    }
    return labels.join(u'.') % u".ip6.arpa";
}

} // namespace Wf::Probes
