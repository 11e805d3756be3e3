// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/vendorcatalogue.h"
#include "tests.h"

#include <algorithm>
#include <random>

using namespace Wf::Domain;

namespace {

VendorEntry vendor(const char *id, const char *name, const char *category, const char *kind = "statuspage")
{
    VendorEntry entry;
    entry.id = QString::fromLatin1(id);
    entry.name = QString::fromUtf8(name);
    entry.category = QString::fromLatin1(category);
    entry.kind = QString::fromLatin1(kind);
    return entry;
}

std::vector<VendorEntry> vendors()
{
    return { vendor("okta", "Okta", "identity", "okta"), vendor("auth0", "Auth0", "identity", "auth0"),
        vendor("github", "GitHub", "engineering"), vendor("github-enterprise", "GitHub Enterprise", "engineering"),
        vendor("gitlab", "GitLab", "engineering", ""), vendor("gitea", "Gitea Cloud", "engineering"),
        vendor("google-drive", "Google Drive", "productivity"), vendor("gmail", "Gmail", "productivity"),
        vendor("salesforce", "Salesforce", "sales"), vendor("pagerduty", "PagerDuty", "engineering", "pagerduty"),
        vendor("abnormal-security", "Abnormal Security", "security"), vendor("snyk", "Snyk", "security"),
        vendor("wiz", "Wiz", "security", ""), vendor("api-video", "api.video", "communication"),
        vendor("societe", "Société Générale", "finance"), vendor("monday", "monday.com", "productivity"),
        vendor("akamai", "Akamai", "networking", ""), vendor("akamai-edge", "Akamai Edge", "networking"),
        vendor("x", "X", "marketing") };
}

QStringList found(const VendorQuery &query, const std::vector<VendorEntry> &entries)
{
    QStringList lines;
    for (const VendorMatch &match : search(entries, query))
        lines.append(match.entry->id + u' ' + word(match.fit));
    return lines;
}

class VendorSearchTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void narrows();
    void sameEveryTime();
    void chooses_data();
    void chooses();
    void hostileWords_data();
    void hostileWords();
};

void VendorSearchTest::finds_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *typed, QStringList expected) {
        QTest::newRow(typed) << QString::fromUtf8(typed) << std::move(expected);
    };
    const auto list = [](const char *text) { return QString::fromLatin1(text).split(QStringLiteral(", ")); };
    row("okta", list("okta exact"));
    row("  OKTA ", list("okta exact"));
    row("github", list("github exact, github-enterprise prefix"));
    row("git", list("github prefix, gitea prefix, github-enterprise prefix, gitlab prefix"));
    row("git hub", list("github exact, github-enterprise prefix"));
    row("google-drive", list("google-drive exact"));
    row("googledrive", list("google-drive exact"));
    row("drive", list("google-drive word"));
    row("drive goo", list("google-drive word"));
    row("lab", list("gitlab substring"));
    row("api video", list("api-video exact"));
    row("monday.com", list("monday exact"));
    row("monday", list("monday exact"));
    row("societe generale", list("societe exact"));
    row("akamai", list("akamai exact, akamai-edge prefix"));
    row("akam", list("akamai-edge prefix, akamai prefix"));
    row("salesfroce", list("salesforce typo"));
    row("githb", list("github typo, github-enterprise typo"));
    row("gmial", list("gmail typo"));
    row("securty", list("abnormal-security typo"));
    row("pgrdty", list("pagerduty scattered"));
    row("security", list("abnormal-security word, snyk category, wiz category"));
    row("identity", list("auth0 category, okta category"));
    row("x", list("x exact"));
    row("zzz", {});
    row("ogn", {});
}

void VendorSearchTest::finds()
{
    QFETCH(const QString, typed);
    QFETCH(const QStringList, expected);
    const std::vector<VendorEntry> entries = vendors();
    QCOMPARE(found({ typed }, entries), expected);
}

void VendorSearchTest::narrows()
{
    const std::vector<VendorEntry> entries = vendors();
    const QStringList both { QStringLiteral("auth0 listed"), QStringLiteral("okta listed") };
    QCOMPARE(found({ QString(), QStringLiteral("identity") }, entries), both);
    QCOMPARE(found({ QStringLiteral("category:Identity") }, entries), both);
    QCOMPARE(found({ QStringLiteral("category:identity okt") }, entries), { QStringLiteral("okta prefix") });
    QCOMPARE(found({ QStringLiteral("okta"), QStringLiteral("finance") }, entries), QStringList());
    QCOMPARE(found({ QString(), QString(), 3 }, entries).size(), 3);
    QCOMPARE(found({ QString(), QString(), 0 }, entries).size(), 0);
    const QStringList all = found({ QString(), QString(), 100 }, entries);
    QCOMPARE(all.size(), static_cast<qsizetype>(entries.size()));
    QVERIFY2(all.mid(16).join(u' ').contains(u"wiz"), "what cannot be asked comes last");
}

void VendorSearchTest::sameEveryTime()
{
    std::vector<VendorEntry> entries = vendors();
    const QStringList expected = found({ QStringLiteral("g") }, entries);
    QVERIFY(expected.size() > 4);
    std::mt19937 shuffling(7);
    for (int i = 0; i < 20; ++i) {
        std::ranges::shuffle(entries, shuffling);
        QCOMPARE(found({ QStringLiteral("g") }, entries), expected);
    }
}

void VendorSearchTest::chooses_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected");
    QTest::newRow("exact before longer names") << QStringLiteral("github") << QStringLiteral("github");
    QTest::newRow("the only one that begins so") << QStringLiteral("sales") << QStringLiteral("salesforce");
    QTest::newRow("the only guess") << QStringLiteral("salesfroce") << QStringLiteral("salesforce");
    QTest::newRow("several begin so") << QStringLiteral("git") << QString();
    QTest::newRow("a category is no name") << QStringLiteral("identity") << QString();
    QTest::newRow("one by name, others by category")
        << QStringLiteral("security") << QStringLiteral("abnormal-security");
    QTest::newRow("nothing") << QStringLiteral("zzz") << QString();
}

void VendorSearchTest::chooses()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, expected);
    const std::vector<VendorEntry> entries = vendors();
    const VendorEntry *chosen = unambiguous(search(entries, { typed }));
    QCOMPARE(chosen ? chosen->id : QString(), expected);
}

void VendorSearchTest::hostileWords_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("long") << QString(1'000'000, u'a');
    QTest::newRow("nothing but signs") << QStringLiteral("%%% ((( \\\\ ***");
    QTest::newRow("half a pair") << QString(QChar(0xd83d));
    QTest::newRow("zero") << QString(QChar(0));
    QTest::newRow("only a category's beginning") << QStringLiteral("category:");
    QTest::newRow("many words") << QStringLiteral("a ").repeated(1000);
}

void VendorSearchTest::hostileWords()
{
    QFETCH(const QString, typed);
    const std::vector<VendorEntry> entries = vendors();
    QVERIFY(search(entries, { typed, typed.left(10), 5 }).size() <= 5);
}

} // namespace

std::unique_ptr<QObject> vendorSearchTest()
{
    return std::make_unique<VendorSearchTest>();
}

#include "vendorsearchtest.moc"
