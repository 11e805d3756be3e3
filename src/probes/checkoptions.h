// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "probes/places.h"

#include <QUrl>

namespace Wf::Probes {

/// What a check of kind "command" may do.
enum class Commands { Refused, Allowed };

/// How checks are run. The defaults are what the product runs with.
struct CheckOptions {
    Places::Limits places { 128, 8, 20'000 };
    Commands commands = Commands::Refused;
    QByteArray userAgent { "Watchfloor/" WF_VERSION };
    /// Which registry knows which top-level domain (RFC 9224); kept for a day.
    QUrl rdapBootstrap { QStringLiteral("https://data.iana.org/rdap/dns.json") };
    QString whoisHost { QStringLiteral("whois.iana.org") }; ///< asked first where there is no RDAP
    quint16 whoisPort = 43; ///< of every WHOIS server
};

} // namespace Wf::Probes
