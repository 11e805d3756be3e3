// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/common/catalogueupdater.h"

#include "apps/common/pool.h"
#include "config/vendorcatalogfile.h"
#include "core/answer.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <sodium.h>

namespace Wf::Apps {

namespace {
    using namespace std::chrono_literals;
    constexpr Millis kFirst = 2min;
    constexpr Millis kDaily = 24h;
    constexpr Millis kTimeout = 60s;
    constexpr qsizetype kSha256Digits = 64;

    Result<void> refused(const QString &why)
    {
        return failure(ErrorCode::Invalid, why);
    }

    Result<void> checkSignature(const QByteArray &catalogue, const QByteArray &proof, const QByteArray &key)
    {
        const QByteArray signature = QByteArray::fromBase64(proof.trimmed());
        const auto bytes = [](const QByteArray &text) {
            return reinterpret_cast<const unsigned char *>(text.data());
        };
        if (sodium_init() < 0 || signature.size() != crypto_sign_BYTES || key.size() != crypto_sign_PUBLICKEYBYTES)
            return refused(QStringLiteral("its signature cannot be read"));
        if (crypto_sign_verify_detached(
                bytes(signature), bytes(catalogue), static_cast<unsigned long long>(catalogue.size()), bytes(key))
            != 0)
            return refused(QStringLiteral("it was not signed with the key in VENDOR_CATALOG_KEY"));
        return {};
    }

    Result<void> checkSum(const QByteArray &catalogue, const QByteArray &proof)
    {
        const QByteArray wanted = proof.trimmed().left(kSha256Digits).toLower();
        if (QCryptographicHash::hash(catalogue, QCryptographicHash::Sha256).toHex() != wanted)
            return refused(QStringLiteral("its SHA-256 is another one than the file beside it says"));
        return {};
    }

    enum class Kept : quint8 { New, AsItWas };
    /// Checks it, and keeps it in place of the old one.
    Result<Kept> keep(const QByteArray &catalogue, const QByteArray &proof, const CatalogueUpdater::Source &source)
    {
        if (const auto good = checkCatalogue(catalogue, proof, source.key); !good)
            return tl::unexpected(good.error());
        QFile old(source.file);
        if (old.open(QIODevice::ReadOnly) && old.readAll() == catalogue)
            return Kept::AsItWas;
        QDir().mkpath(QFileInfo(source.file).path());
        QSaveFile file(source.file);
        if (file.open(QIODevice::WriteOnly) && file.write(catalogue) == catalogue.size() && file.commit())
            return Kept::New;
        return failure(
            ErrorCode::Io, QStringLiteral("%1 cannot be written: %2").arg(source.file, file.errorString()));
    }
} // namespace

Result<void> checkCatalogue(const QByteArray &catalogue, const QByteArray &proof, const QByteArray &key)
{
    const Result<void> meant = key.isEmpty() ? checkSum(catalogue, proof) : checkSignature(catalogue, proof, key);
    if (!meant)
        return meant;
    const auto read = Config::readVendorCatalogue(catalogue, QStringLiteral("the catalogue"));
    if (!read)
        return refused(QStringLiteral("it has faults: %1").arg(read.error().front().text()));
    return read->empty() ? refused(QStringLiteral("it names no vendor")) : Result<void>();
}

CatalogueUpdater::CatalogueUpdater(const Clock &clock, const Probes::FetchOptions &options)
    : m_fetcher(m_network, clock, options)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &CatalogueUpdater::update);
    connect(&m_daily, &QTimer::timeout, this, &CatalogueUpdater::update);
}

void CatalogueUpdater::follow(const Source &source)
{
    if (source == m_source)
        return;
    m_source = source;
    m_ticket = {};
    m_daily.stop();
    m_soon.stop();
    if (source.url.isEmpty())
        return;
    m_soon.start(kFirst);
    m_daily.start(kDaily);
}

QUrl CatalogueUpdater::proofUrl() const
{
    QUrl url = m_source.url;
    url.setPath(url.path() + (m_source.key.isEmpty() ? QStringLiteral(".sha256") : QStringLiteral(".sig")));
    return url;
}

void CatalogueUpdater::update()
{
    m_ticket = m_fetcher.fetch({ m_source.url, kTimeout, "application/yaml, text/plain, */*;q=0.5" },
        [this](const Probes::Fetched &fetched) { takeCatalogue(fetched); });
}

void CatalogueUpdater::takeCatalogue(const Probes::Fetched &fetched)
{
    if (!fetched)
        return fail(fetched.error().detail);
    m_ticket = m_fetcher.fetch({ proofUrl(), kTimeout, "text/plain, */*;q=0.5" },
        [this, catalogue = fetched->body](const Probes::Fetched &proof) { takeProof(catalogue, proof); });
}

void CatalogueUpdater::takeProof(const QByteArray &catalogue, const Probes::Fetched &fetched)
{
    if (!fetched)
        return fail(QStringLiteral("%1: %2").arg(proofUrl().fileName(), fetched.error().detail));
    const auto work = [catalogue, proof = fetched->body, source = m_source] {
        return keep(catalogue, proof, source);
    };
    onAnswer<Result<Kept>>(this, inPool<Result<Kept>>(work), [this](const Result<Kept> &kept) {
        if (!kept)
            fail(kept.error().detail);
        else if (*kept == Kept::New)
            Q_EMIT updated();
    });
}

void CatalogueUpdater::fail(const QString &why)
{
    Q_EMIT failed(QStringLiteral("the catalogue of vendors at %1 is not used: %2").arg(m_source.url.host(), why));
}

} // namespace Wf::Apps
