// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QHash>
#include <QHostAddress>
#include <QString>
#include <QUrlQuery>

#include <vector>

namespace Wf::Http {

struct Header {
    QByteArray name; ///< lower case
    QByteArray value; ///< without outer blanks

    bool operator==(const Header &) const = default;
};

/// One well-formed request. What is here has passed the guard: one length, one host, no control characters.
struct Request {
    QByteArray method;
    QByteArray target; ///< as sent: path and query
    int minorVersion = 1; ///< HTTP/1.x
    std::vector<Header> headers;
    QByteArray body;
    bool keepAlive = true;
    bool webSocket = false; ///< asks to become one
    QHostAddress peer {};

    [[nodiscard]] QByteArray header(const QByteArray &lowerCaseName) const; ///< empty when absent
    [[nodiscard]] QByteArray path() const; ///< still percent-encoded
    [[nodiscard]] QUrlQuery query() const;
    /// Sent to an address of heartbeats, whether there is one or not.
    [[nodiscard]] bool isPing() const;
};

} // namespace Wf::Http
