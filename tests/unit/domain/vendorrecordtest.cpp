// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/vendorrecord.h"

#include "samples.h"
#include "tests.h"

using namespace Samples;
using std::chrono::days;

namespace {
/// Hours after noon; nothing for "-".
std::optional<Instant> at(const QString &hour)
{
    return hour == u"-" ? std::nullopt : std::optional(noon() + hours { hour.toInt() });
}

Status statusOf(QStringView letter)
{
    return letter == u"N" ? Status::Operational
        : letter == u"D"  ? Status::Degraded
        : letter == u"P"  ? Status::PartialOutage
        : letter == u"M"  ? Status::MajorOutage
                          : Status::Unknown;
}

QStringList split(const QString &text, const QString &at)
{
    return text.split(at, Qt::SkipEmptyParts);
}

/// "begin end impact", each later impact as "hour>impact" behind it ("hour!impact" in silence).
PublishedIncident incident(const QString &text, qint64 id)
{
    const QStringList parts = split(text, QStringLiteral(" "));
    PublishedIncident result;
    result.id = id;
    result.service = sid("s");
    result.seenAt = *at(parts.at(0));
    result.endedAt = at(parts.at(1));
    result.impact = result.peak = statusOf(parts.at(2));
    for (const QString &edit : parts.mid(3)) {
        const bool quiet = edit.contains(u'!');
        const QStringList change = edit.split(quiet ? u'!' : u'>');
        const Status next = statusOf(change.at(1));
        result.edits.push_back(
            { *at(change.at(0)), VendorEdit::What::Impact, word(result.impact), word(next), quiet });
        result.impact = next;
        if (severity(next) > severity(result.peak))
            result.peak = next;
    }
    return result;
}

std::vector<PublishedIncident> incidents(const QString &text)
{
    std::vector<PublishedIncident> all;
    for (const QString &each : split(text, QStringLiteral(", ")))
        all.push_back(incident(each, qint64(all.size()) + 1));
    return all;
}

/// "from to status": seen; B instead of a status: blind; W: maintenance.
std::vector<Interval> history(const QString &text)
{
    std::vector<Interval> all;
    for (const QString &each : split(text, QStringLiteral(", "))) {
        const QStringList parts = each.split(u' ');
        Interval interval { *at(parts.at(0)), at(parts.at(1)), statusOf(parts.at(2)), Knowledge::Seen };
        if (parts.at(2) == u"B")
            interval.knowledge = Knowledge::Blind;
        if (parts.at(2) == u"W") {
            interval.status = Status::Degraded;
            interval.knowledge = Knowledge::Maintenance;
        }
        all.push_back(interval);
    }
    return all;
}

QString hoursOf(const std::optional<Millis> &span)
{
    return span ? QString::number(double(span->count()) / 3'600'000.0) : QStringLiteral("-");
}

QString percent(const std::optional<double> &value)
{
    return value ? QString::number(*value, 'f', 2) : QStringLiteral("-");
}

QString textOf(const PublishedTally &tally)
{
    return QStringLiteral("%1 (%2 open, %3 notices) %4/%5/%6")
        .arg(tally.count)
        .arg(tally.open)
        .arg(tally.notices)
        .arg(hoursOf(tally.total), hoursOf(tally.median), hoursOf(tally.longest));
}

MaintenanceRow maintenance(qint64 id, const QString &from, const QString &ended, const QString &late)
{
    MaintenanceRow row;
    row.id = id;
    row.service = sid("s");
    row.maintenance.scheduledFor = *at(from);
    row.plannedUntil = *at(from) + hours { 1 };
    row.endedAt = at(ended);
    row.lateAt = at(late);
    return row;
}

/// A hundred hours, looked at when they are over.
VendorRecord hundred(const VendorFacts &facts)
{
    return recordOf(sid("s"), facts, { noon(), noon() + hours { 100 }, noon() + hours { 100 } });
}
} // namespace

class VendorRecordTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void counts_data();
    void counts();
    void uptimes_data();
    void uptimes();
    void ownChecksComeFirst();
    void windows();
    void nothingYet();
    void quietEdits();
    void overruns();
    void admission();
    void listsAreBounded();
    void words();
};

void VendorRecordTest::counts_data()
{
    QTest::addColumn<QString>("published");
    QTest::addColumn<QString>("tally"); // total, median, longest in hours
    const auto row = [](const char *name, const char *published, const char *tally) {
        QTest::newRow(name) << QString::fromLatin1(published) << QString::fromLatin1(tally);
    };
    row("none", "", "0 (0 open, 0 notices) 0/-/-");
    row("one", "10 12 D", "1 (0 open, 0 notices) 2/2/2");
    row("three", "10 12 D, 20 28 M, 40 43 P", "3 (0 open, 0 notices) 13/3/8");
    row("two", "10 12 D, 20 28 M", "2 (0 open, 0 notices) 10/5/8");
    row("goes on until now", "10 12 D, 90 - M", "2 (1 open, 0 notices) 12/6/10");
    row("a notice is none", "10 12 N, 20 28 M", "1 (0 open, 1 notices) 8/8/8");
    row("a notice that became one is one", "10 12 N 11>D", "1 (0 open, 0 notices) 2/2/2");
    row("of unknown impact", "10 12 ?", "1 (0 open, 0 notices) 2/2/2");
    row("begun before", "-5 12 D", "0 (0 open, 0 notices) 0/-/-");
    row("at the very ends", "0 1 D, 100 101 D", "1 (0 open, 0 notices) 1/1/1");
}

void VendorRecordTest::counts()
{
    QFETCH(QString, published);
    VendorFacts facts;
    facts.published = incidents(published);
    QTEST(textOf(hundred(facts).all), "tally");
}

void VendorRecordTest::uptimes_data()
{
    QTest::addColumn<QString>("watched");
    QTest::addColumn<QString>("published");
    QTest::addColumn<QString>("uptimes"); // declared, observed, coverage
    const auto row = [](const char *name, const char *watched, const char *published, const char *uptimes) {
        QTest::newRow(name) << QString::fromLatin1(watched) << QString::fromLatin1(published)
                            << QString::fromLatin1(uptimes);
    };
    row("nothing known", "", "10 20 M", "- - 0.00");
    row("all well", "0 - N", "", "100.00 100.00 1.00");
    row("declared and seen", "0 10 N, 10 20 M, 20 - N", "10 20 M", "90.00 90.00 1.00");
    row("seen and not declared", "0 10 N, 10 20 M, 20 - N", "", "100.00 90.00 1.00");
    row("declared and not seen", "0 - N", "10 20 P", "90.00 100.00 1.00");
    row("degraded is no outage", "0 10 N, 10 20 D, 20 - N", "10 20 D", "100.00 100.00 1.00");
    row("overlapping ones count once", "0 - N", "10 20 M, 15 25 P, 18 19 M", "85.00 100.00 1.00");
    row("as bad as it said, as long as it said", "0 - N", "10 30 D 15>M 25>D", "90.00 100.00 1.00");
    row("begun before, going on", "0 - N", "-5 5 M, 95 - M", "90.00 100.00 1.00");
    row("blind time is no time", "0 50 N, 50 60 B, 60 - N", "40 50 M, 55 58 M", "88.89 100.00 0.90");
    row("maintenance is no time", "0 50 N, 50 60 W, 60 - N", "50 60 M", "100.00 100.00 1.00");
    row("watched late", "50 - N", "10 20 M, 60 70 M", "80.00 100.00 0.50");
    row("unknown says nothing", "0 50 ?, 50 - N", "", "100.00 100.00 0.50");
}

void VendorRecordTest::uptimes()
{
    QFETCH(QString, watched);
    QFETCH(QString, published);
    VendorFacts facts;
    facts.history = history(watched);
    facts.published = incidents(published);
    const VendorRecord record = hundred(facts);
    QTEST(QString(percent(record.declared) % u' ' % percent(record.observed) % u' ' % percent(record.coverage)),
        "uptimes");
    QCOMPARE(record.observedBy, record.observed ? ObservedBy::History : ObservedBy::Nobody);
}

void VendorRecordTest::ownChecksComeFirst()
{
    VendorFacts facts;
    facts.history = history(QStringLiteral("0 - N"));
    facts.ownRuns = { 400, 3 };
    const VendorRecord record = hundred(facts);
    QCOMPARE(percent(record.observed), QStringLiteral("99.25"));
    QCOMPARE(record.observedBy, ObservedBy::OwnChecks);
    QCOMPARE(record.ownRuns, 400);
    QCOMPARE(percent(record.declared), QStringLiteral("100.00"));
}

void VendorRecordTest::windows()
{
    VendorFacts facts;
    const auto day = [](int count) { return noon() + days { count }; };
    for (const int begun : { 5, 59, 60, 89 }) {
        PublishedIncident each = incident(QStringLiteral("0 1 D"), begun);
        each.seenAt = day(begun);
        each.endedAt = day(begun) + hours { 1 };
        facts.published.push_back(each);
    }
    facts.history = { { day(2), std::nullopt, Status::Operational, Knowledge::Seen } };
    // Today is day 90, whatever is asked of the future.
    const VendorRecord record = recordOf(sid("s"), facts, { noon(), day(100), day(90) });
    QCOMPARE(record.all.count, 4);
    QCOMPARE(record.lately.count, 2);
    QCOMPARE(record.watchedSince, std::optional(day(2)));
    QCOMPARE(record.incidents.front().id, 89); // newest first
    QCOMPARE(record.incidents.back().id, 5);
}

void VendorRecordTest::nothingYet()
{
    VendorFacts facts;
    facts.published = incidents(QStringLiteral("10 12 D"));
    const VendorRecord record = recordOf(sid("s"), facts, { noon() + days { 2 }, noon() + days { 3 }, noon() });
    VendorRecord empty;
    empty.service = sid("s");
    empty.from = noon() + days { 2 };
    empty.to = noon() + days { 3 };
    QCOMPARE(record, empty);
}

void VendorRecordTest::quietEdits()
{
    VendorFacts facts;
    facts.published = incidents(QStringLiteral("10 20 M 12!D 14>P, 30 40 M 31!D 32!N, -9 3 M 2!D"));
    QCOMPARE(hundred(facts).quietEdits, 3); // what began before is another record's
}

void VendorRecordTest::overruns()
{
    VendorFacts facts;
    const auto hour = [](int count) { return QString::number(count); };
    facts.maintenances = { maintenance(1, hour(10), hour(11), QStringLiteral("-")),
        maintenance(2, hour(20), hour(24), hour(22)), maintenance(3, hour(30), QStringLiteral("-"), hour(32)),
        maintenance(4, hour(-5), hour(9), hour(1)), // begun before
        maintenance(5, hour(60), hour(50), QStringLiteral("-")), // called off
        maintenance(6, hour(101), QStringLiteral("-"), QStringLiteral("-")) }; // to come
    const VendorRecord record = hundred(facts);
    QCOMPARE(record.maintenances, 3);
    QCOMPARE(record.overruns.size(), size_t { 2 });
    QCOMPARE(record.overruns.at(0).id, 3);
    QCOMPARE(hoursOf(record.overruns.at(0).overrun(noon() + hours { 100 })), QStringLiteral("69"));
    QCOMPARE(record.overruns.at(1).id, 2);
    QCOMPARE(hoursOf(record.overruns.at(1).overrun(noon() + hours { 100 })), QStringLiteral("3"));
}

void VendorRecordTest::admission()
{
    VendorFacts facts;
    QVERIFY(!hundred(facts).admission);
    facts.sightings = { { 1, sid("s"), noon() - hours { 9 }, noon(), noon() + hours { 1 } } };
    QVERIFY(!hundred(facts).admission); // it began before
    facts.sightings.push_back(
        { 2, sid("s"), noon() + hours { 10 }, noon() + hours { 12 }, noon() + hours { 13 } });
    facts.sightings.push_back({ 3, sid("s"), noon() + hours { 101 }, std::nullopt, noon() + hours { 102 } });
    const VendorRecord record = hundred(facts);
    QVERIFY(record.admission.has_value());
    QCOMPARE(record.admission->count(), 1);
    QCOMPARE(record.admission->medianLag(), std::optional<Millis>(hours { 2 }));
}

void VendorRecordTest::listsAreBounded()
{
    VendorFacts facts;
    for (int i = 0; i < 300; ++i) {
        PublishedIncident each = incident(QStringLiteral("0 1 D"), i);
        each.seenAt = noon() + minutes { i };
        facts.published.push_back(each);
        MaintenanceRow row = maintenance(i, QStringLiteral("1"), QStringLiteral("9"), QStringLiteral("4"));
        row.maintenance.scheduledFor += minutes { i };
        facts.maintenances.push_back(row);
    }
    const VendorRecord record = hundred(facts);
    QCOMPARE(record.all.count, 300);
    QCOMPARE(record.maintenances, 300);
    QCOMPARE(record.incidents.size(), size_t { 100 });
    QCOMPARE(record.incidents.front().id, 299);
    QCOMPARE(record.overruns.size(), size_t { 50 });
    QCOMPARE(record.overruns.front().id, 299);
}

void VendorRecordTest::words()
{
    for (const auto observer : { ObservedBy::Nobody, ObservedBy::OwnChecks, ObservedBy::History })
        QCOMPARE(observerFromWord(word(observer)), std::optional(observer));
    QVERIFY(!observerFromWord(u"somebody"));
}

std::unique_ptr<QObject> vendorRecordTest()
{
    return std::make_unique<VendorRecordTest>();
}

#include "vendorrecordtest.moc"
