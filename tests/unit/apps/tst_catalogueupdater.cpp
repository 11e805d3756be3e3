// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "apps/common/catalogueupdater.h"
#include "apps/common/filevendorcatalogue.h"
#include "testkit/fakehttpserver.h"
#include "testkit/manualclock.h"

#include <QCryptographicHash>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sodium.h>

using namespace Wf;
using Apps::CatalogueUpdater;
using Apps::FileVendorCatalogue;

namespace {

constexpr auto kCatalogue = "vendors:\n  - {id: shop, name: Shop, category: commerce, kind: statuspage,\n"
                            "     url: 'https://status.shop.example/api/v2/summary.json'}\n";

QByteArray sumOf(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex() + "  vendors.yaml\n";
}

/// A publisher's pair of keys.
struct Keys {
    Keys()
        : open(crypto_sign_PUBLICKEYBYTES, '\0')
        , hidden(crypto_sign_SECRETKEYBYTES, '\0')
    {
        if (sodium_init() < 0)
            qFatal("libsodium does not start");
        crypto_sign_keypair(
            reinterpret_cast<unsigned char *>(open.data()), reinterpret_cast<unsigned char *>(hidden.data()));
    }
    [[nodiscard]] QByteArray sign(const QByteArray &text) const
    {
        QByteArray signature(crypto_sign_BYTES, '\0');
        crypto_sign_detached(reinterpret_cast<unsigned char *>(signature.data()), nullptr,
            reinterpret_cast<const unsigned char *>(text.data()), static_cast<unsigned long long>(text.size()),
            reinterpret_cast<const unsigned char *>(hidden.data()));
        return signature.toBase64() + "\n";
    }

    QByteArray open;
    QByteArray hidden;
};

/// A publisher's server, and somebody who follows it.
struct Publisher {
    Publisher()
        : updater(clock, quick())
    {
        server.always("/vendors.yaml", { 200, kCatalogue });
        server.always("/vendors.yaml.sha256", { 200, sumOf(kCatalogue) });
    }
    static Probes::FetchOptions quick()
    {
        Probes::FetchOptions options;
        options.retryScale = 0.002;
        options.attempts = 1;
        return options;
    }
    void follow(const QByteArray &key = {})
    {
        updater.follow({ server.url(QStringLiteral("/vendors.yaml")), key, file() });
    }
    /// The sentence of a failure, or nothing when there is a new file.
    QString update()
    {
        QSignalSpy updated(&updater, &CatalogueUpdater::updated);
        QSignalSpy failed(&updater, &CatalogueUpdater::failed);
        updater.update();
        if (!QTest::qWaitFor([&] { return updated.size() + failed.size() > 0; }, 30'000))
            return QStringLiteral("no answer");
        return failed.isEmpty() ? QString() : failed.front().front().toString();
    }
    [[nodiscard]] QString file() const { return folder.filePath(QStringLiteral("catalog/vendors.yaml")); }
    [[nodiscard]] QByteArray kept() const
    {
        QFile kept(file());
        return kept.open(QIODevice::ReadOnly) ? kept.readAll() : QByteArray();
    }

    TestKit::FakeHttpServer server;
    TestKit::ManualClock clock;
    QTemporaryDir folder;
    CatalogueUpdater updater;
};

} // namespace

class CatalogueUpdaterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesWhatItsChecksumFits()
    {
        Publisher publisher;
        publisher.follow();
        QCOMPARE(publisher.update(), QString());
        QCOMPARE(publisher.kept(), QByteArray(kCatalogue));
    }

    void takesWhatIsSigned()
    {
        const Keys keys;
        Publisher publisher;
        publisher.server.always("/vendors.yaml.sig", { 200, keys.sign(kCatalogue) });
        publisher.follow(keys.open);
        QCOMPARE(publisher.update(), QString());
        QCOMPARE(publisher.kept(), QByteArray(kCatalogue));
        publisher.server.always("/vendors.yaml.sig", { 200, Keys().sign(kCatalogue) });
        QVERIFY(publisher.update().contains(QStringLiteral("was not signed with the key")));
        publisher.server.always("/vendors.yaml.sig", { 200, "!" });
        QVERIFY(publisher.update().contains(QStringLiteral("its signature cannot be read")));
        QCOMPARE(publisher.kept(), QByteArray(kCatalogue));
    }

    void theOldOneStaysOnAnyFault_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("catalogue");
        QTest::addColumn<QByteArray>("sum");
        QTest::addColumn<QString>("why");
        const auto row = [](const char *name, int status, const QByteArray &catalogue, const char *why) {
            QTest::newRow(name) << status << catalogue << sumOf(catalogue) << QString::fromLatin1(why);
        };
        row("gone", 404, {}, "HTTP 404");
        row("no YAML", 200, "vendors: [", "it has faults");
        row("a web page", 200, "<html>", "it has faults");
        row("nobody in it", 200, "vendors: []\n", "it names no vendor");
        row("unknown dialect", 200, QByteArray(kCatalogue).replace("statuspage", "telepathy"), "it has faults");
        QTest::newRow("cut short") << 200 << QByteArray(kCatalogue).chopped(9) << sumOf(kCatalogue)
                                   << QStringLiteral("its SHA-256 is another one");
        QTest::newRow("no sum") << 200 << QByteArray(kCatalogue) << QByteArray()
                                << QStringLiteral("its SHA-256 is another one");
    }
    void theOldOneStaysOnAnyFault()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, catalogue);
        QFETCH(QByteArray, sum);
        QFETCH(QString, why);
        Publisher publisher;
        publisher.follow();
        QCOMPARE(publisher.update(), QString());
        publisher.server.always("/vendors.yaml", { status, catalogue });
        publisher.server.always("/vendors.yaml.sha256", { 200, sum });
        const QString sentence = publisher.update();
        QVERIFY2(sentence.startsWith(QStringLiteral("the catalogue of vendors at 127.0.0.1 is not used: "))
                && sentence.contains(why),
            qPrintable(sentence));
        QCOMPARE(publisher.kept(), QByteArray(kCatalogue));
    }

    void theNearestFileIsRead()
    {
        Publisher publisher;
        publisher.follow();
        QCOMPARE(publisher.update(), QString());
        FileVendorCatalogue catalogue;
        const QString shipped = qEnvironmentVariable("WF_SOURCE_DIR") + QStringLiteral("/config");
        const auto count = [&catalogue] {
            const auto future = catalogue.vendors();
            static_cast<void>(QTest::qWaitFor([&] { return future.isFinished(); }, 30'000));
            return future.result().has_value() ? static_cast<int>((*future.result())->size()) : -1;
        };
        QCOMPARE(count(), -1);
        catalogue.look({ {}, {}, shipped });
        QVERIFY(count() > 1000);
        catalogue.look({ {}, publisher.folder.path(), shipped });
        QCOMPARE(count(), 1);
        catalogue.look({ shipped, publisher.folder.path(), {} });
        QVERIFY(count() > 1000);
    }
};

QTEST_GUILESS_MAIN(CatalogueUpdaterTest)
#include "tst_catalogueupdater.moc"
