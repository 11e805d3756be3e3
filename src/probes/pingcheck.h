// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "probes/checkjob.h"
#include "probes/dialer.h"
#include "probes/icmpsocket.h"

#include <vector>

namespace Wf::Probes {

/// Sends echo requests, five a second. The total is the mean time of those that were answered.
class PingCheck final : public CheckJob {
    Q_OBJECT

public:
    PingCheck(const Domain::PingSpec &spec, const Domain::LinkSpec &link);

private:
    void begin() override;
    [[nodiscard]] Ending overdue() override;
    void found(const QList<QHostAddress> &addresses);
    void sendNext();
    void heard(quint16 sequence);
    void conclude();
    [[nodiscard]] Ending ending();

    struct Echo {
        Domain::Micros sentAt { 0 };
        std::optional<Domain::Micros> took;
    };

    const Domain::PingSpec m_spec;
    const Domain::LinkSpec m_link;
    Lookup m_lookup;
    IcmpSocket m_socket;
    QTimer m_pace;
    std::vector<Echo> m_echoes;
};

} // namespace Wf::Probes
