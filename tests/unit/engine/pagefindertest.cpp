// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "rig.h"

using namespace Samples;
using namespace std::chrono_literals;
using Wf::Domain::Detection;
using Wf::Domain::Failure;
using Wf::Domain::Status;
using Wf::Domain::Traffic;

namespace {

Detection movedTo(const char *kind, const QString &url)
{
    Detection detection;
    detection.kind = QString::fromLatin1(kind);
    detection.url = QUrl(url);
    detection.sentence = QStringLiteral("a.example moved");
    detection.steps.push_back({ QUrl(url), QStringLiteral("is a page") });
    return detection;
}

/// A page that is watched and says what the test wants.
struct Watched : Rig {
    Watched()
    {
        prober.detection = movedTo("incidentio", QStringLiteral("https://new.example/api"));
        start({ service("a") });
        run(2min);
    }
    [[nodiscard]] const Wf::Ports::MonitorRow &monitor() const { return row("a").monitors.front(); }
};

} // namespace

class PageFinderTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void looksOnceItCannotBeRead()
    {
        Watched watched;
        QVERIFY(watched.prober.searched.empty());
        watched.prober.fail(id("a"), Failure::Parse);
        watched.run(4min);
        QCOMPARE(watched.prober.searched.size(), size_t { 1 });
        QCOMPARE(watched.prober.searched.front(), watched.monitor().spec.url);
        QVERIFY(watched.monitor().moved);
        QCOMPARE(watched.monitor().moved->kind, QStringLiteral("incidentio"));
        QVERIFY(watched.monitor().moved->steps.empty());
        watched.run(20h);
        QCOMPARE(watched.prober.searched.size(), size_t { 1 });
        watched.run(5h);
        QCOMPARE(watched.prober.searched.size(), size_t { 2 });
    }

    void aPageThatIsBackNeedsNoProposal()
    {
        Watched watched;
        watched.prober.fail(id("a"), Failure::HardHttp);
        watched.run(4min);
        QVERIFY(watched.monitor().moved);
        watched.prober.say(id("a"), Status::Operational);
        watched.run(2min);
        QVERIFY(!watched.monitor().moved);
    }

    void looksForNothingWhenOnlyTheWayIsBroken_data()
    {
        QTest::addColumn<int>("failure");
        for (const Failure failure : { Failure::Transport, Failure::Timeout, Failure::TransientHttp,
                 Failure::CircuitOpen, Failure::Selector, Failure::Unmapped })
            QTest::addRow("%d", static_cast<int>(failure)) << static_cast<int>(failure);
    }
    void looksForNothingWhenOnlyTheWayIsBroken()
    {
        QFETCH(int, failure);
        Watched watched;
        watched.prober.fail(id("a"), static_cast<Failure>(failure));
        watched.run(1h);
        QVERIFY(watched.prober.searched.empty());
    }

    void whatIsWatchedAlreadyIsNoProposal()
    {
        Watched watched;
        watched.prober.detection =
            movedTo(qPrintable(watched.monitor().spec.kind), watched.monitor().spec.url.toString());
        watched.prober.fail(id("a"), Failure::Parse);
        watched.run(10min);
        QCOMPARE(watched.prober.searched.size(), size_t { 1 });
        QVERIFY(!watched.monitor().moved);
    }

    void nothingFoundIsNoProposal()
    {
        Watched watched;
        watched.prober.detection = {};
        watched.prober.fail(id("a"), Failure::Parse);
        watched.run(10min);
        QVERIFY(!watched.monitor().moved);
    }

    void showsWhatAPageCosts()
    {
        Watched watched;
        Wf::Domain::Observation seen;
        seen.status = Status::Operational;
        seen.requests = 2;
        seen.unchanged = 1;
        seen.bytes = 300;
        watched.prober.say(id("a"), seen);
        watched.run(10min);
        const Traffic traffic = watched.monitor().traffic;
        QVERIFY(traffic.requests >= 18);
        QCOMPARE(traffic.notModified, traffic.requests / 2);
        QCOMPARE(traffic.bytes, traffic.requests / 2 * 300);
    }

    void waitsAsLongAsThePageSays()
    {
        Watched watched;
        Wf::Domain::Observation seen;
        seen.status = Status::Operational;
        seen.freshFor = 5min;
        watched.prober.say(id("a"), seen);
        watched.run(2min);
        watched.prober.asked.clear();
        watched.run(30min);
        QVERIFY(watched.prober.asked.size() >= 5 && watched.prober.asked.size() <= 6);
        QCOMPARE(watched.row("a").interval(), Wf::Millis { 5min });
    }
};

std::unique_ptr<QObject> pageFinderTest()
{
    return std::make_unique<PageFinderTest>();
}

#include "pagefindertest.moc"
