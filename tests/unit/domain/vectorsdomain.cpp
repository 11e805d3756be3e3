// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/alertpolicy.h"
#include "domain/impact.h"
#include "domain/maintenance.h"
#include "domain/resilience.h"
#include "domain/rootcause.h"
#include "domain/servicestate.h"
#include "vectorcases.h"

using namespace Samples;
using Wf::TestKit::Fields;
using namespace VectorCases;

// The recorded cases of the reference, as far as the domain decides them. Where a case says "fix", what is
// recommended there is what is asked for here.
class VectorsDomain final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cases_data();
    void cases();

private:
    using Handler = void (*)(Fields &given, Fields &then, const QString &name);
    static const QHash<QString, Handler> &handlers();
};

namespace {
void manualUpdate(Fields &given, Fields &then, const QString &)
{
    if (given.has("service")) {
        QVERIFY(!Catalogue {}.find(ServiceId(given.text("service"))));
        QCOMPARE(then.text("error_contains"), QStringLiteral("not found")); // the sentence is the session's
        return;
    }
    Service service;
    ServiceState before;
    before.status = status(given.value("current"));
    before.changedAt = noon() - hours { 1 };
    before.manual = ManualOverride { status(given.value("new")), given.text("detail"), {}, {}, noon(), {} };
    const ServiceState after = combine(before, {}, service, noon());
    QCOMPARE(after.detail, then.has("detail") ? then.text("detail") : given.text("detail"));
    Fields &expected = then.child("change");
    QCOMPARE(after.changedAt == noon(), !then.value("change").isNull());
    if (after.changedAt == noon()) {
        QCOMPARE(word(before.status), expected.text("previous"));
        QCOMPARE(word(after.status), expected.text("new"));
        // The event and the cleared buffer are the engine's part.
        QCOMPARE(expected.text("poll_type"), then.text("event_source"));
        QCOMPARE(then.text("pending"), QStringLiteral("cleared"));
    }
}

void vendorId(Fields &given, Fields &then, const QString &)
{
    std::vector<VendorIncident> incidents;
    for (const QJsonValue &item : given.value("incidents").toArray()) {
        VendorIncident incident;
        incident.id = item[QLatin1String("id")].toVariant().toString();
        incidents.push_back(incident);
    }
    QCOMPARE(vendorIncidentId(incidents), then.text("id")); // null is empty
}

void dedup(Fields &given, Fields &then, const QString &)
{
    if (!given.has("row")) {
        const Instant at =
            given.has("utc_date") ? *parseTimestamp(QString(given.text("utc_date") + u"T23:59:59Z")) : noon();
        QCOMPARE(
            dedupKey(ServiceId(given.text("service")), given.text("incident"), status(given.value("status")), at),
            then.text("key"));
        return;
    }
    // A row of the log is what was told of an incident: while that goes on it is not told again; what was held
    // back was told to nobody. No window of time limits it: an incident that goes on for 25 h is still the same.
    Fields &row = given.child("row");
    AlertSituation situation;
    situation.incident.openedAt = noon() - seconds { row.number("age_s") };
    situation.incident.status = situation.incident.peak = Status::Degraded;
    if (row.value("suppressed").isNull())
        situation.incident.told = { { QStringLiteral("important"), 0, TellingKind::First, Status::Degraded,
            situation.incident.openedAt } };
    else
        QVERIFY(suppressionFromWord(row.text("suppressed")));
    const bool again = !plan(defaultPolicy(), situation, noon()).due.empty();
    if (given.number("window_s") < row.number("age_s")) {
        QVERIFY(!then.value("result").toBool());
        QVERIFY(!again);
        return;
    }
    QCOMPARE(again, !then.value("result").toBool());
}

void maintenanceWindow(Fields &given, Fields &then, const QString &)
{
    std::vector<VendorMaintenance> list;
    const QJsonValue window = given.value("window");
    if (!window.isNull()) {
        Fields &fields = given.child("window");
        VendorMaintenance maintenance;
        maintenance.state = *maintenanceStateFromWord(fields.text("status"));
        if (fields.has("from")) {
            maintenance.scheduledFor = *parseTimestamp(fields.text("from"));
            QVERIFY(fields.value("until").isNull());
        } else {
            maintenance.scheduledFor = noon() + hours { fields.number("from_h") };
            maintenance.scheduledUntil = noon() + hours { fields.number("until_h") };
        }
        list.push_back(maintenance);
    }
    if (then.has("reference"))
        QVERIFY(then.value("reference").toBool()); // what the reference did, and we do not
    QCOMPARE(anyActive(list, noon()), then.value(then.has("active") ? "active" : "recommended").toBool());
}

/// An incident after the hold, as the usual policy sees it.
AlertSituation situationOf(Tier tier, Status to)
{
    AlertSituation situation;
    situation.incident.service = situation.facts.service = ServiceId(QStringLiteral("s"));
    situation.incident.openedAt = noon() - minutes { 30 };
    situation.incident.status = situation.incident.peak = situation.facts.status = to;
    situation.facts.tier = tier;
    return situation;
}

void told(AlertSituation &situation, int secondsAgo)
{
    situation.incident.told = { { word(situation.facts.tier), 0, TellingKind::First, situation.incident.peak,
        noon() - seconds { secondsAgo } } };
}

void recordedDecision(Fields &given, Fields &then)
{
    Fields &recorded = given.child("decision");
    const Tier tier = *tierFromWord(recorded.text("tier"));
    const AlertPlan decided = plan(defaultPolicy(), situationOf(tier, Status::Degraded), noon());
    QVERIFY(decided.due.empty());
    QCOMPARE(word(decided.held), recorded.text("suppressed_by"));
    QCOMPARE(then.child("row").text("suppressed_by"), word(decided.held));
}

void checkRouted(Fields &then, const AlertSituation &situation, const AlertPlan &decided)
{
    if (then.has("send"))
        QCOMPARE(!decided.due.empty(), then.value("send").toBool());
    if (then.has("mention"))
        QCOMPARE(decided.due.front().mention == Mention::Here, then.text("mention") == u"<!here>");
    if (then.has("tier"))
        QCOMPARE(word(situation.facts.tier), then.text("tier"));
    if (then.has("suppressed_by") && then.text("suppressed_by") != u"dedup")
        QCOMPARE(word(decided.held), then.text("suppressed_by"));
    if (then.has("aggregated_under"))
        QVERIFY(decided.why.contains(then.text("aggregated_under")));
}

void routing(Fields &given, Fields &then, const QString &)
{
    if (given.has("decision"))
        return recordedDecision(given, then);
    QCOMPARE(given.text("webhook"), QStringLiteral("global"));
    const Status from = status(given.value("change")[0]);
    const Status to = status(given.value("change")[1]);
    AlertSituation situation = situationOf(*tierFromWord(given.text("tier")), isTrouble(to) ? to : from);
    if (given.has("same_key_sent_s_ago"))
        told(situation, given.number("same_key_sent_s_ago"));
    if (to == Status::Operational)
        situation.incident.closedAt = noon() - minutes { 2 };
    if (given.value("maintenance_active").toBool())
        situation.silence = Suppression::MaintenanceWindow;
    situation.explainedBy = given.text("aggregated_under");
    const AlertPlan decided = plan(defaultPolicy(), situation, noon());
    checkRouted(then, situation, decided);
    if (then.has("dedup_key"))
        QCOMPARE(dedupKey(ServiceId(given.text("service")), given.text("incident"), to, noon()),
            then.text("dedup_key"));
    if (then.has("webhook")) { // which of the two is the built-in channel's own affair
        QCOMPARE(decided.due.front().channels, QStringList { builtInChannel() });
        QCOMPARE(then.text("webhook") == u"override", !given.text("override").isEmpty());
    }
}

void correlation(Fields &given, Fields &then, const QString &)
{
    Catalogue world;
    const QJsonObject deps = given.value("deps").toObject();
    for (const QString &upstream : deps.keys()) {
        for (const QJsonValue &downstream : deps.value(upstream).toArray())
            world.dependencies.push_back(
                { ServiceId(upstream), ServiceId(downstream.toString()), {}, EdgeSeverity::High });
    }
    std::vector<Failing> failing;
    const QJsonObject changes = given.value("changes").toObject();
    for (const QString &id : changes.keys()) {
        if (const Status to = status(changes.value(id)[1]); isTrouble(to))
            failing.push_back({ ServiceId(id), noon(), to });
    }
    const auto causes = rootCauses(failing, Graph(world));
    const auto groups = std::ranges::count_if(
        causes, [&](const RootCause &cause) { return std::ssize(cause.failing) >= given.number("threshold"); });
    QCOMPARE(static_cast<int>(groups), static_cast<int>(then.value("groups").toObject().size()));
}

void impact(Fields &given, Fields &then, const QString &)
{
    Catalogue world;
    ImpactInput input;
    input.service = ServiceId(given.has("service") ? given.text("service") : QStringLiteral("idp"));
    input.name = QStringLiteral("Content Platform");
    input.from = given.has("previous") ? status(given.value("previous")) : Status::Operational;
    input.to = status(given.value("new"));
    input.vendorDetail = given.text("detail");
    input.ssoBroker = given.value("sso_broker").toBool();
    for (const QString &name : given.texts("downstream"))
        world.dependencies.push_back({ input.service, ServiceId(name), {}, EdgeSeverity::High });
    const Graph graph(world);
    input.downstream = graph.blastRadius(input.service);
    const QString text = impactStatement(input, graph);
    for (const QString &part : then.texts("contains"))
        QVERIFY2(text.contains(part), qPrintable(text));
    for (const QString &part : then.texts("not_contains"))
        QVERIFY2(!text.contains(part), qPrintable(text));
    if (then.has("throws")) {
        QVERIFY(!then.value("throws").toBool());
        QVERIFY(text.contains(input.vendorDetail));
    }
}

void summary(Fields &given, Fields &then, const QString &)
{
    SummaryCounts counts;
    counts.total = given.number("total");
    counts.major = given.number("incidents");
    counts.operational = counts.total - counts.major;
    const QString text = summaryText(counts, given.texts("names"));
    for (const QString &part : then.texts("contains"))
        QVERIFY2(text.contains(part), qPrintable(text));
}

void retryAfter(Fields &given, Fields &then, const QString &)
{
    QString header = given.text("header");
    if (header == u"HTTP-date(now-30s)")
        header = QStringLiteral("Wed, 22 Apr 2026 09:59:30 GMT");
    QCOMPARE(parseRetryAfter(header, noon()), Seconds { then.number("seconds") });
}

void host(Fields &given, Fields &then, const QString &)
{
    QCOMPARE(hostOf(given.text("url")), then.text("host"));
}

void backoff(Fields &given, Fields &then, const QString &)
{
    for (const char *parameter : { "initial", "max", "jitter_max", "base" })
        QVERIFY(given.value(parameter).isDouble());
    QCOMPARE(then.text("formula"), QStringLiteral("min(5, 0.5*2^(n-1)+U(0,1))"));
    const auto range = [](int n) {
        const auto seconds = [n](double jitter) {
            return QString::number(static_cast<double>(retryDelay(n, jitter).count()) / 1000, 'f', 1);
        };
        return QString(u'[' + seconds(0) + u',' + seconds(1) + u']');
    };
    QCOMPARE(range(1), then.text("n=1"));
    QCOMPARE(range(2), then.text("n=2"));
}

// What each fetch gives: a machine reason, or "200".
QStringList fetches(
    Breaker &breaker, const QJsonArray &responses, const std::vector<Millis> &moments, int &requests)
{
    QStringList result;
    for (const Millis moment : moments) {
        const Instant now = noon() + moment;
        if (!breaker.admit(now)) {
            result.append(QStringLiteral("circuit_open"));
            continue;
        }
        const int code = responses.at(std::min<int>(requests++, int(responses.size()) - 1)).toInt();
        if (isTransientHttp(code))
            breaker.failed(now);
        else
            breaker.succeeded(); // any other answer: the host is there
        const QLatin1String kind = code == 200 ? QLatin1String("")
            : isTransientHttp(code)            ? QLatin1String("transient_http_")
                                               : QLatin1String("http_");
        result.append(kind + QString::number(code));
    }
    return result;
}

void breaker(Fields &given, Fields &then, const QString &name)
{
    const double ttl = given.has("ttl_s") ? given.value("ttl_s").toDouble() : 300;
    Breaker tried(given.number("threshold"), Millis { static_cast<qint64>(ttl * 1000) });
    QVERIFY(given.number("attempts", 1) == 1);
    const QJsonArray responses = given.value("responses").toArray();
    int requests = 0;
    if (then.has("third")) {
        const auto got =
            fetches(tried, responses, { Millis { 0 }, Millis { 0 }, Millis { 0 }, Millis { 600 } }, requests);
        QCOMPARE(got.at(2), then.text("third"));
        QCOMPARE(got.at(3), QString::number(then.number("fourth_status")));
        QCOMPARE(requests, then.number("requests"));
        return;
    }
    const QStringList expected = then.texts("errors");
    const auto got =
        fetches(tried, responses, std::vector<Millis>(static_cast<std::size_t>(expected.size())), requests);
    if (name == u"hard 404 also counts") { // deliberately not: a host that answers 404 is there
        QCOMPARE(got, QStringList(4, QStringLiteral("http_404")));
        QCOMPARE(requests, then.number("requests") + 1);
        return;
    }
    QCOMPARE(got, expected);
    QCOMPARE(requests, then.number("requests"));
}

Catalogue exampleRegistry()
{
    using E = EdgeSeverity;
    const char *const idp = "identity-provider";
    return catalogue({ { idp, "github", E::Critical }, { idp, "npm" }, { idp, "pypi" }, { idp, "dropbox" },
        { idp, "ticketing" }, { idp, "sentry", E::Medium }, { idp, "discord", E::Medium },
        { idp, "datadog", E::Medium }, { "cloudflare", "github", E::Medium },
        { "cloudflare", "sentry", E::Low } });
}

void graphOf(Fields &given, Fields &then, const QString &name)
{
    if (given.has("edges")) {
        const QJsonArray edge = given.value("edges")[0].toArray();
        Catalogue world;
        world.dependencies.push_back(
            { ServiceId(edge[0].toString()), ServiceId(edge[1].toString()), {}, EdgeSeverity::High });
        const auto down = Graph(world).downstream(ServiceId(edge[0].toString()));
        QCOMPARE(QStringList { down.at(0).downstream.value }, then.texts("ids"));
        return;
    }
    const Graph graph(exampleRegistry());
    if (given.has("ids")) {
        for (const QString &id : given.texts("ids"))
            QCOMPARE(static_cast<int>(graph.downstream(ServiceId(id)).size()), then.number("count"));
        return;
    }
    QCOMPARE(given.text("seed"), QStringLiteral("example"));
    const bool upwards = name.endsWith(QStringLiteral("upstream"));
    const ServiceId asked(name.section(u' ', 0, 0));
    const auto edges = upwards ? graph.upstream(asked) : graph.downstream(asked);
    QStringList found;
    for (const auto &edge : edges)
        found.append((upwards ? edge.upstream : edge.downstream).value);
    for (const QString &id : then.texts("includes"))
        QVERIFY2(found.contains(id), qPrintable(id));
    if (then.has("count"))
        QCOMPARE(static_cast<int>(found.size()), then.number("count"));
    if (then.has("order")) {
        QCOMPARE(then.text("order"), QStringLiteral("critical before high"));
        QVERIFY(std::is_sorted(edges.begin(), edges.end(),
            [](const Dependency &a, const Dependency &b) { return a.severity < b.severity; }));
    }
}

void outcome(Fields &given, Fields &then, const QString &)
{
    QCOMPARE(outcomeLabel(given.text("reason")), then.text("outcome"));
}

void gauges(Fields &given, Fields &then, const QString &)
{
    int value = -1;
    if (given.has("status"))
        value = static_cast<int>(status(given.value("status")));
    else if (given.has("health"))
        value = static_cast<int>(*healthFromWord(given.text("health")));
    else
        value = static_cast<int>(given.text("state") == u"opened" ? BreakerState::Opened : BreakerState::Closed);
    QCOMPARE(value, then.number("value"));
}
} // namespace

const QHash<QString, VectorsDomain::Handler> &VectorsDomain::handlers()
{
    static const QHash<QString, Handler> table { { QStringLiteral("change"), change },
        { QStringLiteral("flap"), flap }, { QStringLiteral("poller_health"), pollerHealth },
        { QStringLiteral("manual_update"), manualUpdate }, { QStringLiteral("vendor_incident_id"), vendorId },
        { QStringLiteral("dedup"), dedup }, { QStringLiteral("maintenance_window"), maintenanceWindow },
        { QStringLiteral("routing"), routing }, { QStringLiteral("correlation"), correlation },
        { QStringLiteral("alert_engine"), alertEngine }, { QStringLiteral("report"), report },
        { QStringLiteral("postmortem"), postmortem }, { QStringLiteral("impact"), impact },
        { QStringLiteral("summary_text"), summary }, { QStringLiteral("slack.retry_after"), retryAfter },
        { QStringLiteral("resilience.host"), host }, { QStringLiteral("resilience.backoff"), backoff },
        { QStringLiteral("resilience.breaker"), breaker }, { QStringLiteral("graph"), graphOf },
        { QStringLiteral("metrics.outcome"), outcome }, { QStringLiteral("metrics.service_status"), gauges },
        { QStringLiteral("metrics.poller_health"), gauges }, { QStringLiteral("metrics.breaker"), gauges } };
    return table;
}

void VectorsDomain::cases_data()
{
    QTest::addColumn<QJsonObject>("recorded");
    for (const QJsonValue &each : Wf::TestKit::recordedCases()) {
        const QString area = each[QLatin1String("area")].toString();
        if (handlers().contains(area) && !belongsToTheEngine(area, each[QLatin1String("name")].toString()))
            QTest::newRow(qPrintable(QString(area + u": " + each[QLatin1String("name")].toString())))
                << each.toObject();
    }
}

void VectorsDomain::cases()
{
    if (Wf::TestKit::recordedCases().isEmpty())
        QSKIP("no recorded cases: set WF_SHARED to the folder that holds vectors/itservicehealth.json");
    QFETCH(QJsonObject, recorded);
    Fields given(recorded.value(QLatin1String("given")).toObject());
    Fields then(recorded.value(QLatin1String("then")).toObject());
    handlers().value(recorded.value(QLatin1String("area")).toString())(
        given, then, recorded.value(QLatin1String("name")).toString());
    if (QTest::currentTestFailed())
        return;
    QVERIFY2(given.leftovers().isEmpty(), qPrintable(u"not used of given: " + given.leftovers().join(u' ')));
    QVERIFY2(then.leftovers().isEmpty(), qPrintable(u"not checked of then: " + then.leftovers().join(u' ')));
}

std::unique_ptr<QObject> vectorsDomain()
{
    return std::make_unique<VectorsDomain>();
}

#include "vectorsdomain.moc"
