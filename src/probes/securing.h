// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/checkspec.h"
#include "probes/certificate.h"

#include <QObject>
#include <QSslSocket>

#include <functional>

namespace Wf::Probes {

/// Why a link cannot be used as asked for; empty when it can.
[[nodiscard]] QString linkFault(const Domain::LinkSpec &link);
/// The authorities and the care that a link wants.
[[nodiscard]] QSslConfiguration sslConfiguration(const Domain::LinkSpec &link);
/// What is wrong with a certificate, the worst first: a name that does not fit before a chain that is not known.
[[nodiscard]] QString certificateTrouble(
    const QList<QSslError> &errors, const QString &host, const std::optional<SeenCertificate> &seen);
/// "TLSv1.3"; empty when not known.
[[nodiscard]] QString protocolText(QSsl::SslProtocol protocol);

/// Shakes hands on a connected socket and sees the certificate, whether it is any good or not.
class Securing final : public QObject {
    Q_OBJECT

public:
    struct Outcome {
        bool secured = false;
        QString trouble; ///< when not secured
        std::optional<SeenCertificate> certificate;
    };
    using Done = std::function<void(const Outcome &)>;

    explicit Securing(QSslSocket &socket);

    /// `name` is what the certificate must bear. `done` is called once, from the event loop.
    void start(const QString &name, const Domain::LinkSpec &link, Done done);

private:
    void settle(Outcome outcome);

    QSslSocket &m_socket;
    QString m_name;
    QString m_trouble; ///< of the certificate
    Done m_done;
    bool m_insecure = false;
};

} // namespace Wf::Probes
