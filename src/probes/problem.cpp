// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/problem.h"

#include "domain/resilience.h"

#include <algorithm>
#include <array>

namespace Wf::Probes {

using Domain::Failure;

namespace {

    struct Class {
        QNetworkReply::NetworkError error;
        const char *name;
        const char *sentence; ///< %1 is the host
    };

    constexpr std::array kClasses {
        Class { QNetworkReply::ConnectionRefusedError, "ConnectError", "%1 refuses the connection." },
        Class { QNetworkReply::RemoteHostClosedError, "ReadError",
            "%1 closed the connection before its answer was complete." },
        Class { QNetworkReply::HostNotFoundError, "HostNotFound", "The host name %1 cannot be found." },
        Class { QNetworkReply::TimeoutError, "ConnectTimeout", "%1 cannot be reached: the connection timed out." },
        Class {
            QNetworkReply::SslHandshakeFailedError, "TlsError", "No secure connection to %1 is possible (TLS)." },
        Class {
            QNetworkReply::TemporaryNetworkFailureError, "NetworkError", "The network failed on the way to %1." },
        Class {
            QNetworkReply::NetworkSessionFailedError, "NetworkError", "This computer has no network connection." },
        Class {
            QNetworkReply::TooManyRedirectsError, "TooManyRedirects", "%1 redirects in a circle or too often." },
        Class { QNetworkReply::InsecureRedirectError, "InsecureRedirect",
            "%1 redirects from https to an insecure address." },
        Class { QNetworkReply::ProtocolUnknownError, "UnsupportedProtocol",
            "Only http and https addresses can be asked." },
        Class { QNetworkReply::ProtocolFailure, "ProtocolError", "%1 does not answer in HTTP." },
        Class {
            QNetworkReply::ProxyConnectionRefusedError, "ProxyError", "The proxy refuses the connection to %1." },
        Class {
            QNetworkReply::ProxyConnectionClosedError, "ProxyError", "The proxy closed the connection to %1." },
        Class { QNetworkReply::ProxyNotFoundError, "ProxyError", "The proxy cannot be found." },
        Class { QNetworkReply::ProxyTimeoutError, "ProxyError", "The proxy does not answer." },
        Class { QNetworkReply::ProxyAuthenticationRequiredError, "ProxyError", "The proxy wants a login." },
        Class { QNetworkReply::UnknownContentError, "DecodingError", "The answer of %1 cannot be unpacked." },
        Class { QNetworkReply::UnknownNetworkError, "NetworkError", "The network failed on the way to %1." },
    };

} // namespace

Problem httpProblem(int status)
{
    const QString code = QString::number(status);
    const QString detail = QStringLiteral("HTTP ") % code;
    if (Domain::isTransientHttp(status))
        return { Failure::TransientHttp, QStringLiteral("transient_http_") % code, detail, status };
    return { Failure::HardHttp, QStringLiteral("http_") % code, detail, status };
}

Problem timeoutProblem()
{
    return { Failure::Timeout, QStringLiteral("timeout"), QStringLiteral("Poll timeout") };
}

Problem transportProblem(const QString &className, const QString &sentence)
{
    return { Failure::Transport, QStringLiteral("request_error: ") % className,
        sentence.isEmpty() ? className : sentence };
}

Problem circuitOpenProblem(const QString &cause, std::optional<Instant> until)
{
    QString detail = QStringLiteral("Poller temporarily suspended (host unreachable");
    if (!cause.isEmpty())
        detail += QStringLiteral(", last: ") % cause;
    detail += u')';
    if (until)
        detail += QStringLiteral(" until ") % toIso(*until);
    return { Failure::CircuitOpen,
        QStringLiteral("circuit_breaker_open: ") % (cause.isEmpty() ? QStringLiteral("host unreachable") : cause),
        detail };
}

Problem unexpectedProblem(const QString &className, const QString &sentence)
{
    return { Failure::Internal, QStringLiteral("unexpected: ") % className,
        sentence.isEmpty() ? className : sentence };
}

Problem networkProblem(QNetworkReply::NetworkError error, const QString &host, const QString &said)
{
    const auto known = std::ranges::find(kClasses, error, &Class::error);
    if (known == kClasses.end())
        return transportProblem(QStringLiteral("RequestError"), said.left(300));
    QString sentence = QString::fromLatin1(known->sentence);
    if (sentence.contains(QLatin1String("%1")))
        sentence = sentence.arg(host);
    if (error == QNetworkReply::SslHandshakeFailedError)
        sentence += u' ' % said.left(300);
    return transportProblem(QString::fromLatin1(known->name), sentence);
}

} // namespace Wf::Probes
