// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/maintenance.h"
#include "domain/publishedincident.h"

#include "samples.h"
#include "tests.h"

using namespace Samples;

namespace {
QStringList split(const char *text)
{
    return QString::fromLatin1(text).split(QStringLiteral(" | "), Qt::SkipEmptyParts);
}

Instant at(int minute)
{
    return noon() + minutes { minute };
}

int minuteOf(Instant time)
{
    return int(std::chrono::floor<minutes>(time - noon()).count());
}

Status impactOf(QStringView letter)
{
    return letter == u"N" ? Status::Operational
        : letter == u"D"  ? Status::Degraded
        : letter == u"P"  ? Status::PartialOutage
        : letter == u"M"  ? Status::MajorOutage
                          : Status::Unknown;
}

/// "id/title/impact/updates/start": how many updates, or uMINUTE for a time of the last one instead of a list;
/// start in minutes.
VendorIncident listed(const QString &text)
{
    const QStringList parts = text.split(u'/');
    VendorIncident incident;
    incident.id = parts.value(0);
    incident.title = parts.value(1);
    incident.impact = impactOf(parts.value(2));
    const QString updates = parts.value(3);
    if (updates.startsWith(u'u'))
        incident.updatedAt = at(updates.mid(1).toInt());
    for (int i = updates.toInt(); i > 0; --i)
        incident.updates.push_back({ QString::number(i), QStringLiteral("investigating"), {}, at(i) });
    if (parts.size() > 4)
        incident.startedAt = at(parts.at(4).toInt());
    return incident;
}

std::vector<VendorIncident> list(const QString &text)
{
    std::vector<VendorIncident> incidents;
    for (const QString &each : text.split(u' ', Qt::SkipEmptyParts))
        incidents.push_back(listed(each));
    return incidents;
}

/// What is known after a page was read: "minute: incidents", "minute gone minute: …" when nobody looked in
/// between, "minute other ids: …" when another page lists these, "minute anew: …" when nobody knows what it said
/// before.
class Reader {
public:
    void read(const QString &text)
    {
        const QStringList head = text.section(u':', 0, 0).split(u' ');
        const std::vector<VendorIncident> now = list(text.section(u':', 1));
        PageReading page;
        page.time.at = at(head.first().toInt());
        page.time.goneAt = head.value(1) == u"gone" ? at(head.value(2).toInt()) : page.time.at;
        page.listed = now;
        if (head.value(1) != u"anew")
            page.before = m_before;
        if (head.value(1) == u"other")
            page.elsewhere = head.mid(2);
        for (PublishedIncident &each : follow(known, sid("s"), page))
            keep(std::move(each));
        m_before = now;
    }

    std::vector<PublishedIncident> known;
    int written = 0;

private:
    void keep(PublishedIncident incident)
    {
        ++written;
        if (incident.id == 0) {
            incident.id = qint64(known.size()) + 1;
            known.push_back(std::move(incident));
        } else {
            const qint64 id = incident.id;
            known.at(size_t(id - 1)) = std::move(incident);
        }
    }

    std::vector<VendorIncident> m_before;
};

/// "vendor's id, title, impact, begun-ended", each edit as "what:before>after", with "!" before a quiet one.
QString textOf(const PublishedIncident &incident)
{
    QString text = incident.vendorId % u' ' % incident.title % u' ' % word(incident.impact) % u' '
        % QString::number(minuteOf(incident.begunAt())) % u'-'
        % (incident.endedAt ? QString::number(minuteOf(*incident.endedAt)) : QString());
    for (const VendorEdit &edit : incident.edits)
        text +=
            u' ' % QLatin1String(edit.quiet ? "!" : "") % word(edit.what) % u':' % edit.before % u'>' % edit.after;
    return text;
}

QStringList textsOf(const std::vector<PublishedIncident> &known)
{
    QStringList texts;
    for (const PublishedIncident &each : known)
        texts.append(textOf(each));
    return texts;
}

/// Scheduled, in Progress, Verifying, Completed.
VendorMaintenance work(QChar state, int until)
{
    VendorMaintenance maintenance;
    maintenance.id = QStringLiteral("m1");
    maintenance.scheduledFor = at(0);
    if (until >= 0)
        maintenance.scheduledUntil = at(until);
    maintenance.state = state == u'S' ? MaintenanceState::Scheduled
        : state == u'P'               ? MaintenanceState::InProgress
        : state == u'V'               ? MaintenanceState::Verifying
                                      : MaintenanceState::Completed;
    return maintenance;
}
} // namespace

class PublishedTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void follows_data();
    void follows();
    void editsAreBounded();
    void fullPageEndsNothing();
    void words();
    void maintenance_data();
    void maintenance();
};

void PublishedTest::follows_data()
{
    QTest::addColumn<QStringList>("readings");
    QTest::addColumn<QStringList>("known");
    QTest::addColumn<int>("written");
    const auto row = [](const char *name, const char *readings, const char *known, int written) {
        QTest::newRow(name) << split(readings) << split(known) << written;
    };
    row("nothing listed", "5:", "", 0);
    row("begins", "5:i1/Errors/D", "i1 Errors degraded 5-", 1);
    row("the same again is not written", "5:i1/Errors/D | 6:i1/Errors/D", "i1 Errors degraded 5-", 1);
    row("dated back", "5:i1/Errors/D/0/2", "i1 Errors degraded 2-", 1);
    row("a date to come is not believed", "5:i1/Errors/D/0/9", "i1 Errors degraded 5-", 1);
    row("ends when it is gone", "5:i1/Errors/D | 9:", "i1 Errors degraded 5-9", 2);
    row("nobody looked in between", "5:i1/Errors/D | 900 gone 6:", "i1 Errors degraded 5-6", 2);
    row("goes on on another page", "5:i1/Errors/D | 6 other i1:", "i1 Errors degraded 5-", 1);
    row("back within a day goes on", "5:i1/Errors/D | 9: | 1449:i1/Errors/D", "i1 Errors degraded 5-", 3);
    row("back later is another", "5:i1/Errors/D | 9: | 1450:i1/Errors/D",
        "i1 Errors degraded 5-9 | i1 Errors degraded 1450-", 3);
    row("two at once", "5:i1/A/D i2/B/M | 6:i2/B/M", "i1 A degraded 5-6 | i2 B major_outage 5-", 3);
    row("listed twice is one", "5:i1/A/D i1/B/M", "i1 A degraded 5-", 1);
    row("without an id the title is it", "5:/A/D | 6:/B/D", "A A degraded 5-6 | B B degraded 6-", 3);
    row("title with a new update", "5:i1/A/D/1 | 6:i1/B/D/2", "i1 B degraded 5- title:A>B", 2);
    row("title in silence", "5:i1/A/D/1 | 6:i1/B/D/1", "i1 B degraded 5- !title:A>B", 2);
    row("impact in silence", "5:i1/A/M/1 | 6:i1/A/D/1", "i1 A degraded 5- !impact:major_outage>degraded", 2);
    row("impact with a new update", "5:i1/A/D/1 | 6:i1/A/M/2", "i1 A major_outage 5- impact:degraded>major_outage",
        2);
    row("both in silence", "5:i1/A/M/2 | 6:i1/B/N/2",
        "i1 B operational 5- !title:A>B !impact:major_outage>operational", 2);
    row("an update that was taken back tells nothing", "5:i1/A/D/2 | 6:i1/B/D/1", "i1 B degraded 5- !title:A>B",
        2);
    row("no updates listed: the time of the last one counts", "5:i1/A/D/u3 | 6:i1/B/D/u6",
        "i1 B degraded 5- title:A>B", 2);
    row("no updates listed, same time", "5:i1/A/D/u3 | 6:i1/B/D/u3", "i1 B degraded 5- !title:A>B", 2);
    row("no updates, no time: nobody knows", "5:i1/A/D | 6:i1/B/D", "i1 B degraded 5- title:A>B", 2);
    row("what it said before is not known", "5:i1/A/D/1 | 6 anew:i1/B/D/1", "i1 B degraded 5- title:A>B", 2);
    row("a word nobody knows is no edit", "5:i1/A/D/1 | 6:i1/A/?/1", "i1 A degraded 5-", 1);
    row("a word that became known is no edit", "5:i1/A/?/1 | 6:i1/A/M/1", "i1 A major_outage 5-", 2);
    row("dated back later", "5:i1/A/D/1/4 | 6:i1/A/D/1/2",
        "i1 A degraded 2- !start:2026-04-22T10:04:00Z>2026-04-22T10:02:00Z", 2);
    row("a date that was missing is no edit", "5:i1/A/D/1 | 6:i1/A/D/1/2", "i1 A degraded 2-", 2);
    row("changed while it was away", "5:i1/A/D/1 | 9: | 10:i1/B/D/1", "i1 B degraded 5- title:A>B", 3);
}

void PublishedTest::follows()
{
    QFETCH(QStringList, readings);
    Reader reader;
    for (const QString &reading : readings)
        reader.read(reading);
    QTEST(textsOf(reader.known), "known");
    QTEST(reader.written, "written");
}

void PublishedTest::editsAreBounded()
{
    Reader reader;
    for (int i = 0; i < 200; ++i)
        reader.read(QStringLiteral("%1:i1/t%1/%2/1").arg(i).arg(QLatin1Char(i % 2 ? 'M' : 'D')));
    const PublishedIncident &known = reader.known.front();
    QCOMPARE(known.edits.size(), kMostEdits);
    QCOMPARE(known.edits.front().before, QStringLiteral("t0")); // the first words are worth most
    QCOMPARE(known.title, QStringLiteral("t199"));
    QCOMPARE(known.impact, Status::MajorOutage);
    QCOMPARE(known.peak, Status::MajorOutage);
}

void PublishedTest::fullPageEndsNothing()
{
    QStringList all;
    for (size_t i = 0; i < kFullPage + 1; ++i)
        all.append(QStringLiteral("i%1/A/D").arg(i));
    Reader reader;
    reader.read(QStringLiteral("1:") + all.first(20).join(u' '));
    reader.read(QStringLiteral("2:") + all.mid(1).join(u' ')); // as many as a page tells: the first may go on
    QVERIFY(!reader.known.front().endedAt);
    reader.read(QStringLiteral("3:") + all.mid(2).join(u' '));
    QCOMPARE(reader.known.at(0).endedAt, std::optional(at(3)));
    QCOMPARE(reader.known.at(1).endedAt, std::optional(at(3)));
    QVERIFY(!reader.known.at(2).endedAt);
}

void PublishedTest::words()
{
    for (const auto what : { VendorEdit::What::Title, VendorEdit::What::Impact, VendorEdit::What::Start })
        QCOMPARE(editFromWord(word(what)), std::optional(what));
    QVERIFY(!editFromWord(u"body"));
}

void PublishedTest::maintenance_data()
{
    QTest::addColumn<QStringList>("readings"); // "minute state until": when it was read and what was said of it
    QTest::addColumn<int>("overrun"); // minutes, at minute 100; -1: none
    QTest::addColumn<int>("ended"); // minute; -1: goes on
    QTest::newRow("still to come") << split("-5 S 30") << -1 << -1;
    QTest::newRow("in time") << split("-5 S 30 | 1 P 30 | 29 C 30") << -1 << 29;
    QTest::newRow("closed a little late") << split("1 P 30 | 35 P 30 | 36 C 30") << -1 << 36;
    QTest::newRow("overran") << split("1 P 30 | 36 P 30 | 50 C 30") << 20 << 50;
    QTest::newRow("verifying is not over") << split("1 P 30 | 36 V 30 | 50 C 30") << 20 << 50;
    QTest::newRow("goes on") << split("1 P 30 | 40 P 30") << 70 << -1;
    QTest::newRow("gone instead of completed") << split("1 P 30 | 40 P 30 | 45 X") << 15 << 45;
    QTest::newRow("nobody saw it late") << split("1 P 30 | 90 C 30") << -1 << 90;
    QTest::newRow("end moved before it began") << split("-5 S 30 | -2 S 60 | 1 P 60 | 50 C 60") << -1 << 50;
    QTest::newRow("end moved while it went on") << split("1 P 30 | 25 P 60 | 40 P 60 | 50 C 60") << 20 << 50;
    QTest::newRow("end moved as it began") << split("-5 S 30 | 1 P 60 | 40 P 60 | 50 C 60") << 20 << 50;
    QTest::newRow("no end announced") << split("1 P -1 | 90 P -1 | 95 C -1") << -1 << 95;
    QTest::newRow("an end announced later") << split("1 P -1 | 10 P 30 | 40 P 30 | 45 C 30") << 15 << 45;
    QTest::newRow("completed twice ends once") << split("1 P 30 | 40 P 30 | 45 C 30 | 60 C 30") << 15 << 45;
    QTest::newRow("opened again") << split("1 P 30 | 40 P 30 | 45 C 30 | 60 P 30") << 70 << -1;
    QTest::newRow("late to begin") << split("1 S 30 | 40 S 30 | 45 P 60 | 50 C 60") << 20 << 50;
}

void PublishedTest::maintenance()
{
    QFETCH(QStringList, readings);
    MaintenanceRow row;
    for (const QString &reading : readings) {
        const QStringList parts = reading.split(u' ');
        const Instant time = at(parts.at(0).toInt());
        if (parts.at(1) == u"X")
            row = vanish(row, time);
        else
            row = follow(row, work(parts.at(1).front(), parts.at(2).toInt()), { time, time });
    }
    const auto over = row.overrun(at(100));
    QTEST(over ? int(std::chrono::floor<minutes>(*over).count()) : -1, "overrun");
    QTEST(row.endedAt ? minuteOf(*row.endedAt) : -1, "ended");
}

std::unique_ptr<QObject> publishedTest()
{
    return std::make_unique<PublishedTest>();
}

#include "publishedtest.moc"
