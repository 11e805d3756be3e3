// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/domaincheck.h"

#include "probes/address.h"
#include "probes/rdapdirectory.h"

#include <utility>

namespace Wf::Probes {

using Domain::CheckEnd;

namespace {
    constexpr qint64 kLargestAnswer = 256 * 1024;
    constexpr int kMostRedirects = 5;

    QUrl domainUrl(const QUrl &server, const QString &name)
    {
        QString base = server.toString();
        if (!base.endsWith(u'/'))
            base += u'/';
        return QUrl(base % u"domain/" % name);
    }
} // namespace

DomainCheck::DomainCheck(const CheckTools &tools, const Domain::DomainSpec &spec, const Domain::LinkSpec &link)
    : m_tools(tools)
    , m_link(link)
    , m_name(QString::fromLatin1(QUrl::toAce(spec.name.trimmed())).toLower())
    , m_transfer(tools.curl)
    , m_dialer(m_socket, result().phases, [this] { return lap(); })
{
    // A server ends its answer by closing the connection.
    connect(&m_socket, &QTcpSocket::disconnected, this, &DomainCheck::takeWhois);
    connect(&m_socket, &QTcpSocket::readyRead, this, [this] {
        m_received += m_socket.read(kLargestAnswer - m_received.size());
        if (m_received.size() >= kLargestAnswer)
            takeWhois();
    });
}

DomainCheck::~DomainCheck()
{
    m_socket.disconnect(this); // closing is heard no more
}

void DomainCheck::begin()
{
    if (m_name.isEmpty() || !m_name.contains(u'.') || m_name.size() > 253)
        return finish(CheckEnd::NotAsked, QStringLiteral("this is no domain name (write example.com)"));
    m_tools.registries.whenReady(this, [this] { askRegistry(); });
}

CheckJob::Ending DomainCheck::overdue()
{
    (void)m_transfer.stop();
    const QString who = !m_whois.isEmpty() ? m_whois
        : m_registry.isEmpty()             ? QStringLiteral("IANA's list of registries")
                                           : m_registry.host();
    return { CheckEnd::Unreached, within(u"no answer from " % who) };
}

void DomainCheck::askRegistry()
{
    const QUrl server = m_tools.registries.serverFor(m_name.section(u'.', -1));
    if (server.isEmpty())
        return askWhois(m_tools.options.whoisHost);
    m_registry = server;
    askRdap(domainUrl(server, m_name));
}

void DomainCheck::askRdap(const QUrl &url)
{
    HttpRequest request;
    request.url = url;
    request.headers = { { "Accept", Secret<QByteArray>("application/rdap+json, application/json") } };
    request.link = m_link;
    request.userAgent = m_tools.options.userAgent;
    request.bodyLimit = kLargestAnswer;
    m_transfer.begin(std::move(request), [this](const HttpExchange &exchange) { takeRdap(exchange); });
}

void DomainCheck::takeRdap(const HttpExchange &exchange)
{
    result().code = exchange.answer.status;
    result().bytes = exchange.answer.body.size();
    result().peer = exchange.peer;
    result().phases = exchange.phases;
    if (exchange.code == CURLE_OK && !exchange.redirect.isEmpty() && ++m_redirects <= kMostRedirects)
        return askRdap(exchange.redirect);
    if (exchange.code == CURLE_OK && exchange.answer.status == 404)
        return conclude({ {}, true }, m_registry.host());
    if (exchange.code != CURLE_OK || exchange.answer.status != 200)
        return askWhois(m_tools.options.whoisHost); // another way to the same answer
    conclude(readRdap(exchange.answer.body), m_registry.host());
}

void DomainCheck::askWhois(const QString &server)
{
    m_whois = server;
    m_received.clear();
    (void)lap();
    result().phases = {};
    m_dialer.dial(server, m_tools.options.whoisPort, m_link.family, [this](const Dialer::Outcome &outcome) {
        if (!outcome.connected)
            return finish(CheckEnd::Unreached, outcome.trouble);
        result().peer = endpointText(m_socket.peerAddress().toString(), m_socket.peerPort());
        m_socket.write(m_name.toLatin1() + "\r\n");
    });
}

void DomainCheck::takeWhois()
{
    const QString server = std::exchange(m_whois, {});
    if (server.isEmpty() || isDone())
        return; // it was us who closed
    m_received += m_socket.read(kLargestAnswer - m_received.size());
    result().phases.transfer = lap();
    result().bytes = m_received.size();
    if (m_received.isEmpty())
        return finish(CheckEnd::Refused, server % u" closed the connection without an answer");
    const QString next = readReferral(m_received);
    m_socket.abort();
    if (server == m_tools.options.whoisHost && !next.isEmpty() && next != server)
        return askWhois(next);
    conclude(readWhois(m_received), server);
}

void DomainCheck::conclude(const Registration &registration, const QString &source)
{
    if (registration.unknown)
        return finish(CheckEnd::Refused, m_name % u" is not registered, says " % source);
    if (!registration.expiry)
        return finish(CheckEnd::NotAsked, source % u" does not say when " % m_name % u" expires");
    result().domainExpiry = registration.expiry;
    finish(CheckEnd::Answered);
}

} // namespace Wf::Probes
