// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/report.h"
#include "samples.h"

using namespace Samples;

namespace {
Event turned(int minute, Status from, Status to)
{
    Event result;
    result.service = sid("s");
    result.at = noon() + minutes { minute };
    result.previous = from;
    result.next = to;
    return result;
}

constexpr Status kUp = Status::Operational;
constexpr Status kMajor = Status::MajorOutage;
constexpr Status kNone = Status::Unknown;

QString lasted(const std::vector<Event> &oldestFirst)
{
    const std::vector<Event> timeline(oldestFirst.rbegin(), oldestFirst.rend());
    QStringList times;
    for (const Event &each : lastOutage(timeline))
        times.append(QString::number((each.at - noon()) / minutes { 1 }));
    return times.join(u',');
}
} // namespace

/// What is written of an outage once it is over.
class ReportTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLastOutage()
    {
        const std::vector<Event> twice { turned(0, kUp, kMajor), turned(1, kMajor, kUp), turned(5, kUp, kMajor),
            turned(7, kMajor, Status::Degraded), turned(9, Status::Degraded, kUp) };
        QCOMPARE(lasted(twice), QStringLiteral("5,7,9"));
        QCOMPARE(lasted({ turned(0, kUp, kMajor) }), QString());
        QCOMPARE(lasted({ turned(0, kNone, kUp) }), QString());
        QCOMPARE(lasted({ turned(0, kUp, kMajor), turned(2, kMajor, kUp), turned(3, kUp, kNone),
                     turned(4, kNone, kUp) }),
            QStringLiteral("0,2"));
        QCOMPARE(lasted({ turned(0, kNone, kMajor), turned(2, kMajor, kUp) }), QStringLiteral("0,2"));
        std::vector<Event> mixed = twice;
        mixed.insert(mixed.end() - 1, turned(8, kNone, kNone));
        mixed[4].kind = EventKind::HealthChange;
        QCOMPARE(lasted(mixed), QStringLiteral("5,7,9"));
    }
    void summaries()
    {
        const std::vector<Event> events { turned(0, kUp, Status::Degraded), turned(3, Status::Degraded, kMajor),
            turned(61, kMajor, kUp) };
        QStringList affected;
        for (int i = 1; i <= 7; ++i)
            affected.append(QStringLiteral("D%1").arg(i));
        const auto report = makeReport(sid("s"), QStringLiteral("S"), affected, events, events.back().at);
        QVERIFY(report.has_value());
        QCOMPARE(report->summary,
            QStringLiteral("S experienced major outage for 1h 1m. Potentially affected: D1, D2, D3, D4, D5 (+2 "
                           "more)."));
        QVERIFY(report->peak == kMajor && report->events == 3 && report->startedAt == noon());
        QVERIFY(!makeReport(sid("s"), {}, {}, events, noon() + seconds { 59 }));
        QVERIFY(makeReport(sid("s"), {}, {}, events, noon() + seconds { 60 }));
        QVERIFY(!makeReport(sid("s"), {}, {}, std::span(events).first(1), events.back().at));
        QCOMPARE(makeReport(sid("s"), QStringLiteral("S"), {}, events, events.back().at)->summary,
            QStringLiteral("S experienced major outage for 1h 1m."));
    }
    void overMidnightEachEventHasItsDay()
    {
        const std::vector<Event> events { turned(0, kUp, kMajor), turned(3 * 24 * 60, kMajor, kUp) };
        auto report = makeReport(
            sid("s"), QStringLiteral("- a: \"b\"\n\t%1"), { QStringLiteral("x: %2") }, events, events.back().at);
        const QString text = postmortemText(*report, events);
        QVERIFY(text.contains(QStringLiteral("- 2026-04-22 10:00:00 UTC — operational → major_outage\n")));
        QVERIFY(text.contains(QStringLiteral("- 2026-04-25 10:00:00 UTC — major_outage → operational\n")));
        QVERIFY(text.contains(QStringLiteral("service_name: \"- a: \\\"b\\\"\\n\\t%1\"\n")));
        QVERIFY(text.contains(QStringLiteral("affected_downstream:\n  - \"x: %2\"\n")));
        const QStringList keys { QStringLiteral("service"), QStringLiteral("service_name"),
            QStringLiteral("started_at"), QStringLiteral("resolved_at"), QStringLiteral("duration"),
            QStringLiteral("peak_severity"), QStringLiteral("affected_downstream"), QStringLiteral("event_count"),
            QStringLiteral("status") };
        qsizetype last = text.indexOf(QStringLiteral("---\n"));
        for (const QString &key : keys) {
            const qsizetype place = text.indexOf(QString(u'\n' + key + u':'));
            QVERIFY2(place > last - 1, qPrintable(key));
            last = place + 1;
        }
        QVERIFY(text.contains(QStringLiteral("\nstatus: draft\n---\n")));
    }
    void everyQuestionIsThere()
    {
        const QString text = postmortemText({}, {});
        for (const char *question : { "Describe the root cause.", "What held up during this incident?",
                 "Where did the response fall short?", "What could have been worse but wasn't?",
                 "How do we stop this class of incident from recurring?", "How do we reduce impact next time?",
                 "How do we see it sooner?", "What follow-up repairs or backfills are needed?" })
            QVERIFY2(text.contains(QStringLiteral("_TODO: %1_").arg(QLatin1String(question))), question);
        for (const char *heading : { "### Prevent", "### Mitigate", "### Detect", "### Repair" })
            QVERIFY2(text.contains(QLatin1String(heading)), heading);
    }
};

std::unique_ptr<QObject> reportTest()
{
    return std::make_unique<ReportTest>();
}

#include "reporttest.moc"
