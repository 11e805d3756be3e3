// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/checkresult.h"

#include <QSslCertificate>
#include <QSslError>

#include <optional>

namespace Wf::Probes {

/// A server's certificate, and the names that it is good for.
struct SeenCertificate {
    Domain::CertificateInfo info;
    QStringList names;
};
[[nodiscard]] SeenCertificate seenCertificate(const QSslCertificate &certificate, const QString &protocol);

enum class CertificateFault { Expired, NotYetValid, SelfSigned, UnknownAuthority, WrongName, Revoked, Other };

[[nodiscard]] CertificateFault certificateFault(QSslError::SslError error);
/// The number is OpenSSL's X509_V_ERR_…
[[nodiscard]] CertificateFault certificateFault(long verifyResult);
/// "the certificate of example.com expired on 2026-01-31 (issued by R3)". `said` is the library's own text, for
/// faults that have no words of ours.
[[nodiscard]] QString certificateSentence(CertificateFault fault, const QString &host,
    const std::optional<SeenCertificate> &certificate, const QString &said);

} // namespace Wf::Probes
