// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/vendortexts.h"
#include "models/words.h"
#include "testkit/samplemonitors.h"

#include <QTest>

using namespace Wf;
using namespace Wf::Domain;
using namespace Wf::Models;
using namespace Wf::TestKit;

namespace {
Instant daysAgo(int days)
{
    return sampleTime() - std::chrono::days { days };
}

VendorRecord record()
{
    VendorRecord result;
    result.from = daysAgo(90);
    result.to = sampleTime();
    return result;
}

PublishedIncident incident(qint64 id, int days, const QStringList &titles)
{
    PublishedIncident result;
    result.id = id;
    result.title = titles.back();
    result.peak = result.impact = Status::PartialOutage;
    result.seenAt = daysAgo(days);
    result.endedAt = daysAgo(days) + 41min;
    for (qsizetype i = 0; i + 1 < titles.size(); ++i)
        result.edits.push_back(
            { daysAgo(days) + 10min, VendorEdit::What::Title, titles.at(i), titles.at(i + 1), true });
    return result;
}

MaintenanceRow overrun(int days, Millis by)
{
    MaintenanceRow row;
    row.maintenance.title = QStringLiteral("Upgrade");
    row.maintenance.scheduledFor = daysAgo(days);
    row.plannedUntil = daysAgo(days) + 2h;
    row.lateAt = *row.plannedUntil + 10min;
    row.endedAt = *row.plannedUntil + by;
    return row;
}

QString textOf(const NumberCard &card)
{
    return card.title % u": " % card.value % u" (" % card.note % u')';
}

QStringList kindsOf(const std::vector<VendorLine> &lines)
{
    QStringList kinds;
    for (const VendorLine &line : lines)
        kinds.append(line.kind % u": " % line.text % u", " % line.length);
    return kinds;
}
} // namespace

class VendorTextsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbers()
    {
        VendorRecord known = record();
        known.all = { 4, 1, 0, 4h, 41min, 2h };
        known.lately = { 2, 1, 0, 1h, 30min, 30min };
        known.declared = 99.987;
        known.observed = 99.1;
        known.observedBy = ObservedBy::OwnChecks;
        known.ownRuns = 400;
        const std::vector<NumberCard> cards = vendorCards(known);
        QCOMPARE(cards.size(), size_t { 4 });
        QCOMPARE(textOf(cards[0]), QStringLiteral("Incidents in 90 d: 4 (2 in the last 30 d, 1 open now)"));
        QCOMPARE(textOf(cards[1]),
            QStringLiteral("Usual length: 41 min (longest %1, %2 in all)").arg(span(2h), span(4h)));
        QCOMPARE(textOf(cards[2]), QStringLiteral("Uptime it declares: 99.98% (by its incidents)"));
        QCOMPARE(textOf(cards[3]), QStringLiteral("Uptime observed: 99.10% (by 400 runs of our checks)"));
        QCOMPARE(cards[3].tone, std::optional(Display::Degraded)); // it says more than was seen
        known.observed = 99.98;
        QVERIFY(!vendorCards(known)[3].tone);
        known.observedBy = ObservedBy::History;
        QCOMPARE(vendorCards(known)[3].note, QStringLiteral("by its page, no own check"));
    }

    void nothingIsNoData()
    {
        const std::vector<NumberCard> cards = vendorCards(record());
        QCOMPARE(cards[0].value, QStringLiteral("0"));
        QCOMPARE(cards[1].note, QStringLiteral("no incident"));
        for (const size_t uptime : { size_t { 2 }, size_t { 3 } })
            QCOMPARE(cards[uptime].note, QStringLiteral("no data"));
        QVERIFY(vendorSentence(record(), sampleTime()).isEmpty());
        QVERIFY(vendorLines(record(), sampleTime()).empty());
    }

    void sentence()
    {
        VendorRecord known = record();
        known.admission.emplace();
        known.admission->lags = { 12min };
        known.quietEdits = 2;
        known.maintenances = 4;
        known.overruns = { overrun(3, 85min), overrun(9, 20min) };
        QCOMPARE(vendorSentence(known, sampleTime()),
            QStringLiteral("It admits trouble 12 min after our checks saw it. It changed what it had published 2 "
                           "times without saying so. 2 of 4 maintenances overran, by up to %1.")
                .arg(span(85min)));
        known = record();
        known.admission.emplace();
        known.admission->lags = { -3min };
        known.quietEdits = 1;
        QCOMPARE(vendorSentence(known, sampleTime()),
            QStringLiteral(
                "It admits trouble 3 min before our checks see it. It changed what it had published once "
                "without saying so."));
    }

    void linesAreInTheOrderOfTime()
    {
        VendorRecord known = record();
        known.incidents = { incident(3, 2, { QStringLiteral("New") }),
            incident(2, 20, { QStringLiteral("Outage"), QStringLiteral("Problem"), QStringLiteral("Delays") }) };
        known.incidents.front().endedAt.reset();
        known.overruns = { overrun(9, 85min), overrun(30, 20min) };
        const std::vector<VendorLine> lines = vendorLines(known, sampleTime());
        QCOMPARE(kindsOf(lines),
            (QStringList { QStringLiteral("partial outage: New, goes on"),
                QStringLiteral("maintenance: Upgrade, %1 late").arg(span(85min)),
                QStringLiteral("partial outage: Delays, 41 min"),
                QString::fromUtf8("edited: title was “Outage”, title was “Problem”, in silence"),
                QStringLiteral("maintenance: Upgrade, 20 min late") }));
        QVERIFY2(lines[3].toolTip.contains(QStringLiteral("without saying so")), qPrintable(lines[3].toolTip));
    }

    void editsAreInWords()
    {
        VendorRecord known = record();
        PublishedIncident changed = incident(1, 2, { QStringLiteral("A") });
        changed.edits = { { changed.seenAt, VendorEdit::What::Impact, QStringLiteral("major_outage"),
                              QStringLiteral("degraded"), true },
            { changed.seenAt, VendorEdit::What::Start, toIso(daysAgo(3)), toIso(daysAgo(2)), true },
            { changed.seenAt, VendorEdit::What::Title, QStringLiteral("said aloud"), QStringLiteral("A"),
                false } };
        known.incidents = { changed };
        const std::vector<VendorLine> lines = vendorLines(known, sampleTime());
        QCOMPARE(lines.size(), size_t { 2 });
        QCOMPARE(lines[1].text,
            QStringLiteral("impact was major outage, start was %1").arg(moment(daysAgo(3), sampleTime())));
        QVERIFY(lines[1].toolTip.contains(QStringLiteral("said aloud"))); // all of it
    }
};

QTEST_GUILESS_MAIN(VendorTextsTest)
#include "tst_vendortexts.moc"
