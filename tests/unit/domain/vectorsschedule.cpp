// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/heartbeat.h"
#include "samples.h"
#include "testkit/vectors.h"

using namespace Samples;
using Wf::TestKit::recordedCases;

// The recorded schedules: next runs, runs across clock changes, what is valid, and where the references err.
class VectorsSchedule final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nextRun_data();
    void nextRun();
    void sequence_data();
    void sequence();
    void validity_data();
    void validity();
    void quirk_data();
    void quirk();
};

namespace {
void rows(const char *file)
{
    QTest::addColumn<QJsonObject>("recorded");
    int number = 0;
    for (const QJsonValue &each : recordedCases(QString::fromLatin1(file))) {
        const QString text = each[QLatin1String("expr")].toVariant().toString();
        QTest::newRow(qPrintable(QStringLiteral("%1 %2 %3")
                                     .arg(++number)
                                     .arg(text.simplified().left(40))
                                     .arg(each[QLatin1String("tz")].toString())))
            << each.toObject();
    }
}

Result<Schedule> parsed(const QJsonObject &recorded)
{
    const auto kind = scheduleKindFromWord(recorded.value(QLatin1String("kind")).toString());
    return parseSchedule(kind.value(), recorded.value(QLatin1String("expr")).toVariant().toString(),
        recorded.value(QLatin1String("tz")).toString());
}

std::optional<Instant> instant(const QJsonValue &text)
{
    return text.isString() ? parseTimestamp(text.toString()) : std::nullopt;
}

QString shown(std::optional<Instant> at)
{
    return at ? toIso(*at) : QStringLiteral("never");
}
} // namespace

void VectorsSchedule::initTestCase()
{
    if (recordedCases(QStringLiteral("schedule-vectors.json")).isEmpty())
        QSKIP("no recorded cases: set WF_SHARED to the folder that holds vectors/schedule-vectors.json");
}

void VectorsSchedule::nextRun_data()
{
    rows("schedule-vectors.json");
}

void VectorsSchedule::nextRun()
{
    QFETCH(const QJsonObject, recorded);
    const auto schedule = parsed(recorded);
    QVERIFY2(schedule.has_value(), schedule ? "" : qPrintable(schedule.error().detail));
    const Instant ping = instant(recorded.value(QLatin1String("last_ping"))).value();
    QCOMPARE(shown(next(*schedule, ping)), shown(instant(recorded.value(QLatin1String("expected_next")))));
    HeartbeatSpec spec;
    spec.schedule = *schedule;
    spec.grace = Seconds { recorded.value(QLatin1String("grace")).toInteger() };
    Ping success;
    success.at = ping;
    QCOMPARE(shown(apply(newHeartbeat(spec, ping), success, spec).state.deadline),
        shown(instant(recorded.value(QLatin1String("expected_deadline")))));
}

void VectorsSchedule::sequence_data()
{
    rows("schedule-sequences.json");
}

void VectorsSchedule::sequence()
{
    QFETCH(const QJsonObject, recorded);
    const auto schedule = parsed(recorded);
    QVERIFY(schedule.has_value());
    Instant at = instant(recorded.value(QLatin1String("start"))).value();
    for (const QJsonValue &expected : recorded.value(QLatin1String("next")).toArray()) {
        const auto run = next(*schedule, at);
        QCOMPARE(shown(run), shown(instant(expected)));
        at = run.value();
    }
}

void VectorsSchedule::validity_data()
{
    rows("schedule-validity.json");
}

void VectorsSchedule::validity()
{
    QFETCH(const QJsonObject, recorded);
    const auto schedule = parsed(recorded);
    QVERIFY2(schedule.has_value() == recorded.value(QLatin1String("valid")).toBool(),
        qPrintable(recorded.value(QLatin1String("why")).toString()));
}

void VectorsSchedule::quirk_data()
{
    rows("schedule-quirks.json");
}

// Decided: never an answer at or before the ping; a fixed cron job is not run again in the second pass; half-hour
// and 45-minute changes and skipped days are stepped exactly; a-a/n is a alone. OnCalendar takes the first pass,
// except for who asks from inside the second one about every hour or minute (there systemd's answer is the true
// one); and a range of one value is taken, as Healthchecks does, though systemd refuses it. Only the last two
// decisions differ from "other_next", as is recommended there.
void VectorsSchedule::quirk()
{
    QFETCH(const QJsonObject, recorded);
    const auto schedule = parsed(recorded);
    QVERIFY(schedule.has_value());
    const QString recommended = recorded.value(QLatin1String("recommended")).toString();
    const bool asHealthchecks = recommended.contains(QStringLiteral("Healthchecks"));
    const Instant ping = instant(recorded.value(QLatin1String("last_ping"))).value();
    const auto run = next(*schedule, ping);
    QVERIFY(run.value_or(Instant::max()) > ping);
    QCOMPARE(shown(run),
        shown(instant(recorded.value(QLatin1String(asHealthchecks ? "healthchecks_next" : "other_next")))));
}

std::unique_ptr<QObject> vectorsSchedule()
{
    return std::make_unique<VectorsSchedule>();
}

#include "vectorsschedule.moc"
