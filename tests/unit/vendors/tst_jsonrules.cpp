// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_jsonrules.h"

#include "domain/jsonwalk.h"
#include "domain/maintenance.h"
#include "vendors/jsonplaces.h"
#include "vendors/registry.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Wf;
using namespace Wf::Domain;

namespace {

Instant at(const char *text)
{
    return parseTimestamp(QString::fromLatin1(text)).value();
}
const Instant kNow = at("2026-04-24T12:00:00Z");

QString path(const char *text)
{
    return QString::fromLatin1(text);
}

PageRules statusRules()
{
    PageRules rules;
    rules.name = path("$.page");
    rules.title = path("$.says");
    rules.status = path("$.state");
    rules.map = { { path("ok"), PageWord::Operational }, { path("1"), PageWord::Operational },
        { path("true"), PageWord::Operational }, { path("slow"), PageWord::Degraded },
        { path("some"), PageWord::PartialOutage }, { path("down"), PageWord::MajorOutage },
        { path("works"), PageWord::Maintenance } };
    return rules;
}

PageRules incidentRules()
{
    PageRules rules;
    rules.map = statusRules().map;
    PageRules::Incidents incidents;
    incidents.list.path = path("$.incidents[*]");
    incidents.item = { path("$.id"), path("$.name"), path("$.phase"), path("$.text"), path("$.link"),
        path("$.touches[*].name") };
    incidents.impact = path("$.how");
    incidents.startedAt = path("$.from");
    incidents.updatedAt = path("$.changed");
    incidents.endedAt = path("$.to");
    incidents.resolved = { path("resolved"), path("done") };
    rules.incidents = incidents;
    return rules;
}

PageRules componentRules()
{
    PageRules rules;
    rules.map = statusRules().map;
    rules.components = PageRules::Components { { path("$.parts"), false }, path("$.id"), path("$.name"),
        path("$.area"), path("$.state"), {} };
    return rules;
}

Observation read(QByteArray body, const PageRules &rules, const QStringList &selectors = {})
{
    body.replace('\'', '"');
    return Vendors::parse(*Vendors::findDialect(u"json"), { body, selectors, kNow, rules });
}

} // namespace

void JsonRulesTest::theStatusDecides_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Status>("status");
    QTest::addColumn<bool>("maintenance");
    QTest::addColumn<Failure>("failure");
    const auto row = [](const char *body, Status status, bool maintenance = false,
                         Failure failure = Failure::None) {
        QTest::newRow(body) << QByteArray(body) << status << maintenance << failure;
    };
    row("{'state': 'ok'}", Status::Operational);
    row("{'state': ' OK '}", Status::Operational);
    row("{'state': 1}", Status::Operational);
    row("{'state': true}", Status::Operational);
    row("{'state': 'slow'}", Status::Degraded);
    row("{'state': 'some'}", Status::PartialOutage);
    row("{'state': 'down'}", Status::MajorOutage);
    row("{'state': 'works'}", Status::Degraded, true);
    row("{'state': 'purple'}", Status::Unknown, false, Failure::Unmapped);
    row("{'state': ''}", Status::Unknown, false, Failure::Unmapped);
    row("{'state': null}", Status::Unknown, false, Failure::Parse);
    row("{'state': ['ok']}", Status::Unknown, false, Failure::Parse);
    row("{'state': {'ok': 1}}", Status::Unknown, false, Failure::Parse);
    row("{'status': 'ok'}", Status::Unknown, false, Failure::Parse);
    row("[]", Status::Unknown, false, Failure::Parse);
    row("<html>ok</html>", Status::Unknown, false, Failure::Parse);
    row("{'state': 'ok'", Status::Unknown, false, Failure::Parse);
}

void JsonRulesTest::theStatusDecides()
{
    QFETCH(QByteArray, body);
    const auto got = read(body, statusRules());
    QTEST(got.status, "status");
    QTEST(got.maintenance, "maintenance");
    QTEST(got.failure, "failure");
    QCOMPARE(got.failure == Failure::None, got.status != Status::Unknown);
    QVERIFY(!got.detail.isEmpty());
    if (got.failure == Failure::Unmapped)
        QCOMPARE(got.warnings.size(), 1);
}

void JsonRulesTest::severalWordsGiveTheWorst()
{
    PageRules rules = statusRules();
    rules.status = path("$.parts[*].state");
    const auto got =
        read("{'page': 'Acme', 'says': 'Some trouble', 'parts': [{'state': 'ok'}, {'state': 'some'}]}", rules);
    QCOMPARE(got.status, Status::PartialOutage);
    QCOMPARE(got.detail, QStringLiteral("Some trouble"));
    QCOMPARE(got.pageName, QStringLiteral("Acme"));
    QCOMPARE(read("{'parts': [{'state': 'ok'}, {'state': 'new'}]}", rules).status, Status::Unknown);
    QCOMPARE(read("{'parts': [{'state': 'slow'}, {'state': 'new'}]}", rules).status, Status::Degraded);
    QCOMPARE(read("{'parts': []}", rules).failure, Failure::Parse);
}

void JsonRulesTest::incidentsAreReadInFull()
{
    PageRules rules = incidentRules();
    rules.status = path("$.state");
    const auto got =
        read("{'state': 'slow', 'incidents': [{'id': 7, 'name': 'Slow  logins', 'phase': 'looking', "
             "'text': 'We look.', 'link': 'https://acme.example/7', 'how': 'some', "
             "'from': '2026-04-24T11:00:00Z', 'changed': 1777030200, 'touches': [{'name': 'Login'}]}]}",
            rules);
    QCOMPARE(got.status, Status::Degraded);
    QCOMPARE(got.incidents.size(), size_t(1));
    const VendorIncident &incident = got.incidents.front();
    QCOMPARE(incident.id, QStringLiteral("7"));
    QCOMPARE(incident.title, QStringLiteral("Slow logins"));
    QCOMPARE(incident.state, QStringLiteral("looking"));
    QCOMPARE(incident.impact, Status::PartialOutage);
    QCOMPARE(incident.link, QUrl(QStringLiteral("https://acme.example/7")));
    QVERIFY(incident.startedAt == at("2026-04-24T11:00:00Z"));
    QVERIFY(incident.updatedAt == at("2026-04-24T11:30:00Z"));
    QCOMPARE(incident.components, QStringList { QStringLiteral("Login") });
    QCOMPARE(incident.updates.size(), size_t(1));
    QCOMPARE(incident.updates.front().body, QStringLiteral("We look."));
}

void JsonRulesTest::statesTellWhatIsOpen_data()
{
    QTest::addColumn<QStringList>("open");
    QTest::addColumn<QStringList>("resolved");
    QTest::addColumn<QByteArray>("incident");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("warnings");
    const QStringList open { QStringLiteral("looking") };
    const QStringList over { QStringLiteral("done") };
    QTest::newRow("all are open") << QStringList() << QStringList() << QByteArray("'phase': 'done'") << 1 << 0;
    QTest::newRow("open") << open << QStringList() << QByteArray("'phase': 'Looking'") << 1 << 0;
    QTest::newRow("not open") << open << QStringList() << QByteArray("'phase': 'done'") << 0 << 0;
    QTest::newRow("over") << QStringList() << over << QByteArray("'phase': 'DONE'") << 0 << 0;
    QTest::newRow("not over") << QStringList() << over << QByteArray("'phase': 'new'") << 1 << 0;
    QTest::newRow("neither") << open << over << QByteArray("'phase': 'new'") << 1 << 1;
    QTest::newRow("no state at all") << open << QStringList() << QByteArray("'id': 1") << 1 << 0;
    QTest::newRow("ended") << QStringList() << QStringList() << QByteArray("'to': '2026-04-24T11:59:00Z'") << 0
                           << 0;
    QTest::newRow("will end") << QStringList() << QStringList() << QByteArray("'to': '2026-04-24T12:30:00Z'") << 1
                              << 0;
    QTest::newRow("zero date") << QStringList() << QStringList() << QByteArray("'to': '0001-01-01T00:00:00Z'") << 1
                               << 0;
    QTest::newRow("not begun") << QStringList() << QStringList() << QByteArray("'from': '2026-04-24T13:00:00Z'")
                               << 0 << 0;
}

void JsonRulesTest::statesTellWhatIsOpen()
{
    QFETCH(QStringList, open);
    QFETCH(QStringList, resolved);
    QFETCH(QByteArray, incident);
    PageRules rules = incidentRules();
    rules.incidents->open = open;
    rules.incidents->resolved = resolved;
    rules.incidents->impact.clear();
    const auto got = read("{'incidents': [{" + incident + "}]}", rules);
    QTEST(static_cast<int>(got.incidents.size()), "count");
    QTEST(static_cast<int>(got.warnings.size()), "warnings");
    QCOMPARE(got.status, got.incidents.empty() ? Status::Operational : Status::Degraded);
}

void JsonRulesTest::incidentsAloneDecide_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Status>("status");
    const auto row = [](const char *body, Status status) { QTest::newRow(body) << QByteArray(body) << status; };
    row("{'incidents': []}", Status::Operational);
    row("{'incidents': [{'how': 'down'}]}", Status::MajorOutage);
    row("{'incidents': [{'how': 'slow'}, {'how': 'down', 'phase': 'resolved'}]}", Status::Degraded);
    row("{'incidents': [{'how': 'ok'}]}", Status::Operational);
    row("{'incidents': [{'how': 'weird'}]}", Status::Unknown);
    row("{'incidents': [{}]}", Status::Unknown);
    row("{'incidents': [7]}", Status::Unknown);
    row("{'incidents': ['resolved']}", Status::Unknown);
}

void JsonRulesTest::incidentsAloneDecide()
{
    QFETCH(QByteArray, body);
    QTEST(read(body, incidentRules()).status, "status");
}

void JsonRulesTest::newsAtTheEndOfALongListIsRead()
{
    const auto history = [](int count, const QByteArray &last) -> QByteArray {
        return "{'incidents': [" + QByteArray("{'how': 'slow', 'phase': 'resolved'},").repeated(count) + last
            + "]}";
    };
    const QByteArray outage = "{'id': 'now', 'how': 'down'}";
    const auto got = read(history(5000, outage), incidentRules());
    QCOMPARE(got.status, Status::MajorOutage);
    QCOMPARE(got.incidents.size(), size_t(1));
    const QByteArray slow = "{'how': 'slow'},";
    QCOMPARE(
        read("{'incidents': [" + slow.repeated(300) + outage + "]}", incidentRules()).status, Status::MajorOutage);
    QCOMPARE(read(history(20'000, outage), incidentRules()).reason,
        QStringLiteral("parse_error: too many elements at $.incidents[*]"));
}

void JsonRulesTest::aLocalStartHidesNothing()
{
    const auto statusOf = [](const QByteArray &incident) {
        PageRules rules = incidentRules();
        rules.incidents->open = { QStringLiteral("ongoing") };
        return read("{'incidents': [" + incident + "]}", rules).status;
    };
    QCOMPARE(statusOf("{'how': 'down', 'phase': 'ongoing', 'from': '2026-04-25T13:00:00Z'}"), Status::MajorOutage);
    QCOMPARE(statusOf("{'how': 'down', 'from': '2026-04-24T20:00:00'}"), Status::MajorOutage);
    QCOMPARE(statusOf("{'how': 'down', 'from': '2026-04-25T03:00:00'}"), Status::Operational);
    QCOMPARE(statusOf("{'how': 'down', 'from': '2026-04-24T20:00:00Z'}"), Status::Operational);
    QCOMPARE(statusOf("{'how': 'down', 'to': '20261231'}"), Status::MajorOutage);
    QCOMPARE(statusOf("{'how': 'down', 'to': 20261231}"), Status::MajorOutage);
}

void JsonRulesTest::componentsDecideWithoutAStatus()
{
    const QByteArray body =
        "{'parts': [{'id': 'a', 'name': 'API', 'area': 'EU', 'state': 'ok'}, {'id': 'b', 'name': "
        "'API', 'area': 'US', 'state': 'down'}, {'id': 'c', 'name': 'Site', 'state': 'beta'}]}";
    const auto whole = read(body, componentRules());
    QCOMPARE(whole.status, Status::MajorOutage);
    QCOMPARE(whole.detail, QStringLiteral("US / API: major outage"));
    QCOMPARE(whole.warnings.size(), 1);
    QCOMPARE(read(body, componentRules(), { QStringLiteral("EU / API") }).status, Status::Operational);
    QCOMPARE(read(body, componentRules(), { QStringLiteral("c") }).failure, Failure::Unmapped);
    QCOMPARE(read(body, componentRules(), { QStringLiteral("Mail") }).failure, Failure::Selector);
    QCOMPARE(read("{'parts': [1, null]}", componentRules()).status, Status::Unknown);
    QCOMPARE(read("{'parts': []}", componentRules()).status, Status::Unknown);
    PageRules own = componentRules();
    own.components->map = { { QStringLiteral("beta"), PageWord::Degraded } };
    QCOMPARE(read(body, own, { QStringLiteral("c") }).status, Status::Degraded);
    QCOMPARE(read(body, own, { QStringLiteral("a") }).failure, Failure::Unmapped);
}

void JsonRulesTest::anObjectIsAListOfItsMembers()
{
    PageRules rules = componentRules();
    rules.components =
        PageRules::Components { { path("$.statuses"), false }, {}, path("@key"), {}, path("$"), {} };
    const auto got = read("{'statuses': {'api': 'ok', 'site': 'slow'}}", rules);
    QCOMPARE(got.status, Status::Degraded);
    QCOMPARE(got.detail, QStringLiteral("site: degraded performance"));
    QCOMPARE(read("{'statuses': {'api': 'ok', 'site': 'slow'}}", rules, { QStringLiteral("api") }).status,
        Status::Operational);
}

void JsonRulesTest::maintenanceIsTheOverlay()
{
    PageRules rules = statusRules();
    PageRules::Maintenances works;
    works.list = { path("$.works"), true };
    works.item.title = path("$.name");
    works.item.status = path("$.phase");
    works.startsAt = path("$.from");
    works.endsAt = path("$.to");
    rules.maintenances = works;
    const QByteArray body = "{'state': 'slow', 'works': [{'name': 'Move', 'phase': 'running', "
                            "'from': '2026-04-24T11:00:00Z', 'to': '2026-04-24T13:00:00Z'}]}";
    const auto got = read(body, rules);
    QCOMPARE(got.status, Status::Degraded);
    QVERIFY(got.maintenance);
    QVERIFY(isActive(got.maintenances.front(), kNow));
    rules.maintenances->states = { { QStringLiteral("over"), MaintenanceState::Completed } };
    const auto unknown = read(body, rules);
    QVERIFY(!unknown.maintenance);
    QVERIFY(unknown.maintenances.empty());
    QCOMPARE(unknown.warnings.size(), 1);
    rules.maintenances->states = { { QStringLiteral("running"), MaintenanceState::Completed } };
    QVERIFY(!read(body, rules).maintenance);
    QCOMPARE(read("{'state': 'slow'}", rules).failure, Failure::None);
    const QByteArray past = "{'name': 'Old', 'from': '2026-04-01T11:00:00Z', 'to': '2026-04-01T13:00:00Z'},";
    rules.maintenances->item.status.clear();
    const auto many = read("{'state': 'slow', 'works': [" + past.repeated(600)
            + "{'name': 'Move', 'from': '2026-04-24T11:00:00Z', 'to': '2026-04-24T13:00:00Z'}]}",
        rules);
    QCOMPARE(many.maintenances.front().title, QStringLiteral("Move"));
    QVERIFY(many.status == Status::Degraded);
}

void JsonRulesTest::aListThatIsGoneIsNoGoodNews_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body : { "{}", "{'incidents': null}", "{'incidents': 'none'}", "{'incidents': 0}", "[]" })
        QTest::newRow(body) << QByteArray(body);
}

void JsonRulesTest::aListThatIsGoneIsNoGoodNews()
{
    QFETCH(QByteArray, body);
    const auto got = read(body, incidentRules());
    QCOMPARE(got.failure, Failure::Parse);
    QCOMPARE(got.reason, QStringLiteral("parse_error: no list at $.incidents[*]"));
    QVERIFY(got.detail.contains(QStringLiteral("$.incidents[*]")));
}

void JsonRulesTest::withoutRulesNothingIsRead()
{
    const auto got = Vendors::parse(*Vendors::findDialect(u"json"), { "{\"state\": \"ok\"}", {}, kNow });
    QCOMPARE(got.failure, Failure::Parse);
    QVERIFY(got.detail.contains(QStringLiteral("'json:'")));
}

void JsonRulesTest::pathsFindWhatTheyFindInQtsValues_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<int>("found");
    const auto row = [](const char *written, int found) { QTest::newRow(written) << path(written) << found; };
    row("$", 1);
    row("$.a", 1);
    row("$.absent", 0);
    row("$['b']['x','y']", 2);
    row("$.list[0]", 1);
    row("$.list[-1]", 1);
    row("$.list[7]", 0);
    row("$.list[1:]", 4);
    row("$.list[::2]", 3);
    row("$.list[::-1]", 5);
    row("$.list[-2:]", 2);
    row("$.list[3:1]", 0);
    row("$.list[*].n", 2);
    row("$.b.*", 3);
    row("$.a.x", 0);
    row("$..n", 3);
    row("$..[0]", 2);
    row("$..*", 15);
}

void JsonRulesTest::pathsFindWhatTheyFindInQtsValues()
{
    const QByteArray text = R"({"a":1,"b":{"x":true,"y":null,"z":{"n":"deep"}},)"
                            R"("list":[{"n":"one"},{"n":2.5},"three",[7],-4]})";
    QFETCH(QString, written);
    QFETCH(int, found);
    const auto steps = JsonPath::parse(written);
    QVERIFY(steps);
    const auto document = Vendors::JsonDocument::parse(text);
    QVERIFY(document);
    const auto ours = walk(*steps, document->root());
    const auto theirs = steps->evaluate(QJsonDocument::fromJson(text).object());
    QCOMPARE(static_cast<int>(ours.values.size()), found);
    QCOMPARE(theirs.values.size(), ours.values.size());
    for (size_t i = 0; i < ours.values.size(); ++i) {
        const Vendors::JsonValue mine = ours.values[i];
        const QJsonValue other = theirs.values[i];
        QCOMPARE(mine.isObject(), other.isObject());
        QCOMPARE(mine.isArray(), other.isArray());
        QCOMPARE(mine.isNull(), other.isNull());
        if (Vendors::JsonRules::isWord(mine))
            QCOMPARE(Vendors::JsonRules::wordOf(mine), jsonText(other));
    }
}
