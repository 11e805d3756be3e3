// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "probes/securing.h"

#include <QFileInfo>
#include <QSslConfiguration>

#include <algorithm>
#include <array>
#include <utility>

namespace Wf::Probes {

namespace {
    /// An expired certificate of a known authority is a fault of its own; behind an unknown one it is not the
    /// point.
    constexpr std::array kWorstFirst { CertificateFault::Revoked, CertificateFault::SelfSigned,
        CertificateFault::UnknownAuthority, CertificateFault::Expired, CertificateFault::NotYetValid,
        CertificateFault::WrongName, CertificateFault::Other };
} // namespace

QString linkFault(const Domain::LinkSpec &link)
{
    if (link.caFile.isEmpty() || QFileInfo(link.caFile).isReadable())
        return {};
    return QStringLiteral("the file of authorities %1 (ca_file) cannot be read").arg(link.caFile);
}

QSslConfiguration sslConfiguration(const Domain::LinkSpec &link)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::AnyProtocol); // whether it is new enough is judged, not negotiated
    if (!link.caFile.isEmpty())
        configuration.setCaCertificates(QSslCertificate::fromPath(link.caFile));
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer); // errors are heard, and decided upon
    return configuration;
}

QString certificateTrouble(
    const QList<QSslError> &errors, const QString &host, const std::optional<SeenCertificate> &seen)
{
    const auto rank = [](const QSslError &error) {
        return std::ranges::find(kWorstFirst, certificateFault(error.error())) - kWorstFirst.begin();
    };
    const auto worst = std::ranges::min_element(errors, {}, rank);
    if (worst == errors.end())
        return {};
    return certificateSentence(certificateFault(worst->error()), host, seen, worst->errorString());
}

QString protocolText(QSsl::SslProtocol protocol)
{
    switch (static_cast<int>(protocol)) {
    case QSsl::TlsV1_2:
        return QStringLiteral("TLSv1.2");
    case QSsl::TlsV1_3:
        return QStringLiteral("TLSv1.3");
    case 0: // QSsl::TlsV1_0, by a name that is going away
        return QStringLiteral("TLSv1.0");
    case 1: // QSsl::TlsV1_1, likewise
        return QStringLiteral("TLSv1.1");
    default:
        return {};
    }
}

Securing::Securing(QSslSocket &socket)
    : m_socket(socket)
{
    const auto seen = [this]() -> std::optional<SeenCertificate> {
        const QSslCertificate certificate = m_socket.peerCertificate();
        if (certificate.isNull())
            return std::nullopt;
        return seenCertificate(certificate, protocolText(m_socket.sessionProtocol()));
    };
    connect(&m_socket, &QSslSocket::sslErrors, this, [this, seen](const QList<QSslError> &errors) {
        m_trouble = certificateTrouble(errors, m_name, seen());
        m_socket.ignoreSslErrors(); // so that the handshake ends and the certificate can be told; nothing is sent
    });
    connect(&m_socket, &QSslSocket::encrypted, this, [this, seen] {
        settle({ m_insecure || m_trouble.isEmpty(), m_trouble, seen() });
    });
    connect(
        &m_socket, &QAbstractSocket::errorOccurred, this,
        [this, seen] {
            settle({ false, u"no secure connection is possible: " % m_socket.errorString().left(200), seen() });
        },
        Qt::QueuedConnection);
}

void Securing::start(const QString &name, const Domain::LinkSpec &link, Done done)
{
    m_name = name;
    m_done = std::move(done);
    m_insecure = link.insecure;
    m_socket.setSslConfiguration(sslConfiguration(link));
    m_socket.setPeerVerifyName(name);
    m_socket.startClientEncryption();
}

void Securing::settle(Outcome outcome)
{
    const Done done = std::exchange(m_done, nullptr);
    if (done)
        done(outcome);
}

} // namespace Wf::Probes
