// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/dnscheck.h"

#include "domain/verdict.h"
#include "probes/dnsmessage.h"

#include <QUrl>

#include <ares.h>

namespace Wf::Probes {

using Domain::CheckEnd;

DnsCheck::DnsCheck(const Domain::DnsSpec &spec)
    : m_spec(spec)
{
}

void DnsCheck::begin()
{
    QString name = m_spec.type == Domain::DnsType::PTR ? reverseName(m_spec.name) : m_spec.name;
    if (!name.isEmpty() && name.toLatin1() != name.toUtf8())
        name = QString::fromLatin1(QUrl::toAce(name));
    if (name.isEmpty())
        return finish(CheckEnd::NotAsked, QStringLiteral("the check names no host (write example.com)"));
    if (!m_ares.open(m_spec.resolver, timeout()))
        return finish(CheckEnd::NotAsked,
            QStringLiteral("the resolver \"%1\" is no address (write 9.9.9.9, 127.0.0.1:5353 or [2620:fe::fe]:53)")
                .arg(m_spec.resolver));
    m_ares.ask(
        name.toLatin1(), dnsTypeNumber(m_spec.type), [this](const AresLoop::Answer &answer) { take(answer); });
}

QString DnsCheck::resolverText() const
{
    return m_spec.resolver.isEmpty() ? QStringLiteral("the system's resolver")
                                     : QString(u"the resolver " % m_spec.resolver);
}

void DnsCheck::take(const AresLoop::Answer &answer)
{
    result().phases.firstByte = lap();
    result().peer = m_spec.resolver;
    if (!answer.message.isEmpty())
        return judge(answer.message);
    switch (answer.status) {
    case ARES_ETIMEOUT:
        return finish(CheckEnd::Unreached, resolverText() % u" does not answer");
    case ARES_ECONNREFUSED:
        return finish(CheckEnd::Unreached, u"nobody answers at " % resolverText());
    case ARES_EBADNAME:
        return finish(CheckEnd::NotAsked, u'"' % m_spec.name % u"\" cannot be a name in the DNS");
    case ARES_ENOMEM:
        return finish(CheckEnd::NotAsked, QStringLiteral("there is no memory left to ask"));
    default:
        return finish(CheckEnd::Refused,
            resolverText() % u" gave no usable answer: " % QString::fromLatin1(ares_strerror(answer.status)));
    }
}

void DnsCheck::judge(const QByteArray &message)
{
    const auto read = readDnsMessage(message, m_spec.type);
    if (!read)
        return finish(CheckEnd::Refused, u"what " % resolverText() % u" sends is no answer of the DNS");
    result().code = read->responseCode;
    result().bytes = message.size();
    result().output = read->records.join(u'\n').left(2000);
    if (read->responseCode != 0)
        return finish(CheckEnd::Refused, m_spec.name % u": " % responseCodeText(read->responseCode));
    result().assertions = Domain::judgeDns(m_spec, read->records);
    finish(CheckEnd::Answered);
}

CheckJob::Ending DnsCheck::overdue()
{
    return { CheckEnd::Unreached, within(resolverText() % u" did not answer") };
}

} // namespace Wf::Probes
