// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "stage.h"
#include "tests.h"

#include "testkit/vectors.h"

using namespace Wf;
using namespace Wf::Integration;

namespace {

enum class Seen { Yes, Maintenance, Blind };

/// What a service must show whose page is this file.
struct Expected {
    const char *id;
    const char *file;
    const char *component; ///< empty: the whole page
    const char *status;
    Seen seen = Seen::Yes;
};

constexpr const char *kOperational = "operational";
constexpr const char *kDegraded = "degraded";
constexpr const char *kPartial = "partial_outage";
constexpr const char *kMajor = "major_outage";

// By hand from the documents, by the vendor's own rules: the indicator without a component, else the component.
const std::vector<Expected> &expectations()
{
    static const std::vector<Expected> table {
        { "claude", "claude-summary-outage-no-incident", "", kPartial },
        { "claude-code", "claude-summary-outage-no-incident", "Claude Code", kMajor },
        { "cloudamqp", "cloudamqp-summary-maintenance-in-progress-2020-07-16", "", kDegraded, Seen::Maintenance },
        { "cloudamqp-shared", "cloudamqp-summary-maintenance-in-progress-2020-07-16", "Shared servers", kDegraded,
            Seen::Maintenance },
        { "cloudflare", "cloudflare-summary-minor-many-components", "", kDegraded },
        { "cloudflare-bgw", "cloudflare-summary-minor-many-components", "Baghdad, Iraq - (BGW)", kDegraded,
            Seen::Maintenance },
        { "cloudgov", "cloudgov-summary-operational", "", kOperational },
        { "cloudgov-builds", "cloudgov-summary-operational", "Cloud.gov Pages / Builds", kOperational },
        { "codametrix", "codametrix-scheduled-maintenances-50-2026-08-02", "", "unknown", Seen::Blind },
        { "coinbase", "coinbase-components-partial-and-maintenance-2021-12-03", "", kPartial },
        { "coinbase-horizen", "coinbase-components-partial-and-maintenance-2021-12-03", "Horizen", kDegraded,
            Seen::Maintenance },
        { "cursor", "cursor-summary-incident-2026-09-25", "", kDegraded },
        { "cursor-bot", "cursor-summary-incident-2026-09-25", "Grok Bot", kDegraded },
        { "cursor-cli", "cursor-summary-incident-2026-09-25", "CLI", kOperational },
        { "github", "github-components-partial-outage-2021-12-10", "", kPartial },
        { "github-git", "github-components-partial-outage-2021-12-10", "Git Operations", kOperational },
        { "github-portal", "github-summary-documentation-sample", "Management Portal", kMajor },
        { "github-sample", "github-summary-documentation-sample", "", kPartial },
        { "instructure", "instructure-summary-minor-2021-12-07", "", kDegraded },
        { "knowbe4", "knowbe4-summary-none-with-monitoring-incident", "", kOperational },
        { "knowbe4-console", "knowbe4-summary-none-with-monitoring-incident", "Console", kOperational },
        { "lastpass", "lastpass-components-all-degraded-2021-12-07", "", kDegraded },
        { "linode", "linode-components-partial-outage-2021-12-17", "", kPartial },
        { "linode-london", "linode-components-partial-outage-2021-12-17", "Regions - EU-West (London)", kPartial },
        { "logingov", "logingov-summary-operational", "", kOperational },
        { "logingov-forms", "logingov-summary-operational", "Customer Support Online Forms", "unknown",
            Seen::Blind },
        { "qualys", "qualys-components-major-and-maintenance-2021-12-01", "", kMajor },
        { "quantum", "quantumworkplace-summary-maintenance-2026-09-21", "", kDegraded, Seen::Maintenance },
        { "ssa", "ssa-summary-scheduled-maintenance", "", kOperational },
        { "twilio", "twilio-summary-degraded", "", kDegraded },
        { "twilio-2020", "twilio-summary-incidents-2020-06-16", "", kDegraded },
        { "twilio-2021", "twilio-components-degraded-2021-12-03", "", kDegraded },
        { "va", "va-apis-summary-duplicate-names", "", kOperational },
        { "zoom", "zoom-summary-operational-with-scheduled", "", kOperational },
    };
    return table;
}

QString fixture(const char *file)
{
    return TestKit::sharedFolder() + QStringLiteral("/fixtures/statuspage/") + QLatin1String(file)
        + QStringLiteral(".json");
}

std::vector<ServiceEntry> entries(const Stage &stage)
{
    static constexpr std::array kTiers { "critical", "important", "informational" };
    std::vector<ServiceEntry> services;
    for (const Expected &each : expectations()) {
        ServiceEntry entry { QLatin1String(each.id), QStringLiteral("Service ") + QLatin1String(each.id),
            stage.pageUrl(QLatin1String(each.file)), QLatin1String(kTiers[services.size() % kTiers.size()]),
            { QStringLiteral("status_page_url: https://status.example/") + QLatin1String(each.id) } };
        if (*each.component)
            entry.extra.append(
                QStringLiteral("statuspage_component_name: \"%1\"").arg(QLatin1String(each.component)));
        if (each.seen == Seen::Blind)
            entry.extra.append(QStringLiteral("broken_after: 1"));
        services.push_back(entry);
    }
    services.front().extra.append(
        QStringLiteral("slack_channel_override: ") + stage.slack.url(QStringLiteral("/claude")).toString());
    return services;
}

/// "status effective maintenance health" in one line, so that a difference is readable.
QString line(const QJsonObject &service)
{
    return QStringLiteral("%1 %2 %3 %4")
        .arg(service.value(QStringLiteral("current_status")).toString(),
            service.value(QStringLiteral("effective_status")).toString(),
            service.value(QStringLiteral("maintenance")).toBool() ? QStringLiteral("maintenance")
                                                                  : QStringLiteral("-"),
            service.value(QStringLiteral("poller_health")).toString());
}

QString line(const Expected &expected)
{
    const QLatin1String status(expected.status);
    return QStringLiteral("%1 %1 %2 %3")
        .arg(status, expected.seen == Seen::Maintenance ? QStringLiteral("maintenance") : QStringLiteral("-"),
            expected.seen == Seen::Blind ? QStringLiteral("broken") : QStringLiteral("healthy"));
}

bool allPolled(Stage &stage)
{
    const QJsonObject health = stage.server.get(QStringLiteral("/api/health")).json();
    return health.value(QStringLiteral("services_polled")).toInt() == int(expectations().size());
}

} // namespace

void RecordedTest::recordedPages()
{
    if (!QFile::exists(fixture("zoom-summary-operational-with-scheduled")))
        QSKIP("The recorded payloads are not here: set WF_SHARED to their folder.");
    Stage stage;
    for (const Expected &each : expectations()) {
        QFile file(fixture(each.file));
        QVERIFY2(file.open(QIODevice::ReadOnly), each.file);
        stage.vendor->always(QByteArray("/") + each.file, { 200, file.readAll() });
    }
    stage.server.setVariable("POLL_INTERVAL_SECONDS", QStringLiteral("30"));
    stage.configure(entries(stage));
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QTRY_VERIFY_WITH_TIMEOUT(allPolled(stage), 60'000);

    for (const Expected &each : expectations()) {
        const QJsonObject service = stage.server.service(QLatin1String(each.id));
        QVERIFY2(line(service) == line(each),
            qPrintable(QStringLiteral("%1: %2, not %3").arg(QLatin1String(each.id), line(service), line(each))));
        QVERIFY2(stage.asked(QLatin1String(each.file)) <= 2, "two intervals are enough");
        if (each.seen == Seen::Blind)
            QVERIFY(!service.value(QStringLiteral("failure_detail")).toString().isEmpty());
    }
    const QJsonObject summary = stage.server.get(QStringLiteral("/api/summary")).data();
    QCOMPARE(summary.value(QStringLiteral("total_services")).toInt(), int(expectations().size()));
    QCOMPARE(summary.value(QStringLiteral("blind_count")).toInt(), 2);
    QCOMPARE(summary.value(QStringLiteral("overall_status")).toString(), QLatin1String(kMajor));
    QVERIFY2(stage.server.stop() == 0, stage.server.log().constData());
}

void RecordedTest::ownPages()
{
    Stage stage;
    const QJsonArray components { QJsonObject { { QStringLiteral("id"), QStringLiteral("c1") },
                                      { QStringLiteral("name"), QStringLiteral("API") },
                                      { QStringLiteral("status"), QStringLiteral("major_outage") } },
        QJsonObject { { QStringLiteral("id"), QStringLiteral("c2") },
            { QStringLiteral("name"), QStringLiteral("Web") },
            { QStringLiteral("status"), QStringLiteral("under_maintenance") } },
        QJsonObject { { QStringLiteral("id"), QStringLiteral("c3") },
            { QStringLiteral("name"), QStringLiteral("Mail") },
            { QStringLiteral("status"), QStringLiteral("operational") } } };
    stage.show(QStringLiteral("page"), Page { QStringLiteral("major"), {}, {}, {}, components });
    const auto scoped = [&](const char *id, const char *component) {
        return ServiceEntry { QLatin1String(id), QLatin1String(id), stage.pageUrl(QStringLiteral("page")),
            QStringLiteral("important"),
            { QStringLiteral("statuspage_component_name: ") + QLatin1String(component) } };
    };
    std::vector<ServiceEntry> services { scoped("api", "API"), scoped("web", "Web"), scoped("mail", "Mail") };
    services.push_back(
        { QStringLiteral("whole"), QStringLiteral("Whole"), stage.pageUrl(QStringLiteral("page")) });
    stage.configure(services);
    QVERIFY2(stage.server.start(), stage.server.log().constData());

    QTRY_COMPARE_WITH_TIMEOUT(line(stage.server.service(QStringLiteral("api"))),
        QStringLiteral("major_outage major_outage - healthy"), 30'000);
    QCOMPARE(line(stage.server.service(QStringLiteral("web"))),
        QStringLiteral("degraded degraded maintenance healthy"));
    QCOMPARE(
        line(stage.server.service(QStringLiteral("mail"))), QStringLiteral("operational operational - healthy"));
    QCOMPARE(line(stage.server.service(QStringLiteral("whole"))),
        QStringLiteral("partial_outage partial_outage - healthy"));
}
