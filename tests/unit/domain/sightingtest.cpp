// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "domain/sighting.h"

#include "samples.h"
#include "tests.h"

#include <numeric>

using namespace Samples;

namespace {
/// Minutes after noon; nothing for "-".
std::optional<Instant> at(const QString &minute)
{
    return minute == u"-" ? std::nullopt : std::optional(noon() + minutes { minute.toInt() });
}

/// "own vendor ended"
Sighting sighting(const QString &text, qint64 id = 7)
{
    const QStringList parts = text.split(u' ');
    return { id, sid("s"), at(parts.at(0)), at(parts.at(1)), at(parts.at(2)) };
}

std::vector<Sighting> sightings(const QStringList &texts)
{
    std::vector<Sighting> all;
    for (const QString &text : texts)
        all.push_back(sighting(text, qint64(all.size()) + 1));
    return all;
}

/// One poll a minute, O or M; the first of the polls that led to each transition, as its number.
QString beginnings(const QString &polls, const MonitorSpec &spec, MonitorState state)
{
    QStringList result;
    Instant now = noon();
    for (const QChar poll : polls) {
        const Status status = poll == u'O' ? Status::Operational
            : poll == u'D'                 ? Status::Degraded
                                           : Status::MajorOutage;
        const Advance next =
            poll == u'x' ? advance(state, failed(), spec, now) : advance(state, seen(status), spec, now);
        if (next.since.has_value() != next.transition.has_value())
            return QStringLiteral("a beginning without a transition, or none with one");
        if (next.since)
            result += QString::number(std::chrono::floor<minutes>(*next.since - noon()).count());
        state = next.state;
        now += minutes { 1 };
    }
    return result.join(u' ');
}
} // namespace

class SightingTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void follows_data();
    void follows();
    void endsNotBeforeItBegan();
    void summary_data();
    void summary();
    void onlyTheWindowCounts();
    void recentIsBounded();
    void pooled();
    void beginning_data();
    void beginning();
};

void SightingTest::follows_data()
{
    QTest::addColumn<QString>("latest"); // own vendor ended; empty: there is none
    QTest::addColumn<QString>("own");
    QTest::addColumn<QString>("vendor");
    QTest::addColumn<int>("now");
    QTest::addColumn<QString>("expected"); // empty: nothing to write
    QTest::addColumn<bool>("goesOn");
    const auto row = [](const char *name, const char *latest, const char *own, const char *vendor, int now,
                         const char *expected, bool goesOn) {
        const auto text = [](const char *latin) { return QString::fromLatin1(latin); };
        QTest::newRow(name) << text(latest) << text(own) << text(vendor) << now << text(expected) << goesOn;
    };
    row("all well, nothing known", "", "-", "-", 10, "", false);
    row("ours opens it", "", "8", "-", 10, "8 - -", false);
    row("the vendor opens it", "", "-", "9", 10, "- 9 -", false);
    row("both at the same moment", "", "8", "8", 10, "8 8 -", false);
    row("nothing new", "8 - -", "8", "-", 11, "", true);
    row("the vendor admits it", "8 - -", "8", "20", 22, "8 20 -", true);
    row("our check fails later", "- 8 -", "15", "8", 17, "15 8 -", true);
    row("the first time of a side stays", "8 20 -", "25", "26", 27, "", true);
    row("ours is well, the vendor is not", "8 20 -", "-", "20", 30, "", true);
    row("both are well", "8 20 -", "-", "-", 40, "8 20 40", true);
    row("ended stays ended", "8 20 40", "-", "-", 41, "", true);
    row("admitted after our check was well", "8 - 12", "-", "30", 31, "8 30 -", true);
    row("again within an hour", "8 20 40", "95", "-", 100, "8 20 -", true);
    row("again exactly an hour after", "8 20 40", "98", "-", 100, "8 20 -", true);
    row("again after more than an hour", "8 20 40", "99", "-", 101, "99 - -", false);
    row("out of sight for two hours", "8 20 40", "-", "20", 160, "8 20 -", true);
    row("admitted long after, dated back", "8 - 40", "-", "30", 160, "8 30 -", true);
    row("admitted a day later", "8 - -", "8", "1448", 1450, "8 1448 -", true);
    row("admitted more than a day later", "8 - -", "8", "1449", 1450, "", true);
    row("our check fails more than a day later", "- 8 -", "1449", "8", 1450, "", true);
    row("the clock was set back", "8 20 40", "30", "-", 30, "8 20 -", true);
}

void SightingTest::follows()
{
    QFETCH(QString, latest);
    QFETCH(QString, own);
    QFETCH(QString, vendor);
    QFETCH(int, now);
    QFETCH(QString, expected);
    QFETCH(bool, goesOn);
    const auto before = latest.isEmpty() ? std::nullopt : std::optional(sighting(latest));
    const auto next = follow(before, sid("s"), { at(own), at(vendor) }, noon() + minutes { now });
    QCOMPARE(next.has_value(), !expected.isEmpty());
    if (next)
        QCOMPARE(*next, sighting(expected, goesOn ? 7 : 0));
}

void SightingTest::endsNotBeforeItBegan()
{
    const auto ended = follow(sighting(QStringLiteral("8 20 -")), sid("s"), {}, noon());
    QVERIFY(ended);
    QCOMPARE(ended->endedAt, at(QStringLiteral("20")));
}

void SightingTest::summary_data()
{
    QTest::addColumn<QStringList>("all");
    QTest::addColumn<QList<int>>("counts"); // ours first, vendor first, only ours, only vendor
    QTest::addColumn<QVariant>("median"); // seconds
    const auto row = [](const char *name, const QStringList &all, const QList<int> &counts,
                         const QVariant &median) { QTest::newRow(name) << all << counts << median; };
    const auto list = [](const char *text) { return QString::fromLatin1(text).split(u','); };
    row("nothing", {}, { 0, 0, 0, 0 }, {});
    row("ours first", list("0 12 20"), { 1, 0, 0, 0 }, 720);
    row("the vendor first", list("12 0 20"), { 0, 1, 0, 0 }, -720);
    row("the same moment", list("5 5 20"), { 0, 1, 0, 0 }, 0);
    row("never admitted", list("5 - 20"), { 0, 0, 1, 0 }, {});
    row("never failed here", list("- 5 20"), { 0, 0, 0, 1 }, {});
    row("not admitted yet", list("5 - -"), { 0, 0, 0, 0 }, {});
    row("goes on, seen by both", list("5 9 -"), { 1, 0, 0, 0 }, 240);
    row("odd", list("0 30 40,100 110 120,200 201 210"), { 3, 0, 0, 0 }, 600);
    row("even", list("0 30 40,100 110 120,200 201 210,300 304 310"), { 4, 0, 0, 0 }, 420);
    row("all sorts", list("0 9 9,20 15 30,40 - 50,- 60 70,80 - -"), { 1, 1, 1, 1 }, 120);
}

void SightingTest::summary()
{
    QFETCH(QStringList, all);
    QFETCH(QList<int>, counts);
    QFETCH(QVariant, median);
    const SightingSummary summary = summarize(sightings(all), noon());
    QCOMPARE(
        (QList<int> { summary.oursFirst, summary.vendorFirst, summary.onlyOurs, summary.onlyVendor }), counts);
    QCOMPARE(summary.count(), std::accumulate(counts.begin(), counts.end(), 0));
    QCOMPARE(summary.medianLag().has_value(), median.isValid());
    if (median.isValid())
        QCOMPARE(summary.medianLag().value(), Millis { median.toInt() * 1000 });
    QCOMPARE(summary.recent.size(), size_t(all.size()));
}

void SightingTest::onlyTheWindowCounts()
{
    const auto all = sightings({ QStringLiteral("-1 50 60"), QStringLiteral("0 5 6"), QStringLiteral("9 -1 60") });
    const SightingSummary summary = summarize(all, noon());
    QCOMPARE(summary.count(), 1);
    QCOMPARE(summary.recent, std::vector { all.at(1) });
}

void SightingTest::recentIsBounded()
{
    std::vector<Sighting> all;
    all.reserve(30);
    for (int i = 0; i < 30; ++i)
        all.push_back(sighting(QStringLiteral("%1 %2 %2").arg(i / 2 * 10).arg(i / 2 * 10 + 1), i)); // pairs
    const SightingSummary summary = summarize(all, noon());
    QCOMPARE(summary.oursFirst, 30);
    QCOMPARE(summary.recent.size(), size_t { 20 });
    for (size_t i = 0; i < summary.recent.size(); ++i)
        QCOMPARE(summary.recent[i].id, 29 - qint64(i)); // newest first, of the same moment the later one
}

void SightingTest::pooled()
{
    const auto all = sightings({ QStringLiteral("0 30 40"), QStringLiteral("100 110 120"),
        QStringLiteral("200 - 210"), QStringLiteral("- 301 310"), QStringLiteral("404 400 410") });
    const std::span whole(all);
    QCOMPARE(
        pool(summarize(whole.first(2), noon()), summarize(whole.subspan(2), noon())), summarize(whole, noon()));
    QCOMPARE(pool({}, summarize(whole, noon())), summarize(whole, noon()));
}

void SightingTest::beginning_data()
{
    QTest::addColumn<QString>("polls"); // one a minute: O, D, M; x = failed
    QTest::addColumn<bool>("believed"); // at first sight
    QTest::addColumn<QString>("begun"); // unknown before
    const auto row = [](const char *polls, bool believed, const char *begun) {
        QTest::newRow(polls) << QString::fromLatin1(polls) << believed << QString::fromLatin1(begun);
    };
    row("OOMMM", true, "0 2");
    row("OOMMMOO", true, "0 2 5");
    row("OMxMM", true, "0 1"); // a failed poll neither counts nor ends it
    row("OMOMMM", true, "0 3");
    row("ODMDMD", true, "0 1"); // alternating levels: the first of all
    row("ODMMM", true, "0 1"); // it began to look bad with the first
    row("OMMMDD", true, "0 1 4"); // better, not well
    row("M", true, "0");
    row("MMM", false, "0");
    row("OMMM", false, "0 1");
}

void SightingTest::beginning()
{
    QFETCH(QString, polls);
    QFETCH(bool, believed);
    QFETCH(QString, begun);
    MonitorSpec checked = spec();
    checked.confirm.first = believed ? FirstSight::Believed : FirstSight::Confirmed;
    MonitorState unknown;
    unknown.id = checked.id;
    QCOMPARE(beginnings(polls, checked, unknown), begun);
}

std::unique_ptr<QObject> sightingTest()
{
    return std::make_unique<SightingTest>();
}

#include "sightingtest.moc"
