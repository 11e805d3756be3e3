// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "config/reading.h"

namespace Wf::Config {

enum class AddressKind : quint8 { None, V4, V6 };
/// "192.0.2.1" and "2001:db8::1", without brackets, port or zone.
[[nodiscard]] AddressKind addressKind(const QString &text);
/// An address as above, or a name that the DNS can carry.
[[nodiscard]] bool isHost(const QString &text);
/// "192.0.2.1", "10.0.0.0/8", "2001:db8::/32"
[[nodiscard]] bool isNetwork(const QString &text);
/// "9.9.9.9", "9.9.9.9:53", "2620:fe::fe", "[2620:fe::fe]:53"
[[nodiscard]] bool isServerAddress(const QString &text);

struct Endpoint {
    QString host; ///< an IPv6 address without brackets
    quint16 port = 0; ///< 0 = none was written and there is no usual one

    /// "tcp://host:port"
    [[nodiscard]] QUrl url(const QString &scheme) const;
};

/// Schemes that `url:` of a kind may have, the first one for hints.
struct EndpointRule {
    QStringList schemes;
    quint16 usualPort = 0;
    enum class Port : quint8 { Required, None } port = Port::Required;
};

/// `url: tcp://host:port`, or `host:` and `port:`. Nothing after a fault.
[[nodiscard]] std::optional<Endpoint> readEndpoint(
    const Place &monitor, const EndpointRule &rule, const Reading &reading);
[[nodiscard]] std::optional<QString> readHost(const YamlNode &node, const QString &what, Checker &checker);

/// The address of a request. What is secret in it is taken out.
struct WebAddress {
    QUrl url; ///< without user information and fragment, secrets filled in
    QUrl shown; ///< without anything that came from the environment
    QString user;
    QString password;
};
/// An address with one of these schemes and a host; ${NAME} may stand anywhere in it.
[[nodiscard]] std::optional<WebAddress> readWebAddress(
    const YamlNode &node, const QString &what, const QStringList &schemes, const Reading &reading);

} // namespace Wf::Config
