// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "served.h"

using namespace Wf;
using namespace Wf::Domain;
using namespace Wf::TestKit;

namespace {
Instant daysAgo(int days)
{
    return sampleTime() - std::chrono::days { days };
}

/// Of a service of the sample world, with a little of everything.
VendorRecord fullRecord(const ServiceId &service)
{
    VendorRecord record;
    record.service = service;
    record.from = daysAgo(90);
    record.to = sampleTime();
    record.watchedSince = daysAgo(80);
    record.coverage = 0.875;
    record.all = { 3, 1, 2, Millis { 90'500 }, Millis { 30'000 }, Millis { 60'500 } };
    record.lately = { 1, 0, 0, Millis { 1'000 }, Millis { 1'000 }, Millis { 1'000 } };
    record.admission = summarize(
        std::vector<Sighting> { { 1, service, daysAgo(3), daysAgo(3) + Millis { 720'000 }, daysAgo(2) } },
        daysAgo(90));
    record.declared = 99.999;
    record.observed = 98.123;
    record.observedBy = ObservedBy::OwnChecks;
    record.ownRuns = 4000;
    record.quietEdits = 1;
    record.maintenances = 4;
    PublishedIncident incident;
    incident.id = 9;
    incident.service = service;
    incident.vendorId = QStringLiteral("i9");
    incident.title = QStringLiteral("Delays");
    incident.impact = Status::Degraded;
    incident.peak = Status::MajorOutage;
    incident.link = QUrl(QStringLiteral("https://user:pass@status.example/i9"));
    incident.seenAt = daysAgo(3);
    incident.endedAt = daysAgo(2);
    incident.edits = { { daysAgo(2), VendorEdit::What::Title, QStringLiteral("Outage"), QStringLiteral("Delays"),
        true } };
    record.incidents = { incident };
    MaintenanceRow row;
    row.id = 5;
    row.service = service;
    row.maintenance.id = QStringLiteral("m5");
    row.maintenance.title = QStringLiteral("Upgrade");
    row.maintenance.scheduledFor = daysAgo(9);
    row.plannedUntil = daysAgo(8);
    row.lateAt = daysAgo(8) + Millis { 600'000 };
    row.endedAt = daysAgo(8) + Millis { 5'100'000 };
    record.overruns = { row };
    return record;
}

struct Recorded {
    Recorded()
        : id(served.session.snapshot()->services.front().id())
    {
        served.session.setVendorRecord(fullRecord(id));
    }
    [[nodiscard]] RawReply read(const QByteArray &query = {}) const
    {
        return served.read("/api/vendors/" + id.value.toUtf8() + "/record" + query);
    }

    Served served;
    ServiceId id;
};
} // namespace

/// What a vendor is worth, over the API.
class VendorsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordIsWhole();
    void nothingIsNull();
    void ranges_data();
    void ranges();
    void refusals_data();
    void refusals();
    void isDescribed();
};

void VendorsTest::recordIsWhole()
{
    const Recorded recorded;
    const QJsonObject json = recorded.read().json();
    const QJsonValue data = json[u"data"];
    QCOMPARE(data[u"service"][u"id"].toString(), recorded.id.value);
    QCOMPARE(data[u"incidents"].toObject(),
        (QJsonObject { { QStringLiteral("count"), 3 }, { QStringLiteral("open"), 1 },
            { QStringLiteral("notices"), 2 }, { QStringLiteral("total_seconds"), 90.5 },
            { QStringLiteral("median_seconds"), 30 }, { QStringLiteral("longest_seconds"), 60.5 } }));
    QCOMPARE(data[u"last_30_days"][u"count"].toInt(), 1);
    QCOMPARE(data[u"admission"][u"median_lag_seconds"].toDouble(), 720.0);
    QCOMPARE(data[u"admission"][u"ours_first"].toInt(), 1);
    QCOMPARE(data[u"uptime"][u"declared"].toDouble(), 100.0);
    QCOMPARE(data[u"uptime"][u"observed"].toDouble(), 98.12);
    QCOMPARE(data[u"uptime"][u"observed_by"].toString(), QStringLiteral("own_checks"));
    QCOMPARE(data[u"uptime"][u"own_runs"].toInt(), 4000);
    QCOMPARE(data[u"uptime"][u"coverage"].toDouble(), 0.875);
    QCOMPARE(data[u"quiet_edits"].toInt(), 1);
    QCOMPARE(data[u"maintenances"].toInt(), 4);
    const QJsonValue incident = data[u"published"][0];
    QCOMPARE(incident[u"vendor_incident_id"].toString(), QStringLiteral("i9"));
    QCOMPARE(incident[u"impact"].toString(), QStringLiteral("degraded"));
    QCOMPARE(incident[u"peak"].toString(), QStringLiteral("major_outage"));
    QCOMPARE(incident[u"link"].toString(), QStringLiteral("https://status.example/i9")); // never a password
    QCOMPARE(incident[u"duration_seconds"].toDouble(), 86'400.0);
    QCOMPARE(incident[u"edits"][0][u"what"].toString(), QStringLiteral("title"));
    QCOMPARE(incident[u"edits"][0][u"before"].toString(), QStringLiteral("Outage"));
    QVERIFY(incident[u"edits"][0][u"quiet"].toBool());
    QCOMPARE(data[u"overruns"][0][u"overrun_seconds"].toDouble(), 5'100.0);
    QCOMPARE(data[u"overruns"][0][u"title"].toString(), QStringLiteral("Upgrade"));
}

void VendorsTest::nothingIsNull()
{
    Recorded recorded;
    VendorRecord empty;
    empty.service = recorded.id;
    recorded.served.session.setVendorRecord(empty);
    const QJsonValue data = recorded.read().json()[u"data"];
    for (const QStringView key : { u"declared", u"observed", u"observed_by", u"watched_since" })
        QVERIFY(data[u"uptime"].toObject().contains(key) && data[u"uptime"][key].isNull());
    QVERIFY(data[u"admission"].isNull() && data.toObject().contains(QStringLiteral("admission")));
    QVERIFY(data[u"incidents"][u"median_seconds"].isNull());
    QCOMPARE(data[u"published"].toArray().size(), 0);
}

void VendorsTest::ranges_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("from"); // hours before now
    QTest::addColumn<int>("to");
    QTest::newRow("ninety days") << QByteArray() << 90 * 24 << 0;
    QTest::newRow("until a moment") << QByteArray("?to=" + toIso(daysAgo(10)).toLatin1()) << 100 * 24 << 240;
    QTest::newRow("both") << QByteArray(
        "?from=" + toIso(daysAgo(30)).toLatin1() + "&to=" + toIso(daysAgo(10)).toLatin1())
                          << 720 << 240;
}

void VendorsTest::ranges()
{
    QFETCH(const QByteArray, query);
    QFETCH(const int, from);
    QFETCH(const int, to);
    const Recorded recorded;
    const QJsonObject json = recorded.read(query).json();
    const Ports::VendorQuery asked = recorded.served.session.vendorQueries().back();
    const Instant now = recorded.served.clock.now();
    const auto within = [](Millis difference) {
        return std::chrono::abs(difference) < std::chrono::seconds { 1 };
    };
    QVERIFY(within(asked.from - (now - std::chrono::hours { from })));
    QVERIFY(within(asked.to - (now - std::chrono::hours { to })));
    QCOMPARE(json[u"meta"][u"from"].toString(), toIso(asked.from));
    QCOMPARE(json[u"meta"][u"to"].toString(), toIso(asked.to));
}

void VendorsTest::refusals_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("words");
    QTest::newRow("no vendor's page") << QByteArray("/api/vendors/nobody/record") << 404
                                      << QStringLiteral("no vendor's page");
    QTest::newRow("no time") << QByteArray("/api/vendors/x/record?from=yesterday") << 422
                             << QStringLiteral("'from' must be a time");
    QTest::newRow("backwards") << QByteArray(
        "/api/vendors/x/record?from=2026-04-02T00:00:00Z&to=2026-04-01T00:00:00Z")
                               << 422 << QStringLiteral("earlier than 'to'");
    QTest::newRow("no such path") << QByteArray("/api/vendors/x/records") << 404 << QString();
}

void VendorsTest::refusals()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QString, words);
    const Recorded recorded;
    const RawReply reply = recorded.served.read(path);
    QTEST(reply.status, "status");
    const QString message = reply.json()[u"error"][u"message"].toString();
    QVERIFY2(message.contains(words), qPrintable(message));
}

void VendorsTest::isDescribed()
{
    const Recorded recorded;
    const QJsonObject paths = recorded.served.read("/api/openapi.json").json()[u"paths"].toObject();
    QVERIFY(paths.contains(QStringLiteral("/api/vendors/{id}/record")));
    QCOMPARE(recorded.served.write("/api/vendors/x/record", "{}").status, 405);
}

QTEST_GUILESS_MAIN(VendorsTest)
#include "tst_vendors.moc"
