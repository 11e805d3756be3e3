// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/history.h"
#include "samples.h"

using namespace Samples;

class HistoryTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void uptimeIsExact();
    void nothingSeenIsNoPercentage();
    void holesAndBlindnessAreNotUp();
    void openIntervalEndsWithTheWindow();
    void daylightSavingChangesNothing();
    void cellsShowTheWorst();
    void cellsAfterNowAreEmpty();
    void cellBoundaries();
    void cellsOfNothing();
    void worstOfServices();
    void intervalAtBoundaries();
    void extendOpensAndCloses();
    void extendSurvivesAClockSetBack();
};

namespace {
Interval stretch(
    int fromMinutes, std::optional<int> toMinutes, Status status, Knowledge knowledge = Knowledge::Seen)
{
    std::optional<Instant> to;
    if (toMinutes)
        to = noon() + minutes { *toMinutes };
    return { noon() + minutes { fromMinutes }, to, status, knowledge };
}
} // namespace

void HistoryTest::uptimeIsExact()
{
    const std::vector<Interval> list {
        { noon(), noon() + Millis { 999 }, Status::Operational, Knowledge::Seen },
        { noon() + Millis { 999 }, noon() + Millis { 1000 }, Status::Degraded, Knowledge::Seen },
    };
    const Uptime spent = uptime(list, noon(), noon() + seconds { 1 });
    QCOMPARE(spent.up, Millis { 999 });
    QCOMPARE(spent.down, Millis { 1 });
    QCOMPARE(spent.uncovered, Millis { 0 });
    QCOMPARE(*spent.percent(), 99.9);
    QCOMPARE(spent.coverage(), 1.0);
}

void HistoryTest::nothingSeenIsNoPercentage()
{
    QVERIFY(!uptime({}, noon(), noon() + hours { 1 }).percent());
    QCOMPARE(uptime({}, noon(), noon() + hours { 1 }).coverage(), 0.0);
    QCOMPARE(uptime({}, noon(), noon() - hours { 1 }), Uptime {});
    const std::vector<Interval> list { stretch(0, 60, Status::Operational, Knowledge::Maintenance) };
    const Uptime spent = uptime(list, noon(), noon() + hours { 1 });
    QVERIFY(!spent.percent());
    QCOMPARE(spent.coverage(), 1.0);
}

void HistoryTest::holesAndBlindnessAreNotUp()
{
    const std::vector<Interval> list { stretch(0, 10, Status::Operational), // then a hole of 10
        stretch(20, 30, Status::Operational, Knowledge::Blind), stretch(30, 40, Status::Unknown),
        stretch(40, 50, Status::MajorOutage, Knowledge::Manual),
        stretch(50, 60, Status::Degraded, Knowledge::Maintenance) };
    const Uptime spent = uptime(list, noon(), noon() + hours { 1 });
    QCOMPARE(spent.up, Millis(minutes { 10 }));
    QCOMPARE(spent.down, Millis(minutes { 10 }));
    QCOMPARE(spent.maintenance, Millis(minutes { 10 }));
    QCOMPARE(spent.uncovered, Millis(minutes { 30 }));
    QCOMPARE(*spent.percent(), 50.0);
    QCOMPARE(spent.coverage(), 0.5);
}

void HistoryTest::openIntervalEndsWithTheWindow()
{
    const std::vector<Interval> list { stretch(-600, -30, Status::MajorOutage),
        stretch(-30, {}, Status::Operational) };
    const Uptime spent = uptime(list, noon() - hours { 1 }, noon());
    QCOMPARE(spent.up, Millis(minutes { 30 }));
    QCOMPARE(spent.down, Millis(minutes { 30 }));
}

void HistoryTest::daylightSavingChangesNothing()
{
    // The night in which Europe's clocks went forward: the day still has 24 hours of UTC.
    const Instant day = startOfDay(*parseTimestamp(u"2026-03-29T12:00:00Z"));
    const std::vector<Interval> list { { day, std::nullopt, Status::Operational, Knowledge::Seen } };
    const Uptime spent = uptime(list, day, day + hours { 24 });
    QCOMPARE(spent.up, Millis(hours { 24 }));
    const auto row = cells(list, day, day + hours { 24 }, 24, day + hours { 24 });
    QCOMPARE(std::count_if(row.begin(), row.end(), [](const Cell &cell) { return cell.covered; }), 24);
}

void HistoryTest::cellsShowTheWorst()
{
    const std::vector<Interval> list { stretch(0, 15, Status::Operational), stretch(15, 25, Status::Degraded),
        stretch(25, 35, Status::MajorOutage, Knowledge::Maintenance), stretch(35, 45, Status::Operational),
        stretch(45, 60, Status::Operational, Knowledge::Blind) };
    const auto row = cells(list, noon(), noon() + hours { 1 }, 6, noon() + hours { 1 });
    const std::vector<Cell> expected { { Status::Operational, Knowledge::Seen, true },
        { Status::Degraded, Knowledge::Seen, true }, { Status::Degraded, Knowledge::Seen, true },
        { Status::MajorOutage, Knowledge::Maintenance, true }, { Status::Operational, Knowledge::Seen, true },
        Cell {} };
    QCOMPARE(row, expected);
}

void HistoryTest::cellsAfterNowAreEmpty()
{
    const std::vector<Interval> list { stretch(0, {}, Status::Operational) };
    const auto row = cells(list, noon(), noon() + hours { 4 }, 4, noon() + minutes { 90 });
    QVERIFY(row.at(0).covered);
    QVERIFY(row.at(1).covered);
    QVERIFY(!row.at(2).covered);
    QVERIFY(!row.at(3).covered);
    const auto atTheEdge = cells(list, noon(), noon() + hours { 4 }, 4, noon() + hours { 1 });
    QVERIFY(atTheEdge.at(0).covered);
    QVERIFY(!atTheEdge.at(1).covered);
}

void HistoryTest::cellBoundaries()
{
    const std::vector<Interval> list { stretch(0, 10, Status::MajorOutage), stretch(10, 20, Status::Operational) };
    const auto row = cells(list, noon(), noon() + minutes { 20 }, 2, noon() + minutes { 20 });
    QVERIFY(row.at(0).status == Status::MajorOutage);
    QVERIFY(row.at(1).status == Status::Operational); // what ended at the border is not in the next slice
    const auto thirds = cells(list, noon(), noon() + Millis { 10 }, 3, noon() + Millis { 10 });
    QCOMPARE(thirds.size(), std::size_t { 3 });
    QVERIFY(thirds.at(2).covered);
}

void HistoryTest::cellsOfNothing()
{
    QVERIFY(cells({}, noon(), noon() + hours { 1 }, 0, noon()).empty());
    QVERIFY(cells({}, noon(), noon() + hours { 1 }, -3, noon()).empty());
    QCOMPARE(cells({}, noon(), noon() + hours { 1 }, 2, noon()), (std::vector<Cell> { {}, {} }));
}

void HistoryTest::worstOfServices()
{
    const Cell up { Status::Operational, Knowledge::Seen, true };
    const Cell bad { Status::PartialOutage, Knowledge::Seen, true };
    const Cell works { Status::Degraded, Knowledge::Maintenance, true };
    const std::vector<std::vector<Cell>> rows { { up, {}, up }, { bad, {}, works } };
    QCOMPARE(worstOf(rows), (std::vector<Cell> { bad, {}, works }));
    QVERIFY(worstOf({}).empty());
}

void HistoryTest::intervalAtBoundaries()
{
    const std::vector<Interval> list { stretch(0, 10, Status::Operational), stretch(20, {}, Status::Degraded) };
    QVERIFY(!intervalAt(list, noon() - Millis { 1 }));
    QCOMPARE(intervalAt(list, noon()), &list[0]);
    QCOMPARE(intervalAt(list, noon() + minutes { 10 } - Millis { 1 }), &list[0]);
    QVERIFY(!intervalAt(list, noon() + minutes { 10 }));
    QCOMPARE(intervalAt(list, noon() + hours { 99 }), &list[1]);
    QVERIFY(!intervalAt({}, noon()));
}

void HistoryTest::extendOpensAndCloses()
{
    const HistoryStep first = extend({}, Status::Operational, Knowledge::Seen, noon());
    QVERIFY(!first.closed);
    QCOMPARE(*first.opened, stretch(0, {}, Status::Operational));

    const std::vector<Interval> open { *first.opened };
    const HistoryStep same = extend(open, Status::Operational, Knowledge::Seen, noon() + hours { 1 });
    QVERIFY(!same.closed && !same.opened);

    const HistoryStep blind = extend(open, Status::Operational, Knowledge::Blind, noon() + minutes { 5 });
    QCOMPARE(*blind.closed, stretch(0, 5, Status::Operational));
    QCOMPARE(*blind.opened, stretch(5, {}, Status::Operational, Knowledge::Blind));

    const std::vector<Interval> closed { *blind.closed };
    const HistoryStep afterHole = extend(closed, Status::Operational, Knowledge::Seen, noon() + minutes { 9 });
    QVERIFY(!afterHole.closed);
    QCOMPARE(*afterHole.opened, stretch(9, {}, Status::Operational));
}

void HistoryTest::extendSurvivesAClockSetBack()
{
    const std::vector<Interval> open { stretch(0, {}, Status::Operational) };
    const HistoryStep step = extend(open, Status::Degraded, Knowledge::Seen, noon() - hours { 1 });
    QCOMPARE(*step.closed->to, noon());
    QCOMPARE(step.opened->from, noon());
}

std::unique_ptr<QObject> historyTest()
{
    return std::make_unique<HistoryTest>();
}

#include "historytest.moc"
