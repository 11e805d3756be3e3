// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/checkfactory.h"

#include "probes/commandcheck.h"
#include "probes/dnscheck.h"
#include "probes/domaincheck.h"
#include "probes/httpcheck.h"
#include "probes/pingcheck.h"
#include "probes/streamcheck.h"
#include "probes/websocketcheck.h"

namespace Wf::Probes {

namespace {
    using Made = std::unique_ptr<CheckJob>;

    /// One function a kind; the compiler misses none.
    struct Maker {
        const CheckTools &tools;
        const Domain::LinkSpec &link;

        Made operator()(const Domain::HttpSpec &spec) const
        {
            return std::make_unique<HttpCheck>(tools, spec, link);
        }
        Made operator()(const Domain::TcpSpec &spec) const { return std::make_unique<TcpCheck>(spec, link); }
        Made operator()(const Domain::TlsSpec &spec) const { return std::make_unique<TlsCheck>(spec, link); }
        Made operator()(const Domain::DnsSpec &spec) const { return std::make_unique<DnsCheck>(spec); }
        Made operator()(const Domain::PingSpec &spec) const { return std::make_unique<PingCheck>(spec, link); }
        Made operator()(const Domain::WebSocketSpec &spec) const
        {
            return std::make_unique<WebSocketCheck>(tools, spec, link);
        }
        Made operator()(const Domain::CommandSpec &spec) const
        {
            return std::make_unique<CommandCheck>(tools, spec);
        }
        Made operator()(const Domain::DomainSpec &spec) const
        {
            return std::make_unique<DomainCheck>(tools, spec, link);
        }
    };
} // namespace

std::unique_ptr<CheckJob> makeCheck(const Domain::CheckSpec &spec, const CheckTools &tools)
{
    return std::visit(Maker { tools, spec.link }, spec.target);
}

} // namespace Wf::Probes
