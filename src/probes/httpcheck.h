// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "probes/checkjob.h"
#include "probes/httptransfer.h"

namespace Wf::Probes {

/// Asks a web address. Follows redirects itself, so that the phases of all hops add up and nothing secret goes to
/// another host.
class HttpCheck final : public CheckJob {
    Q_OBJECT

public:
    HttpCheck(const CheckTools &tools, const Domain::HttpSpec &spec, const Domain::LinkSpec &link);

private:
    void begin() override;
    [[nodiscard]] Ending overdue() override;
    [[nodiscard]] QString fault() const;
    [[nodiscard]] HttpRequest firstRequest() const;
    void ask();
    void take(const HttpExchange &exchange);
    void keep(const HttpExchange &exchange);
    void follow(const HttpExchange &exchange);
    void judge(const HttpExchange &exchange);
    void lookAtCertificate(const HttpExchange &failed);

    const CheckTools m_tools;
    const Domain::HttpSpec m_spec;
    const Domain::LinkSpec m_link;
    HttpRequest m_request;
    HttpTransfer m_transfer;
    std::optional<HttpExchange> m_untrusted; ///< whose certificate is being looked at
};

} // namespace Wf::Probes
