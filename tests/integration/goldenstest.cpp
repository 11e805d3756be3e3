// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
//
// The rules of each dialect are the business of its own tests, at the times that the payloads were recorded. Here
// the same payloads go the whole way, from a socket to the API, at the time that it is: what comes out has to be
// what the dialect says of those bytes at this time.
#include "goldenstest.h"

#include "core/clock.h"
#include "stage.h"
#include "testkit/goldens.h"

using namespace Wf;
using namespace Wf::Integration;

namespace {

/// One payload with one selection of components.
struct Watched {
    Golden golden;
    QJsonObject expected;
    QString id;
};

std::vector<Watched> allWatched()
{
    std::vector<Watched> all;
    for (const Golden &golden : allGoldens()) {
        for (const auto each : golden.cases)
            all.push_back({ golden, each.toObject(), QStringLiteral("p%1").arg(all.size()) });
    }
    return all;
}

/// YAML is a superset of JSON.
QByteArray services(const std::vector<Watched> &all, const Stage &stage)
{
    QJsonArray list;
    for (const Watched &each : all) {
        const QJsonObject monitor { { QStringLiteral("kind"), each.golden.dialect },
            { QStringLiteral("id"), each.id }, { QStringLiteral("url"), stage.pageUrl(each.id).toString() },
            { QStringLiteral("components"), each.expected.value(u"components").toArray() },
            { QStringLiteral("broken_after"), 1 }, { QStringLiteral("interval"), QStringLiteral("1h") } };
        list.append(QJsonObject { { QStringLiteral("id"), each.id }, { QStringLiteral("display_name"), each.id },
            { QStringLiteral("category"), QStringLiteral("other") },
            { QStringLiteral("tier"), QStringLiteral("informational") },
            { QStringLiteral("monitors"), QJsonArray { monitor } } });
    }
    return QJsonDocument(QJsonObject { { QStringLiteral("services"), list } }).toJson();
}

/// What the API and the dialect have in common, in one line, so that a difference is readable.
QString line(const QJsonObject &monitor)
{
    QStringList incidents;
    for (const auto incident : monitor.value(u"incidents").toArray())
        incidents.append(incident.toObject().value(u"id").toString());
    const QString detail = monitor.value(u"detail").toString();
    return QStringLiteral("%1 %2 \"%3\" [%4] %5 components")
        .arg(monitor.value(u"status").toString(),
            monitor.value(u"maintenance").toBool() ? QStringLiteral("maintenance") : QStringLiteral("-"),
            detail.isEmpty() ? monitor.value(u"failure_detail").toString() : detail, incidents.join(u' '))
        .arg(monitor.value(u"components").toArray().size());
}

QString line(const Domain::Observation &seen)
{
    QStringList incidents;
    for (const Domain::VendorIncident &incident : seen.incidents)
        incidents.append(incident.id);
    return QStringLiteral("%1 %2 \"%3\" [%4] %5 components")
        .arg(Domain::word(seen.status), seen.maintenance ? QStringLiteral("maintenance") : QStringLiteral("-"),
            seen.detail, incidents.join(u' '))
        .arg(seen.components.size());
}

Domain::Observation seenNow(const Watched &watched)
{
    QJsonObject now = watched.expected;
    now.insert(QStringLiteral("now"), toIso(SystemClock().now()));
    return readAs(watched.golden, contentsOf(watched.golden.payload), now);
}

} // namespace

void GoldensTest::everyPayloadShowsTheSameOverHttp()
{
    const std::vector<Watched> all = allWatched();
    if (all.empty())
        QSKIP("The recorded payloads are not here; set WF_SHARED to the folder that has them.");
    Stage stage;
    for (const Watched &each : all)
        stage.vendor->always('/' + each.id.toLatin1(), { 200, contentsOf(each.golden.payload) });
    stage.configure({});
    stage.server.configure(QStringLiteral("services.yaml"), services(all, stage));
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QTRY_COMPARE_WITH_TIMEOUT(
        stage.server.get(QStringLiteral("/api/health")).json().value(QStringLiteral("services_polled")).toInt(),
        static_cast<int>(all.size()), 120'000);

    int asRecorded = 0;
    for (const Watched &each : all) {
        const QJsonObject monitor = stage.server.get(QStringLiteral("/api/monitors/") + each.id).data();
        const Domain::Observation seen = seenNow(each);
        const QString wanted = line(seen);
        const QString got = line(monitor.value(u"monitor").toObject());
        QVERIFY2(got == wanted, qPrintable(QStringLiteral("%1: %2, not %3").arg(each.golden.label, got, wanted)));
        asRecorded += Domain::word(seen.status) == each.expected.value(u"status").toString() ? 1 : 0;
    }
    qInfo("%d of %zu cases say now what they said when they were recorded", asRecorded, all.size());
    QVERIFY(asRecorded * 2 > static_cast<int>(all.size())); // else this compares next to nothing
}
