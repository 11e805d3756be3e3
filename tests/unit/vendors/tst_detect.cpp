// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_detect.h"

#include "vendors/detect.h"
#include "vendors/registry.h"

#include <QTest>

using namespace Wf;
using namespace Wf::Vendors;

namespace {

const QByteArray kSummary = R"({"page": {"id": "abcdefghijkl", "name": "Acme"},
    "status": {"indicator": "minor", "description": "Slow"},
    "components": [{"id": "1", "name": "API", "status": "degraded_performance"}]})";

QUrl url(const char *text)
{
    return QUrl(QString::fromLatin1(text));
}

const QUrl kPage = url("https://status.acme.example/");

Visit html(const QUrl &asked, const QByteArray &body = "<!DOCTYPE html><p>All fine</p>")
{
    return { asked, asked, 200, body, {} };
}

Visit missing(const QUrl &asked)
{
    return { asked, {}, 404, {}, QStringLiteral("answers HTTP 404") };
}

/// What is asked while nothing is found.
std::vector<QUrl> askedAbout(const QUrl &page, const QByteArray &body = {})
{
    std::vector<Visit> visits;
    std::vector<QUrl> asked;
    while (const auto next = nextAddress(page, visits, Instant {})) {
        asked.push_back(*next);
        visits.push_back(*next == page && !body.isEmpty() ? html(*next, body) : missing(*next));
    }
    return asked;
}

} // namespace

void DetectTest::asksTheUsualPlacesInOrder()
{
    const std::vector<QUrl> wanted { url("https://status.acme.example/api/v2/summary.json"), kPage,
        url("https://status.acme.example/summary.json"), url("https://status.acme.example/index.json") };
    QCOMPARE(askedAbout(kPage), wanted);
}

void DetectTest::endsWhenSomethingIsRead()
{
    const QUrl asked = url("https://status.acme.example/api/v2/summary.json");
    const std::vector<Visit> visits { { asked, asked, 200, kSummary, {} } };
    QVERIFY(!nextAddress(kPage, visits, Instant {}));
    const auto found = conclude(kPage, visits, Instant {});
    QVERIFY(found.found());
    QCOMPARE(found.kind, QStringLiteral("statuspage"));
    QCOMPARE(found.url, asked);
    QCOMPARE(found.name, QStringLiteral("Acme"));
    QCOMPARE(found.sentence, QStringLiteral("status.acme.example is a page of Atlassian Statuspage."));
    QCOMPARE(found.now.status, Domain::Status::Degraded);
    QCOMPARE(found.now.components.size(), size_t(1));
    QVERIFY(found.movedTo.isEmpty());
    QCOMPARE(found.steps.size(), size_t(1));
}

void DetectTest::followsTheMarksOfAPage_data()
{
    QTest::addColumn<QUrl>("page");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QUrl>("next");
    const auto row = [](const char *name, const QByteArray &body, const char *next,
                         const char *page = "https://status.acme.example/") {
        QTest::newRow(name) << url(page) << QByteArray("<html>" + body) << url(next);
    };
    row("Instatus", "powered by <a href='https://Instatus.com'>", "https://status.acme.example/summary.json");
    row("Better Stack", "<img src='https://betterstack.com/x'>", "https://status.acme.example/index.json");
    row("Status.io", "<script>var statuspage_id = '5b36dc6502d06804c08349f7';</script>",
        "https://api.status.io/1.0/status/5b36dc6502d06804c08349f7");
    row("Status.io, no id", "statuspage_id 5b36dc6502d06804c08349f7aa instatus",
        "https://status.acme.example/summary.json");
    row("Uptime Kuma", "<title>Uptime Kuma</title>", "https://up.acme.example/api/status-page/heartbeat/all",
        "https://up.acme.example/status/all");
    row("a feed", "<link rel='alternate' type=\"application/rss+xml\" href='/changes.rss'>",
        "https://status.acme.example/changes.rss");
    row("a feed elsewhere", "<link href=\"https://feeds.acme.example/a\" type=\"application/atom+xml\">",
        "https://feeds.acme.example/a");
    row("a feed that is none", "<link type=\"application/rss+xml\" href=\"file:///etc/passwd\">",
        "https://status.acme.example/summary.json");
    row("incident.io's other place", "incident.io", "https://status.acme.example/api/v1/summary");
}

void DetectTest::followsTheMarksOfAPage()
{
    QFETCH(QUrl, page);
    QFETCH(QByteArray, body);
    const auto asked = askedAbout(page, body);
    QVERIFY(asked.size() >= 3);
    QCOMPARE(asked.at(1), page);
    QTEST(asked.at(2), "next");
}

void DetectTest::asksWhatLooksLikeADocumentFirst()
{
    const QUrl document = url("https://acme.example/api/state.json?x=1");
    QCOMPARE(askedAbout(document).front(), document);
    const QUrl feed = url("https://acme.example/feed.rss");
    QCOMPARE(askedAbout(feed).front(), feed);
    QCOMPARE(askedAbout(url("https://acme.instatus.com")).front(), url("https://acme.instatus.com/summary.json"));
}

void DetectTest::knowsWhereTheGreatVendorsAre()
{
    QCOMPARE(
        askedAbout(url("https://status.slack.com/")).front(), url("https://slack-status.com/api/v2.0.0/current"));
    QCOMPARE(askedAbout(url("https://www.google.com/appsstatus/dashboard/")).front(),
        url("https://www.google.com/appsstatus/dashboard/incidents.json"));
    QCOMPARE(askedAbout(url("https://www.google.com/appsstatusses")).front(),
        url("https://www.google.com/api/v2/summary.json"));
}

void DetectTest::seesThatAPageMoved()
{
    const QUrl asked = url("https://status.acme.example/api/v2/summary.json");
    const QUrl there = url("https://status.acme-new.example/api/v2/summary.json");
    const auto found = conclude(kPage, std::vector<Visit> { { asked, there, 200, kSummary, {} } }, Instant {});
    QCOMPARE(found.url, there);
    QCOMPARE(found.movedTo, url("https://status.acme-new.example/"));
    QCOMPARE(found.sentence,
        QStringLiteral(
            "status.acme.example moved to status.acme-new.example, which is a page of Atlassian Statuspage."));
    // What is asked after that is asked where it lives now.
    const std::vector<Visit> away { missing(asked), { kPage, url("https://new.example/"), 200, "<html>", {} } };
    QCOMPARE(nextAddress(kPage, away, Instant {}), std::optional(url("https://new.example/summary.json")));
}

void DetectTest::seesThatAStatuspageIsNone()
{
    if (!findDialect(u"incidentio"))
        QSKIP("There is no dialect of incident.io here.");
    const QUrl asked = url("https://status.acme.example/api/v2/summary.json");
    QByteArray body = kSummary;
    body.replace("abcdefghijkl", "01HX2Y3Z4A5B6C7D8E9F0G1H2J");
    const auto found = conclude(kPage, std::vector<Visit> { { asked, asked, 200, body, {} } }, Instant {});
    QCOMPARE(found.kind, QStringLiteral("incidentio"));
    QCOMPARE(found.sentence,
        QStringLiteral(
            "status.acme.example answers at the address of a Statuspage, but is a page of incident.io."));
}

void DetectTest::saysWhyNothingWasFound_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("trouble");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("no such host") << 0 << QByteArray() << QStringLiteral("the name does not exist")
                                  << QStringLiteral(
                                         "Nothing can be said about status.acme.example: the name does not exist");
    QTest::newRow("closed") << 401 << QByteArray() << QStringLiteral("answers HTTP 401")
                            << QStringLiteral("status.acme.example asks for a login");
    QTest::newRow("HTML everywhere") << 200 << QByteArray("<html>") << QString()
                                     << QStringLiteral("status.acme.example has no data at the places");
    QTest::newRow("JSON of another kind") << 200 << QByteArray("{\"hello\": 1}") << QString()
                                          << QStringLiteral("status.acme.example has no data at the places");
}

void DetectTest::saysWhyNothingWasFound()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, trouble);
    QFETCH(QString, sentence);
    std::vector<Visit> visits;
    while (const auto next = nextAddress(kPage, visits, Instant {}))
        visits.push_back({ *next, *next, status, body, trouble });
    const auto found = conclude(kPage, visits, Instant {});
    QVERIFY(!found.found());
    QVERIFY2(found.sentence.startsWith(sentence), qPrintable(found.sentence));
    QVERIFY(!found.now.succeeded());
    QCOMPARE(found.steps.size(), visits.size());
}

void DetectTest::neverAsksMoreThanFour()
{
    const Visit silent { url("https://status.acme.example/api/v2/summary.json"), {}, 0, {},
        QStringLiteral("refuses") };
    QVERIFY(!nextAddress(kPage, std::vector<Visit> { silent }, Instant {}));
    const QByteArray every = "<html>instatus betterstack cachet uptime kuma sorryapp incident.io cstate flashduty";
    QCOMPARE(askedAbout(kPage, every).size(), kMostVisits);
    for (const char *page : { "https://[::1]/", "http://a", "https://acme.example:8443/x?y#z" })
        QVERIFY(askedAbout(url(page)).size() <= kMostVisits);
}
