// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "engine/sightingkeeper.h"
#include "watch.h"

using namespace Samples;
using Wf::Instant;
using Wf::Domain::Sighting;
using Wf::Engine::Tick;

namespace {
/// What somebody sees from one minute of the story on: O, D, M, W (announced work), x (nothing).
struct Scene {
    double minute;
    QString who; ///< "own", "page", "all"; "gap" = nobody looks
    QChar what;
    std::optional<double> startedAt; ///< of the vendor's incident
};

/// "10 own M, 12 page M@11.5"
std::vector<Scene> scenesOf(const QString &story)
{
    std::vector<Scene> scenes;
    for (const QString &line : story.split(QStringLiteral(", "))) {
        const QStringList parts = line.split(u' ');
        Scene scene { parts.at(0).toDouble(), parts.at(1), parts.value(2, QStringLiteral("-")).front(), {} };
        if (const auto at = line.indexOf(u'@'); at > 0)
            scene.startedAt = line.mid(at + 1).toDouble();
        scenes.push_back(scene);
    }
    return scenes;
}

Wf::Millis minutesOf(double minutes)
{
    return Wf::Millis { qint64(minutes * 60'000) };
}

class Story {
public:
    explicit Story(Watch &watch)
        : m_watch(watch)
        , m_begin(watch.clock.now())
    {
    }
    void play(const std::vector<Scene> &scenes, int minutes)
    {
        for (int minute = 0; minute <= minutes; ++minute) {
            for (const Scene &scene : scenes) {
                if (scene.minute == minute)
                    change(scene);
            }
            if (!m_away) {
                m_watch.observe(observation(m_own), own());
                m_watch.observe(observation(m_page), page());
            }
            m_watch.clock.advance(60s);
        }
    }
    /// "own vendor ended", in minutes of the story.
    [[nodiscard]] QString told(const std::vector<Sighting> &sightings) const
    {
        QStringList lines;
        const auto text = [this](const std::optional<Instant> &at) {
            return at ? QString::number(double((*at - m_begin).count()) / 60'000) : QStringLiteral("-");
        };
        for (const Sighting &each : sightings)
            lines += text(each.ownAt) + u' ' + text(each.vendorAt) + u' ' + text(each.endedAt);
        return lines.join(QStringLiteral(", "));
    }

private:
    void change(const Scene &scene)
    {
        m_away = scene.who == u"gap";
        if (scene.who == u"own" || scene.who == u"all")
            m_own = scene;
        if (scene.who == u"page" || scene.who == u"all")
            m_page = scene;
    }
    [[nodiscard]] Wf::Domain::Observation observation(const Scene &scene) const
    {
        if (scene.what == u'x')
            return failed(id("s"));
        const bool work = scene.what == u'W';
        const Status status = scene.what == u'O' ? Status::Operational
            : scene.what == u'M'                 ? Status::MajorOutage
                                                 : Status::Degraded;
        Wf::Domain::Observation result = seen(id("s"), status);
        result.maintenance = work;
        if (scene.startedAt) {
            result.incidents = { incident("i", "Errors", status) };
            result.incidents.front().startedAt = m_begin + minutesOf(*scene.startedAt);
        }
        return result;
    }

    Watch &m_watch;
    Instant m_begin;
    Scene m_own { 0, {}, u'O', {} };
    Scene m_page { 0, {}, u'O', {} };
    bool m_away = false;
};
} // namespace

class SightingKeeperTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stories_data()
    {
        QTest::addColumn<QString>("story");
        QTest::addColumn<QString>("told");
        const auto row = [](const char *name, const char *story, const char *told) {
            QTest::newRow(name) << QString::fromLatin1(story) << QString::fromLatin1(told);
        };
        row("all is well", "0 all O", "");
        row("ours first", "10 own M, 20 page M, 30 own O, 35 page O", "10 20 35");
        row("the vendor first", "10 page D, 14 own M, 20 all O", "14 10 20");
        row("only ours", "10 own D, 20 own O", "10 - 20");
        row("only the vendor", "10 page M, 20 page O", "- 10 20");
        row("one failing run is none", "10 own M, 11 own O", "");
        row("it goes on", "10 own M", "10 - -");
        row("dated back", "10 own M, 20 page M@19.5", "10 19.5 -");
        row("dated back beyond our own eyes", "10 own M, 20 page M@3", "10 19 -");
        row("dated ahead", "10 own M, 20 page M@55", "10 20 -");
        row("worse, not anew", "10 own D, 15 own M, 18 page D, 20 page M", "10 18 -");
        row("admitted when our check is well again", "10 own M, 14 own O, 30 page D, 40 page O", "10 30 40");
        row("again, long after", "10 own M, 12 own O, 80 own M, 82 own O", "10 - 12, 80 - 82");
        row("a blind page admits nothing", "10 own M, 12 page x, 20 own O", "10 - 20");
        row("a blind page hides that it is over", "10 own M, 12 page M, 15 page x, 20 own O, 30 page O",
            "10 12 30");
        row("a page that stays blind leaves it open", "10 own M, 12 page M, 15 page x, 20 own O", "10 12 -");
        row("there at first sight", "0 own M, 20 page M", "");
        row("the vendor's at first sight", "0 page D, 20 own M, 30 own O", "");
        row("there at first sight, then anew", "0 own M, 10 own O, 20 own M", "20 - -");
        row("began while nobody looked", "10 gap, 40 all M", "");
        row("a short gap is none", "10 gap, 13 own M", "13 - -");
        row("admitted while nobody looked", "10 own M, 15 gap, 200 page M@150.5", "10 150.5 -");
        row("half confirmed before nobody looked", "10 own M, 11 gap, 300 own M", "");
        row("announced work", "10 page W, 12 own M, 20 own O, 25 page O", "");
        row("announced work that takes longer", "10 page W, 12 own M, 20 page O", "");
        row("announced while it goes on", "10 own M, 15 page W, 20 page O, 30 own O", "10 - 30");
        row("after announced work", "10 page W, 20 page O, 30 own M", "30 - -");
    }

    void stories()
    {
        QFETCH(QString, story);
        Watch watch;
        Story play(watch);
        play.play(scenesOf(story), story.contains(u"00 ") ? 310 : 90);
        QTEST(play.told(watch.known()), "told");
        QCOMPARE(watch.stored(), watch.known());
    }

    void oneSideIsNothingToCompare()
    {
        for (const bool ours : { true, false }) {
            Wf::Domain::Service alone = bothWatched();
            alone.monitors.erase(alone.monitors.begin() + (ours ? 0 : 1));
            Watch watch(alone);
            for (int i = 0; i < 3; ++i)
                watch.poll(Status::Operational, Status::Operational);
            for (int i = 0; i < 3; ++i)
                watch.poll(Status::MajorOutage, Status::MajorOutage);
            QVERIFY(watch.known().empty());
            Wf::Engine::SnapshotBuilder builder(*watch.world);
            QVERIFY(!builder.build(watch.clock.now(), {})->find(id("s"))->sightings);
        }
    }

    void peopleAndHeartbeatsAreNoSide()
    {
        Wf::Domain::Service told = bothWatched();
        told.monitors.front().kind = QStringLiteral("manual");
        QVERIFY(!Wf::Engine::hasBothSides(told));
        Wf::Domain::Service unasked = bothWatched();
        unasked.monitors.front().asked = false;
        QVERIFY(!Wf::Engine::hasBothSides(unasked));
        QVERIFY(Wf::Engine::hasBothSides(bothWatched()));
    }

    void whatAPersonSaysIsNoSighting()
    {
        Watch watch;
        watch.poll(Status::Operational, Status::Operational);
        Tick tick(watch.clock.now());
        QVERIFY(watch.pipeline->setStatus(
            { id("s"), Status::MajorOutage, {}, QStringLiteral("seen it myself"), QStringLiteral("ada"), {}, {} },
            tick));
        watch.poll(Status::MajorOutage, Status::MajorOutage);
        QVERIFY(watch.known().empty());
    }

    void pausingEndsIt()
    {
        for (const MonitorId &paused : { own(), page() }) {
            Watch watch;
            watch.poll(Status::Operational, Status::Operational);
            for (int i = 0; i < 2; ++i)
                watch.poll(Status::MajorOutage, Status::MajorOutage);
            QCOMPARE(watch.known().size(), size_t { 1 });
            watch.pause(paused, Wf::Ports::Pausing::Pause);
            QCOMPARE(watch.known().front().endedAt, std::optional(watch.clock.now()));
            QCOMPARE(watch.stored(), watch.known());
            watch.pause(paused, Wf::Ports::Pausing::Resume);
            watch.poll(
                Status::MajorOutage, Status::MajorOutage); // the other side was never well: the same trouble
            QCOMPARE(watch.known().size(), size_t { 1 });
            QVERIFY(!watch.known().front().endedAt);
        }
    }

    void losingASideEndsIt()
    {
        Watch watch;
        watch.poll(Status::Operational, Status::Operational);
        for (int i = 0; i < 2; ++i)
            watch.poll(Status::MajorOutage, Status::Operational);
        watch.reload(catalogue({ service("s") }));
        QCOMPARE(watch.known().front().endedAt, std::optional(watch.clock.now()));
        QCOMPARE(watch.stored(), watch.known());
    }

    void retiringEndsIt()
    {
        for (const bool restarted : { false, true }) {
            Watch watch;
            watch.poll(Status::Operational, Status::Operational);
            for (int i = 0; i < 2; ++i)
                watch.poll(Status::MajorOutage, Status::Operational);
            const auto other = catalogue({ service("other") });
            restarted ? watch.start(other) : watch.reload(other);
            QCOMPARE(watch.stored().front().endedAt, std::optional(watch.clock.now()));
        }
    }

    void aRestartKeepsItGoing()
    {
        Watch watch;
        const Instant begin = watch.clock.now();
        watch.poll(Status::Operational, Status::Operational);
        watch.poll(Status::MajorOutage, Status::Operational);
        watch.start(catalogue({ bothWatched() })); // between the two runs that confirm it
        watch.poll(Status::MajorOutage, Status::Operational);
        QCOMPARE(watch.known().size(), size_t { 1 });
        watch.start(catalogue({ bothWatched() }));
        QCOMPARE(watch.known().size(), size_t { 1 });
        watch.poll(Status::MajorOutage, Status::Degraded);
        watch.start(catalogue({ bothWatched() }));
        watch.poll(Status::Operational, Status::Operational);
        const Sighting expected { 1, id("s"), begin + 60s, begin + 180s, begin + 240s };
        QCOMPARE(watch.stored(), std::vector { expected });
        watch.clock.advance(3h);
        watch.start(catalogue({ bothWatched() }));
        watch.poll(Status::Operational, Status::Operational);
        for (int i = 0; i < 2; ++i)
            watch.poll(Status::MajorOutage, Status::Operational);
        QCOMPARE(watch.known().back().id, qint64 { 2 });
    }

    void oneCheckThatAlwaysFailsHidesNoOther()
    {
        Wf::Domain::Service busy = bothWatched();
        busy.monitors.push_back(ownCheck("s:broken"));
        Watch watch(busy);
        const Instant begin = watch.clock.now();
        const auto poll = [&watch](Status status) {
            watch.observe(seen(id("s"), Status::Degraded), MonitorId(QStringLiteral("s:broken")));
            watch.poll(status, Status::Operational);
        };
        for (int i = 0; i < 5; ++i)
            poll(Status::Operational);
        QVERIFY(watch.known().empty());
        for (int i = 0; i < 2; ++i)
            poll(Status::MajorOutage);
        QCOMPARE(watch.known().size(), size_t { 1 });
        QCOMPARE(watch.known().front().ownAt, std::optional(begin + 300s));
    }

    void memoryIsBounded()
    {
        Watch watch;
        watch.poll(Status::Operational, Status::Operational);
        for (int i = 0; i < 510; ++i) {
            for (int run = 0; run < 2; ++run)
                watch.poll(Status::MajorOutage, Status::Operational);
            for (int run = 0; run < 63; ++run)
                watch.poll(Status::Operational, Status::Operational);
        }
        QCOMPARE(watch.known().size(), size_t { 500 });
        QCOMPARE(watch.known().back().id, qint64 { 510 });
        watch.clock.advance(24h * 92);
        watch.poll(Status::Operational, Status::Operational);
        for (int run = 0; run < 2; ++run)
            watch.poll(Status::MajorOutage, Status::Operational);
        QCOMPARE(watch.known().size(), size_t { 1 });
    }

    void theSummaryIsSharedUntilItChanges()
    {
        Watch watch;
        Wf::Engine::SnapshotBuilder builder(*watch.world);
        const auto summary = [&] {
            builder.touchAll();
            return builder.build(watch.clock.now(), {})->find(id("s"))->sightings;
        };
        watch.poll(Status::Operational, Status::Operational);
        const auto empty = summary();
        QCOMPARE(empty->recent.size(), size_t { 0 });
        QCOMPARE(summary().get(), empty.get());
        for (int i = 0; i < 2; ++i)
            watch.poll(Status::MajorOutage, Status::Operational);
        const auto one = summary();
        QCOMPARE(one->recent.size(), size_t { 1 });
        QCOMPARE(one->count(), 0); // nobody knows yet whether the vendor admits it
        watch.poll(Status::Operational, Status::Operational);
        const auto over = summary();
        QCOMPARE(over->onlyOurs, 1);
        watch.clock.advance(24h * 89);
        QCOMPARE(summary().get(), over.get());
        QCOMPARE(builder.rowOf(id("s"), watch.clock.now())->sightings.get(), over.get());
        watch.clock.advance(24h * 1);
        QCOMPARE(summary()->count(), 0); // it left the window
    }
};

std::unique_ptr<QObject> sightingTest()
{
    return std::make_unique<SightingKeeperTest>();
}

#include "sightingtest.moc"
