// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/checkmodel.h"
#include "models/expirymodel.h"
#include "models/heartbeatmodel.h"
#include "models/monitordraft.h"
#include "models/monitorfilter.h"
#include "models/monitortexts.h"
#include "models/responsedata.h"
#include "models/spectexts.h"
#include "ports/definitions.h"
#include "testkit/fakesession.h"
#include "testkit/runall.h"
#include "testkit/samplemonitors.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace Wf;
using namespace Wf::Models;
using namespace Wf::TestKit;
using Domain::Display;
using Domain::Status;

namespace {
Ports::SnapshotPtr share(Ports::Snapshot snapshot)
{
    return std::make_shared<const Ports::Snapshot>(std::move(snapshot));
}

Ports::Snapshot checks()
{
    return withMonitors(sampleSnapshot(),
        { sampleCheck("aws", "console", Status::Operational), sampleCheck("okta", "login", Status::MajorOutage),
            sampleCheck("slack", "socket", Status::Operational) });
}

QString cell(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

Domain::Sample sample(Instant at, Status status, int millis)
{
    Domain::Sample made;
    made.at = at;
    made.status = status;
    made.total = std::chrono::milliseconds { millis };
    made.code = status == Status::Operational ? 200 : 503;
    return made;
}
} // namespace

class CheckModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatAPageCosts()
    {
        Ports::MonitorRow page;
        QCOMPARE(trafficText(page), QString());
        page.traffic = { 1440, 1395, 1'258'291 };
        QCOMPARE(
            trafficText(page), QStringLiteral("1,440 requests in 24 hours, 1,395 of them unchanged, 1.20 MiB"));
        page.spec.url = QUrl(QStringLiteral("https://status.okta.com/api/v2/summary.json"));
        Ports::ServiceRow service;
        service.monitors = { page, Ports::MonitorRow {} };
        QCOMPARE(trafficText(service),
            QStringLiteral(
                "Watching status.okta.com: 1,440 requests in 24 hours, 1,395 of them unchanged, 1.20 MiB."));
    }

    void showsChecksAlone()
    {
        FakeSession session;
        CheckModel model(session);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.apply(share(checks()));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(cell(model, 0, CheckModel::State), QStringLiteral("Operational"));
        QCOMPARE(cell(model, 0, CheckModel::Target), QStringLiteral("https://console.example/health"));
        QCOMPARE(cell(model, 0, CheckModel::Last), QStringLiteral("200 in 84 ms"));
        QCOMPARE(cell(model, 1, CheckModel::Last), QStringLiteral("status 503, expected 200-299"));
        QCOMPARE(cell(model, 0, CheckModel::Next), QStringLiteral("in 40 s"));
        QCOMPARE(model.index(1, CheckModel::Last).data(CellRole::Tone).toInt(), int(Display::MajorOutage));
        QVERIFY(model.index(1, 0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("Okta, login")));
    }

    void tellsExactlyWhatChanged()
    {
        FakeSession session;
        CheckModel model(session);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.apply(share(checks()));
        const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        model.apply(share(checks()));
        QCOMPARE(changed.count(), 0);
        model.apply(share(withMonitors(sampleSnapshot(),
            { sampleCheck("aws", "console", Status::Degraded), sampleCheck("github", "api", Status::Operational),
                sampleCheck("slack", "socket", Status::Operational) })));
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.front().at(0).toModelIndex().row(), 0);
        QCOMPARE(changed.front().at(1).toModelIndex().column(), int(CheckModel::Columns) - 1);
    }

    void saysWhatIsPausedExpiredAndInsecure()
    {
        FakeSession session;
        CheckModel model(session);
        Ports::MonitorRow paused = sampleCheck("aws", "console", Status::MajorOutage);
        paused.state.paused = true;
        Ports::MonitorRow old = sampleCheck("okta", "login", Status::Operational);
        old.state.polledAt = sampleTime() - 5min;
        Ports::MonitorRow trusting = sampleCheck("slack", "socket", Status::Operational);
        Domain::CheckSpec spec = *trusting.spec.check;
        spec.link.insecure = true;
        trusting.spec.check = spec;
        model.apply(share(withMonitors(sampleSnapshot(), { paused, old, trusting })));
        QCOMPARE(cell(model, 0, CheckModel::State), QStringLiteral("Paused"));
        QCOMPARE(cell(model, 0, CheckModel::Next), QStringLiteral("–"));
        QCOMPARE(model.index(0, 0).data(CellRole::State).toInt(), int(RowState::Paused));
        QCOMPARE(cell(model, 1, CheckModel::State), QStringLiteral("Unknown"));
        QCOMPARE(
            model.index(2, CheckModel::Target).data(CellRole::Mark).toString(), QStringLiteral("not verified"));
    }

    void asksForWhatIsInViewOnceAMinute()
    {
        FakeSession session;
        Ports::ResultSummary day;
        day.uptime = 99.5;
        day.p95 = Domain::Micros { 210'000 };
        session.setSummary(day);
        CheckModel model(session);
        Ports::Snapshot world = checks();
        model.apply(share(world));
        const MonitorId aws(QStringLiteral("aws.console"));
        QCOMPARE(cell(model, 0, CheckModel::Uptime), QStringLiteral("–"));
        model.wantNumbers({ aws });
        QTRY_COMPARE(cell(model, 0, CheckModel::Uptime), QStringLiteral("99.50%"));
        QCOMPARE(cell(model, 0, CheckModel::Slow), QStringLiteral("210 ms"));
        QCOMPARE(cell(model, 1, CheckModel::Uptime), QStringLiteral("–"));
        QTRY_COMPARE(session.resultQueries().size(), size_t { 1 });
        model.wantNumbers({ aws });
        QCOMPARE(session.resultQueries().size(), size_t { 1 });
        model.setNow(world.at + 61s);
        model.wantNumbers({ aws });
        QCOMPARE(session.resultQueries().size(), size_t { 2 });
    }

    void asksForAllRowsWhenTheyAreSortedByNumbers()
    {
        FakeSession session;
        Ports::ResultSummary day;
        day.uptime = 94.99;
        session.setSummary(day);
        CheckModel model(session);
        Ports::Snapshot world = checks();
        model.apply(share(world));
        QVERIFY(model.rowCount() > 1);
        QCOMPARE(model.rowsWithNumbers(), 0);
        model.wantNumbers({}, CheckModel::Reach::All);
        QTRY_COMPARE(model.rowsWithNumbers(), model.rowCount());
        QCOMPARE(model.index(1, CheckModel::Uptime).data(CellRole::Tone).toInt(), int(Domain::Display::Degraded));
        QVERIFY(session.resultQueries().empty()); // pictures of recent runs are for what is in view
    }

    void keepsTheSelectionOfTenThousand()
    {
        FakeSession session;
        CheckModel model(session);
        Ports::Snapshot world = sampleSnapshot();
        Ports::ServiceRow &service = world.services.front();
        for (int i = 0; i < 10'000; ++i) {
            Ports::MonitorRow row = sampleCheck("aws", "console", Status::Operational);
            row.spec.id = MonitorId(QStringLiteral("aws.%1").arg(i));
            row.spec.name = QStringLiteral("check %1").arg(i, 5, 10, QLatin1Char('0'));
            service.monitors.push_back(row);
        }
        MonitorFilter filter(model);
        filter.sort(CheckModel::Name);
        model.apply(share(world));
        QCOMPARE(filter.rowCount(), 10'000);
        QItemSelectionModel selection(&filter);
        selection.select(filter.index(7'000, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        const QString chosen = filter.index(7'000, 0).data(CellRole::Monitor).toString();
        const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        world.services.front().monitors[501].state.status = Status::MajorOutage;
        model.apply(share(world));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.front().at(0).toModelIndex().row(), changed.front().at(1).toModelIndex().row());
        QCOMPARE(selection.selectedRows().size(), 1);
        QCOMPARE(selection.selectedRows().front().data(CellRole::Monitor).toString(), chosen);
        filter.setState(RowState::Trouble);
        QCOMPARE(filter.rowCount(), 1);
    }

    void findsAllOfTheWords()
    {
        FakeSession session;
        CheckModel model(session);
        MonitorFilter filter(model);
        model.apply(share(checks()));
        filter.setText(QStringLiteral("OKTA 503"));
        QCOMPARE(filter.rowCount(), 1);
        filter.setText(QStringLiteral("okta socket"));
        QCOMPARE(filter.rowCount(), 0);
        filter.setText({});
        filter.setState(RowState::Well);
        QCOMPARE(filter.rowCount(), 2);
    }

    void worstFirstByDefault()
    {
        FakeSession session;
        CheckModel model(session);
        MonitorFilter filter(model);
        model.apply(share(checks()));
        QCOMPARE(filter.index(0, 0).data(CellRole::Monitor).toString(), QStringLiteral("okta.login"));
    }
};

class HeartbeatModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysHowAJobIs()
    {
        FakeSession session;
        HeartbeatModel model(session);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.apply(share(withMonitors(sampleSnapshot(), { sampleHeartbeat("okta", "export") })));
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(cell(model, 0, HeartbeatModel::State), QStringLiteral("Up"));
        QCOMPARE(cell(model, 0, HeartbeatModel::Schedule), QStringLiteral("every hour, 30 min of grace"));
        QCOMPARE(cell(model, 0, HeartbeatModel::Last), QStringLiteral("10 min ago"));
        QCOMPARE(cell(model, 0, HeartbeatModel::Next), QStringLiteral("in 50 min"));
        model.setNow(sampleTime() + 65min);
        QCOMPARE(cell(model, 0, HeartbeatModel::State), QStringLiteral("Late"));
        QCOMPARE(cell(model, 0, HeartbeatModel::Next), QStringLiteral("15 min overdue"));
        QCOMPARE(model.index(0, 0).data(CellRole::Icon).toInt(), int(Display::Degraded));
    }

    void drawsDurationsOldestFirst()
    {
        Ports::PingRow quick;
        quick.duration = 30s;
        Ports::PingRow slow;
        slow.duration = 60s;
        slow.ping.kind = Domain::PingKind::Fail;
        const Spark bars = durationBars({ slow, {}, quick });
        QCOMPARE(bars.points.size(), size_t { 2 });
        QCOMPARE(bars.points[0].height, 0.5);
        QCOMPARE(bars.points[1].display, Display::MajorOutage);
        QCOMPARE(durationText({ slow, quick }), QStringLiteral("the last 2 runs took 30 s to 1 min"));
    }

    void givesAnAddressToPing()
    {
        Ports::HeartbeatView view;
        view.keys.current = QStringLiteral("abc");
        QCOMPARE(curlLine(pingAddress(QStringLiteral("http://127.0.0.1:8000"), view)),
            QStringLiteral("curl -fsS -m 10 --retry 5 -o /dev/null http://127.0.0.1:8000/ping/abc"));
    }
};

class ExpiryTest : public QObject {
    Q_OBJECT

    static Ports::MonitorRow ending(const char *service, const char *name, Millis left)
    {
        Ports::MonitorRow row = sampleCheck(service, name, Status::Operational);
        Domain::CheckResult result = *row.state.check;
        Domain::CertificateInfo certificate;
        certificate.subject = QLatin1String(name);
        certificate.notAfter = sampleTime() + left;
        result.certificate = certificate;
        row.state.check = result;
        return row;
    }

private Q_SLOTS:
    void soonestFirst()
    {
        ExpiryModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.apply(withMonitors(sampleSnapshot(),
            { ending("aws", "late", 24h * 30), ending("okta", "soon", 24h * 29), ending("slack", "gone", -1h),
                ending("zoom", "urgent", 24h * 14 - 1s) }));
        QStringList lines;
        for (int row = 0; row < model.rowCount(); ++row)
            lines.append(cell(model, row, ExpiryModel::Subject) + u' ' + cell(model, row, ExpiryModel::State)
                + u' ' + cell(model, row, ExpiryModel::Left));
        QCOMPARE(lines,
            (QStringList { QStringLiteral("gone Expired 1 d ago"), QStringLiteral("urgent Urgent 13 d"),
                QStringLiteral("soon Soon 29 d"), QStringLiteral("late Good 30 d") }));
    }
};

class ResponseDataTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shadesFromTheFirstFailureToTheNextSuccess()
    {
        const Instant t = sampleTime();
        Ports::ResultPage page;
        for (int i = 0; i < 10; ++i)
            page.samples.push_back(
                sample(t + i * 60s, i >= 3 && i < 6 ? Status::MajorOutage : Status::Operational, 80));
        const ResponseData drawn = responseData(page, t, t + 10min, 60s);
        QCOMPARE(drawn.outages.size(), size_t { 1 });
        QCOMPARE(drawn.outages.front(), (ResponseData::Outage { t + 180s, t + 360s }));
        QVERIFY(responseText(drawn).contains(QStringLiteral("one outage of 3 min")));
        QCOMPARE(drawn.summary.failures, 3);
    }

    void breaksTheLineWhereNobodyLooked()
    {
        const Instant t = sampleTime();
        Ports::ResultPage page;
        for (const int minute : { 0, 1, 2, 30, 31 })
            page.samples.push_back(sample(t + minute * 60s, Status::Operational, 80));
        const ResponseData drawn = responseData(page, t, t + 60min, 60s);
        QCOMPARE(drawn.lines.size(), size_t { 2 });
        QCOMPARE(drawn.lines[0].size() + drawn.lines[1].size(), size_t { 5 });
        QVERIFY(drawn.outages.empty());
    }

    void sumsUpToWhatCanBeDrawn()
    {
        const Instant t = sampleTime();
        Ports::ResultPage page;
        for (int i = 0; i < 1'440; ++i)
            page.samples.push_back(sample(t + i * 60s, Status::Operational, i % 20 == 0 ? 500 : 100));
        const ResponseData drawn = responseData(page, t, t + 24h, 60s);
        size_t points = 0;
        for (const auto &line : drawn.lines)
            points += line.size();
        QVERIFY(points > 50 && points <= 200);
        QCOMPARE(drawn.summary.count, 1'440);
        QVERIFY(nearest(drawn, t + 12h));
        QCOMPARE(responseText(responseData({}, t, t + 24h, 60s)),
            QStringLiteral("There are no results in this range."));
    }

    void sharesOutThePhases()
    {
        Domain::CheckResult result;
        result.phases.connect = Domain::Micros { 10'000 };
        result.phases.firstByte = Domain::Micros { 30'000 };
        const std::vector<PhasePart> parts = phaseParts(result);
        QCOMPARE(parts.size(), size_t { 2 });
        QCOMPARE(parts[0].share, 0.25);
        QCOMPARE(tookText(parts[1].took), QStringLiteral("30 ms"));
    }
};

class DraftTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysOnlyWhatWasWritten()
    {
        const DraftTexts texts { { QStringLiteral("name"), QStringLiteral(" sign-in ") },
            { QStringLiteral("url"), QStringLiteral("https://x.example") },
            { QStringLiteral("port"), QStringLiteral("443") }, // no field of this kind
            { QStringLiteral("headers"), QStringLiteral("Authorization: ${TOKEN}\nAccept: a:b") },
            { QStringLiteral("expect.json"), QStringLiteral("$.db: up") },
            { QStringLiteral("expect.body_contains"), QStringLiteral("ok\nready") },
            { QStringLiteral("expect.cert_days"), QStringLiteral("14") },
            { QStringLiteral("insecure"), QString() } };
        const QJsonObject headers { { QStringLiteral("Authorization"), QStringLiteral("${TOKEN}") },
            { QStringLiteral("Accept"), QStringLiteral("a:b") } };
        const QJsonObject expect { { QStringLiteral("json"),
                                       QJsonObject { { QStringLiteral("$.db"), QStringLiteral("up") } } },
            { QStringLiteral("body_contains"), QJsonArray { QStringLiteral("ok"), QStringLiteral("ready") } },
            { QStringLiteral("cert_days"), 14 } };
        const QJsonObject wanted { { QStringLiteral("kind"), QStringLiteral("http") },
            { QStringLiteral("name"), QStringLiteral("sign-in") },
            { QStringLiteral("url"), QStringLiteral("https://x.example") }, { QStringLiteral("headers"), headers },
            { QStringLiteral("expect"), expect } };
        QCOMPARE(draftDefinition(QStringLiteral("http"), texts), wanted);
    }

    void comesBackAsItWas()
    {
        const DraftTexts texts { { QStringLiteral("name"), QStringLiteral("job") },
            { QStringLiteral("schedule"), QStringLiteral("0 2 * * 1-5") },
            { QStringLiteral("manual_resume"), QStringLiteral("true") } };
        QCOMPARE(draftTexts(draftDefinition(QStringLiteral("heartbeat"), texts)), texts);
    }

    void takesBackWhatWasEmptied()
    {
        const QJsonObject before { { QStringLiteral("kind"), QStringLiteral("http") },
            { QStringLiteral("name"), QStringLiteral("a") }, { QStringLiteral("timeout"), QStringLiteral("5s") },
            { QStringLiteral("expect"), QJsonObject { { QStringLiteral("status"), QStringLiteral("200") } } },
            { QStringLiteral("dwell"), QStringLiteral("1m") } };
        const QJsonObject change =
            draftDefinition(QStringLiteral("http"), { { QStringLiteral("name"), QStringLiteral("a") } }, before);
        QVERIFY(change.value(QStringLiteral("timeout")).isNull());
        QVERIFY(change.value(QStringLiteral("expect")).isNull());
        QVERIFY(!change.contains(QStringLiteral("dwell"))); // unknown to the form: left alone
    }

    void readsListsOfWords()
    {
        const QJsonObject draft = draftDefinition(QStringLiteral("http"),
            { { QStringLiteral("tags"), QStringLiteral(" shop, ,prod ") },
                { QStringLiteral("tier"), QStringLiteral("critical") } });
        QCOMPARE(draft.value(u"tags").toArray(), (QJsonArray { QStringLiteral("shop"), QStringLiteral("prod") }));
        QCOMPARE(draftTexts(draft).value(QStringLiteral("tags")), QStringLiteral("shop, prod"));
        QCOMPARE(draftTexts(draft).value(QStringLiteral("tier")), QStringLiteral("critical"));
        const QJsonObject emptied = draftDefinition(QStringLiteral("http"), {}, draft);
        QVERIFY(emptied.value(u"tags").isNull() && emptied.contains(u"tags"));
    }
    void showsAllThatAFileSays()
    {
        Domain::Service service;
        service.category = QStringLiteral("websites");
        service.tier = Domain::Tier::Critical;
        service.owner = QStringLiteral("web team");
        service.tags = { QStringLiteral("shop"), QStringLiteral("prod") };
        service.quorum = 2;
        Ports::MonitorRow row = sampleCheck("x", "shop", Status::Operational);
        Domain::CheckSpec check = *row.spec.check;
        auto &http = std::get<Domain::HttpSpec>(check.target);
        http.headers = { { "Authorization", Secret<QByteArray>(QByteArray("Bearer hush")) } };
        http.json = { { QStringLiteral("$.db"), Domain::parseExpectation(u"up") } };
        check.latency = 1500ms;
        row.spec.check = check;
        const DraftTexts texts = specTexts(service, row.spec);
        const std::pair<const char *, const char *> expected[] { { "category", "websites" },
            { "tier", "critical" }, { "owner", "web team" }, { "tags", "shop, prod" },
            { "expect.status", "200-299" }, { "expect.json", "$.db: up" }, { "expect.latency", "1500ms" },
            { "interval", "1m" }, { "headers", "Authorization: \u2022\u2022\u2022" }, { "confirm.down", "3" } };
        for (const auto &[key, text] : expected)
            QCOMPARE(texts.value(QLatin1String(key)), QString::fromUtf8(text));
        QVERIFY(furtherTexts(service, row.spec).contains(QStringLiteral("quorum: 2")));
        const DraftTexts beat = specTexts(service, sampleHeartbeat("x", "export").spec);
        QCOMPARE(beat.value(QStringLiteral("schedule")), QStringLiteral("3600s"));
        QCOMPARE(beat.value(QStringLiteral("grace")), QStringLiteral("30m"));
    }
    void everyFieldOfTheFormIsShown()
    {
        // What a file may say and the form has a field for is in the read-only view, too.
        const DraftTexts texts = specTexts({}, sampleCheck("x", "shop", Status::Operational).spec);
        for (auto each = texts.begin(); each != texts.end(); ++each)
            QVERIFY2(hasField(QStringLiteral("http"), each.key()), qPrintable(each.key()));
    }
    void findsTheFieldOfAFault_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("key");
        QTest::newRow("plain") << QStringLiteral("url") << QStringLiteral("url");
        QTest::newRow("of a monitor") << QStringLiteral("monitors[0].expect.status")
                                      << QStringLiteral("expect.status");
        QTest::newRow("inside") << QStringLiteral("monitors[2].expect.json.$.db") << QStringLiteral("expect.json");
        QTest::newRow("of a list") << QStringLiteral("expect.values[1]") << QStringLiteral("expect.values");
        QTest::newRow("map") << QStringLiteral("confirm") << QStringLiteral("confirm.down");
        QTest::newRow("of the service") << QStringLiteral("tier") << QStringLiteral("tier");
        QTest::newRow("filter") << QStringLiteral("monitors[0].filter") << QStringLiteral("filter.failure");
        QTest::newRow("none") << QStringLiteral("slo_target") << QString();
    }
    void findsTheFieldOfAFault()
    {
        QFETCH(const QString, path);
        QFETCH(const QString, key);
        QCOMPARE(draftFieldOf(path), key);
    }
    void aFaultDoesNotSayWhereInAList()
    {
        const auto told = [](const char *sentence) {
            return draftProblem({ ErrorCode::Invalid, QString::fromLatin1(sentence) });
        };
        QCOMPARE(told("monitors[0]: the url is not usable"), QStringLiteral("the url is not usable"));
        QCOMPARE(told("monitors[12].expect: no such key"), QStringLiteral("expect: no such key"));
        QCOMPARE(told("url: monitors[0]: is no address"), QStringLiteral("url: monitors[0]: is no address"));
        QCOMPARE(Ports::withoutPosition(QStringLiteral("monitors[0]")), QString()); // a field: all of it
        QCOMPARE(Ports::withoutPosition(QStringLiteral("monitors")), QStringLiteral("monitors"));
    }
};

int main(int argc, char **argv)
{
    return runAll(argc, argv,
        { make<CheckModelTest>, make<HeartbeatModelTest>, make<ExpiryTest>, make<ResponseDataTest>,
            make<DraftTest> });
}

#include "tst_monitormodels.moc"
