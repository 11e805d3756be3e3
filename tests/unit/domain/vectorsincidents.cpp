// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "vectorcases.h"

#include "bookplay.h"
#include "domain/report.h"

using namespace Samples;
using Wf::TestKit::Fields;

namespace VectorCases {

namespace {
    struct Step {
        Status to = Status::Unknown;
        QString incident {};
    };

    std::vector<Step> stepsOf(const QJsonArray &changes)
    {
        std::vector<Step> steps;
        for (const QJsonValue &change : changes) {
            if (change.isArray())
                steps.push_back({ status(change[1]), {} });
            else
                steps.push_back(
                    { status(change[QLatin1String("to")]), change[QLatin1String("incident")].toString() });
        }
        return steps;
    }

    Event eventOf(const QJsonValue &row)
    {
        Event event;
        event.at = *parseTimestamp(row[0].toString());
        event.previous = status(row[1]);
        event.next = status(row[2]);
        return event;
    }
} // namespace

bool belongsToTheEngine(const QString &area, const QString &name)
{
    static const QSet<QString> names { QStringLiteral("failed send must not dedup"),
        QStringLiteral("override used for delivery"), QStringLiteral("nested directory created"),
        QStringLiteral("rename failure leaves no temp file"),
        QStringLiteral("engine writes one file when enabled"), QStringLiteral("write failure is swallowed"),
        QStringLiteral("batch keeps mention") };
    return (area == u"alert_engine" || area == u"postmortem") && names.contains(name);
}

/// Each change an hour after the one before, so that each is told on its own.
void alertEngine(Fields &given, Fields &then, const QString &)
{
    BookPlay play({});
    if (given.has("incident"))
        QVERIFY(given.value("incident").isNull());
    Status from = Status::Operational;
    for (const Step &step : stepsOf(given.value("changes").toArray())) {
        play.book->change(sid("s"), { from, step.to, {}, {}, step.incident }, play.now);
        play.look();
        play.pass(60);
        from = step.to;
    }
    QCOMPARE(static_cast<int>(play.told.size()), then.number("recommended_messages"));
    QVERIFY(then.number("reference_messages") < then.number("recommended_messages"));
}

void report(Fields &given, Fields &then, const QString &)
{
    if (given.has("seconds")) {
        QCOMPARE(durationText(seconds { given.number("seconds") }), then.text("text"));
        return;
    }
    std::vector<Event> events;
    for (const QJsonValue &row : given.value("events").toArray())
        events.push_back(eventOf(row));
    const auto made =
        makeReport(sid("s"), QStringLiteral("S"), {}, events, *parseTimestamp(given.text("resolved_at")));
    QVERIFY(made.has_value());
    QCOMPARE(made->duration(), Millis { seconds { then.number("duration_seconds") } });
    QCOMPARE(durationText(made->duration()), then.text("duration_human"));
    QCOMPARE(word(made->peak), then.text("peak_severity"));
    QCOMPARE(made->events, then.number("event_count"));
}

void postmortem(Fields &given, Fields &then, const QString &)
{
    Report about;
    about.service = ServiceId(given.text("service_id"));
    if (then.has("file")) {
        about.startedAt = *parseTimestamp(given.text("started_at"));
        about.resolvedAt = *parseTimestamp(given.text("resolved_at"));
        QCOMPARE(postmortemFile(about), then.text("file"));
        return;
    }
    std::vector<Event> events;
    if (given.has("event")) {
        Fields &fields = given.child("event");
        Event event;
        event.vendorTitle = fields.text("vendor_title");
        event.vendorDetail = fields.text("vendor_detail");
        event.impact = fields.text("impact_statement");
        events.push_back(event);
    }
    QVERIFY(given.value("events").toArray().isEmpty());
    const QString text = postmortemText(about, events);
    for (const QString &part : then.texts("contains") + QStringList { then.text("timeline_contains") })
        QVERIFY2(text.contains(part), qPrintable(part));
    for (const QString &part : then.texts("not_contains"))
        QVERIFY2(!text.contains(part), qPrintable(part));
    QStringList headings;
    for (const QString &line : text.split(u'\n'))
        if (line.startsWith(QStringLiteral("## ")))
            headings.append(line.mid(3));
    if (then.has("h2"))
        QCOMPARE(headings, then.texts("h2"));
}

} // namespace VectorCases
