// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_statuspagevectors.h"

#include "testkit/vectors.h"
#include "vendors/statuspage.h"

#include <QTest>

using namespace Wf;
using namespace Wf::Domain;
using TestKit::Fields;

namespace {

Observation read(const QJsonObject &body, const QStringList &components = {})
{
    return Vendors::parse(
        *Vendors::findDialect(u"statuspage"), { QJsonDocument(body).toJson(), components, Instant {} });
}

Observation readWith(const char *list, const QJsonArray &items)
{
    return read(
        { { QStringLiteral("status"), QJsonObject { { QStringLiteral("indicator"), QStringLiteral("none") } } },
            { QString::fromLatin1(list), items } });
}

void runWord(const QString &area, Fields &given, Fields &then)
{
    const bool component = area.endsWith(QLatin1String("component"));
    const auto reading = component ? Vendors::Statuspage::normalizeComponent(given.text("component_status"))
                                   : Vendors::Statuspage::normalizeIndicator(given.text("indicator"));
    QCOMPARE(word(reading.status), then.text("status"));
}

void runIncidentId(Fields &given, Fields &then)
{
    const auto got = readWith("incidents", given.value("incidents").toArray());
    const QString id = got.incidents.empty() ? QString() : got.incidents.front().id;
    QCOMPARE(id, then.text("id"));
}

VendorMaintenance maintenanceOf(const QJsonObject &item)
{
    const auto got = readWith("scheduled_maintenances", { item });
    return got.maintenances.size() == 1 ? got.maintenances.front() : VendorMaintenance {};
}

void runMaintenance(Fields &given, Fields &then)
{
    const bool twice = given.has("second");
    const auto got = maintenanceOf(given.value(twice ? "second" : "item").toObject());
    if (twice)
        QCOMPARE(maintenanceOf(given.value("first").toObject()).id, got.id); // one row: the id is the key
    QCOMPARE(then.number("rows"), 1);
    QVERIFY(!got.id.isEmpty());
    QCOMPARE(word(got.state), then.text("status"));
    if (then.has("title")) {
        QCOMPARE(got.id, then.text("vendor_maintenance_id"));
        QCOMPARE(got.title, then.text("title"));
        QCOMPARE(got.description, then.text("description"));
    }
}

} // namespace

void StatuspageVectors::recorded_data()
{
    QTest::addColumn<QJsonObject>("one");
    const QStringList areas { QStringLiteral("normalizer.statuspage_component"),
        QStringLiteral("normalizer.statuspage_indicator"), QStringLiteral("maintenance"),
        QStringLiteral("vendor_incident_id") };
    for (const QJsonValue value : TestKit::recordedCases()) {
        const QJsonObject one = value.toObject();
        if (areas.contains(one.value(u"area").toString()))
            QTest::addRow(
                "%s: %s", qPrintable(one.value(u"area").toString()), qPrintable(one.value(u"name").toString()))
                << one;
    }
    if (TestKit::recordedCases().isEmpty())
        QTest::newRow("absent") << QJsonObject();
}

void StatuspageVectors::recorded()
{
    QFETCH(QJsonObject, one);
    if (one.isEmpty())
        QSKIP("The recorded cases are not here; set WF_SHARED to the folder that has them.");
    const QString area = one.value(u"area").toString();
    Fields given(one.value(u"given").toObject());
    Fields then(one.value(u"then").toObject());
    if (area.startsWith(QLatin1String("normalizer")))
        runWord(area, given, then);
    else if (area == QLatin1String("maintenance"))
        runMaintenance(given, then);
    else
        runIncidentId(given, then);
    QCOMPARE(given.leftovers() + then.leftovers(), QStringList());
}
