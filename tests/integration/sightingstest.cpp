// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "sightingstest.h"

#include "core/clock.h"
#include "core/time.h"
#include "stage.h"

using namespace Wf;
using namespace Wf::Integration;
using TestKit::FakeResponse;

namespace {
constexpr int kPatience = 30'000;

/// A shop with a vendor's page and an own check of the same house.
class Shop {
public:
    Shop()
    {
        stage.show(QStringLiteral("page"), "none");
        answer(200);
        const QByteArray page = stage.pageUrl(QStringLiteral("page")).toEncoded();
        const QByteArray own = stage.pageUrl(QStringLiteral("health")).toEncoded();
        stage.server.configure(QStringLiteral("services.yaml"),
            "services:\n"
            "  - id: shop\n"
            "    display_name: Shop\n"
            "    category: sales\n"
            "    status_page_url: https://status.shop.example\n"
            "    quorum: 2\n"
            "    monitors:\n"
            "      - kind: statuspage\n"
            "        url: "
                + page
                + "\n"
                  "        interval: 1s\n"
                  "        confirm: {down: 2, up: 1}\n"
                  "      - kind: http\n"
                  "        name: front door\n"
                  "        url: "
                + own
                + "\n"
                  "        interval: 1s\n"
                  "        confirm: {down: 2, up: 1}\n");
        stage.server.configure(QStringLiteral("dependencies.yaml"), "dependencies: {}\n");
    }
    void answer(int status) { stage.vendor->always("/health", FakeResponse { status, "said" }); }
    [[nodiscard]] bool restart()
    {
        stage.server.kill();
        return stage.server.start();
    }

    [[nodiscard]] QJsonObject service()
    {
        return stage.server.get(QStringLiteral("/api/services/shop"))
            .data()
            .value(QStringLiteral("service"))
            .toObject();
    }
    /// "vendor operational, own_check major_outage"
    [[nodiscard]] QString sources()
    {
        QStringList parts;
        for (const auto monitor : service().value(QStringLiteral("monitors")).toArray())
            parts +=
                monitor[QStringLiteral("source")].toString() + u' ' + monitor[QStringLiteral("status")].toString();
        return parts.join(QStringLiteral(", "));
    }
    [[nodiscard]] QJsonObject sightings() { return service().value(QStringLiteral("sightings")).toObject(); }
    [[nodiscard]] QJsonObject latest()
    {
        return sightings().value(QStringLiteral("recent")).toArray().at(0).toObject();
    }

    Stage stage;
};

bool has(const QJsonObject &sighting, const char *key)
{
    return !sighting.value(QLatin1String(key)).isNull() && sighting.contains(QLatin1String(key));
}

Instant timeOf(const QJsonObject &sighting, const char *key)
{
    return parseTimestamp(sighting.value(QLatin1String(key)).toString()).value_or(Instant {});
}
} // namespace

void SightingsTest::vendorAdmitsLaterAndNothingIsLost()
{
    Shop shop;
    QVERIFY2(shop.stage.server.start(), shop.stage.server.log().constData());
    QTRY_COMPARE_WITH_TIMEOUT(
        shop.sources(), QStringLiteral("vendor operational, own_check operational"), kPatience);
    QCOMPARE(shop.sightings().value(QStringLiteral("recent")).toArray().size(), 0);

    shop.answer(503);
    QTRY_VERIFY_WITH_TIMEOUT(has(shop.latest(), "own_at"), kPatience);
    const QJsonObject ours = shop.latest();
    QVERIFY(!has(ours, "vendor_at") && !has(ours, "ended_at") && !has(ours, "lag_seconds"));
    QCOMPARE(shop.sources(), QStringLiteral("vendor operational, own_check major_outage"));

    QVERIFY2(shop.restart(), shop.stage.server.log().constData());
    QCOMPARE(shop.latest(), ours);
    QTest::qWait(1500); // so that there is a lag to be seen
    shop.stage.show(QStringLiteral("page"), "critical");
    QTRY_VERIFY_WITH_TIMEOUT(has(shop.latest(), "vendor_at"), kPatience);
    const QJsonObject both = shop.latest();
    QCOMPARE(both.value(QStringLiteral("own_at")), ours.value(QStringLiteral("own_at")));
    const double lag = both.value(QStringLiteral("lag_seconds")).toDouble();
    QVERIFY2(lag > 1, qPrintable(QString::number(lag)));
    const double between = double((timeOf(both, "vendor_at") - timeOf(both, "own_at")).count()) / 1000;
    QVERIFY2(std::abs(lag - between) <= 1, qPrintable(QStringLiteral("%1 and %2").arg(lag).arg(between)));

    QVERIFY2(shop.restart(), shop.stage.server.log().constData());
    QCOMPARE(shop.latest(), both);
    shop.answer(200);
    shop.stage.show(QStringLiteral("page"), "none");
    QTRY_VERIFY_WITH_TIMEOUT(has(shop.latest(), "ended_at"), kPatience);
    QVERIFY2(shop.restart(), shop.stage.server.log().constData());
    const QJsonObject figures = shop.sightings();
    QCOMPARE(figures.value(QStringLiteral("median_lag_seconds")).toDouble(), lag);
    QCOMPARE(figures.value(QStringLiteral("ours_first")).toInt(), 1);
    QCOMPARE(figures.value(QStringLiteral("vendor_first")).toInt(), 0);
    QCOMPARE(figures.value(QStringLiteral("only_ours")).toInt(), 0);
    QCOMPARE(figures.value(QStringLiteral("recent")).toArray().size(), 1);

    const QJsonArray vendors =
        shop.stage.server.get(QStringLiteral("/api/vendors")).data().value(QStringLiteral("vendors")).toArray();
    QCOMPARE(vendors.size(), 1);
    QCOMPARE(vendors.at(0)[QStringLiteral("host")].toString(), QStringLiteral("status.shop.example"));
    QCOMPARE(
        vendors.at(0)[QStringLiteral("services")][0][QStringLiteral("id")].toString(), QStringLiteral("shop"));
    QCOMPARE(vendors.at(0)[QStringLiteral("sightings")][QStringLiteral("median_lag_seconds")].toDouble(), lag);
    QVERIFY2(!shop.stage.server.service(QStringLiteral("shop")).contains(QStringLiteral("sightings")),
        "lists stay lean");
}

void SightingsTest::quorumIsShown()
{
    Shop shop;
    QVERIFY2(shop.stage.server.start(), shop.stage.server.log().constData());
    QTRY_COMPARE_WITH_TIMEOUT(
        shop.sources(), QStringLiteral("vendor operational, own_check operational"), kPatience);
    QCOMPARE(shop.service().value(QStringLiteral("quorum")).toInt(), 2);
    shop.answer(503);
    QTRY_COMPARE_WITH_TIMEOUT(
        shop.sources(), QStringLiteral("vendor operational, own_check major_outage"), kPatience);
    QCOMPARE(shop.stage.status(QStringLiteral("shop")), QStringLiteral("operational")); // one of two
    shop.stage.show(QStringLiteral("page"), "minor");
    QTRY_COMPARE_WITH_TIMEOUT(shop.stage.status(QStringLiteral("shop")), QStringLiteral("degraded"), kPatience);
}

void SightingsTest::vendorIsOnRecord()
{
    Shop shop;
    Page trouble { QStringLiteral("critical") };
    trouble.incidentId = QStringLiteral("i1");
    trouble.incidentName = QStringLiteral("Checkout is down");
    const QByteArray today = toIso(SystemClock().now()).toLatin1();
    const auto show = [&] { // as of today: what began long ago is not on record
        shop.stage.vendor->always("/page", { 200, pageBody(trouble).replace("2026-01-01T00:00:00Z", today) });
    };
    show();
    QVERIFY2(shop.stage.server.start(), shop.stage.server.log().constData());
    const auto record = [&shop] {
        return shop.stage.server.get(QStringLiteral("/api/vendors/shop/record")).data();
    };
    const auto incident = [&record] {
        return record().value(QStringLiteral("published")).toArray().at(0).toObject();
    };
    QTRY_COMPARE_WITH_TIMEOUT(
        incident().value(QStringLiteral("title")).toString(), QStringLiteral("Checkout is down"), kPatience);
    QVERIFY(!has(incident(), "ended_at"));

    QVERIFY2(shop.restart(), shop.stage.server.log().constData());
    trouble.incidentName = QStringLiteral("Some pages are slow");
    show();
    QTRY_COMPARE_WITH_TIMEOUT(incident().value(QStringLiteral("edits")).toArray().size(), 1, kPatience);
    const QJsonObject edit = incident().value(QStringLiteral("edits")).toArray().at(0).toObject();
    QCOMPARE(edit.value(QStringLiteral("before")).toString(), QStringLiteral("Checkout is down"));
    QVERIFY(edit.value(QStringLiteral("quiet")).toBool()); // what it said before the restart is not forgotten

    shop.stage.show(QStringLiteral("page"), "none");
    QTRY_VERIFY_WITH_TIMEOUT(has(incident(), "ended_at"), kPatience);
    const QJsonObject known = record();
    QCOMPARE(known.value(QStringLiteral("incidents")).toObject().value(QStringLiteral("count")).toInt(), 1);
    QCOMPARE(known.value(QStringLiteral("published")).toArray().size(), 1);
    const QJsonObject uptime = known.value(QStringLiteral("uptime")).toObject();
    QCOMPARE(uptime.value(QStringLiteral("observed_by")).toString(), QStringLiteral("own_checks"));
    QCOMPARE(uptime.value(QStringLiteral("observed")).toDouble(), 100.0);
    QVERIFY(uptime.value(QStringLiteral("declared")).toDouble() < 100.0);
    QCOMPARE(shop.stage.server.get(QStringLiteral("/api/vendors/nobody/record")).status, 404);
}
