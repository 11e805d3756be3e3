// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/checkspec.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace Wf::Probes {

/// An answer of the DNS, read.
struct DnsMessage {
    int responseCode = 0;
    QStringList records; ///< of the type that was asked for: "10 mail.example.com", "192.0.2.1"
};
/// Nothing when the bytes are no DNS message.
[[nodiscard]] std::optional<DnsMessage> readDnsMessage(const QByteArray &bytes, Domain::DnsType type);
/// The number of a record type on the line: MX = 15.
[[nodiscard]] int dnsTypeNumber(Domain::DnsType type);
/// "server failure (SERVFAIL)" and the like.
[[nodiscard]] QString responseCodeText(int code);
/// The name under which an address is looked up backwards; any other text as it is.
[[nodiscard]] QString reverseName(const QString &nameOrAddress);

} // namespace Wf::Probes
