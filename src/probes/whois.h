// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace Wf::Probes {

/// What a registry says about a domain name. Pure reading of what RDAP and WHOIS servers send.
struct Registration {
    std::optional<Instant> expiry;
    bool unknown = false; ///< the registry says that there is no such domain
};

/// RFC 9083: the event "expiration".
[[nodiscard]] Registration readRdap(const QByteArray &json);
/// The lines that registries write: "Registry Expiry Date: …", "paid-till: …", "Expiry date: 31-Jan-2027" and
/// others.
[[nodiscard]] Registration readWhois(const QByteArray &text);
/// The server that IANA's answer refers to ("refer: whois.nic.example"); empty when it names none.
[[nodiscard]] QString readReferral(const QByteArray &text);

} // namespace Wf::Probes
