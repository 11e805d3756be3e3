// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_reading.h"

#include "vendors/json.h"
#include "vendors/observe.h"
#include "vendors/plaintext.h"
#include "vendors/registry.h"
#include "vendors/selector.h"
#include "vendors/textdecoding.h"
#include "vendors/times.h"

#include <QJsonObject>
#include <QStringConverter>
#include <QTest>

#include <array>

using namespace Wf;
using namespace Wf::Vendors;

namespace {

std::vector<Candidate> shop()
{
    return { { QStringLiteral("a1"), QStringLiteral("API"), {}, {} },
        { QStringLiteral("b1"), QStringLiteral("API"), QStringLiteral("Europe"), QStringLiteral("g1") },
        { QStringLiteral("b2"), QStringLiteral("Sign-in"), QStringLiteral("Europe"), QStringLiteral("g1") },
        { QStringLiteral("c1"), QStringLiteral("Sign-in"), QStringLiteral("Asia"), QStringLiteral("g2") },
        { QStringLiteral("c2"), QStringLiteral("Asia"), QStringLiteral("Asia"), QStringLiteral("g2") } };
}

} // namespace

void ReadingTest::dialectsAreFoundByAnyOfTheirNames()
{
    QVERIFY(dialectKinds().contains(QStringLiteral("statuspage")));
    QVERIFY(!dialectKinds().contains(QStringLiteral("manual")));
    for (const QString &kind : dialectKinds())
        QVERIFY(findDialect(kind) && findDialect(kind)->read && !findDialect(kind)->accept.isEmpty());
    QCOMPARE(findDialect(u"statuspage_json"), findDialect(u"statuspage"));
    for (const QStringView name : { u"azure-devops", u"AzureDevOps", u"azure_devops" })
        QCOMPARE(canonicalKind(name), QStringLiteral("azure_devops"));
    QCOMPARE(canonicalKind(u"microsoft-graph"), QStringLiteral("microsoft365"));
    QVERIFY(!findDialect(u"manual"));
    QVERIFY(!findDialect(u""));
    QCOMPARE(canonicalKind(u"statuspage_json"), QStringLiteral("statuspage"));
    QCOMPARE(canonicalKind(u"never heard of"), QStringLiteral("never heard of"));
}

void ReadingTest::aMarkDecidesTheEncoding()
{
    const QString text = QStringLiteral("{\"a\":\"ü€\"}");
    QCOMPARE(toUtf8(text.toUtf8()), text.toUtf8());
    QCOMPARE(toUtf8("\xEF\xBB\xBF" + text.toUtf8()), text.toUtf8());
    for (const auto encoding :
        { QStringConverter::Utf16LE, QStringConverter::Utf16BE, QStringConverter::Utf32LE }) {
        QStringEncoder encoder(encoding, QStringConverter::Flag::WriteBom);
        QCOMPARE(toUtf8(encoder.encode(text)), text.toUtf8());
    }
    QCOMPARE(toUtf8(QByteArray()), QByteArray());
}

void ReadingTest::textIsCutBetweenCharacters()
{
    QCOMPARE(cut(QStringLiteral("abc"), 3), QStringLiteral("abc"));
    QCOMPARE(cut(QStringLiteral("abcd"), 3), QStringLiteral("ab…"));
    QCOMPARE(cut(QStringLiteral("a😀bc"), 3), QStringLiteral("a…"));
    QCOMPARE(oneLine(QStringLiteral("  a\n\tb  "), 10), QStringLiteral("a b"));
}

void ReadingTest::bodiesThatAreNoObjectAreToldApart_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("reason");
    QTest::newRow("nothing") << QByteArray() << QStringLiteral("empty body");
    QTest::newRow("blank") << QByteArray(" \n") << QStringLiteral("empty body");
    QTest::newRow("web page") << QByteArray("\n<!DOCTYPE html><html>")
                              << QStringLiteral("expected JSON, got HTML");
    QTest::newRow("list") << QByteArray("[1]") << QStringLiteral("expected object, got list");
    QTest::newRow("cut off") << QByteArray("{\"a\":") << QStringLiteral("invalid JSON: ");
    QTest::newRow("number") << QByteArray("17") << QStringLiteral("invalid JSON: ");
    QTest::newRow("bad UTF-8") << QByteArray("{\"a\":\"\xff\"}") << QStringLiteral("invalid JSON: ");
    QTest::newRow("NUL") << QByteArray("\0\0\0\0", 4) << QStringLiteral("invalid JSON: ");
}

void ReadingTest::bodiesThatAreNoObjectAreToldApart()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, reason);
    const auto got = readObject(body);
    QVERIFY(!got);
    QVERIFY2(got.error().reason.startsWith(reason), qPrintable(got.error().reason));
    QVERIFY(got.error().detail.endsWith(u'.'));
}

void ReadingTest::deepNestingIsRefused()
{
    QVERIFY(!readObject("{\"a\":" + QByteArray(5000, '[') + QByteArray(5000, ']') + "}"));
    QVERIFY(!readObject(QByteArray(1 << 20, '[')));
}

void ReadingTest::globs_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *pattern, const char *text, bool matches) {
        QTest::addRow("%s / %s", pattern, text)
            << QString::fromLatin1(pattern) << QString::fromLatin1(text) << matches;
    };
    row("API*", "API", true);
    row("API*", "API / v2", true);
    row("API*", "My API", false);
    row("*", "", true);
    row("", "", true);
    row("", "a", false);
    row("a?c", "abc", true);
    row("a?c", "ac", false);
    row("*b*b", "aabab", true);
    row("*b*b", "aabaa", false);
    row("x[1]", "x[1]", true);
    row("x[1]", "x1", false);
}

void ReadingTest::globs()
{
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QTEST(globMatches(pattern, text), "matches");
}

void ReadingTest::manyStarsEndSoon()
{
    const QString pattern = QStringLiteral("*a").repeated(150) + u'b';
    QVERIFY(!globMatches(pattern, QString(100'000, u'a')));
}

void ReadingTest::selectors_data()
{
    QTest::addColumn<QStringList>("selectors");
    QTest::addColumn<QList<int>>("positions");
    const auto row = [](const QStringList &selectors, const QList<int> &positions) {
        QTest::newRow(qPrintable(selectors.join(u'|'))) << selectors << positions;
    };
    row({ QStringLiteral(" api ") }, { 0, 1 });
    row({ QStringLiteral("b1") }, { 1 });
    row({ QStringLiteral("Europe / API") }, { 1 });
    row({ QStringLiteral("europe - sign-in") }, { 2 });
    row({ QStringLiteral("Europe") }, { 1, 2 });
    row({ QStringLiteral("g1") }, { 1, 2 });
    row({ QStringLiteral("Asia") }, { 4 });
    row({ QStringLiteral("group:Asia") }, { 3, 4 });
    row({ QStringLiteral("glob:*SIGN*") }, { 2, 3 });
    row({ QStringLiteral("glob:Europe / *") }, { 1, 2 });
    row({ QStringLiteral("c1"), QStringLiteral("API"), QStringLiteral("a1") }, { 0, 1, 3 });
}

void ReadingTest::selectors()
{
    QFETCH(QStringList, selectors);
    QFETCH(QList<int>, positions);
    const auto got = select(selectors, shop());
    QVERIFY(got);
    QList<int> found;
    for (const size_t position : *got)
        found.append(static_cast<int>(position));
    QCOMPARE(found, positions);
}

void ReadingTest::unmatchedSelectorNamesItsNeighbours()
{
    const auto typo = select({ QStringLiteral("API"), QStringLiteral("Signin") }, shop());
    QVERIFY(!typo);
    QCOMPARE(typo.error().selector, QStringLiteral("Signin"));
    QCOMPARE(typo.error().nearest.first(), QStringLiteral("Sign-in"));
    QVERIFY(typo.error().nearest.size() <= 3);
    const auto group = select({ QStringLiteral("group:Urope") }, shop());
    QCOMPARE(group.error().nearest.first(), QStringLiteral("Europe"));
    for (const char *empty : { "", "  ", "glob:", "group:", "glob:nothing*" })
        QVERIFY2(!select({ QString::fromLatin1(empty) }, shop()), empty);
    QVERIFY(!select({ QStringLiteral("API") }, {}));
    QVERIFY(!select({ QString(1'000'000, u'x') }, shop()));
}

void ReadingTest::times_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("iso"); // empty: no time
    QTest::newRow("RFC 3339") << "2026-08-02T14:59:36Z"
                              << "2026-08-02T14:59:36Z";
    QTest::newRow("offset of the page") << "2026-08-02T14:59:36.991-04:00"
                                        << "2026-08-02T18:59:36Z";
    QTest::newRow("seven digits") << "2026-09-19T10:00:00.1234567Z"
                                  << "2026-09-19T10:00:00Z";
    QTest::newRow("seconds as text") << "1640000000"
                                     << "2021-12-20T11:33:20Z";
    QTest::newRow("milliseconds as text") << "1640000000000"
                                          << "2021-12-20T11:33:20Z";
    QTest::newRow("without a zone") << "2025-09-12 08:00:00.123"
                                    << "2025-09-12T08:00:00Z";
    QTest::newRow("Go") << "2025-04-10 13:00:00 +0200 CEST"
                        << "2025-04-10T11:00:00Z";
    QTest::newRow("Go in UTC") << "2025-04-10 13:00:00 +0000 UTC"
                               << "2025-04-10T13:00:00Z";
    QTest::newRow("mail") << "Mon, 20 Dec 2021 07:50:00 +0100"
                          << "2021-12-20T06:50:00Z";
    QTest::newRow("mail, zone by name") << "Mon, 20 Dec 2021 07:50:00 PST"
                                        << "2021-12-20T15:50:00Z";
    QTest::newRow("mail, Z") << "Sat, 19 Sep 2026 10:00:00 Z"
                             << "2026-09-19T10:00:00Z";
    QTest::newRow("mail, two digits of a year") << "Sun, 22 Nov 26 10:30:00 GMT"
                                                << "2026-11-22T10:30:00Z";
    QTest::newRow("mail, the last century") << "22 Nov 99 10:30:00 GMT"
                                            << "1999-11-22T10:30:00Z";
    QTest::newRow("mail, one digit of an hour") << "Sun, 2 Nov 2026 9:30:00 GMT"
                                                << "2026-11-02T09:30:00Z";
    QTest::newRow("mail, in full") << "Sunday, 22 November 2026 10:30:00 BST"
                                   << "2026-11-22T09:30:00Z";
    QTest::newRow("mail, with a comment") << "Tue, 22 Sept 2026 10:30:00 +0000 (UTC)"
                                          << "2026-09-22T10:30:00Z";
    QTest::newRow("mail, a month of two letters") << QStringLiteral("Sun, 22 No 2026 10:30:00 GMT") << QString();
    QTest::newRow("mail, no month") << QStringLiteral("Sun, 22 Novembre 2026 10:30:00 GMT") << QString();
    QTest::newRow("a day as a number") << QStringLiteral("20261122") << QString();
    QTest::newRow("a time as a number") << QStringLiteral("20261122103000") << QString();
    QTest::newRow("blanks around") << "  2026-08-02 14:59:36 UTC "
                                   << "2026-08-02T14:59:36Z";
    QTest::newRow("without seconds") << "2026-08-02T14:59Z"
                                     << "2026-08-02T14:59:00Z";
    QTest::newRow("small z") << "2026-08-02T14:59:36z"
                             << "2026-08-02T14:59:36Z";
    QTest::newRow("offset without a colon") << "2026-08-02T14:59:36+0230"
                                            << "2026-08-02T12:29:36Z";
    QTest::newRow("leap second") << "2026-06-30T23:59:60Z"
                                 << "2026-06-30T23:59:59Z";
    QTest::newRow("leap day") << "2024-02-29T00:00:00Z"
                              << "2024-02-29T00:00:00Z";
    QTest::newRow("nine digits") << "2026-08-02T14:59:36.999999999Z"
                                 << "2026-08-02T14:59:36Z";
    QTest::newRow("ten digits") << QStringLiteral("2026-08-02T14:59:36.1234567890Z") << QString();
    QTest::newRow("no digit behind the point") << QStringLiteral("2026-08-02T14:59:36.Z") << QString();
    QTest::newRow("no leap day") << QStringLiteral("2026-02-29T00:00:00Z") << QString();
    QTest::newRow("month 13") << QStringLiteral("2026-13-01T00:00:00Z") << QString();
    QTest::newRow("hour 24") << QStringLiteral("2026-08-02T24:00:00Z") << QString();
    QTest::newRow("second 61") << QStringLiteral("2026-08-02T14:59:61Z") << QString();
    QTest::newRow("offset beyond all zones") << QStringLiteral("2026-08-02T14:59:36+16:00") << QString();
    QTest::newRow("cut off") << QStringLiteral("2026-08-02T14:") << QString();
    QTest::newRow("a day alone") << QStringLiteral("2026-08-02") << QString();
    QTest::newRow("something behind") << QStringLiteral("2026-08-02T14:59:36Z!") << QString();
    QTest::newRow("digits of another script") << QStringLiteral("٢٠٢٦-08-02T14:59:36Z") << QString();
    QTest::newRow("the zero of .NET") << "0001-01-01T00:00:00+00:00" << QString();
    QTest::newRow("zero") << "0" << QString();
    QTest::newRow("not a number") << "nan" << QString();
    QTest::newRow("beyond all years") << "9e99" << QString();
    QTest::newRow("words") << "<no value>" << QString();
    QTest::newRow("nothing") << QString() << QString();
}

void ReadingTest::times()
{
    QFETCH(QString, text);
    QFETCH(QString, iso);
    const auto got = readTime(text);
    QCOMPARE(got ? toIso(*got) : QString(), iso);
}

void ReadingTest::localTimes_data()
{
    QTest::addColumn<bool>("isLocal");
    for (const char *text : { "2026-08-02T14:59:36", "2026-08-02 14:59", " 2025-09-12 08:00:00.123 " })
        QTest::newRow(text) << true;
    for (const char *text : { "2026-08-02T14:59:36Z", "2026-08-02T14:59:36+01:00", "2026-08-02T14:59:36.5-0400",
             "2026-08-02 14:59:36 UTC", "Mon, 20 Dec 2021 07:50:00 PST", "1640000000", "2026-08-02", "" })
        QTest::newRow(text) << false;
}

void ReadingTest::localTimes()
{
    QTEST(isLocalTime(QString::fromUtf8(QTest::currentDataTag())), "isLocal");
}

void ReadingTest::htmlBecomesText_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << "a < b & c"
                           << "a < b & c";
    QTest::newRow("paragraphs") << "<p>One</p><p class='x>y'>Two</p>"
                                << "One\ny'>Two";
    QTest::newRow("breaks") << "One<br/>Two<BR>Three"
                            << "One\nTwo\nThree";
    QTest::newRow("references") << "A&amp;B&nbsp;&#8217;&#x2019;&lt;&quot;"
                                << "A&B \u2019\u2019<\"";
    QTest::newRow("no references") << "&nosuch; &#xD800; &#99999999; &"
                                   << "&nosuch; &#xD800; &#99999999; &";
    QTest::newRow("scripts") << "a<script>if (a<b) x()</script>b<style>p{}</style>c<!-- <p> -->d"
                             << "abcd";
    QTest::newRow("cut off") << "text<a href="
                             << "text";
    QTest::newRow("unclosed script") << "text<script>steal()"
                                     << "text";
}

void ReadingTest::htmlBecomesText()
{
    QFETCH(QString, html);
    QFETCH(QString, text);
    QCOMPARE(textOfHtml(html, 1000), text);
    QVERIFY(textOfHtml(html, 3).size() <= 3);
}

void ReadingTest::richTextBecomesText()
{
    const auto rich = [](QByteArray json) {
        const auto document = readDocument('[' + json.replace('\'', '"') + ']');
        return document ? textOfRich(document->array().last(), 1000) : document.error().reason;
    };
    QCOMPARE(
        rich("{'type':'doc','content':[{'type':'paragraph','content':[{'type':'text','text':'We '},"
             "{'type':'text','text':'look.'}]},{'type':'paragraph','content':[{'type':'text','text':'Soon.'}]}]}"),
        QStringLiteral("We look.\nSoon."));
    QCOMPARE(rich("{'type':7,'content':'x','text':null}"), QString());
    QCOMPARE(rich("'a  plain\\n\\ntext'"), QStringLiteral("a plain\ntext"));
    const auto within = [&](int levels) {
        return rich(
            QByteArray("{'content':[").repeated(levels) + "{'text':'deep'}" + QByteArray("]}").repeated(levels));
    };
    QCOMPARE(within(60), QStringLiteral("deep")); // each of them two levels of JSON
    QVERIFY(within(64).startsWith(QStringLiteral("nested too deeply")));
}

void ReadingTest::unwatchedComponentsNeverDecide()
{
    Page page;
    page.leaves = { { { QStringLiteral("1"), QStringLiteral("API"), {}, {} }, kOperational, {}, true },
        { { QStringLiteral("2"), QStringLiteral("Old"), {}, {} }, kUnknown, QStringLiteral("paused"), false } };
    QCOMPARE(observe(page, {}, Instant {}).status, Domain::Status::Operational);
    const auto chosen = observe(page, { QStringLiteral("Old") }, Instant {});
    QCOMPARE(chosen.failure, Domain::Failure::Unmapped);
    QVERIFY(chosen.detail.contains(QStringLiteral("does not watch Old")));
    page.leaves.erase(page.leaves.begin());
    QCOMPARE(observe(page, {}, Instant {}).status, Domain::Status::Unknown);
}

void ReadingTest::aListOfTroublesIsTrustedAboutTheRest()
{
    Page page;
    page.listing = Listing::TroubledOnly;
    page.headline = Headline { .reading = kMajorOutage };
    page.leaves = { { { QStringLiteral("1"), QStringLiteral("API"), {}, {} }, kMajorOutage, {}, true } };
    QCOMPARE(observe(page, { QStringLiteral("API") }, Instant {}).status, Domain::Status::MajorOutage);
    const auto other = observe(page, { QStringLiteral("Mail") }, Instant {});
    QCOMPARE(other.status, Domain::Status::Operational);
    QCOMPARE(other.detail, QStringLiteral("Nothing is published about Mail"));
    QVERIFY(!other.maintenance);
    QCOMPARE(other.warnings.size(), 1);
    page.existence = [](const QString &name) {
        return name == QStringLiteral("Mail") ? Existence::Known : Existence::Denied;
    };
    QVERIFY(observe(page, { QStringLiteral("Mail") }, Instant {}).warnings.isEmpty());
    const auto denied = observe(page, { QStringLiteral("API"), QStringLiteral("Mial") }, Instant {});
    QCOMPARE(denied.failure, Domain::Failure::Selector);
    QVERIFY(denied.detail.contains(QStringLiteral("no such part")));
    page.listing = Listing::Whole;
    QCOMPARE(observe(page, { QStringLiteral("Mail") }, Instant {}).failure, Domain::Failure::Selector);
}
