// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "probes/aresloop.h"
#include "probes/checkjob.h"

namespace Wf::Probes {

/// Asks a resolver for records of one type.
class DnsCheck final : public CheckJob {
    Q_OBJECT

public:
    explicit DnsCheck(const Domain::DnsSpec &spec);

private:
    void begin() override;
    [[nodiscard]] Ending overdue() override;
    void take(const AresLoop::Answer &answer);
    void judge(const QByteArray &message);
    [[nodiscard]] QString resolverText() const;

    const Domain::DnsSpec m_spec;
    AresLoop m_ares;
};

} // namespace Wf::Probes
