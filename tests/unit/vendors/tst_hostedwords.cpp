// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_hostedwords.h"

#include "testkit/hostedsamples.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace Wf;
using namespace Wf::Domain;

namespace {

/// Where the words of one table stand: in which document, at which path, and on which component.
struct Place {
    QString kind;
    QString surface;
    QString path;
    QString component; ///< empty: the page as a whole
};
struct Said {
    const char *word;
    const char *status; ///< "maintenance" stands for degraded by maintenance
};
struct Table {
    Place place;
    std::vector<Said> words;
};

const std::vector<Table> &tables()
{
    static const std::vector<Table> all {
        { { QStringLiteral("incidentio"), QStringLiteral("page"), QStringLiteral("summary.affected_components"),
              QStringLiteral("Core / API") },
            { { "operational", "operational" }, { "degraded_performance", "degraded" },
                { "partial_outage", "partial_outage" }, { "full_outage", "major_outage" },
                { "under_maintenance", "maintenance" } } },
        { { QStringLiteral("instatus"), QStringLiteral("summary"), QStringLiteral("page.status"), {} },
            { { "UP", "operational" }, { "HASISSUES", "degraded" }, { "UNDERMAINTENANCE", "maintenance" } } },
        { { QStringLiteral("instatus"), QStringLiteral("both"), QStringLiteral("components.0.status"),
              QStringLiteral("API") },
            { { "OPERATIONAL", "operational" }, { "DEGRADEDPERFORMANCE", "degraded" },
                { "MINOROUTAGE", "partial_outage" }, { "PARTIALOUTAGE", "partial_outage" },
                { "MAJOROUTAGE", "major_outage" }, { "UNDERMAINTENANCE", "maintenance" } } },
        { { QStringLiteral("betterstack"), QStringLiteral("index"), QStringLiteral("included.1.attributes.status"),
              QStringLiteral("Core / API") },
            { { "operational", "operational" }, { "degraded", "degraded" }, { "downtime", "major_outage" },
                { "maintenance", "maintenance" }, { "not_monitored", "unknown" } } },
        { { QStringLiteral("betterstack"), QStringLiteral("index"),
              QStringLiteral("data.attributes.aggregate_state"), {} },
            { { "operational", "operational" }, { "degraded", "degraded" }, { "downtime", "major_outage" },
                { "maintenance", "maintenance" } } },
        { { QStringLiteral("statusio"), QStringLiteral("status"),
              QStringLiteral("result.status_overall.status_code"), {} },
            { { "100", "operational" }, { "200", "maintenance" }, { "300", "degraded" },
                { "400", "partial_outage" }, { "500", "major_outage" }, { "600", "major_outage" } } },
        { { QStringLiteral("statusio"), QStringLiteral("status"),
              QStringLiteral("result.status.0.containers.0.status_code"), QStringLiteral("API / Europe") },
            { { "100", "operational" }, { "200", "maintenance" }, { "300", "degraded" },
                { "400", "partial_outage" }, { "500", "major_outage" }, { "600", "major_outage" } } },
        { { QStringLiteral("uptime_kuma"), QStringLiteral("merged"), QStringLiteral("heartbeatList.7.1.status"),
              QStringLiteral("API") },
            { { "1", "operational" }, { "2", "degraded" }, { "0", "major_outage" }, { "3", "maintenance" } } },
        { { QStringLiteral("cachet"), QStringLiteral("status"), QStringLiteral("data.status"), {} },
            { { "success", "operational" }, { "info", "degraded" }, { "danger", "major_outage" } } },
        { { QStringLiteral("cachet"), QStringLiteral("components"), QStringLiteral("data.0.status"),
              QStringLiteral("API") },
            { { "1", "operational" }, { "2", "degraded" }, { "3", "partial_outage" }, { "4", "major_outage" },
                { "0", "unknown" } } },
        { { QStringLiteral("cstate"), QStringLiteral("index"), QStringLiteral("summaryStatus"), {} },
            { { "ok", "operational" }, { "notice", "degraded" }, { "disrupted", "partial_outage" },
                { "down", "major_outage" } } },
        { { QStringLiteral("cstate"), QStringLiteral("index"), QStringLiteral("systems.0.status"),
              QStringLiteral("Core / API") },
            { { "ok", "operational" }, { "notice", "degraded" }, { "disrupted", "partial_outage" },
                { "down", "major_outage" } } },
        { { QStringLiteral("uptimerobot"), QStringLiteral("newer"), QStringLiteral("data.0.statusClass"),
              QStringLiteral("Core / API") },
            { { "success", "operational" }, { "warning", "degraded" }, { "danger", "major_outage" },
                { "paused", "unknown" }, { "black", "unknown" }, { "info", "unknown" } } },
        { { QStringLiteral("uptimecom"), QStringLiteral("page"), QStringLiteral("data.components.0.status"),
              QStringLiteral("API") },
            { { "operational", "operational" }, { "degraded-performance", "degraded" },
                { "partial-outage", "partial_outage" }, { "major-outage", "major_outage" },
                { "under-maintenance", "maintenance" } } },
        { { QStringLiteral("sorryapp"), QStringLiteral("status"), QStringLiteral("page.state"), {} },
            { { "operational", "operational" }, { "degraded", "degraded" }, { "partially-degraded", "degraded" },
                { "under-maintenance", "maintenance" } } },
        { { QStringLiteral("sorryapp"), QStringLiteral("components"), QStringLiteral("components.1.state"),
              QStringLiteral("Core / API") },
            { { "operational", "operational" }, { "degraded", "degraded" }, { "partially-degraded", "degraded" },
                { "under-maintenance", "maintenance" } } },
        { { QStringLiteral("statuscast"), QStringLiteral("status"), QStringLiteral("Status"), {} },
            { { "Available", "operational" }, { "PerformanceDegradation", "degraded" }, { "Degraded", "degraded" },
                { "PartialOutage", "partial_outage" }, { "Outage", "major_outage" },
                { "Unavailable", "major_outage" }, { "Maintenance", "maintenance" } } },
        { { QStringLiteral("statuscast"), QStringLiteral("components"),
              QStringLiteral("0.children.0.CurrentStatus"), QStringLiteral("Core / API") },
            { { "Available", "operational" }, { "Performance", "degraded" }, { "Degraded", "degraded" },
                { "PartialOutage", "partial_outage" }, { "Unavailable", "major_outage" },
                { "Maintenance", "maintenance" } } },
        { { QStringLiteral("flashduty"), QStringLiteral("summary"), QStringLiteral("overall.status"), {} },
            { { "operational", "operational" }, { "degraded", "degraded" }, { "partial_outage", "partial_outage" },
                { "full_outage", "major_outage" }, { "under_maintenance", "maintenance" } } },
    };
    return all;
}

QByteArray saying(const Place &place, const QString &word)
{
    const QByteArray text = sampleOf(place.kind, place.surface);
    if (!place.path.endsWith(QLatin1String("affected_components")))
        return with(text, place.path, word);
    return with(text, place.path,
        QJsonArray { QJsonObject {
            { QStringLiteral("component_id"), QStringLiteral("a") }, { QStringLiteral("status"), word } } });
}

QStringList selection(const Place &place)
{
    return place.component.isEmpty() ? QStringList() : QStringList { place.component };
}

QString statusOf(const Observation &got)
{
    return got.maintenance ? QStringLiteral("maintenance") : word(got.status);
}

void addPlace(const Place &place, const QString &word, const QString &status)
{
    const QString name = place.kind + u' ' + place.path + u' ' + word;
    QTest::newRow(qPrintable(name)) << place.kind << saying(place, word) << selection(place) << status;
}

} // namespace

void HostedWordsTest::whatIsWellReadsAsWell_data()
{
    QTest::addColumn<int>("index");
    for (size_t i = 0; i < samples().size(); ++i)
        QTest::newRow(qPrintable(samples()[i].kind + u' ' + samples()[i].surface)) << static_cast<int>(i);
}

void HostedWordsTest::whatIsWellReadsAsWell()
{
    QFETCH(int, index);
    const Sample &sample = samples()[static_cast<size_t>(index)];
    const auto got = readAs(sample.kind, sample.text);
    QVERIFY2(got.status == Status::Operational, qPrintable(got.reason + u' ' + got.detail));
    QCOMPARE(got.failure, Failure::None);
    QVERIFY(!got.maintenance);
    QCOMPARE(got.warnings, QStringList());
    QVERIFY(!got.detail.isEmpty());
}

void HostedWordsTest::words_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("components");
    QTest::addColumn<QString>("status");
    for (const Table &table : tables()) {
        for (const Said &said : table.words)
            addPlace(table.place, QString::fromLatin1(said.word), QString::fromLatin1(said.status));
    }
}

void HostedWordsTest::words()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, text);
    QFETCH(QStringList, components);
    QFETCH(QString, status);
    const auto got = readAs(kind, text, components);
    QVERIFY2(statusOf(got) == status, qPrintable(statusOf(got) + u' ' + got.reason + u' ' + got.detail));
    QCOMPARE(got.warnings, QStringList());
}

void HostedWordsTest::aWordOfNoTableIsUnknown_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("components");
    QTest::addColumn<QString>("word");
    for (const Table &table : tables()) {
        for (const char *word : { "splendid", "7", "operational outage" })
            addPlace(table.place, QString::fromLatin1(word), QString::fromLatin1(word));
    }
}

void HostedWordsTest::aWordOfNoTableIsUnknown()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, text);
    QFETCH(QStringList, components);
    QFETCH(QString, word);
    for (const QStringList &selected : { components, QStringList() }) {
        const auto got = readAs(kind, text, selected);
        if (kind == QLatin1String("statusio") && selected != components)
            continue; // its page has a word of its own, which is still there
        QCOMPARE(got.status, Status::Unknown);
        QCOMPARE(got.failure, Failure::Unmapped);
        QVERIFY2(got.reason.contains(word), qPrintable(got.reason));
        QVERIFY(!got.warnings.isEmpty());
    }
}

void HostedWordsTest::whatIsNeededIsNeverWellWithoutIt_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("surface");
    QTest::addColumn<QString>("path");
    const auto row = [](const char *kind, const char *surface, std::initializer_list<const char *> paths) {
        for (const char *path : paths) {
            QTest::addRow("%s %s %s", kind, surface, path)
                << QString::fromLatin1(kind) << QString::fromLatin1(surface) << QString::fromLatin1(path);
        }
    };
    row("incidentio", "widget", { "ongoing_incidents", "in_progress_maintenances", "scheduled_maintenances" });
    row("incidentio", "page",
        { "summary", "summary.components", "summary.affected_components", "summary.ongoing_incidents",
            "summary.scheduled_maintenances" });
    row("incidentio", "list", { "incidents", "incidents.0.status", "incidents.0.component_impacts" });
    row("instatus", "summary", { "page", "page.status" });
    row("instatus", "v2", { "components", "components.0.children.0.status", "components.1.status" });
    row("instatus", "v3", { "components", "components.1.status" });
    row("instatus", "both", { "page.status", "components.0.status" });
    row("instatus", "site", { "site", "site.status" });
    row("betterstack", "index",
        { "data", "data.attributes", "data.attributes.aggregate_state", "included", "included.1.attributes",
            "included.1.attributes.status" });
    row("statusio", "status",
        { "result", "result.status_overall", "result.status_overall.status_code", "result.status",
            "result.status.0.containers" });
    row("uptime_kuma", "merged",
        { "heartbeatList", "heartbeatList.7", "heartbeatList.7.1.status", "publicGroupList.0.monitorList",
            "publicGroupList.0.monitorList.0.id" });
    row("uptime_kuma", "beats", { "heartbeatList", "heartbeatList.8", "heartbeatList.8.0.status" });
    row("cachet", "status", { "data", "data.status" });
    row("cachet", "components", { "data", "data.0.status" });
    row("cachet", "incidents", { "data" });
    row("cstate", "index", { "summaryStatus", "systems", "systems.0.status" });
    row("uptimerobot", "older",
        { "status", "psp", "psp.monitors", "psp.monitors.0.statusClass", "psp.monitors.1.statusClass" });
    row("uptimerobot", "newer", { "status", "data", "data.0.statusClass" });
    row("uptimecom", "page",
        { "data", "data.components", "data.components.0.status", "data.components.1.subcomponents.0.status",
            "data.global_is_operational", "data.active_incidents" });
    row("uptimecom", "history", { "data", "data.active_incidents", "data.past_incidents" });
    row("sorryapp", "status", { "page", "page.state" });
    row("sorryapp", "components", { "components", "components.1.state" });
    row("sorryapp", "notices", { "notices" });
    row("statuscast", "status", { "Status" });
    row("statuscast", "components", { "0.children.0.CurrentStatus", "1.CurrentStatus" });
    row("flashduty", "summary",
        { "generated_at", "overall", "overall.status", "ongoing_incidents", "in_progress_maintenances",
            "scheduled_maintenances" });
}

void HostedWordsTest::whatIsNeededIsNeverWellWithoutIt()
{
    QFETCH(QString, kind);
    QFETCH(QString, surface);
    QFETCH(QString, path);
    const QByteArray text = sampleOf(kind, surface);
    const std::vector<QJsonValue> values { QJsonValue(QJsonValue::Undefined), QJsonValue(QJsonValue::Null),
        QJsonValue(-17), QJsonValue(true), QJsonValue(QStringLiteral("x")), QJsonArray { 3 },
        QJsonObject { { QStringLiteral("x"), QJsonArray() } } };
    for (const QJsonValue &value : values) {
        if (path == QLatin1String("status") && value == QJsonValue(true))
            continue; // true is good there
        if (path.endsWith(QLatin1String("global_is_operational")) && value == QJsonValue(true))
            continue;
        if (value.isUndefined() && (path == QLatin1String("heartbeatList.8")))
            continue; // without the page nobody knows that there is such a monitor
        const auto got = readAs(kind, with(text, path, value));
        QVERIFY2(got.status != Status::Operational,
            qPrintable(path + u' ' + QString::number(value.type()) + u' ' + got.detail));
        if (got.status == Status::Unknown)
            QVERIFY(!got.reason.isEmpty() && !got.detail.isEmpty());
    }
}

void HostedWordsTest::otherDocumentsAreRefused_data()
{
    QTest::addColumn<QString>("kind");
    QStringList kinds;
    for (const Sample &sample : samples())
        kinds.append(sample.kind);
    kinds.append(QStringLiteral("site24x7"));
    kinds.removeDuplicates();
    for (const QString &kind : kinds)
        QTest::newRow(qPrintable(kind)) << kind;
}

void HostedWordsTest::otherDocumentsAreRefused()
{
    QFETCH(QString, kind);
    const std::vector<QByteArray> bodies { {}, "  ", "<!DOCTYPE html><html>sign in</html>", "{}", "[]", "[1,2]",
        "{'a':1}", "{'error':'not found'}", "{'components':[]}", "{'components':{}}", "{'data':[]}", "{'data':{}}",
        "[{'a':1}]", "{'status':{}}", "{'page':{}}", "{'result':{}}", "<rss><channel/></rss>", "\xff\xfe", "17" };
    for (const QByteArray &body : bodies) {
        for (const QStringList &selection : { QStringList(), QStringList { QStringLiteral("API") } }) {
            const auto got = readAs(kind, body, selection);
            QVERIFY2(got.failure == Failure::Parse || (kind == QLatin1String("incidentio") && !got.succeeded()),
                qPrintable(QString::fromLatin1(body) + u' ' + got.reason));
            QCOMPARE(got.status, Status::Unknown);
            QVERIFY2(got.detail.endsWith(u'.'), qPrintable(got.detail));
        }
    }
}

void HostedWordsTest::aSelectorOfNothingIsAFault_data()
{
    whatIsWellReadsAsWell_data();
}

void HostedWordsTest::aSelectorOfNothingIsAFault()
{
    QFETCH(int, index);
    const Sample &sample = samples()[static_cast<size_t>(index)];
    const auto got = readAs(sample.kind, sample.text, { QStringLiteral("No such thing") });
    const bool listsTroubleOnly =
        sample.surface == QLatin1String("widget") || sample.kind == QLatin1String("flashduty");
    QCOMPARE(got.failure, listsTroubleOnly ? Failure::None : Failure::Selector);
}
