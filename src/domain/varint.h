// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <utility>

namespace Wf::Domain {

/// Numbers as bytes, seven bits in each, the low ones first: small numbers are short. Signed ones are folded first
/// (0, -1, 1, -2 …), so that small ones of either sign are short.
class VarintWriter {
public:
    void number(quint64 value)
    {
        while (value >= 0x80) {
            m_bytes.append(static_cast<char>((value & 0x7f) | 0x80));
            value >>= 7;
        }
        m_bytes.append(static_cast<char>(value));
    }
    void integer(qint64 value) { number((static_cast<quint64>(value) << 1) ^ static_cast<quint64>(value >> 63)); }
    void text(const QString &value)
    {
        const QByteArray utf8 = value.toUtf8();
        number(static_cast<quint64>(utf8.size()));
        m_bytes.append(utf8);
    }
    void append(const QByteArray &bytes) { m_bytes.append(bytes); }

    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    [[nodiscard]] qsizetype size() const { return m_bytes.size(); }

private:
    QByteArray m_bytes;
};

/// Reads what VarintWriter wrote. Past the end, or where a number has no end, it answers zeros and is not ok.
class VarintReader {
public:
    explicit VarintReader(QByteArrayView bytes)
        : m_at(bytes.begin())
        , m_end(bytes.end())
    {
    }

    [[nodiscard]] quint64 number()
    {
        quint64 value = 0;
        for (int shift = 0; shift < 64 && m_at != m_end; shift += 7) {
            const auto byte = static_cast<unsigned char>(*m_at++);
            value |= static_cast<quint64>(byte & 0x7f) << shift;
            if (byte < 0x80)
                return value;
        }
        return fail();
    }
    [[nodiscard]] qint64 integer()
    {
        const quint64 folded = number();
        return static_cast<qint64>(folded >> 1) ^ -static_cast<qint64>(folded & 1);
    }
    [[nodiscard]] QString text()
    {
        const quint64 size = number();
        if (size > static_cast<quint64>(m_end - m_at)) {
            fail();
            return {};
        }
        const char *begin = std::exchange(m_at, m_at + size);
        return QString::fromUtf8(begin, static_cast<qsizetype>(size));
    }
    /// A count of things that take at least a byte each: never more than there are bytes left.
    [[nodiscard]] size_t count()
    {
        const quint64 value = number();
        return static_cast<size_t>(value <= static_cast<quint64>(m_end - m_at) ? value : fail());
    }

    /// What was not read yet.
    [[nodiscard]] QByteArrayView rest() const { return { m_at, m_end - m_at }; }
    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] bool atEnd() const { return m_at == m_end; }

private:
    quint64 fail()
    {
        m_ok = false;
        m_at = m_end;
        return 0;
    }

    const char *m_at;
    const char *m_end;
    bool m_ok = true;
};

} // namespace Wf::Domain
