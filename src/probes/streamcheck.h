// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "probes/checkjob.h"
#include "probes/dialer.h"
#include "probes/securing.h"
#include "probes/starttls.h"

namespace Wf::Probes {

/// Connects, and where asked begins encryption by STARTTLS, says something and reads the answer.
class TcpCheck final : public CheckJob {
    Q_OBJECT

public:
    TcpCheck(const Domain::TcpSpec &spec, const Domain::LinkSpec &link);

private:
    enum class Stage { Connecting, Greeting, Securing, Reading };

    void begin() override;
    [[nodiscard]] Ending overdue() override;
    void connected();
    void greet();
    void converse();
    void read();
    void closed();
    void judge();

    const Domain::TcpSpec m_spec;
    const Domain::LinkSpec m_link;
    QSslSocket m_socket;
    Dialer m_dialer;
    Securing m_securing;
    StartTlsDialogue m_dialogue;
    QByteArray m_received;
    Stage m_stage = Stage::Connecting;
};

/// Connects and shakes hands: the certificate, and the protocol that is spoken.
class TlsCheck final : public CheckJob {
    Q_OBJECT

public:
    TlsCheck(const Domain::TlsSpec &spec, const Domain::LinkSpec &link);

private:
    void begin() override;
    [[nodiscard]] Ending overdue() override;
    void judge(const Securing::Outcome &outcome);

    const Domain::TlsSpec m_spec;
    const Domain::LinkSpec m_link;
    QSslSocket m_socket;
    Dialer m_dialer;
    Securing m_securing;
    bool m_connected = false;
};

} // namespace Wf::Probes
