// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_vendorvectors.h"

#include "testkit/vectors.h"
#include "vendors/feedstate.h"
#include "vendors/google.h"
#include "vendors/observe.h"
#include "vendors/registry.h"

#include <QTest>

using namespace Wf;
using namespace Wf::Domain;
using TestKit::Fields;

namespace {

/// The kind that an area is about, by the name that the reference gives it.
QString kindOf(const QString &area)
{
    static const QHash<QString, QString> kinds {
        { QStringLiteral("current_status"), QStringLiteral("current_status_api") },
        { QStringLiteral("trust"), QStringLiteral("trust_incidents_api") },
        { QStringLiteral("active_incidents"), QStringLiteral("active_incidents_api") },
        { QStringLiteral("service_array"), QStringLiteral("service_array_json") },
        { QStringLiteral("product_feed"), QStringLiteral("product_feed_json") },
        { QStringLiteral("rss_title"), QStringLiteral("rss") },
    };
    return kinds.value(area.section(u'.', 1));
}

QByteArray bytesOf(const QJsonValue &body)
{
    if (body.isString())
        return '"' + body.toString().toUtf8() + '"';
    return body.isArray() ? QJsonDocument(body.toArray()).toJson() : QJsonDocument(body.toObject()).toJson();
}

/// Products that the reference knows by the name of a service.
QStringList namesOf(const QJsonObject &given, const QString &service)
{
    static const QJsonObject known { { QStringLiteral("feed-product-a"),
                                         QJsonArray { QStringLiteral("Product A"), QStringLiteral("Service A") } },
        { QStringLiteral("feed-product-b"), QJsonArray { QStringLiteral("Product B") } } };
    const QJsonValue table = given.value(u"product_names");
    return (table.isObject() ? table.toObject() : known).value(service).toVariant().toStringList();
}

Observation readProduct(const QJsonObject &given, const QString &service)
{
    const QStringList names = namesOf(given, service);
    std::vector<Vendors::Google::Part> parts;
    for (const QString &name : names)
        parts.push_back({ name, {} });
    const QStringList selectors = names.isEmpty() ? QStringList { service } : names;
    const Vendors::ParseInput input { bytesOf(given.value(u"body")), selectors, Instant {} };
    const auto page = Vendors::Google::readIncidents(input, QStringLiteral("Products"), parts, {});
    return page ? Vendors::observe(*page, selectors, Instant {}) : Vendors::parseFailure(page.error(), Instant {});
}

void runProducts(Fields &given, Fields &then, const QJsonObject &raw)
{
    (void)given.value("body");
    (void)given.value("product_names");
    if (given.has("service_id")) {
        QCOMPARE(word(readProduct(raw, given.text("service_id")).status), then.text("status"));
        return;
    }
    for (const QString &service : given.texts("services"))
        QCOMPARE(word(readProduct(raw, service).status), then.text(service.toLatin1().constData()));
}

/// What has to come out: the recommended where the reference is not to be followed.
QJsonObject outcomeOf(const QJsonObject &one)
{
    const QJsonObject then = one.value(u"then").toObject();
    if (one.value(u"disposition").toString() != u"fix")
        return then;
    const QJsonValue recommended = then.value(u"recommended");
    return recommended.isObject() ? recommended.toObject()
                                  : QJsonObject { { QStringLiteral("status"), recommended } };
}

void compare(const Observation &got, Fields &then)
{
    QCOMPARE(word(got.status), then.text("status"));
    if (then.has("detail")) {
        const QJsonValue detail = then.value("detail");
        QCOMPARE(got.detail, detail.isNull() ? QStringLiteral("All systems operational") : detail.toString());
    }
    if (then.has("failure_reason"))
        QVERIFY2(got.reason.contains(then.text("failure_reason")), qPrintable(got.reason));
}

void runBody(const QString &area, Fields &given, const QJsonObject &outcome)
{
    Fields then(outcome);
    const auto *dialect = Vendors::findDialect(kindOf(area));
    QVERIFY2(dialect, qPrintable(area));
    compare(Vendors::parse(*dialect, { bytesOf(given.value("body")), {}, Instant {} }), then);
    QCOMPARE(given.leftovers() + then.leftovers(), QStringList());
}

/// Cases about the way to the vendor are those of the prober's tests.
bool isAboutReading(const QJsonObject &one)
{
    const QJsonObject given = one.value(u"given").toObject();
    return !given.contains(u"error") && !given.contains(u"http");
}

void addCase(const QJsonObject &one)
{
    const QString area = one.value(u"area").toString();
    if (!kindOf(area).isEmpty() && isAboutReading(one))
        QTest::addRow("%s: %s", qPrintable(area), qPrintable(one.value(u"name").toString())) << one;
}

} // namespace

void VendorVectors::recorded_data()
{
    QTest::addColumn<QJsonObject>("one");
    const QJsonArray cases = TestKit::recordedCases();
    for (const QJsonValue value : cases)
        addCase(value.toObject());
    if (cases.isEmpty())
        QTest::newRow("absent") << QJsonObject();
}

void VendorVectors::recorded()
{
    QFETCH(QJsonObject, one);
    if (one.isEmpty())
        QSKIP("The recorded cases are not here; set WF_SHARED to the folder that has them.");
    const QString area = one.value(u"area").toString();
    Fields given(one.value(u"given").toObject());
    Fields then(one.value(u"then").toObject());
    if (area.endsWith(QLatin1String("rss_title")))
        QCOMPARE(word(Vendors::classifyTitle(given.text("title")).status), then.text("status"));
    else if (area.endsWith(QLatin1String("product_feed")))
        runProducts(given, then, one.value(u"given").toObject());
    else
        return runBody(area, given, outcomeOf(one));
    QCOMPARE(given.leftovers() + then.leftovers(), QStringList());
}
