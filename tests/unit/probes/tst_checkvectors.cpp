// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_checkvectors.h"

#include "checkkit.h"
#include "domain/advance.h"
#include "testkit/vectors.h"

#include <functional>

using namespace Wf;
using namespace Wf::Domain;
using TestKit::FakeHttpServer;
using TestKit::FakeResponse;
using Manner = FakeResponse::Manner;

namespace {
CheckSpec webCheck(const QUrl &url)
{
    CheckSpec spec;
    spec.target = CheckKit::web(url);
    return spec;
}

void plainCodes()
{
    FakeHttpServer server;
    CheckKit kit;
    for (const int code : { 200, 204, 404, 500 }) {
        server.always("/", { code, {} });
        QCOMPARE(kit.run(webCheck(server.url())).result.code, code);
    }
}

void redirectFollowed()
{
    FakeHttpServer server;
    server.always("/redir", { 302, {}, { { "Location", "/ok" } } });
    server.always("/ok", { 200, {} });
    CheckKit kit;
    QCOMPARE(kit.run(webCheck(server.url(QStringLiteral("/redir")))).result.code, 200);
    QCOMPARE(server.count(), 2);
}

void redirectToError()
{
    FakeHttpServer server;
    server.always("/redir", { 302, {}, { { "Location", "/gone" } } });
    CheckKit kit;
    QCOMPARE(kit.run(webCheck(server.url(QStringLiteral("/redir")))).result.code, 404);
}

void silentServer()
{
    FakeHttpServer server;
    server.always("/", { 200, {}, {}, Manner::Hang });
    CheckKit kit;
    const auto run = kit.run(webCheck(server.url()), Millis { 500 });
    QCOMPARE(run.result.code, 0);
    QVERIFY(run.result.total >= Millis { 500 });
    QVERIFY(!run.result.failure.isEmpty()); // mended: the reason is kept
}

/// Mended: the timeout is for the whole check, whatever drips in.
void slowDrip()
{
    FakeHttpServer server;
    server.always("/", { 200, QByteArray(500, 'x'), {}, Manner::Dribble });
    CheckKit kit;
    const CheckSpec spec = webCheck(server.url());
    const auto run = kit.run(spec, Millis { 300 });
    QCOMPARE(run.end, CheckEnd::Refused);
    QCOMPARE(statusOf(spec, run), Status::MajorOutage);
}

/// Mended: an address that cannot be asked is our fault, not an outage of nobody's site.
void refusedAndWrongScheme()
{
    QUrl closed;
    {
        FakeHttpServer gone;
        closed = gone.url();
    }
    CheckKit kit;
    const auto run = kit.run(webCheck(closed));
    QCOMPARE(run.result.code, 0);
    QCOMPARE(run.end, CheckEnd::Unreached);
    for (const char *text : { "ftp://127.0.0.1/", "example.com" }) {
        const CheckSpec spec = webCheck(QUrl(QString::fromLatin1(text)));
        const auto never = kit.run(spec);
        QCOMPARE(never.result.code, 0);
        QCOMPARE(statusOf(spec, never), Status::Unknown);
    }
}

/// Mended: the monitor's own timeout is the one that counts.
void ownTimeout()
{
    FakeHttpServer server;
    server.always("/", { 200, {}, {}, Manner::Answer, Millis { 2000 } });
    CheckKit kit;
    QCOMPARE(kit.run(webCheck(server.url()), Millis { 100 }).end, CheckEnd::Unreached);
}

void singleDefinitionOfUp()
{
    FakeHttpServer server;
    server.always("/", { 204, {} });
    CheckKit kit;
    const CheckSpec spec = webCheck(server.url());
    const auto run = kit.run(spec);
    QCOMPARE(statusOf(spec, run), Status::Operational);
    QVERIFY(run.result.failure.isEmpty());
    QCOMPARE(conclude({}, spec, run, {}).status, Status::Operational);
}

void expectedStatusHonoured()
{
    FakeHttpServer server;
    server.always("/", { 301, {}, { { "Location", "/elsewhere" } } });
    CheckKit kit;
    HttpSpec http = CheckKit::web(server.url());
    http.redirects = 0;
    http.statuses = { { 301, 301 } };
    CheckSpec spec;
    spec.target = http;
    const auto run = kit.run(spec);
    QCOMPARE(statusOf(spec, run), Status::Operational);
    QCOMPARE(run.result.code, 301);
}

/// A site that is checked every five minutes, and what is believed about it.
class Site {
public:
    Site()
    {
        m_spec.id = MonitorId(QStringLiteral("site"));
        m_spec.kind = QStringLiteral("http");
        m_spec.interval = std::chrono::minutes { 5 };
        m_spec.confirm.down = 3;
        m_spec.confirm.up = 1;
        m_spec.confirm.first = FirstSight::Confirmed;
        m_spec.check = webCheck(QUrl(QStringLiteral("http://site.example/")));
        m_state.id = m_spec.id;
    }

    /// A status, or 0 for no connection. True: a change was believed now.
    bool answers(int code)
    {
        CheckRun run;
        run.end = code == 0 ? CheckEnd::Unreached : CheckEnd::Answered;
        run.result.code = code;
        HttpAnswer answer;
        answer.status = code;
        if (code != 0)
            run.result.assertions = judgeHttp(HttpSpec {}, answer);
        judgeInCommon(*m_spec.check, run, m_now);
        m_now += askAgainAfter(m_state, m_spec, {}, m_now);
        const auto step = advance(m_state, conclude(m_spec.id, *m_spec.check, run, m_now), m_spec, m_now);
        m_state = step.state;
        return step.transition.has_value();
    }
    [[nodiscard]] Status status() const { return m_state.status; }
    [[nodiscard]] Instant now() const { return m_now; }

private:
    MonitorSpec m_spec;
    MonitorState m_state;
    Instant m_now = *parseTimestamp(u"2026-01-01T00:00:00Z");
};

/// Mended: a first failure is confirmed like every other.
void firstEverFails()
{
    Site site;
    QVERIFY(!site.answers(500));
    QCOMPARE(site.status(), Status::Unknown);
    QVERIFY(!site.answers(500));
    QVERIFY(site.answers(500));
    QCOMPARE(site.status(), Status::MajorOutage);
}

void threeFailures(int code)
{
    Site site;
    site.answers(200);
    QVERIFY(!site.answers(code));
    QVERIFY(!site.answers(code));
    QVERIFY(site.answers(code));
    QCOMPARE(site.status(), Status::MajorOutage);
    QVERIFY(!site.answers(code)); // told once
}

void twoFailuresThenSuccess()
{
    Site site;
    site.answers(200);
    for (const int code : { 500, 500, 200 })
        QVERIFY(!site.answers(code));
    QCOMPARE(site.status(), Status::Operational);
}

/// Mended: what counts as up counts as recovered.
void recovery()
{
    Site site;
    for (const int code : { 200, 500, 500, 500 })
        site.answers(code);
    QVERIFY(site.answers(204));
    QCOMPARE(site.status(), Status::Operational);
}

void relapse()
{
    Site site;
    for (const int code : { 200, 500, 500, 500, 200 })
        site.answers(code);
    QVERIFY(!site.answers(500));
    QVERIFY(!site.answers(500));
    QVERIFY(site.answers(500));
    QCOMPARE(site.status(), Status::MajorOutage);
}

void always204()
{
    Site site;
    site.answers(204);
    QCOMPARE(site.status(), Status::Operational);
}

/// Mended: while a failure is unconfirmed the check is repeated at a quarter of its interval.
void detectionLatency()
{
    Site site;
    site.answers(200);
    const Instant died = site.now();
    while (site.status() == Status::Operational)
        site.answers(500);
    QVERIFY(site.now() - died <= std::chrono::minutes { 8 });
}

const QHash<QString, std::function<void()>> &plays()
{
    static const QHash<QString, std::function<void()>> all {
        { QStringLiteral("plain codes"), plainCodes },
        { QStringLiteral("redirect followed"), redirectFollowed },
        { QStringLiteral("redirect to error"), redirectToError },
        { QStringLiteral("silent server"), silentServer },
        { QStringLiteral("slow drip body (upstream defect)"), slowDrip },
        { QStringLiteral("refused, wrong scheme"), refusedAndWrongScheme },
        { QStringLiteral("timeout field ignored (upstream defect)"), ownTimeout },
        { QStringLiteral("first ever check fails"), firstEverFails },
        { QStringLiteral("three consecutive failures"), [] { threeFailures(500); } },
        { QStringLiteral("two failures then success"), twoFailuresThenSuccess },
        { QStringLiteral("recovery needs exactly 200"), recovery },
        { QStringLiteral("recovery then relapse"), relapse },
        { QStringLiteral("204-only site (upstream defect)"), always204 },
        { QStringLiteral("connection failures"), [] { threeFailures(0); } },
        { QStringLiteral("detection latency"), detectionLatency },
        { QStringLiteral("single definition of up"), singleDefinitionOfUp },
        { QStringLiteral("expected status honoured"), expectedStatusHonoured },
    };
    return all;
}

QJsonArray recordedCases()
{
    QFile file(TestKit::sharedFolder() + QStringLiteral("/vectors/uptime-monitor.json"));
    const QByteArray json = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    const auto document = QJsonDocument::fromJson(json);
    return document.isArray() ? document.array() : document.object().value(u"cases").toArray();
}

/// Of the wishes ("target") only those about checking are ours.
bool isOurs(const QJsonObject &one)
{
    const QString area = one.value(u"area").toString();
    return area == QLatin1String("probe") || area == QLatin1String("website-state")
        || (area == QLatin1String("target") && plays().contains(one.value(u"name").toString()));
}
} // namespace

void CheckVectors::recorded_data()
{
    QTest::addColumn<QString>("name");
    int count = 0;
    for (const QJsonValue value : recordedCases()) {
        const QJsonObject one = value.toObject();
        const QString name = one.value(u"name").toString();
        if (isOurs(one))
            QTest::addRow("%d %s", ++count, qPrintable(name)) << name;
    }
    if (count == 0)
        QTest::newRow("absent") << QString();
}

void CheckVectors::recorded()
{
    QFETCH(const QString, name);
    if (name.isEmpty())
        QSKIP("The recorded cases are not here; set WF_SHARED to the folder that has them.");
    QVERIFY2(plays().contains(name), qPrintable(name));
    plays().value(name)();
}
