// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/secret.h"
#include "probes/fetcher.h"

#include <QNetworkAccessManager>
#include <QTimer>

namespace Wf::Apps {

/// Whether a catalogue is what its publisher meant. With a key (Ed25519, 32 bytes): `proof` is its signature, 64
/// bytes in Base64. Without: `proof` begins with its SHA-256 in hexadecimal digits, as sha256sum writes it. And it
/// must have no faults. Invalid: one sentence.
[[nodiscard]] Result<void> checkCatalogue(
    const QByteArray &catalogue, const QByteArray &proof, const QByteArray &key);

/// Looks for a newer catalogue of vendors shortly after the start and then once a day: the file at an address,
/// with its proof beside it (".sig" with a key, else ".sha256"). On any fault the old one stays.
class CatalogueUpdater final : public QObject {
    Q_OBJECT

public:
    struct Source {
        QUrl url {}; ///< empty: nowhere
        QByteArray key {}; ///< empty: the checksum is enough
        QString file {}; ///< where it is kept

        bool operator==(const Source &) const = default;
    };
    explicit CatalogueUpdater(const Clock &clock, const Probes::FetchOptions &options = {});

    void follow(const Source &source);
    /// Now; answers with one of the signals.
    void update();

Q_SIGNALS:
    /// There is a new file. One that is as it was is not told.
    void updated();
    void failed(const QString &sentence);

private:
    void takeCatalogue(const Probes::Fetched &fetched);
    void takeProof(const QByteArray &catalogue, const Probes::Fetched &fetched);
    void fail(const QString &why);
    [[nodiscard]] QUrl proofUrl() const;

    QNetworkAccessManager m_network;
    Probes::Fetcher m_fetcher;
    Probes::FetchTicket m_ticket;
    Source m_source;
    QTimer m_daily;
    QTimer m_soon;
};

} // namespace Wf::Apps
