// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/httpproblem.h"

#include "probes/address.h"

#include <QHostAddress>

#include <algorithm>
#include <cerrno>
#include <iterator>

namespace Wf::Probes {

using Domain::CheckEnd;

namespace {
    struct Case {
        CURLcode code;
        CheckEnd end;
        const char *sentence; ///< %1 is the host with its port
    };

    constexpr Case kCases[] {
        { CURLE_COULDNT_RESOLVE_PROXY, CheckEnd::Unreached, "the proxy's host name cannot be found" },
        { CURLE_PROXY, CheckEnd::Unreached, "the proxy does not let us through to %1" },
        { CURLE_SSL_CONNECT_ERROR, CheckEnd::Refused, "no secure connection to %1 is possible" },
        { CURLE_GOT_NOTHING, CheckEnd::Refused, "%1 closed the connection without an answer" },
        { CURLE_RECV_ERROR, CheckEnd::Refused, "%1 broke the connection before its answer was complete" },
        { CURLE_SEND_ERROR, CheckEnd::Refused, "%1 broke the connection while it was asked" },
        { CURLE_PARTIAL_FILE, CheckEnd::Refused, "%1 closed the connection before its answer was complete" },
        { CURLE_WEIRD_SERVER_REPLY, CheckEnd::Refused, "%1 does not answer in HTTP" },
        { CURLE_UNSUPPORTED_PROTOCOL, CheckEnd::Refused, "%1 does not answer in HTTP" },
        { CURLE_BAD_CONTENT_ENCODING, CheckEnd::Refused, "the answer of %1 cannot be unpacked" },
        { CURLE_HTTP2, CheckEnd::Refused, "%1 breaks the rules of HTTP/2" },
        { CURLE_HTTP2_STREAM, CheckEnd::Refused, "%1 broke the HTTP/2 stream off" },
        { CURLE_WRITE_ERROR, CheckEnd::Refused, "the answer of %1 cannot be read" },
        { CURLE_SSL_CACERT_BADFILE, CheckEnd::NotAsked, "the file with the authorities (ca_file) cannot be read" },
        { CURLE_URL_MALFORMAT, CheckEnd::NotAsked, "the address cannot be asked" },
        { CURLE_OUT_OF_MEMORY, CheckEnd::NotAsked, "there is no memory left to ask %1" },
    };

    QString portText(const QUrl &url)
    {
        const int fallback = url.scheme() == QLatin1String("https") ? 443 : 80;
        return endpointText(url.host(), static_cast<quint16>(url.port(fallback)));
    }

    HttpProblem unconnected(const HttpExchange &exchange, const QUrl &url)
    {
        const QString target = portText(url);
        switch (exchange.systemError) {
        case ECONNREFUSED:
            return { CheckEnd::Unreached, target % u" refuses the connection" };
        case ENETUNREACH:
        case EHOSTUNREACH:
            return { CheckEnd::Unreached, u"there is no way to " % target % u" from here" };
        default:
            return { CheckEnd::Unreached, target % u" cannot be connected to: " % exchange.said.left(200) };
        }
    }

    HttpProblem untrusted(const HttpExchange &exchange, const QUrl &url)
    {
        const bool wrongName = exchange.verifyResult <= 1; // the chain is good, or was not the question
        const auto fault = wrongName ? CertificateFault::WrongName : certificateFault(exchange.verifyResult);
        return { CheckEnd::Refused, certificateSentence(fault, url.host(), exchange.certificate, exchange.said) };
    }

    /// What libcurl says behind its own heading is worth reading: "alert handshake failure".
    QString withSaid(const QString &sentence, const HttpExchange &exchange)
    {
        return exchange.said.isEmpty() ? sentence : QString(sentence % u" (" % exchange.said.left(200) % u')');
    }
} // namespace

HttpProblem httpProblemOf(const HttpExchange &exchange, const QUrl &url)
{
    if (exchange.headersTooLong)
        return { CheckEnd::Refused, u"the headers of " % portText(url) % u" are longer than 64 KiB" };
    if (exchange.code == CURLE_COULDNT_RESOLVE_HOST)
        return { CheckEnd::Unreached, u"the host name " % url.host() % u" cannot be found" };
    if (exchange.code == CURLE_COULDNT_CONNECT)
        return unconnected(exchange, url);
    if (exchange.code == CURLE_PEER_FAILED_VERIFICATION)
        return untrusted(exchange, url);
    const auto *known = std::ranges::find(kCases, exchange.code, &Case::code);
    if (known == std::end(kCases))
        return { CheckEnd::Unreached, withSaid(QString(portText(url) % u" cannot be asked"), exchange) };
    QString sentence = QString::fromLatin1(known->sentence);
    if (sentence.contains(QLatin1String("%1")))
        sentence = sentence.arg(portText(url));
    const bool explained = exchange.code == CURLE_SSL_CONNECT_ERROR || exchange.code == CURLE_PROXY
        || exchange.code == CURLE_URL_MALFORMAT;
    return { known->end, explained ? withSaid(sentence, exchange) : sentence };
}

HttpProblem httpOverdue(const HttpExchange &exchange, const QUrl &url, const QString &span)
{
    const QString target = portText(url);
    if (exchange.answer.status > 0)
        return { CheckEnd::Refused,
            QStringLiteral("%1 did not finish its answer within %2: status %3 and %4 bytes had come")
                .arg(target, span)
                .arg(exchange.answer.status)
                .arg(exchange.answer.body.size()) };
    const bool secure = url.scheme() == QLatin1String("https");
    if (exchange.phases.tls || (!secure && exchange.phases.connect))
        return { CheckEnd::Unreached, target % u" did not answer within " % span };
    if (exchange.phases.connect)
        return { CheckEnd::Unreached, target % u" did not finish the TLS handshake within " % span };
    const bool named = QHostAddress(url.host()).isNull();
    const QString stage = named && !exchange.phases.resolve ? QStringLiteral(" (looking up the name)") : QString();
    return { CheckEnd::Unreached, u"no connection to " % target % u" within " % span % stage };
}

bool wantsCertificate(const HttpExchange &exchange)
{
    return exchange.code == CURLE_PEER_FAILED_VERIFICATION && !exchange.certificate;
}

} // namespace Wf::Probes
