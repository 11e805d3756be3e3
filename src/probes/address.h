// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Wf::Probes {

/// "192.0.2.1:443", "[2001:db8::1]:443"; an address without its zone.
[[nodiscard]] inline QString endpointText(const QString &address, quint16 port)
{
    const QString plain = address.section(u'%', 0, 0);
    const QString shown = plain.contains(u':') ? QString(u'[' % plain % u']') : plain;
    return shown % u':' % QString::number(port);
}

} // namespace Wf::Probes
