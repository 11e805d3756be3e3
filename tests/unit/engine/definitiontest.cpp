// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "beats.h"
#include "fakereader.h"

#include <QJsonDocument>

using namespace Samples;
using Wf::ErrorCode;
using Wf::Ports::Notice;

namespace {
/// With ' for ", which is easier to read here.
QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(QByteArray(text).replace('\'', '"')).object();
}
MonitorId mid(const char *text)
{
    return MonitorId(QString::fromLatin1(text));
}

/// An engine that services can be defined in.
struct Office : Rig {
    Office()
    {
        definitions = &reader;
        make();
    }
    Wf::Result<MonitorId> create(const char *text)
    {
        const auto answer = engine->createMonitor(json(text));
        settle();
        return answer.result();
    }
    Wf::Result<void> change(const char *id, const char *text)
    {
        const auto answer = engine->changeMonitor(mid(id), json(text));
        settle();
        return answer.result();
    }
    Wf::Result<void> remove(const char *id)
    {
        const auto answer = engine->removeMonitor(mid(id));
        settle();
        return answer.result();
    }
    FakeReader reader;
};
} // namespace

/// Services that are defined in the program.
class DefinitionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dependsOnWhatIsWatched()
    {
        Office office;
        office.start({ service("a") });
        QVERIFY(
            office.create("{'service':'shop','kind':'http','url':'https://x/','depends_on':['a','later','a']}"));
        office.run(std::chrono::seconds { 2 });
        const auto upstreams = [&office] { return office.snapshots.back()->catalogue->dependencies; };
        QCOMPARE(upstreams().size(), size_t { 1 });
        QCOMPARE(upstreams().front().upstream, id("a"));
        QCOMPARE(upstreams().front().downstream, id("shop"));
        QCOMPARE(office.row("a").downstreamCount, 1);
        QVERIFY(office.create("{'service':'later','kind':'http','url':'https://y/'}"));
        office.run(std::chrono::seconds { 2 });
        QCOMPARE(upstreams().size(), size_t { 2 }); // it came
    }

    void whatIsDefinedIsWatched()
    {
        Office office;
        office.start({ service("a") });
        const auto made = office.create("{'kind': 'http', 'name': 'Shop front', 'url': 'https://shop.example/'}");
        QVERIFY(made);
        QCOMPARE(made->value, QStringLiteral("shop-front.http"));
        office.run(3s);
        QCOMPARE(office.row("shop-front").state.status, Status::Operational);
        QCOMPARE(office.row("shop-front").service.displayName, QStringLiteral("Shop front"));
        QCOMPARE(office.row("shop-front").service.origin, Wf::Domain::Origin::App);
        office.make();
        office.start({ service("a") });
        QCOMPARE(office.row("shop-front").monitors.front().spec.id, *made);
        QCOMPARE(office.row("shop-front").state.status, Status::Operational); // as it was
    }

    void theAnswerWaitsForTheStore()
    {
        Office office;
        office.start({ service("a") });
        office.run(2s);
        office.store.holding = true;
        const auto made = office.engine->createMonitor(json("{'kind': 'http', 'name': 'x', 'url': 'https://x/'}"));
        settle();
        QVERIFY(!made.isFinished());
        for (int i = 0; i < 3; ++i) {
            office.store.release();
            settle();
        }
        QVERIFY(made.isFinished() && made.result());
        QCOMPARE(office.store.remembered().definitions.size(), size_t { 1 });
    }

    void refusalsNameTheField()
    {
        Office office;
        office.start({ service("a") });
        QCOMPARE(office.create("{'kind': 'http', 'url': 'https://x/'}").error().field, QStringLiteral("name"));
        QCOMPARE(office.create("{'kind': 'http', 'name': ' ', 'url': 'https://x/'}").error().field,
            QStringLiteral("name"));
        QCOMPARE(office.create("{'kind': 'http', 'name': 'x'}").error().field, QStringLiteral("monitors[0].url"));
        QCOMPARE(office.create("{'kind': 'http', 'name': 'x', 'service': 7, 'url': 'https://x/'}").error().field,
            QStringLiteral("service"));
        QCOMPARE(office.create("{}").error().code, ErrorCode::Invalid);
        QVERIFY(office.store.remembered().definitions.empty());
        Rig without;
        without.start({ service("a") });
        const auto answer = without.engine->createMonitor(json("{'kind': 'http', 'name': 'x'}"));
        settle();
        QCOMPARE(answer.result().error().code, ErrorCode::Unavailable);
    }

    void filesAreNotTouched()
    {
        Office office;
        office.start({ service("a") });
        QCOMPARE(office.create("{'kind': 'http', 'service': 'a', 'url': 'https://x/'}").error().code,
            ErrorCode::Conflict);
        QCOMPARE(office.change("a:page", "{'interval': 5}").error().code, ErrorCode::Conflict);
        QCOMPARE(office.remove("a:page").error().code, ErrorCode::Conflict);
        QCOMPARE(office.engine->definition(mid("a:page")).error().code, ErrorCode::NotFound);
        QCOMPARE(office.change("x", "{}").error().code, ErrorCode::NotFound);
        QCOMPARE(office.remove("x").error().code, ErrorCode::NotFound);
        // A name that is taken gets a number.
        QCOMPARE(office.create("{'kind': 'http', 'name': 'A', 'url': 'https://x/'}")->value,
            QStringLiteral("a-2.http"));
    }

    void idsAreNeverGivenTwice()
    {
        Office office;
        office.start({ service("a") });
        QCOMPARE(
            office.create("{'kind': 'http', 'name': 'x', 'url': 'https://x/1'}")->value, QStringLiteral("x.http"));
        QCOMPARE(office.create("{'kind': 'http', 'service': 'x', 'url': 'https://x/2'}")->value,
            QStringLiteral("x.http-2"));
        office.run(2s);
        QVERIFY(office.remove("x.http"));
        office.run(2s);
        QCOMPARE(office.row("x").monitors.size(), size_t { 1 });
        QCOMPARE(office.row("x").monitors.front().spec.id.value, QStringLiteral("x.http-2"));
        QCOMPARE(office.create("{'kind': 'http', 'service': 'x', 'url': 'https://x/3'}")->value,
            QStringLiteral("x.http-3"));
        QVERIFY(office.remove("x.http-3"));
        office.run(2s);
        office.make();
        office.start({ service("a") });
        const auto again = office.create("{'kind': 'http', 'service': 'x', 'url': 'https://x/4'}");
        QVERIFY(again->value != QStringLiteral("x.http")); // its results are another's
        QVERIFY(again->value != QStringLiteral("x.http-2"));
    }

    void aChangeTouchesOnlyWhatItNames()
    {
        Office office;
        office.start({ service("a") });
        QVERIFY(office.create(
            "{'kind': 'http', 'name': 'x', 'url': 'https://x/', 'interval': 30, 'owner': 'web team'}"));
        QVERIFY(office.change("x.http", "{'interval': 15, 'display_name': 'X site'}"));
        office.run(2s);
        const auto &row = office.row("x");
        QCOMPARE(row.service.displayName, QStringLiteral("X site"));
        QCOMPARE(row.service.owner, QStringLiteral("web team"));
        QCOMPARE(row.monitors.front().spec.interval, Wf::Millis(15s));
        QCOMPARE(row.monitors.front().spec.url, QUrl(QStringLiteral("https://x/")));
        QVERIFY(office.change("x.http", "{'interval': null, 'owner': null}"));
        office.run(2s);
        QCOMPARE(office.row("x").monitors.front().spec.interval, Wf::Millis(60s));
        QVERIFY(office.row("x").service.owner.isEmpty());
        QCOMPARE(office.change("x.http", "{'url': null}").error().field, QStringLiteral("monitors[0].url"));
        office.run(2s);
        QCOMPARE(office.row("x").monitors.front().spec.url, QUrl(QStringLiteral("https://x/"))); // as before
        const auto shown = office.engine->definition(mid("x.http"));
        QCOMPARE(*shown,
            json("{'kind': 'http', 'name': 'x', 'url': 'https://x/', 'display_name': 'X site', 'service': 'x', "
                 "'id': 'x.http'}"));
    }

    void secretsAreHiddenAndKept()
    {
        Office office;
        office.start({ service("a") });
        QVERIFY(office.create("{'kind': 'http', 'name': 'x', 'url': 'https://me:geheim@x/', 'auth': {'basic': "
                              "{'user': 'me', 'password': 'geheim'}}, 'proxy': '${PROXY}', 'headers': {'X-Key': "
                              "'geheim', 'X-Token': '${TOKEN}'}}"));
        const QJsonObject shown = *office.engine->definition(mid("x.http"));
        QVERIFY(!QJsonDocument(shown).toJson().contains("geheim"));
        QCOMPARE(shown[u"auth"][u"basic"][u"user"].toString(), QStringLiteral("me"));
        QCOMPARE(shown[u"proxy"].toString(), QStringLiteral("${PROXY}"));
        QCOMPARE(shown[u"headers"][u"X-Token"].toString(), QStringLiteral("${TOKEN}"));
        QCOMPARE(shown[u"url"].toString(), QStringLiteral("https://me:***@x/"));
        // What was shown, sent back, changes nothing.
        const auto changed = office.engine->changeMonitor(mid("x.http"), shown);
        settle();
        QVERIFY(changed.result());
        const QString stored = office.store.remembered().definitions.front().json;
        QCOMPARE(stored.count(QStringLiteral("geheim")), 3);
        QVERIFY(!stored.contains(QStringLiteral("***")));
    }

    void theLastMonitorTakesItsServiceAlong()
    {
        Office office;
        office.start({ service("a") });
        QVERIFY(office.create("{'kind': 'http', 'name': 'x', 'url': 'https://x/'}"));
        office.run(2s);
        QVERIFY(office.remove("x.http"));
        office.run(2s);
        QVERIFY(!office.snapshots.back()->find(id("x")));
        QVERIFY(office.store.remembered().definitions.empty());
        office.prober.asked.clear();
        office.run(3min);
        for (const auto &question : office.prober.asked)
            QVERIFY(question.monitors.front().service == id("a"));
        QCOMPARE(office.remove("x.http").error().code, ErrorCode::NotFound);
    }

    void removedAndMadeAgainInOneBreath()
    {
        Office office;
        office.start({ service("a") });
        QVERIFY(office.create("{'kind': 'heartbeat', 'name': 'x'}"));
        office.store.holding = true;
        const auto first = office.engine->removeMonitor(mid("x.heartbeat"));
        const auto second = office.engine->createMonitor(json("{'kind': 'heartbeat', 'name': 'x'}"));
        for (int i = 0; i < 4; ++i) {
            office.store.release();
            settle();
        }
        QVERIFY(first.result() && second.result());
        const auto stored = office.store.remembered();
        QCOMPARE(stored.definitions.size(), size_t { 1 });
        QCOMPARE(stored.heartbeats.size(), size_t { 1 });
        QCOMPARE(stored.heartbeats.front().id, *second.result());
    }

    void whatCannotBeReadStaysAndIsTold()
    {
        Office office;
        office.start({ service("a") });
        QVERIFY(office.create("{'kind': 'heartbeat', 'name': 'x'}"));
        office.run(2s);
        const QString key = office.row("x").monitors.front().heartbeat->keys.current;
        office.reader.refused = { QStringLiteral("x") };
        office.make();
        office.start({ service("a") });
        const auto notice = office.notice(Notice::Kind::Configuration);
        QVERIFY(notice && notice->contains(QStringLiteral("'x'")) && notice->contains(QStringLiteral("TOKEN")));
        QVERIFY(!office.snapshots.back()->find(id("x")));
        QVERIFY(!ping(office, call(key)));
        QCOMPARE(office.store.remembered().definitions.size(), size_t { 1 });
        office.reader.refused.clear(); // somebody set it, and reloads
        office.engine->reload(Samples::catalogue({ service("a") }), office.options);
        office.run(2s);
        QVERIFY(!office.notice(Notice::Kind::Configuration));
        QVERIFY(ping(office, call(key))); // its address outlived that
    }

    void aReloadThatCannotReadKeepsWhatIsWatched()
    {
        Office office;
        office.start({ service("a") });
        QVERIFY(office.create("{'kind': 'http', 'name': 'x', 'url': 'https://x/'}"));
        office.reader.refused = { QStringLiteral("x") };
        office.engine->reload(Samples::catalogue({ service("a") }), office.options);
        office.run(2s);
        QVERIFY(office.snapshots.back()->find(id("x")));
    }

    void aFileWinsOverWhatIsDefinedHere()
    {
        Office office;
        office.start({ service("a") });
        QVERIFY(office.create("{'kind': 'http', 'name': 'x', 'url': 'https://x/'}"));
        office.engine->reload(Samples::catalogue({ service("a"), service("x") }), office.options);
        office.run(2s);
        QCOMPARE(office.row("x").monitors.front().spec.id.value, QStringLiteral("x:page"));
        QCOMPARE(office.change("x.http", "{'interval': 5}").error().code, ErrorCode::NotFound);
        office.engine->reload(Samples::catalogue({ service("a") }), office.options);
        office.run(2s);
        QCOMPARE(office.row("x").monitors.front().spec.id.value, QStringLiteral("x.http"));
    }

    void everyHeartbeatHasItsOwnAddress()
    {
        Office office;
        office.start({ beating("a") });
        const QByteArray taken = "{'kind': 'heartbeat', 'name': 'x', 'uuid': '" + kKey.toLatin1() + "'}";
        QCOMPARE(office.create(taken.constData()).error().field, QStringLiteral("uuid"));
        QCOMPARE(ping(office)->monitor, beatOf("a"));
    }

    void onlyChecksCanBeTried()
    {
        Office office;
        office.start({ service("a") });
        const auto tried = office.engine->tryCheck(json("{'kind': 'http', 'url': 'https://x/'}"));
        const auto told = office.engine->tryCheck(json("{'kind': 'heartbeat'}"));
        const auto wrong = office.engine->tryCheck(json("{'kind': 'http'}"));
        settle();
        QVERIFY(tried.result());
        QCOMPARE(told.result().error().field, QStringLiteral("kind"));
        QCOMPARE(wrong.result().error().code, ErrorCode::Invalid);
        QVERIFY(office.create("{'kind': 'http', 'name': 'x', 'url': 'https://x/'}"));
        const auto known = office.engine->tryCheck(json("{'id': 'x.http', 'interval': 5}"));
        settle();
        QVERIFY(known.result());
        QVERIFY(office.store.remembered().definitions.size() == 1);
        QCOMPARE(*office.engine->exportDefinitions(), QStringLiteral("x"));
    }

    void onlyWebAddressesAreLookedAt()
    {
        Office office;
        office.start({ service("a") });
        const auto looked = office.engine->detect(QUrl(QStringLiteral("https://status.example.com")));
        std::vector<QFuture<Wf::Result<Wf::Domain::Detection>>> refused;
        for (const char *address : { "", "status.example.com", "ftp://x/", "https://", "https://me:sesame@x/" })
            refused.push_back(office.engine->detect(QUrl(QString::fromLatin1(address))));
        settle();
        QVERIFY(looked.result());
        QVERIFY(!looked.result()->sentence.isEmpty()); // this prober knows no pages, and says so
        for (const auto &each : refused) {
            QCOMPARE(each.result().error().code, ErrorCode::Invalid);
            QCOMPARE(each.result().error().field, QStringLiteral("url"));
        }
    }

    void aPausedMonitorIsNotAskedAndHasNoSay()
    {
        Office office;
        office.start({ service("a") });
        QVERIFY(office.create("{'kind': 'http', 'name': 'x', 'url': 'https://x/'}"));
        office.run(2s);
        office.prober.holding = true;
        QVERIFY(office.engine->checkMonitor(mid("x.http")));
        office.run(1s);
        static_cast<void>(office.engine->setPaused({ mid("x.http") }, Wf::Ports::Pausing::Pause));
        office.prober.say(id("x"), Status::MajorOutage);
        office.prober.release(); // the answer to a question from before
        office.prober.holding = false;
        office.run(5min);
        QCOMPARE(office.row("x").state.status, Status::Unknown);
        QCOMPARE(office.row("x").monitors.front().state.status, Status::Unknown);
        QVERIFY(office.notifier.sent.empty());
        QCOMPARE(office.engine->checkMonitor(mid("x.http")).error().code, ErrorCode::Conflict);
        office.make(); // a pause outlives a restart
        office.start({ service("a") });
        office.prober.asked.clear();
        office.run(2min);
        for (const auto &question : office.prober.asked)
            QVERIFY(question.monitors.front().service == id("a"));
        static_cast<void>(office.engine->setPaused({ mid("x.http") }, Wf::Ports::Pausing::Resume));
        office.run(2s);
        QCOMPARE(office.row("x").state.status, Status::MajorOutage);
    }

    void pausingIsAllOrNothing()
    {
        Office office;
        office.start({ service("a") });
        const auto none = office.engine->setPaused({ mid("a:page"), mid("x") }, Wf::Ports::Pausing::Pause);
        settle();
        QCOMPARE(none.result().error().code, ErrorCode::NotFound);
        office.run(2s);
        QVERIFY(!office.row("a").monitors.front().state.paused);
    }

    void ownChecksThatReachNobodyAreBlindWhileWeAreOffline()
    {
        Rig rig;
        rig.start({ service("a"), service("b"), service("c"), service("d") });
        rig.run(10s);
        Wf::Domain::Observation unreached;
        unreached.status = Status::MajorOutage;
        unreached.unreached = true;
        for (const char *name : { "a", "b", "c", "d" })
            rig.prober.say(id(name), unreached);
        rig.run(10min);
        QVERIFY(rig.notice(Notice::Kind::Connectivity));
        QCOMPARE(rig.row("d").state.effective(), Status::Unknown);
        for (const char *name : { "a", "b" })
            rig.prober.say(id(name), Status::Operational);
        rig.run(3min);
        QVERIFY(!rig.notice(Notice::Kind::Connectivity));
        QCOMPARE(rig.row("a").state.effective(), Status::Operational);
        QCOMPARE(rig.row("d").state.status, Status::MajorOutage); // it is theirs after all
    }
};

std::unique_ptr<QObject> definitionTest()
{
    return std::make_unique<DefinitionTest>();
}

#include "definitiontest.moc"
