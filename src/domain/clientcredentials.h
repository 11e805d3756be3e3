// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/secret.h"

#include <QString>
#include <QUrl>

namespace Wf::Domain {

/// How a program proves to a vendor who it is (OAuth 2.0 client credentials, RFC 6749 section 4.4): it trades them
/// for a token that is good for a while.
struct ClientCredentials {
    QUrl tokenUrl {};
    QString clientId {};
    Secret<QString> clientSecret {};
    QString scope {};

    bool operator==(const ClientCredentials &) const = default;
};

} // namespace Wf::Domain
