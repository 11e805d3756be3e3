// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/checkresult.h"
#include "domain/checkspec.h"

#include <QHostAddress>
#include <QObject>
#include <QTimer>

#include <functional>

class QTcpSocket;

namespace Wf::Probes {

/// Looks a host up by the system's means. Destroying it gives up.
class Lookup final : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(const QList<QHostAddress> &)>;

    using QObject::QObject;
    ~Lookup() override;

    /// `done` is called once, from the event loop: the addresses of the family, none when there are none.
    void start(const QString &host, Domain::IpFamily family, Done done);

private:
    int m_id = -1;
};

/// Connects a socket to a host: looks it up, then tries its addresses in order, at most four; one that does not
/// answer gets no more than a second and a half while there are others.
class Dialer final : public QObject {
    Q_OBJECT

public:
    struct Outcome {
        bool connected = false;
        QString trouble; ///< one clause, when not connected
    };
    using Done = std::function<void(const Outcome &)>;
    using Lap = std::function<Domain::Micros()>;

    /// `phases` gets what looking up and connecting took, as `lap` measures it. All outlive the dialer.
    Dialer(QTcpSocket &socket, Domain::Phases &phases, Lap lap);

    void dial(const QString &host, quint16 port, Domain::IpFamily family, Done done);
    /// How far it got: "looking up the name", "connecting".
    [[nodiscard]] QString stage() const;

private:
    void tryNext();
    void settle(const Outcome &outcome);

    QTcpSocket &m_socket;
    Domain::Phases &m_phases;
    Lap m_lap;
    Done m_done;
    QTimer m_patience;
    Lookup m_lookup;
    QList<QHostAddress> m_addresses;
    QString m_host;
    QString m_trouble;
    quint16 m_port = 0;
    bool m_found = false;
};

} // namespace Wf::Probes
