// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/dialer.h"

#include "probes/address.h"

#include <QHostInfo>
#include <QNetworkProxy>
#include <QTcpSocket>

#include <utility>

namespace Wf::Probes {

namespace {
    constexpr qsizetype kMostAddresses = 4;
    constexpr Millis kPatience { 1500 }; ///< with one of several addresses

    bool isOfFamily(const QHostAddress &address, Domain::IpFamily family)
    {
        const bool v6 = address.protocol() == QAbstractSocket::IPv6Protocol;
        return family == Domain::IpFamily::Any || v6 == (family == Domain::IpFamily::V6);
    }

    QString troubleOf(const QTcpSocket &socket, const QString &target)
    {
        switch (socket.error()) {
        case QAbstractSocket::ConnectionRefusedError:
            return target % u" refuses the connection";
        case QAbstractSocket::NetworkError:
            return u"there is no way to " % target % u" from here";
        case QAbstractSocket::SocketTimeoutError:
            return u"no connection to " % target % u": it timed out";
        default:
            return target % u" cannot be connected to: " % socket.errorString().left(200);
        }
    }
} // namespace

Lookup::~Lookup()
{
    if (m_id != -1)
        QHostInfo::abortHostLookup(m_id);
}

void Lookup::start(const QString &host, Domain::IpFamily family, Done done)
{
    m_id = QHostInfo::lookupHost(host, this, [this, family, done = std::move(done)](const QHostInfo &info) {
        m_id = -1;
        QList<QHostAddress> addresses;
        for (const QHostAddress &each : info.addresses()) {
            if (isOfFamily(each, family))
                addresses.append(each);
        }
        done(addresses);
    });
}

Dialer::Dialer(QTcpSocket &socket, Domain::Phases &phases, Lap lap)
    : m_socket(socket)
    , m_phases(phases)
    , m_lap(std::move(lap))
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &Dialer::tryNext);
    connect(&m_socket, &QTcpSocket::connected, this, [this] {
        m_phases.connect = m_lap();
        settle({ true, {} });
    });
    connect(
        &m_socket, &QTcpSocket::errorOccurred, this,
        [this] {
            if (!m_done)
                return; // the connection stands: its faults are others' business
            m_trouble = troubleOf(m_socket, endpointText(m_host, m_port));
            tryNext();
        },
        Qt::QueuedConnection); // the socket is not yet closed when it says this
}

void Dialer::dial(const QString &host, quint16 port, Domain::IpFamily family, Done done)
{
    m_host = host;
    m_port = port;
    m_done = std::move(done);
    const QHostAddress literal(host);
    if (!literal.isNull()) {
        m_addresses = { literal };
        return tryNext();
    }
    m_lookup.start(host, family, [this](const QList<QHostAddress> &addresses) {
        m_phases.resolve = m_lap();
        m_addresses = addresses.mid(0, kMostAddresses);
        if (m_addresses.isEmpty())
            return settle({ false, u"the host name " % m_host % u" cannot be found" });
        tryNext();
    });
}

void Dialer::tryNext()
{
    if (m_addresses.isEmpty())
        return settle({ false, m_trouble });
    m_found = true;
    m_patience.stop();
    m_socket.abort();
    m_socket.connectToHost(m_addresses.takeFirst(), m_port);
    if (!m_addresses.isEmpty())
        m_patience.start(kPatience);
}

void Dialer::settle(const Outcome &outcome)
{
    m_patience.stop();
    const Done done = std::exchange(m_done, nullptr);
    if (done)
        done(outcome);
}

QString Dialer::stage() const
{
    return m_found ? QStringLiteral("connecting") : QStringLiteral("looking up the name");
}

} // namespace Wf::Probes
