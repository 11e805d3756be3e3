// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "served.h"

#include "testkit/fakevendors.h"

using namespace Wf;
using namespace Wf::TestKit;

namespace {
struct Catalogue {
    Catalogue()
        : served([this] {
            Http::HttpOptions options = testOptions();
            options.vendors = &vendors;
            return options;
        }())
    {
    }
    [[nodiscard]] QStringList found(const QByteArray &query) const
    {
        const QJsonArray list = served.read("/api/catalog" + query).json()[u"data"].toArray();
        QStringList lines;
        for (const auto &each : list)
            lines.append(each[u"id"].toString() + u' ' + each[u"match"].toString());
        return lines;
    }

    FakeVendors vendors;
    Served served;
};
} // namespace

/// The vendors that can be added by name, over the API.
class CatalogTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void entriesAreWhole();
    void readOnce();
    void faultsAreTold();
    void withoutACatalogue();
    void writingIsNotServed();
};

void CatalogTest::finds_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *query, const char *expected) {
        const QString words = QString::fromLatin1(expected);
        QTest::newRow(query) << QByteArray(query)
                             << (words.isEmpty() ? QStringList() : words.split(QStringLiteral(", ")));
    };
    row("?q=okta", "okta exact");
    row("?q=git", "github prefix, gitlab prefix");
    row("?q=git&limit=1", "github prefix");
    row("?q=slak", "slack typo");
    row("?category=identity", "okta listed");
    row("?q=git&category=identity", "");
    row("?q=category%3Aidentity", "okta listed");
    row("", "github listed, okta listed, slack listed, gitlab listed");
    row("?q=%00%ff", "github listed, okta listed, slack listed, gitlab listed");
}

void CatalogTest::finds()
{
    QFETCH(const QByteArray, query);
    QFETCH(const QStringList, expected);
    const Catalogue catalogue;
    QCOMPARE(catalogue.found(query), expected);
}

void CatalogTest::entriesAreWhole()
{
    const Catalogue catalogue;
    const QJsonObject json = catalogue.served.read("/api/catalog?q=okta").json();
    const QJsonValue okta = json[u"data"][0];
    QCOMPARE(okta[u"name"].toString(), QStringLiteral("Okta"));
    QCOMPARE(okta[u"category"].toString(), QStringLiteral("identity"));
    QCOMPARE(okta[u"kind"].toString(), QStringLiteral("okta"));
    QCOMPARE(okta[u"url"].toString(), QStringLiteral("https://status.okta.com/api"));
    QCOMPARE(okta[u"page"].toString(), QStringLiteral("https://status.okta.com"));
    QCOMPARE(okta[u"components"].toArray(), QJsonArray { QStringLiteral("Core") });
    QCOMPARE(okta[u"verified"].toString(), QStringLiteral("2026-09"));
    QVERIFY(okta[u"note"].isNull());
    QCOMPARE(json[u"meta"][u"catalogue"].toInt(), 4);
    const QJsonValue gitlab = catalogue.served.read("/api/catalog?q=gitlab").json()[u"data"][0];
    QVERIFY(gitlab[u"kind"].isNull() && gitlab[u"url"].isNull());
    QCOMPARE(gitlab[u"note"].toString(), QStringLiteral("the page is closed"));
    const auto read = [&](const char *query) {
        return catalogue.served.read(QByteArray("/api/catalog") + query).status;
    };
    QCOMPARE(read("?limit=abc"), 422);
    QCOMPARE(read("?limit=100000"), 200);
}

void CatalogTest::readOnce()
{
    const Catalogue catalogue;
    QCOMPARE(catalogue.vendors.asked, 0);
    QCOMPARE(catalogue.found("?q=okta").size(), 1);
    QCOMPARE(catalogue.vendors.asked, 1);
}

void CatalogTest::faultsAreTold()
{
    Catalogue catalogue;
    catalogue.vendors.answer = failure(ErrorCode::Unavailable, QStringLiteral("vendors.yaml:2:5: id is missing"));
    const RawReply reply = catalogue.served.read("/api/catalog?q=okta");
    QCOMPARE(reply.status, 503);
    QCOMPARE(reply.json()[u"error"][u"message"].toString(), QStringLiteral("vendors.yaml:2:5: id is missing"));
}

void CatalogTest::withoutACatalogue()
{
    const Served served;
    QCOMPARE(served.read("/api/catalog?q=okta").status, 503);
}

void CatalogTest::writingIsNotServed()
{
    const Catalogue catalogue;
    QCOMPARE(catalogue.served.write("/api/catalog", "{}").status, 405);
}

QTEST_GUILESS_MAIN(CatalogTest)
#include "tst_catalog.moc"
