// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_ownwords.h"

#include "testkit/ownsamples.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Wf;
using namespace Wf::Domain;

namespace {

QString statusOf(const Observation &got)
{
    return got.maintenance ? QStringLiteral("maintenance") : word(got.status);
}

QStringList selection(const WordPlace &place)
{
    return place.component.isEmpty() ? QStringList() : QStringList { place.component };
}

QByteArray saying(const WordPlace &place, const char *said)
{
    QByteArray text = place.text;
    return text.replace("'W'", QByteArray(QByteArray("'") + said + '\''));
}

void addSampleRows()
{
    QTest::addColumn<int>("index");
    for (size_t i = 0; i < ownSamples().size(); ++i)
        QTest::newRow(qPrintable(ownSamples()[i].kind + u' ' + ownSamples()[i].surface)) << static_cast<int>(i);
}

void addPlaceRow(size_t index, const char *said, const char *status)
{
    const WordPlace &place = wordPlaces()[index];
    const QString name = place.kind + u' ' + place.component + u' ' + QLatin1String(said);
    QTest::newRow(qPrintable(name + u' ' + QString::number(index)))
        << place.kind << saying(place, said) << selection(place) << QString(QLatin1String(status));
}

void addPlaceColumns()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("components");
    QTest::addColumn<QString>("status");
}

/// Members of the samples without which nothing can be said.
struct Needed {
    const char *kind;
    const char *surface;
    const char *path;
};
constexpr std::array kNeeded {
    Needed { "slack", "current", "status" },
    Needed { "slack", "history", "0.status" },
    Needed { "salesforce_trust", "incidents", "0.isResolved" },
    Needed { "salesforce_trust", "instance", "key" },
    Needed { "salesforce_trust", "instance", "status" },
    Needed { "salesforce_trust", "product", "Instances" },
    Needed { "salesforce_trust", "product", "Instances.0.status" },
    Needed { "salesforce_trust", "product", "Instances.0.key" },
    Needed { "salesforce_trust", "instances", "0.status" },
    Needed { "zendesk", "incidents", "data" },
    Needed { "ringcentral", "services", "0.service" },
    Needed { "ringcentral", "services", "0.level" },
    Needed { "heroku", "status", "status" },
    Needed { "heroku", "status", "status.1.status" },
    Needed { "heroku", "status", "status.1.system" },
    Needed { "heroku", "status", "incidents" },
    Needed { "pagerduty", "summary", "summary" },
    Needed { "pagerduty", "summary", "summary.open_incidents" },
    Needed { "pagerduty", "posts", "posts" },
    Needed { "apple", "services", "services" },
    Needed { "apple", "services", "services.0.serviceName" },
    Needed { "apple", "services", "services.0.events" },
    Needed { "aws", "events", "0.status" },
    Needed { "aws", "events", "0.service" },
    Needed { "azure_devops", "health", "status" },
    Needed { "azure_devops", "health", "status.health" },
    Needed { "azure_devops", "health", "services" },
    Needed { "azure_devops", "health", "services.0.geographies" },
    Needed { "microsoft365", "overviews", "value" },
    Needed { "microsoft365", "overviews", "value.0.status" },
    Needed { "microsoft365", "overviews", "value.0.service" },
    Needed { "microsoft365", "issues", "value.0.isResolved" },
    Needed { "microsoft365", "issues", "value.0.service" },
    Needed { "microsoft365", "post", "Status" },
    Needed { "microsoft365", "posts", "0.Status" },
    Needed { "microsoft365", "index", "Services" },
    Needed { "microsoft365", "index", "Services.0.IsUp" },
    Needed { "okta", "list", "0.Status__c" },
    Needed { "auth0", "page", "pageProps" },
    Needed { "auth0", "page", "pageProps.activeIncidents" },
    Needed { "auth0", "page", "pageProps.activeIncidents.0.response" },
    Needed { "auth0", "page", "pageProps.activeIncidents.0.response.incidents" },
    Needed { "auth0", "page", "pageProps.activeIncidents.0.region" },
    Needed { "stripe", "current", "largestatus" },
    Needed { "stripe", "current", "statuses" },
    Needed { "stripe", "full", "UptimeStatus" },
    Needed { "stripe", "full", "uptimeData" },
    Needed { "zscaler", "cloud", "data" },
    Needed { "zscaler", "cloud", "data.severity" },
    Needed { "zscaler", "cloud", "data.category" },
    Needed { "zscaler", "cloud", "data.category.0.subCategory" },
    Needed { "concur", "banner", "data" },
    Needed { "concur", "banner", "data.display" },
    Needed { "metastatus", "products", "0.id" },
    Needed { "metastatus", "products", "0.name" },
    Needed { "metastatus", "products", "0.services" },
    Needed { "metastatus", "products", "0.services.1.name" },
    Needed { "metastatus", "products", "0.services.1.status" },
    Needed { "ibm_cloud", "items", "statusItems" },
    Needed { "ibm_cloud", "items", "statusItems.0.type" },
    Needed { "ibm_cloud", "items", "statusItems.0.state" },
    Needed { "ibm_cloud", "items", "resources" },
    Needed { "adobe", "events", "incidentEvent" },
    Needed { "adobe", "events", "incidentEvent.incidents" },
    Needed { "adobe", "events", "incidentEvent.incidents.1.products" },
    Needed { "adobe", "events", "incidentEvent.incidents.1.products.p.history" },
    Needed { "adobe", "events", "maintenanceEvent" },
    Needed { "adobe", "events", "maintenanceEvent.maintenance" },
};

/// Kinds whose document lists trouble alone: a component that it does not name is well.
const QStringList kTroubleOnly { QStringLiteral("aws"), QStringLiteral("adobe") };

} // namespace

void OwnWordsTest::whatIsWellReadsAsWell_data()
{
    addSampleRows();
}

void OwnWordsTest::whatIsWellReadsAsWell()
{
    QFETCH(int, index);
    const Sample &sample = ownSamples()[static_cast<size_t>(index)];
    const auto got = readAs(sample.kind, sample.text);
    QVERIFY2(got.status == Status::Operational, qPrintable(got.reason + u' ' + got.detail));
    QCOMPARE(got.failure, Failure::None);
    QVERIFY(!got.maintenance);
    QVERIFY(got.incidents.empty());
    QVERIFY(!got.detail.isEmpty());
    QCOMPARE(got.warnings, QStringList());
}

void OwnWordsTest::words_data()
{
    addPlaceColumns();
    for (size_t i = 0; i < wordPlaces().size(); ++i) {
        for (const auto &[said, status] : wordPlaces()[i].words)
            addPlaceRow(i, said, status);
    }
}

void OwnWordsTest::words()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, text);
    QFETCH(QStringList, components);
    QFETCH(QString, status);
    QCOMPARE(statusOf(readAs(kind, text, components)), status);
    if (!components.isEmpty() && !kind.startsWith(QLatin1String("azure")) && kind != QLatin1String("stripe"))
        QCOMPARE(statusOf(readAs(kind, text)), status); // the page has nothing else
}

void OwnWordsTest::aWordOfNoTableIsNeverWellNorAnOutage_data()
{
    addPlaceColumns();
    for (size_t i = 0; i < wordPlaces().size(); ++i) {
        for (const char *said : { "splendid", "7", "operationally" })
            addPlaceRow(i, said, "unknown");
    }
}

void OwnWordsTest::aWordOfNoTableIsNeverWellNorAnOutage()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, text);
    QFETCH(QStringList, components);
    const auto got = readAs(kind, text, components);
    const QStringList openIsEnough { QStringLiteral("slack"), QStringLiteral("google_workspace"),
        QStringLiteral("zendesk") };
    const bool outage = text.contains("'outage':true"); // said apart from the word
    if (!openIsEnough.contains(kind)) {
        QCOMPARE(got.status, Status::Unknown);
        QCOMPARE(got.failure, Failure::Unmapped);
        QVERIFY(got.reason.startsWith(QLatin1String("unmapped: ")));
        QVERIFY(!got.warnings.isEmpty());
    } else if (!outage) {
        QCOMPARE(got.status, Status::Degraded);
    }
    QVERIFY(!got.detail.isEmpty());
}

void OwnWordsTest::whatIsNeededIsNeverWellWithoutIt_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("text");
    const std::array<QJsonValue, 5> values { QJsonValue(QJsonValue::Undefined), QJsonValue(QJsonValue::Null),
        QJsonValue(true), QJsonValue(QJsonArray { 1, 2 }),
        QJsonValue(QJsonObject { { QStringLiteral("x"), 1 } }) };
    for (const Needed &needed : kNeeded) {
        for (size_t i = 0; i < values.size(); ++i) {
            const QString path = QLatin1String(needed.path);
            const bool stillTells = path.endsWith(QLatin1String("isResolved"))
                || path.endsWith(QLatin1String("IsUp"))
                || path.endsWith(QLatin1String("display")); // "true" is what they say
            if (stillTells && values.at(i).isBool())
                continue;
            const QByteArray text = ownSample(QLatin1String(needed.kind), QLatin1String(needed.surface));
            QTest::addRow("%s %s %s %d", needed.kind, needed.surface, needed.path, static_cast<int>(i))
                << QString(QLatin1String(needed.kind)) << with(text, path, values.at(i));
        }
    }
}

void OwnWordsTest::whatIsNeededIsNeverWellWithoutIt()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, text);
    const auto got = readAs(kind, text);
    QVERIFY2(got.status == Status::Unknown, qPrintable(word(got.status) + u' ' + got.detail));
    QVERIFY(!got.reason.isEmpty());
    QVERIFY(!got.detail.isEmpty());
}

void OwnWordsTest::otherDocumentsAreRefused_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("text");
    QStringList kinds;
    for (const Sample &sample : ownSamples())
        kinds.append(sample.kind);
    kinds.append({ QStringLiteral("rss"), QStringLiteral("azure") });
    kinds.removeDuplicates();
    for (const QString &kind : kinds) {
        for (const char *text :
            { "", "<!doctype html><html><body>Sign in</body></html>", "7", "'fine'", "{}", "{'error':'x'}",
                "{'status':'fine'", "[1,2]", "['ok']", "null", "<rss><channel></channel></rss>" })
            QTest::addRow("%s %s", qPrintable(kind), text) << kind << QByteArray(text);
    }
}

void OwnWordsTest::otherDocumentsAreRefused()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, text);
    const auto got = readAs(kind, text);
    QVERIFY2(got.failure == Failure::Parse, qPrintable(word(got.status) + u' ' + got.reason));
    QCOMPARE(got.status, Status::Unknown);
    QVERIFY(got.reason.startsWith(QLatin1String("parse_error: ")));
    QVERIFY(!got.detail.isEmpty());
}

void OwnWordsTest::aSelectorOfNothingIsAFault_data()
{
    addSampleRows();
}

void OwnWordsTest::aSelectorOfNothingIsAFault()
{
    QFETCH(int, index);
    const Sample &sample = ownSamples()[static_cast<size_t>(index)];
    const auto got = readAs(sample.kind, sample.text, { QStringLiteral("No such thing") });
    const bool listsTrouble = kTroubleOnly.contains(sample.kind)
        || (sample.kind == QLatin1String("salesforce_trust") && sample.surface == QLatin1String("incidents"));
    if (listsTrouble) {
        QCOMPARE(got.status, Status::Operational);
        QCOMPARE(got.detail, QStringLiteral("Nothing is published about No such thing"));
        QVERIFY(got.warnings.join(u' ').contains(QStringLiteral("\"No such thing\": check the spelling")));
        return;
    }
    QCOMPARE(got.failure, Failure::Selector);
    QCOMPARE(got.status, Status::Unknown);
    QVERIFY(got.detail.contains(QLatin1String("No such thing")));
}
