// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/certificate.h"

#include <algorithm>

namespace Wf::Probes {

namespace {
    constexpr qsizetype kMostNames = 5;

    QString firstOf(const QStringList &texts)
    {
        return texts.isEmpty() ? QString() : texts.first();
    }

    QString issuedBy(const Domain::CertificateInfo &info)
    {
        return info.issuer.isEmpty() ? QString() : QString(u" (issued by " % info.issuer % u')');
    }

    QString namesText(const QStringList &names)
    {
        if (names.isEmpty())
            return QStringLiteral("no name at all");
        const QString more =
            names.size() > kMostNames ? QStringLiteral(" and %1 more").arg(names.size() - kMostNames) : QString();
        return names.mid(0, kMostNames).join(QStringLiteral(", ")) % more;
    }

    QString dated(const QString &who, const QString &verb, const std::optional<Instant> &when, const QString &tail)
    {
        return when ? QString(who % u' ' % verb % u" on " % isoDate(*when) % tail)
                    : QString(who % u' ' % verb % tail);
    }
} // namespace

SeenCertificate seenCertificate(const QSslCertificate &certificate, const QString &protocol)
{
    SeenCertificate seen;
    const auto alternatives = certificate.subjectAlternativeNames();
    seen.names = alternatives.values(QSsl::DnsEntry) + alternatives.values(QSsl::IpAddressEntry);
    std::sort(seen.names.begin(), seen.names.end());
    const QString common = firstOf(certificate.subjectInfo(QSslCertificate::CommonName));
    if (seen.names.isEmpty() && !common.isEmpty())
        seen.names.append(common);
    seen.info.subject = common.isEmpty() ? firstOf(seen.names) : common;
    seen.info.issuer = firstOf(certificate.issuerInfo(QSslCertificate::CommonName));
    if (seen.info.issuer.isEmpty())
        seen.info.issuer = firstOf(certificate.issuerInfo(QSslCertificate::Organization));
    if (certificate.effectiveDate().isValid())
        seen.info.notBefore = fromDateTime(certificate.effectiveDate());
    if (certificate.expiryDate().isValid())
        seen.info.notAfter = fromDateTime(certificate.expiryDate());
    seen.info.protocol = protocol;
    return seen;
}

CertificateFault certificateFault(QSslError::SslError error)
{
    switch (error) {
    case QSslError::CertificateExpired:
        return CertificateFault::Expired;
    case QSslError::CertificateNotYetValid:
        return CertificateFault::NotYetValid;
    case QSslError::SelfSignedCertificate:
        return CertificateFault::SelfSigned;
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return CertificateFault::UnknownAuthority;
    case QSslError::HostNameMismatch:
        return CertificateFault::WrongName;
    case QSslError::CertificateRevoked:
    case QSslError::CertificateBlacklisted:
        return CertificateFault::Revoked;
    default:
        return CertificateFault::Other;
    }
}

CertificateFault certificateFault(long verifyResult)
{
    switch (verifyResult) {
    case 9:
        return CertificateFault::NotYetValid;
    case 10:
        return CertificateFault::Expired;
    case 18:
        return CertificateFault::SelfSigned;
    case 2:
    case 19:
    case 20:
    case 21:
    case 27:
        return CertificateFault::UnknownAuthority;
    case 23:
        return CertificateFault::Revoked;
    case 62:
    case 64:
        return CertificateFault::WrongName;
    default:
        return CertificateFault::Other;
    }
}

QString certificateSentence(CertificateFault fault, const QString &host,
    const std::optional<SeenCertificate> &certificate, const QString &said)
{
    const auto info = certificate ? certificate->info : Domain::CertificateInfo {};
    const QString who = QStringLiteral("the certificate of ") % host;
    switch (fault) {
    case CertificateFault::Expired:
        return dated(who, QStringLiteral("expired"), info.notAfter, issuedBy(info));
    case CertificateFault::NotYetValid:
        return dated(who, QStringLiteral("only becomes valid"), info.notBefore, issuedBy(info));
    case CertificateFault::SelfSigned:
        return who % u" is self-signed: no authority vouches for it";
    case CertificateFault::UnknownAuthority:
        return who % u" comes from an authority that is not trusted here" % issuedBy(info);
    case CertificateFault::WrongName:
        return u"the certificate is not for " % host
            % (certificate ? QString(u", but for " % namesText(certificate->names)) : QString());
    case CertificateFault::Revoked:
        return who % u" was revoked" % issuedBy(info);
    case CertificateFault::Other:
        break;
    }
    return who % u" cannot be verified: " % said.left(200);
}

} // namespace Wf::Probes
