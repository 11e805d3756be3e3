// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/chartrules.h"
#include "testkit/samplemonitors.h"
#include "testkit/vectors.h"

#include <QTest>

using namespace Wf;
using namespace Wf::Models;
using namespace Wf::TestKit;
using Domain::Status;

namespace {
Instant at(const char *text)
{
    return *parseTimestamp(QString::fromLatin1(text));
}

/// "10:00 10:05", as a clock with this offset shows them.
QString shown(const TimeTicks &ticks, Seconds offset, const char *format)
{
    QStringList texts;
    for (const Instant tick : ticks.at)
        texts.append(toDateTime(tick + Millis { offset }).toUTC().toString(QLatin1String(format)));
    return texts.join(u' ');
}
} // namespace

class ChartRulesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCaseOfTheReferenceIsPlayed();
    void labelsAreThinned_data();
    void labelsAreThinned();
    void uptimeHasAColour_data();
    void uptimeHasAColour();
    void theShareThatIsUpLeavesOutWhatNobodyKnows();
    void ticksAreRound_data();
    void ticksAreRound();
    void noRangeHasTooManyTicks();
};

/// The cases below are these; a new one in the file has to be played, too.
void ChartRulesTest::everyCaseOfTheReferenceIsPlayed()
{
    const QJsonArray cases = recordedCases(QStringLiteral("uptime-monitor.json"));
    if (cases.isEmpty())
        QSKIP("the recorded cases are not beside the repository");
    QStringList names;
    for (const auto each : cases) {
        if (each[u"area"].toString() == u"charts")
            names.append(each[u"name"].toString());
    }
    QCOMPARE(names,
        (QStringList { QStringLiteral("tick thinning"), QStringLiteral("overall uptime tile"),
            QStringLiteral("colour thresholds") }));
}

void ChartRulesTest::labelsAreThinned_data()
{
    QTest::addColumn<int>("points");
    QTest::addColumn<int>("step");
    const std::pair<int, int> cases[] { { 0, 1 }, { 1, 1 }, { 12, 1 }, { 13, 2 }, { 24, 2 }, { 48, 4 }, { 96, 8 },
        { 97, 8 }, { 240, 20 }, { 1440, 120 } };
    for (const auto &[points, step] : cases)
        QTest::addRow("%d points", points) << points << step;
}

void ChartRulesTest::labelsAreThinned()
{
    QFETCH(int, points);
    QFETCH(int, step);
    QCOMPARE(labelStep(points), step);
}

void ChartRulesTest::uptimeHasAColour_data()
{
    QTest::addColumn<double>("uptime");
    QTest::addColumn<int>("display");
    const std::tuple<const char *, double, Domain::Display> cases[] { { "100", 100, Domain::Display::Operational },
        { "95", 95, Domain::Display::Operational }, { "94.9", 94.9, Domain::Display::Degraded },
        { "94.96 is not rounded up", 94.96, Domain::Display::Degraded }, { "80", 80, Domain::Display::Degraded },
        { "79.9", 79.9, Domain::Display::MajorOutage }, { "0", 0, Domain::Display::MajorOutage } };
    for (const auto &[name, uptime, display] : cases)
        QTest::newRow(name) << uptime << static_cast<int>(display);
}

void ChartRulesTest::uptimeHasAColour()
{
    QFETCH(double, uptime);
    QFETCH(int, display);
    QCOMPARE(static_cast<int>(displayOf(gradeOf(uptime))), display);
}

void ChartRulesTest::theShareThatIsUpLeavesOutWhatNobodyKnows()
{
    const Ports::Snapshot none = withMonitors(sampleSnapshot(), {});
    QVERIFY(!shareUp(none)); // the reference says 0 here, as if all were down
    std::vector<Ports::MonitorRow> four { sampleCheck("aws", "a", Status::Operational),
        sampleCheck("aws", "b", Status::Operational), sampleCheck("okta", "c", Status::Operational),
        sampleCheck("okta", "d", Status::MajorOutage) };
    QCOMPARE(shareUp(withMonitors(sampleSnapshot(), four)), std::optional(75.0));
    four.push_back(sampleCheck("okta", "e", Status::Unknown));
    QCOMPARE(shareUp(withMonitors(sampleSnapshot(), four)), std::optional(75.0));
}

void ChartRulesTest::ticksAreRound_data()
{
    QTest::addColumn<Instant>("from");
    QTest::addColumn<Instant>("to");
    QTest::addColumn<int>("offset");
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QString>("expected");
    QTest::newRow("ten minutes") << at("2026-04-24T10:01:30Z") << at("2026-04-24T10:11:30Z") << 0
                                 << QByteArray("HH:mm")
                                 << "10:02 10:03 10:04 10:05 10:06 10:07 10:08 10:09 10:10 10:11";
    QTest::newRow("an hour") << at("2026-04-24T10:07:00Z") << at("2026-04-24T11:07:00Z") << 0
                             << QByteArray("HH:mm")
                             << "10:10 10:15 10:20 10:25 10:30 10:35 10:40 10:45 10:50 10:55 11:00 11:05";
    QTest::newRow("a day") << at("2026-04-24T10:07:00Z") << at("2026-04-25T10:07:00Z") << 0 << QByteArray("HH:mm")
                           << "12:00 14:00 16:00 18:00 20:00 22:00 00:00 02:00 04:00 06:00 08:00 10:00";
    QTest::newRow("a day in India") << at("2026-04-24T10:07:00Z") << at("2026-04-25T10:07:00Z") << 19'800
                                    << QByteArray("HH:mm")
                                    << "16:00 18:00 20:00 22:00 00:00 02:00 04:00 06:00 08:00 10:00 12:00 14:00";
    QTest::newRow("a week") << at("2026-04-20T10:00:00Z") << at("2026-04-27T10:00:00Z") << 7200
                            << QByteArray("d.HH") << "21.00 22.00 23.00 24.00 25.00 26.00 27.00";
    QTest::newRow("thirty days, every fourth") << at("2026-04-01T10:00:00Z") << at("2026-05-01T10:00:00Z") << 0
                                               << QByteArray("HH") << "00 00 00 00 00 00 00";
}

void ChartRulesTest::ticksAreRound()
{
    QFETCH(Instant, from);
    QFETCH(Instant, to);
    QFETCH(int, offset);
    QFETCH(QByteArray, format);
    QFETCH(QString, expected);
    const TimeTicks ticks = timeTicks(from, to, Seconds { offset });
    QCOMPARE(shown(ticks, Seconds { offset }, format.constData()), expected);
    QVERIFY(ticks.at.front() >= from && ticks.at.back() <= to);
}

void ChartRulesTest::noRangeHasTooManyTicks()
{
    const Instant end = at("2026-04-24T10:07:13Z");
    for (qint64 minutes = 10; minutes < 60 * 24 * 4'000; minutes = minutes * 5 / 4) {
        const TimeTicks ticks = timeTicks(end - std::chrono::minutes { minutes }, end, Seconds { 3600 });
        QVERIFY2(ticks.at.size() >= 2 && ticks.at.size() <= 14, qPrintable(QString::number(minutes)));
    }
    QVERIFY(timeTicks(end, end, Seconds { 0 }).at.empty());
}

QTEST_GUILESS_MAIN(ChartRulesTest)
#include "tst_chartrules.moc"
