// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/sightingtexts.h"
#include "models/servicetexts.h"
#include "testkit/samplemonitors.h"

#include <QTest>

using namespace Wf;
using namespace Wf::Models;
using namespace Wf::TestKit;
using Domain::Sighting;
using Domain::Source;

namespace {
/// Minutes of that morning; nothing for a negative number.
Sighting seen(int own, int vendor, int ended)
{
    const auto at = [](int minute) {
        return minute < 0 ? std::nullopt : std::optional(sampleTime() - 3h + std::chrono::minutes(minute));
    };
    return { 1, ServiceId(QStringLiteral("okta")), at(own), at(vendor), at(ended) };
}

Domain::SightingSummary sum(const std::vector<Sighting> &sightings)
{
    return Domain::summarize(sightings, sampleTime() - Domain::kSightingWindow);
}

Ports::ServiceRow okta(const std::vector<Ports::MonitorRow> &monitors = {})
{
    return *withMonitors(sampleSnapshot(), monitors).find(ServiceId(QStringLiteral("okta")));
}
} // namespace

Q_DECLARE_METATYPE(std::vector<Wf::Domain::Sighting>)

class SightingTextsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sentences_data()
    {
        QTest::addColumn<std::vector<Sighting>>("sightings");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *sentence, const std::vector<Sighting> &sightings) {
            QTest::newRow(sentence) << sightings << QString::fromLatin1(sentence);
        };
        row("Nothing to compare yet: in 90 days neither side saw a trouble begin.", {});
        row("Nothing to compare yet: only one side has seen the trouble that goes on now.", { seen(5, -1, -1) });
        row("Our checks saw it first: the vendor admitted it 12 min later.", { seen(0, 12, 20) });
        row("The vendor said it first: our checks failed 3 min later.", { seen(3, 0, 20) });
        row("Our checks and the vendor saw it at the same moment.", { seen(3, 3, 20) });
        row("Our checks see it first: the vendor admits it 7 min later (median of 2).",
            { seen(0, 12, 20), seen(30, 32, 40) });
        row("The vendor says it first: our checks fail 4 min later (median of 3).",
            { seen(5, 0, 20), seen(34, 30, 40), seen(60, 70, 80) });
        row("Our checks and the vendor see it at the same moment (median of 3).",
            { seen(0, 0, 20), seen(32, 30, 40), seen(60, 70, 80) });
        row("One trouble that our checks saw was never admitted.", { seen(0, -1, 9) });
        row("2 troubles that our checks saw were never admitted.", { seen(0, -1, 9), seen(20, -1, 29) });
        row("One that the vendor told of did not reach our checks.", { seen(-1, 0, 9) });
        row("Our checks saw it first: the vendor admitted it 12 min later. 2 troubles that our checks saw were "
            "never "
            "admitted. 2 that the vendor told of did not reach our checks.",
            { seen(0, 12, 20), seen(30, -1, 31), seen(40, -1, 41), seen(-1, 50, 51), seen(-1, 60, 61) });
    }

    void sentences()
    {
        QFETCH(std::vector<Sighting>, sightings);
        QTEST(sightingSentence(sum(sightings)), "sentence");
    }

    void lines_data()
    {
        QTest::addColumn<std::vector<Sighting>>("sightings");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *line, const Sighting &sighting) {
            QTest::newRow(line) << std::vector { sighting } << QString::fromLatin1(line);
        };
        row("our checks first | admitted 12 min later, at %2 | 41 min", seen(0, 12, 41));
        row("our checks first | admitted 12 min later, at %2 | goes on", seen(0, 12, -1));
        row("vendor first | our checks failed 2 min later, at %1 | 41 min", seen(2, 0, 41));
        row("both at once | admitted when our checks failed | 41 min", seen(0, 0, 41));
        row("only our checks | never admitted | 41 min", seen(0, -1, 41));
        row("only our checks | not admitted yet | goes on", seen(0, -1, -1));
        row("only the vendor | our checks saw nothing of it | 41 min", seen(-1, 0, 41));
        row("only the vendor | our checks see nothing of it yet | goes on", seen(-1, 0, -1));
    }

    void lines()
    {
        QFETCH(std::vector<Sighting>, sightings);
        QFETCH(QString, line);
        const Sighting &sighting = sightings.front();
        const auto local = [](const std::optional<Instant> &at) {
            return at ? toDateTime(*at).toLocalTime().toString(QStringLiteral("HH:mm")) : QString();
        };
        line.replace(QStringLiteral("%1"), local(sighting.ownAt))
            .replace(QStringLiteral("%2"), local(sighting.vendorAt));
        const SightingLine shown = sightingLines(sum(sightings)).at(0);
        QCOMPARE(QStringList({ shown.first, shown.text, shown.length }).join(QStringLiteral(" | ")), line);
        QCOMPARE(shown.open, !sighting.endedAt);
        QCOMPARE(shown.at, sampleTime() - 3h);
        QCOMPARE(shown.toolTip.count(u'\n'), 2);
    }

    void sourcesStandApart()
    {
        const Ports::ServiceRow row = okta({ sampleCheck("okta", "login", Domain::Status::MajorOutage),
            sampleCheck("okta", "portal", Domain::Status::Operational), sampleHeartbeat("okta", "sync") });
        const auto vendor = sourceLines(row, Source::Vendor, sampleTime());
        QCOMPARE(vendor.size(), size_t { 1 });
        QCOMPARE(vendor.front(),
            (SourceLine { Domain::Display::MajorOutage, QStringLiteral("status page"),
                QStringLiteral("Sign-in errors"), QStringLiteral("20 s ago") }));
        const auto own = sourceLines(row, Source::Own, sampleTime());
        QCOMPARE(own.size(), size_t { 2 });
        QCOMPARE(own.at(0).name, QStringLiteral("HTTP, login"));
        QCOMPARE(own.at(0).display, Domain::Display::MajorOutage);
        QVERIFY2(own.at(0).text.contains(QStringLiteral("503")), qPrintable(own.at(0).text));
        QCOMPARE(own.at(1).display, Domain::Display::Operational);
        QCOMPARE(sourceLines(row, Source::Heartbeat, sampleTime()).size(), size_t { 1 });
        QVERIFY(sourceLines(row, Source::Person, sampleTime()).empty());
    }

    void pausedSaysSo()
    {
        Ports::MonitorRow check = sampleCheck("okta", "login", Domain::Status::Unknown);
        check.state.paused = true;
        QCOMPARE(sourceLines(okta({ check }), Source::Own, sampleTime()).front().age, QStringLiteral("paused"));
        check = sampleCheck("okta", "login", Domain::Status::Unknown);
        check.state.polledAt.reset();
        QCOMPARE(
            sourceLines(okta({ check }), Source::Own, sampleTime()).front().age, QStringLiteral("not asked yet"));
    }

    void lagIsANumber()
    {
        Ports::ServiceRow row = okta();
        const auto card = [&row] { return numberCards(row, sampleTime()).back(); };
        row.sightings = sum({ seen(0, -1, 9) });
        QVERIFY(card().title != QStringLiteral("Admitted after"));
        row.sightings = sum({ seen(0, 12, 20), seen(30, 38, 40) });
        QCOMPARE(card().title, QStringLiteral("Admitted after"));
        QCOMPARE(card().value, QStringLiteral("10 min"));
        QCOMPARE(card().note, QStringLiteral("median of 2 in 90 d"));
        QCOMPARE(card().tone, std::optional(Domain::Display::Maintenance));
        row.sightings = sum({ seen(0, 12, 20), seen(30, 34, -1) });
        QCOMPARE(card().value, QStringLiteral("4 min"));
        QCOMPARE(card().note, QStringLiteral("median 8 min over 90 d"));
        QCOMPARE(numberCards(row, sampleTime()).size(), size_t { 6 }); // a poller that is well makes room
        row.monitors.front().state.failures = 1;
        QVERIFY(card().title != QStringLiteral("Admitted after")); // one that is not does not
        row.monitors.front().state.failures = 0;
        row.sightings = sum({ seen(5, 0, 20) });
        QCOMPARE(card().title, QStringLiteral("Vendor first by"));
        QCOMPARE(card().value, QStringLiteral("5 min"));
    }

    void monitorsAndWhoDecides()
    {
        QCOMPARE(monitorsInWords(okta()), QStringLiteral("vendor page"));
        Ports::MonitorRow socket = sampleCheck("okta", "socket", Domain::Status::Operational);
        socket.spec.kind = QStringLiteral("websocket"); // whatever its kind
        Ports::ServiceRow row = okta({ sampleCheck("okta", "login", Domain::Status::Operational), socket,
            sampleHeartbeat("okta", "sync") });
        QCOMPARE(monitorsInWords(row), QStringLiteral("vendor page + 2 checks + heartbeat, the worst decides"));
        row.service.quorum = 2;
        QCOMPARE(monitorsInWords(row), QStringLiteral("vendor page + 2 checks + heartbeat, 2 must agree"));
        row.service.quorum = 9; // there are no more than four
        QVERIFY(monitorsInWords(row).endsWith(QStringLiteral("4 must agree")));
        QVERIFY(serviceFacts(row, sampleTime()).contains(QStringLiteral("4 must agree")));
    }
};

QTEST_GUILESS_MAIN(SightingTextsTest)
#include "tst_sightingtexts.moc"
