// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_ownfeeds.h"

#include "testkit/hostedsamples.h"

#include "vendors/feedstate.h"

#include <QTest>

using namespace Wf;
using namespace Wf::Domain;
using Vendors::FeedPhase;

namespace {

/// All quotes are ' as they stand: XML takes both, and texts have them.
Observation read(const char *kind, const QByteArray &items, const QStringList &components = {})
{
    const QByteArray feed =
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>Shop</title><link>"
        "https://status.shop.example/</link>"
        + items + "</channel></rss>";
    return readAs(QLatin1String(kind), feed, components);
}

QByteArray item(
    const QByteArray &title, const QByteArray &more = {}, const QByteArray &when = "Fri, 24 Apr 2026 09:00:00 GMT")
{
    return "<item><title>" + title + "</title><pubDate>" + when + "</pubDate>" + more + "</item>";
}

QByteArray body(const QByteArray &html)
{
    return "<description><![CDATA[" + html + "]]></description>";
}

Vendors::FeedEntry entryWith(const QString &html)
{
    Vendors::FeedEntry entry;
    entry.body = html;
    return entry;
}

} // namespace

void OwnFeedsTest::readsRss()
{
    const auto feed = Vendors::readFeed(
        "<rss><channel><title>Shop &amp; "
        "Co</title><item><title>Slow</title><guid>g1</guid><link>https://a.example/1</link>"
        "<pubDate>Mon, 20 Dec 2021 07:50:00 PST</pubDate><category>API</category><description>short</description>"
        "<content:encoded>&lt;p&gt;longer&lt;/p&gt;</content:encoded><status>Available</status></item>"
        "<item><title>Newer</title><pubDate>Tue, 21 Dec 2021 07:50:00 Z</pubDate></item></channel></rss>");
    QVERIFY(feed.has_value());
    QCOMPARE(feed->title, QStringLiteral("Shop & Co"));
    QCOMPARE(feed->entries.size(), size_t(2));
    QCOMPARE(feed->entries[0].title, QStringLiteral("Newer"));
    const auto &old = feed->entries[1];
    QCOMPARE(old.id, QStringLiteral("g1"));
    QCOMPARE(old.body, QStringLiteral("<p>longer</p>"));
    QCOMPARE(old.state, QStringLiteral("Available"));
    QCOMPARE(old.link, QUrl(QStringLiteral("https://a.example/1")));
    QCOMPARE(old.categories, QStringList { QStringLiteral("API") });
    QCOMPARE(old.publishedAt, parseTimestamp(u"2021-12-20T15:50:00Z"));
}

void OwnFeedsTest::readsAtom()
{
    const auto feed = Vendors::readFeed(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Shop</title><link rel='self' "
        "href='https://a.example/feed'/>"
        "<link rel='alternate' href='https://a.example'/><entry><id>tag:1</id><title>Slow</title>"
        "<published>2026-04-24T08:00:00Z</published><updated>2026-04-24T09:00:00Z</updated>"
        "<link rel='alternate' href='https://a.example/1'/><link rel='edit' href='https://a.example/edit'/>"
        "<category term='API'/><content type='xhtml'><div>one <b>two</b></div></content></entry></feed>");
    QVERIFY(feed.has_value());
    QCOMPARE(feed->link, QUrl(QStringLiteral("https://a.example")));
    const auto &entry = feed->entries.at(0);
    QCOMPARE(entry.link, QUrl(QStringLiteral("https://a.example/1")));
    QCOMPARE(entry.at(), parseTimestamp(u"2026-04-24T09:00:00Z"));
    QCOMPARE(entry.categories, QStringList { QStringLiteral("API") });
    QCOMPARE(entry.body, QStringLiteral("<div>one <b>two</b></div>"));
}

void OwnFeedsTest::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : { "", "  ", "<html><title>x</title></html>", "<!DOCTYPE html><p>x", "<rss/>",
             "<feed/>", "<rss><channel></channel></rss>", "<rss><channel><title>x</title>",
             "<rss><channel><title>x</channel></rss>", "<svg><title>x</title></svg>", "{}", "plain",
             "<rss><channel><title>&nosuch;</title></channel></rss>",
             "<rss><channel><title></title></channel></rss>" })
        QTest::newRow(text) << QByteArray(text);
}

void OwnFeedsTest::refuses()
{
    QFETCH(QByteArray, text);
    const auto feed = Vendors::readFeed(text);
    QVERIFY(!feed.has_value());
    QVERIFY(!feed.error().reason.isEmpty());
    QVERIFY(!feed.error().detail.isEmpty());
}

void OwnFeedsTest::hasBounds_data()
{
    QTest::addColumn<QByteArray>("items");
    QTest::addColumn<bool>("read");
    const auto deep = [](qsizetype levels) -> QByteArray {
        return QByteArray("<a>").repeated(levels) + QByteArray("</a>").repeated(levels);
    };
    const auto attributes = [](int count) -> QByteArray {
        QByteArray tag = "<a";
        for (int i = 0; i < count; ++i)
            tag += " a" + QByteArray::number(i) + "='>'";
        return tag + "/>";
    };
    QTest::newRow("deep") << deep(126) << true; // in rss and channel
    QTest::newRow("too deep") << deep(127) << false;
    QTest::newRow("deep in a comment") << "<!--" + QByteArray("<a>").repeated(500) + "-->" << true;
    QTest::newRow("deep in a text") << "<b><![CDATA[" + QByteArray("<p>").repeated(500) + "]]></b>" << true;
    QTest::newRow("many empty ones") << QByteArray("<a/>").repeated(99'000) << true;
    QTest::newRow("too many") << QByteArray("<a/>").repeated(100'001) << false;
    QTest::newRow("attributes") << attributes(40'000) << true;
    QTest::newRow("too many attributes") << attributes(60'000) + attributes(60'000) << false;
    QTest::newRow("long text") << "<b>" + QByteArray(4'000'000, 'x') + "</b>" << true;
    QTest::newRow("too long a comment") << "<!--" + QByteArray(1'200'000, 'x') + "-->" << false;
    QTest::newRow("too long an attribute") << "<b a='" + QByteArray(1'200'000, 'x') + "'/>" << false;
    QTest::newRow("quotes in a text") << "<b>" + QByteArray("it's = '").repeated(200) + "</b>" << true;
}

void OwnFeedsTest::hasBounds()
{
    QFETCH(QByteArray, items);
    const auto feed = Vendors::readFeed("<rss><channel><title>Shop</title>" + items + "</channel></rss>");
    QTEST(feed.has_value(), "read");
    if (!feed)
        QCOMPARE(feed.error().reason, QStringLiteral("out of bounds"));
}

void OwnFeedsTest::refusesDeclarations()
{
    const QByteArray feed = "<rss><channel><title>Shop</title></channel></rss>";
    QVERIFY(Vendors::readFeed("<!DOCTYPE rss [<!ELEMENT rss ANY>]>" + feed));
    for (const char *declared : { "<!ENTITY a 'aaaa'>", "<!ATTLIST rss a CDATA 'aaaa'>" }) {
        const auto refused = Vendors::readFeed("<!DOCTYPE rss [" + QByteArray(declared) + "]>" + feed);
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, QStringLiteral("out of bounds"));
    }
}

void OwnFeedsTest::newsAtTheEndOfALongFeedIsRead()
{
    QByteArray old;
    for (int i = 0; i < 1500; ++i)
        old += item("Resolved: slow", {}, "Fri, 20 Mar 2026 09:00:00 GMT");
    QCOMPARE(read("rss", old).status, Status::Operational);
    QCOMPARE(read("rss", old + item("Major outage of the API")).status, Status::MajorOutage);
    QCOMPARE(read("rss", old + "<item><title>Major outage</title></item>").status, Status::MajorOutage);
    const auto undated = read("rss", QByteArray("<item><title>Resolved: slow</title></item>").repeated(501));
    QCOMPARE(undated.status, Status::Unknown);
    QVERIFY2(undated.detail.contains(QStringLiteral("more than 500 entries without a date")),
        qPrintable(undated.detail));
}

void OwnFeedsTest::noNewsIsHidden_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("items");
    QTest::addColumn<Status>("status");
    const auto row = [](const QByteArray &name, const char *kind, const QByteArray &items, Status status) {
        QTest::newRow(name.constData()) << QString(QLatin1String(kind)) << items << status;
    };
    const QByteArray link = "<link>https://www.shop.example/i/1</link>";
    const QByteArray earlier = "Fri, 24 Apr 2026 08:00:00 GMT";
    for (const QByteArray home : { "https://status.shop.example", "http://status.shop.example/",
             "https://www.other.example/", "https://www.status.shop.example/" }) {
        const QByteArray at = "<link>" + home + "</link>";
        row(home, "rss", item("Resolved: delays", at) + item("Service outage", at, earlier), Status::MajorOutage);
    }
    row("an address of its own", "rss", item("Resolved: delays", link) + item("Service outage", link, earlier),
        Status::Operational);
    for (const QByteArray date : { "Fri, 24 Apr 26 09:30:00 GMT", "Fri, 24 Apr 2026 9:30:00 GMT",
             "Fri, 24 Apr 2026 10:30:00 BST", "Fri, 24 Apr 2026 09:30:00 +0000 (UTC)",
             "Friday, 24 April 2026 09:30:00 GMT", "no date", "20260424" }) {
        row("site24x7, " + date, "site24x7", item("api - Operational") + item("api - Major Outage", {}, date),
            Status::MajorOutage);
        row("rss, " + date, "rss", item("Resolved: delays", link) + item("Service outage", link, date),
            Status::MajorOutage);
    }
    const QByteArray work = "Problems after the database maintenance";
    row("plain", "rss", item(work, body("<strong>Investigating</strong>")), Status::Degraded);
    row("untold", "rss", item(work), Status::Unknown);
    row("unplanned", "rss", item("Unplanned maintenance: checkout is down"), Status::Unknown);
    row("extended", "rss", item("Scheduled maintenance extended, shop is unavailable"), Status::Unknown);
    row("planned", "rss", item("Scheduled maintenance of the database"), Status::Operational);
    QByteArray many;
    for (int i = 0; i < 700; ++i)
        many += item("c" + QByteArray::number(i) + " - Operational");
    row("components beyond the limit", "site24x7", many + item("core - Major Outage", {}, earlier),
        Status::Unknown);
    row("entries beyond the limit", "rss", many + item("Service outage", {}, earlier), Status::Unknown);
    row("beside the channel", "rss", "</channel>" + item("Service outage") + "<channel>", Status::Unknown);
    row("in a list", "rss", "<items>" + item("Service outage") + "</items>", Status::Unknown);
    row("with a prefix", "rss", "<a:item><title>Service outage</title></a:item>", Status::MajorOutage);
}

void OwnFeedsTest::noNewsIsHidden()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, items);
    QTEST(read(kind.toLatin1().constData(), items).status, "status");
}

void OwnFeedsTest::markupOfXhtmlIsKept()
{
    const auto feed = Vendors::readFeed(
        "<feed><title>Shop</title><entry><title>Slow</title><content type='xhtml'><div><p "
        "class='x'><strong>Identified</strong> - 1 &lt; 2 &amp; 3</p></div></content></entry></feed>");
    QVERIFY(feed.has_value());
    QCOMPARE(feed->entries.at(0).body,
        QStringLiteral("<div><p><strong>Identified</strong> - 1 &lt; 2 &amp; 3</p></div>"));
    QVERIFY(Vendors::stateOf(feed->entries.at(0)).phase == FeedPhase::Open);
}

void OwnFeedsTest::longListsOfComponentsAreAboutAll()
{
    QByteArray categories;
    for (int i = 0; i < 150; ++i)
        categories += "<category>C" + QByteArray::number(i) + "</category>";
    const QByteArray outage = item("Service outage", categories);
    QCOMPARE(read("rss", outage + item("Resolved: old", "<category>C120</category>"), { QStringLiteral("C120") })
                 .status,
        Status::MajorOutage);
    const QByteArray text = QByteArray("We look into it. ").repeated(200) + "<br>Affected components: Payments";
    QCOMPARE(
        read("flashduty", item("Slow", body("Status: investigating<br>" + text)), { QStringLiteral("Payments") })
            .status,
        Status::Degraded);
}

void OwnFeedsTest::encodings_data()
{
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("title"); ///< empty: refused
    const auto row = [](const char *encoding, const char *bytes, const char16_t *title) {
        QTest::newRow(encoding) << QByteArray(encoding) << QByteArray(bytes) << QString::fromUtf16(title);
    };
    row("utf-8", "K\xC3\xB6ln", u"Köln");
    row("ISO-8859-1", "K\xF6ln", u"Köln");
    row("windows-1252", "K\xF6ln \x80\x97", u"Köln €—");
    row("ISO-8859-15", "K\xF6ln \xA4", u"Köln €");
    row("koi8-r", "\xEB\xC5\xCC\xD8\xCE", u"Кельн");
    row("us-ascii", "K\xF6ln", u"");
    row("Shift_JIS", "\x83\x50", u"");
    row("nonsense", "Koeln", u"");
}

void OwnFeedsTest::encodings()
{
    QFETCH(QByteArray, encoding);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, title);
    const auto feed = Vendors::readFeed("<?xml version='1.0' encoding='" + encoding + "'?><rss><channel><title>"
        + bytes + "</title></channel></rss>");
    QCOMPARE(feed ? feed->title : QString(), title);
}

void OwnFeedsTest::titles_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("status");
    const auto row = [](const char *title, const char *status) {
        QTest::newRow(title) << QString::fromUtf8(title) << QString(QLatin1String(status));
    };
    row("Resolved: major outage of the API", "operational");
    row("[RESOLVED] Service outage", "operational");
    row("Maintenance completed, some users were logged out", "operational");
    row("Recovered: delays", "operational");
    row("Not resolved: major outage", "major_outage");
    row("Unresolved partial outage", "partial_outage");
    row("Major outage yet to be resolved", "major_outage");
    row("Some users see delays", "partial_outage");
    row("Performance issues", "degraded");
    row("All systems operational", "operational");
    row("Login is not operational", "unknown");
    row("Non-operational printers", "unknown");
    row("tmdb-api - Operational", "operational");
    row("Partially resolved: API still down", "unknown");
    row("API hasn't been resolved", "unknown");
    row("Major outage isn\u2019t resolved", "major_outage");
    row("Service is being restored", "unknown");
    row("Payments could not be restored", "unknown");
    row("Login never recovered", "unknown");
    row("Upgrade not fully completed", "unknown");
    row("Some systems restored, major outage in EU continues", "major_outage");
    row("Resolved for most, delays ongoing", "degraded");
    row("No issues - all resolved", "operational");
    row("Service has been fully restored", "operational");
    row("Restored; available again", "operational");
    row("News", "unknown");
    row("", "unknown");
}

void OwnFeedsTest::titles()
{
    QFETCH(QString, title);
    QTEST(word(Vendors::classifyTitle(title).status), "status");
}

void OwnFeedsTest::states_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<int>("phase");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *html, FeedPhase phase, const char *word) {
        QTest::newRow(html) << QString(QLatin1String(html)) << static_cast<int>(phase)
                            << QString(QLatin1String(word));
    };
    row("<p><strong>Resolved</strong> - done</p><p><strong>Investigating</strong></p>", FeedPhase::Over,
        "Resolved");
    row("<p><strong>Update</strong> - on it</p><p><strong>Identified</strong></p>", FeedPhase::Open, "Identified");
    row("<strong>Scheduled</strong>", FeedPhase::Planned, "Scheduled");
    row("<STRONG>In progress</STRONG>", FeedPhase::Working, "In progress");
    row("<p><strong>Status:</strong> resolved</p>", FeedPhase::Over, "resolved");
    row("<b>Status: Investigating</b><br>text", FeedPhase::Open, "Investigating");
    row("<b>Status: Splendid</b>", FeedPhase::Unclear, "Splendid");
    row("<b>Affected components:</b> API", FeedPhase::Untold, "");
    row("no markup, resolved", FeedPhase::Untold, "");
    row("<strong style='color:red'>Investigating</strong> - why", FeedPhase::Open, "Investigating");
    row("<p><strong><span>Investigating</span></strong> - why</p>", FeedPhase::Open, "Investigating");
    row("<p><b>Investigating:</b> why</p>", FeedPhase::Open, "Investigating:");
    row("<small>Apr 24</small><br /><strong>Monitoring</strong>", FeedPhase::Open, "Monitoring");
    row("<p><b>Web</b>: <b>Operational</b><br><b>Payments</b>: <b>Major outage</b></p>", FeedPhase::Untold, "");
    row("<p><b>Operational</b> - Web</p>", FeedPhase::Untold, "");
    row("Login is <b>not</b> <b>resolved</b>", FeedPhase::Untold, "");
    row("<br><b>Resolved</b> issues are listed below", FeedPhase::Untold, "");
    row("<b>Resolved", FeedPhase::Over, "Resolved");
    row("<body><base><blockquote>Resolved", FeedPhase::Untold, "");
    row("<b<b<b", FeedPhase::Untold, "");
    row("<strong>", FeedPhase::Untold, "");
    row("<b>Status:</b>", FeedPhase::Unclear, "");
}

void OwnFeedsTest::states()
{
    QFETCH(QString, html);
    const auto state = Vendors::stateOf(entryWith(html));
    QTEST(static_cast<int>(state.phase), "phase");
    QTEST(state.word, "word");
}

void OwnFeedsTest::historyIsDegradedAtMost()
{
    const auto history = read("rss", item("Major outage", body("<strong>Investigating</strong> - look")));
    QCOMPARE(history.status, Status::Degraded);
    QCOMPARE(history.incidents.at(0).state, QStringLiteral("investigating"));
    QCOMPARE(read("rss", item("Major outage")).status, Status::MajorOutage);
    QCOMPARE(read("rss", item("Major outage", "<status>Available</status>")).status, Status::Operational);
    QCOMPARE(read("rss", item("Something", "<status>Splendid</status>")).status, Status::Unknown);
    QCOMPARE(read("rss", item("Something")).status, Status::Unknown);
    QCOMPARE(read("rss", {}).status, Status::Operational);
}

void OwnFeedsTest::oldEntriesAreNotOpen()
{
    QCOMPARE(read("rss", item("Major outage", {}, "Fri, 10 Apr 2026 09:00:00 GMT")).status, Status::Operational);
    const QByteArray open = body("<b>Status: Monitoring</b>");
    QCOMPARE(read("rss", item("Slow", open, "Fri, 10 Apr 2026 09:00:00 GMT")).status, Status::Degraded);
    QCOMPARE(read("rss", item("Slow", open, "Tue, 10 Mar 2026 09:00:00 GMT")).status, Status::Operational);
    QCOMPARE(read("rss", item("Major outage", {}, "some day")).status, Status::MajorOutage);
}

void OwnFeedsTest::aNewerEntryOfTheSameIncidentDecides()
{
    const QByteArray link = "<link>https://status.shop.example/incidents/1</link>";
    const auto got = read("rss",
        item("Service outage", link, "Fri, 24 Apr 2026 08:00:00 GMT")
            + item("Resolved: Service outage", link, "Fri, 24 Apr 2026 09:00:00 GMT"));
    QCOMPARE(got.status, Status::Operational);
    const QByteArray home = "<link>https://status.shop.example/</link>"; // of every entry: tells nothing
    QCOMPARE(read("rss",
                 item("Service outage", home, "Fri, 24 Apr 2026 08:00:00 GMT")
                     + item("Resolved: delays", home, "Fri, 24 Apr 2026 09:00:00 GMT"))
                 .status,
        Status::MajorOutage);
}

void OwnFeedsTest::entriesFollowComponents()
{
    const QByteArray items = item("Partial outage", "<category>API</category>")
        + item("Resolved: delays", body("<p>Affected components: Web, Chat</p>"));
    const auto api = read("rss", items, { QStringLiteral("API") });
    QCOMPARE(api.status, Status::PartialOutage);
    QCOMPARE(api.incidents.size(), size_t(1));
    const auto chat = read("rss", items, { QStringLiteral("chat") });
    QCOMPARE(chat.status, Status::Operational);
    QVERIFY(chat.incidents.empty());
    QCOMPARE(read("rss", items, { QStringLiteral("Fax") }).failure, Failure::Selector);
}

void OwnFeedsTest::plannedWork()
{
    QCOMPARE(read("rss", item("Scheduled maintenance next week")).status, Status::Operational);
    const auto begun = read("rss", item("Maintenance in progress", "<guid>7</guid>"));
    QVERIFY(begun.maintenance);
    QCOMPARE(begun.maintenances.size(), size_t(1));
    QVERIFY(begun.incidents.empty());
    QCOMPARE(read("rss", item("Upgrade", body("<strong>Scheduled</strong>"))).status, Status::Operational);
    QVERIFY(read("rss", item("Upgrade", body("<strong>Verifying</strong>"))).maintenance);
}

void OwnFeedsTest::azureListsWhatIsOpen()
{
    const QByteArray items =
        item("Storage is slow", "<category>Storage</category><category>West Europe</category>")
        + item("RESOLVED: VM outage") + item("Outage of DNS", {}, "Fri, 10 Apr 2026 09:00:00 GMT");
    const auto page = read("azure", items);
    QCOMPARE(page.status, Status::Degraded);
    QCOMPARE(page.detail, QStringLiteral("Storage is slow"));
    QCOMPARE(read("azure", items, { QStringLiteral("West Europe") }).status, Status::Degraded);
    QCOMPARE(read("azure", items, { QStringLiteral("East US") }).status, Status::Operational);
    QCOMPARE(read("azure", item("Network", body("An outage of all"))).status, Status::PartialOutage);
}

void OwnFeedsTest::awsNewestItemDecides()
{
    const auto of = [](const QByteArray &key, const QByteArray &title, const QByteArray &when) {
        return item(title, "<guid>http://status.aws.amazon.com/#" + key + "_1</guid>", when);
    };
    const QByteArray older = "Fri, 24 Apr 2026 01:00:00 PDT";
    const QByteArray newer = "Fri, 24 Apr 2026 02:00:00 PDT";
    const QByteArray items = of("ec2-us-east-1", "Service disruption: Errors", older)
        + of("ec2-us-east-1", "Service is operating normally: [RESOLVED] Errors", newer)
        + of("s3-us-east-1", "Performance issues: Slow", older);
    const auto page = read("aws", items);
    QCOMPARE(page.status, Status::PartialOutage);
    QCOMPARE(page.detail, QStringLiteral("Slow"));
    QCOMPARE(read("aws", items, { QStringLiteral("ec2-us-east-1") }).status, Status::Operational);
    QCOMPARE(read("aws", items, { QStringLiteral("us-east-1") }).status, Status::PartialOutage);
    QCOMPARE(read("aws", of("s3-us-east-1", "Service disruption: Old", "Fri, 10 Apr 2026 01:00:00 PDT")).status,
        Status::Operational);
}

void OwnFeedsTest::awsPrefixes_data()
{
    QTest::addColumn<QByteArray>("prefix");
    QTest::addColumn<QString>("status");
    const auto row = [](const char *prefix, const char *status) {
        QTest::newRow(prefix) << QByteArray(prefix) << QString(QLatin1String(status));
    };
    row("Service is operating normally", "operational");
    row("Informational message", "degraded");
    row("Performance issues", "partial_outage");
    row("Service degradation", "partial_outage");
    row("Service impact", "partial_outage");
    row("Service disruption", "major_outage");
    row("Something else", "unknown");
}

void OwnFeedsTest::awsPrefixes()
{
    QFETCH(QByteArray, prefix);
    QFETCH(QString, status);
    QCOMPARE(word(read("aws", item(prefix + ": Errors")).status), status);
}
