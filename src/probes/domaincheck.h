// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "probes/checkjob.h"
#include "probes/dialer.h"
#include "probes/httptransfer.h"
#include "probes/whois.h"

#include <QTcpSocket>

namespace Wf::Probes {

/// When a domain name ends: the registry's RDAP service, or WHOIS where there is none.
class DomainCheck final : public CheckJob {
    Q_OBJECT

public:
    DomainCheck(const CheckTools &tools, const Domain::DomainSpec &spec, const Domain::LinkSpec &link);
    ~DomainCheck() override;

private:
    void begin() override;
    [[nodiscard]] Ending overdue() override;
    void askRegistry();
    void askRdap(const QUrl &url);
    void takeRdap(const HttpExchange &exchange);
    void askWhois(const QString &server);
    void takeWhois();
    void conclude(const Registration &registration, const QString &source);

    const CheckTools m_tools;
    const Domain::LinkSpec m_link;
    QString m_name; ///< in the letters of the DNS
    HttpTransfer m_transfer;
    QTcpSocket m_socket;
    Dialer m_dialer;
    QByteArray m_received;
    QUrl m_registry;
    QString m_whois; ///< the server that is being asked
    int m_redirects = 0;
};

} // namespace Wf::Probes
