// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/observation.h"
#include "domain/resilience.h"
#include "domain/traffic.h"
#include "samples.h"

using namespace Samples;

class ResilienceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void retryDelays();
    void transientCodes();
    void hosts();
    void webhookRetryAfter_data();
    void webhookRetryAfter();
    void vendorsRetryAfter();
    void freshnessOfAnswers_data();
    void freshnessOfAnswers();
    void trafficOfADay();
    void breakerOpensAndLetsOneThrough();
    void breakerAbandonedProbe();
    void breakerIgnoresStragglers();
    void breakerSurvivesAClockSetBack();
    void outcomeLabels();
};

void ResilienceTest::retryDelays()
{
    QCOMPARE(retryDelay(1, 0), Millis { 500 });
    QCOMPARE(retryDelay(1, 0.5), Millis { 1000 });
    QCOMPARE(retryDelay(2, 0), Millis { 1000 });
    QCOMPARE(retryDelay(4, 0.999), Millis { 4999 });
    QCOMPARE(retryDelay(5, 0), Millis { 5000 });
    QCOMPARE(retryDelay(1'000'000, 0.9), Millis { 5000 });
    QCOMPARE(retryDelay(0, -1), Millis { 500 });
}

void ResilienceTest::transientCodes()
{
    for (const int code : { 408, 429, 500, 502, 503, 504 })
        QVERIFY(isTransientHttp(code));
    for (const int code : { 0, 200, 304, 401, 403, 404, 410, 501, 505, 520 })
        QVERIFY(!isTransientHttp(code));
}

void ResilienceTest::hosts()
{
    QCOMPARE(hostOf(QStringLiteral("https://Status.Example.com:8443/api")), QStringLiteral("status.example.com"));
    QCOMPARE(hostOf(QStringLiteral("http://[::1]:80/")), QStringLiteral("::1"));
    QCOMPARE(hostOf(QStringLiteral("nonsense")), QStringLiteral("nonsense"));
    QCOMPARE(hostOf(QString()), QString());
}

void ResilienceTest::webhookRetryAfter_data()
{
    QTest::addColumn<QString>("header");
    QTest::addColumn<int>("expected");
    QTest::newRow("absent") << QString() << 2;
    QTest::newRow("one") << QStringLiteral("1") << 1;
    QTest::newRow("a minute") << QStringLiteral("60") << 60;
    QTest::newRow("more than a minute") << QStringLiteral("61") << 60;
    QTest::newRow("huge") << QStringLiteral("99999999999999999999999") << 60;
    QTest::newRow("decimals") << QStringLiteral("1.5") << 2;
    QTest::newRow("other digits") << QString(QChar(0x0663)) << 2;
    QTest::newRow("date ahead") << QStringLiteral("Wed, 22 Apr 2026 10:00:30 GMT") << 30;
    QTest::newRow("date with offset") << QStringLiteral("Wed, 22 Apr 2026 12:00:30 +0200") << 30;
    QTest::newRow("date far ahead") << QStringLiteral("Wed, 22 Apr 2026 11:00:00 GMT") << 60;
    QTest::newRow("date now") << QStringLiteral("Wed, 22 Apr 2026 10:00:00 GMT") << 2;
    QTest::newRow("long rubbish") << QString(5000, u'7') << 2;
}

void ResilienceTest::webhookRetryAfter()
{
    QFETCH(QString, header);
    QFETCH(int, expected);
    QCOMPARE(parseRetryAfter(header, noon()), Seconds { expected });
}

void ResilienceTest::vendorsRetryAfter()
{
    const Millis ceiling = hours { 1 };
    QCOMPARE(*vendorRetryAfter(QStringLiteral("120"), noon(), ceiling), Millis { 120'000 });
    QCOMPARE(*vendorRetryAfter(QStringLiteral("7200"), noon(), ceiling), ceiling);
    QCOMPARE(
        *vendorRetryAfter(QStringLiteral("Wed, 22 Apr 2026 10:10:00 GMT"), noon(), ceiling), Millis { 600'000 });
    for (const char *useless : { "", "0", "-5", "soon", "1.5", "Wed, 22 Apr 2026 09:00:00 GMT" })
        QVERIFY2(!vendorRetryAfter(QString::fromLatin1(useless), noon(), ceiling), useless);
}

void ResilienceTest::freshnessOfAnswers_data()
{
    QTest::addColumn<QString>("cacheControl");
    QTest::addColumn<QString>("age");
    QTest::addColumn<int>("expected");
    const auto row = [](const char *cacheControl, const char *age, int expected) {
        QTest::addRow("%s / %s", cacheControl, age)
            << QString::fromLatin1(cacheControl) << QString::fromLatin1(age) << expected;
    };
    row("", "", 0);
    row("max-age=60", "", 60);
    row("public, Max-Age=60 , must-revalidate", "", 60);
    row("max-age=60", "25", 35);
    row("max-age=60", "61", 0);
    row("max-age=60", "-5", 60);
    row("max-age=60", "soon", 60);
    row("max-age=60, no-cache", "", 0);
    row("No-Store, max-age=60", "", 0);
    row("max-age=", "", 0);
    row("max-age=-1", "", 0);
    row("max-age=99999999999999999999", "", 0);
    row("s-maxage=60", "", 0); // for caches that many share
    row("max-age=0, private, must-revalidate", "", 0);
}

void ResilienceTest::freshnessOfAnswers()
{
    QFETCH(QString, cacheControl);
    QFETCH(QString, age);
    QFETCH(int, expected);
    QCOMPARE(freshness(cacheControl, age), Millis(seconds { expected }));
}

void ResilienceTest::trafficOfADay()
{
    TrafficDay day;
    QCOMPARE(day.sum(noon()), Traffic {});
    day.add({ 1, 0, 1000 }, noon());
    day.add({ 1, 1, 0 }, noon() + minutes { 59 });
    day.add({ 2, 1, 500 }, noon() + hours { 1 });
    QCOMPARE(day.sum(noon() + hours { 1 }), (Traffic { 4, 2, 1500 }));
    QCOMPARE(day.sum(noon() + hours { 23 }), (Traffic { 4, 2, 1500 }));
    QCOMPARE(day.sum(noon() + hours { 24 }), (Traffic { 2, 1, 500 }));
    QCOMPARE(day.sum(noon() + hours { 25 }), Traffic {});
    day.add({ 1, 0, 7 }, noon() + hours { 24 }); // takes the place of the same hour of yesterday
    QCOMPARE(day.sum(noon() + hours { 24 }), (Traffic { 3, 1, 507 }));
    QCOMPARE(day.sum(noon() - hours { 2 }), Traffic {}); // the clock was set back
}

void ResilienceTest::breakerOpensAndLetsOneThrough()
{
    Breaker breaker(3, minutes { 5 });
    for (int i = 0; i < 2; ++i) {
        QVERIFY(breaker.admit(noon()));
        breaker.failed(noon());
    }
    breaker.succeeded(); // forgets the two
    for (int i = 0; i < 3; ++i) {
        QVERIFY(breaker.state() == BreakerState::Closed);
        breaker.failed(noon());
    }
    QVERIFY(breaker.state() == BreakerState::Opened);
    QCOMPARE(*breaker.opensAgainAt(), noon() + minutes { 5 });
    QVERIFY(!breaker.admit(noon() + minutes { 5 })); // exactly: not yet
    QVERIFY(breaker.admit(noon() + minutes { 5 } + Millis { 1 }));
    QVERIFY(breaker.state() == BreakerState::HalfOpened);
    QVERIFY(!breaker.opensAgainAt());
    QVERIFY(!breaker.admit(noon() + minutes { 6 })); // one only
    breaker.failed(noon() + minutes { 6 });
    QVERIFY(breaker.state() == BreakerState::Opened);
    QCOMPARE(*breaker.opensAgainAt(), noon() + minutes { 11 });
    QVERIFY(breaker.admit(noon() + minutes { 12 }));
    breaker.succeeded();
    QVERIFY(breaker.state() == BreakerState::Closed);
    breaker.failed(noon()); // counts from zero again
    QVERIFY(breaker.state() == BreakerState::Closed);
}

void ResilienceTest::breakerAbandonedProbe()
{
    Breaker breaker(1, minutes { 1 });
    breaker.failed(noon());
    QVERIFY(breaker.admit(noon() + minutes { 2 }));
    breaker.abandoned();
    QVERIFY(breaker.admit(noon() + minutes { 2 }));
}

void ResilienceTest::breakerIgnoresStragglers()
{
    Breaker breaker(1, minutes { 1 });
    breaker.failed(noon());
    breaker.failed(noon() + seconds { 50 }); // was on its way when it opened
    QCOMPARE(*breaker.opensAgainAt(), noon() + minutes { 1 });
}

void ResilienceTest::breakerSurvivesAClockSetBack()
{
    Breaker breaker(1, minutes { 1 });
    breaker.failed(noon());
    QVERIFY(!breaker.admit(noon() - hours { 9 }));
    QVERIFY(breaker.admit(noon() - hours { 9 } + minutes { 2 }));
}

void ResilienceTest::outcomeLabels()
{
    QCOMPARE(outcomeLabel(QString()), QStringLiteral("ok"));
    QCOMPARE(outcomeLabel(QStringLiteral("timeout: no")), QStringLiteral("other"));
    QCOMPARE(outcomeLabel(QStringLiteral("request_error: Dns")), QStringLiteral("request_error"));
    QCOMPARE(outcomeLabel(QStringLiteral("selector: x")), QStringLiteral("other"));
    QVERIFY(isTransport(Failure::Timeout));
    QVERIFY(isTransport(Failure::CircuitOpen));
    QVERIFY(!isTransport(Failure::TransientHttp));
    QVERIFY(!isTransport(Failure::None));
}

std::unique_ptr<QObject> resilienceTest()
{
    return std::make_unique<ResilienceTest>();
}

#include "resiliencetest.moc"
