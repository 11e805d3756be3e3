// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "stage.h"
#include "tests.h"

#include <QElapsedTimer>

using namespace Wf;
using namespace Wf::Integration;
using TestKit::FakeRequest;
using TestKit::FakeResponse;

namespace {

constexpr int kPatience = 30'000;

ServiceEntry entry(const Stage &stage, const char *id)
{
    const QString name = QLatin1String(id);
    return { name, name, stage.pageUrl(name), QStringLiteral("important"),
        { QStringLiteral("confirm: {down: 1, up: 1}") } };
}

QList<QByteArray> lines(const QByteArray &text)
{
    QList<QByteArray> result = text.split('\n');
    result.removeAll(QByteArray());
    return result;
}

QStringList ids(Stage &stage)
{
    QStringList result;
    const QJsonArray list =
        stage.server.get(QStringLiteral("/api/services")).data().value(QStringLiteral("services")).toArray();
    for (const QJsonValue &service : list)
        result.append(service[QStringLiteral("id")].toString());
    return result;
}

QString firstNotice(Stage &stage)
{
    return stage.server.get(QStringLiteral("/api/health"))
        .json()
        .value(QStringLiteral("notices"))
        .toArray()
        .at(0)[QStringLiteral("text")]
        .toString();
}

} // namespace

void LifeTest::stopsWhateverHangs_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
}

void LifeTest::stopsWhateverHangs()
{
    QFETCH(int, number);
    Stage stage;
    const FakeResponse hang { .manner = FakeResponse::Manner::Hang };
    stage.slack.handle([&](const FakeRequest &) { return hang; });
    stage.vendor->always("/hangs", hang);
    stage.show(QStringLiteral("fails"), "critical");
    stage.configure({ entry(stage, "hangs"), entry(stage, "fails") });
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QTRY_VERIFY_WITH_TIMEOUT(stage.slack.count() >= 1 && stage.asked(QStringLiteral("hangs")) >= 1, kPatience);

    stage.server.signal(number);
    QVERIFY2(stage.server.waitForExit(5'000), "gone within five seconds");
    QVERIFY2(stage.server.exitStatus() == 0, stage.server.log().constData());
}

void LifeTest::stopsWhileItStarts()
{
    Stage stage;
    stage.configure({ { QStringLiteral("crm"), QStringLiteral("CRM") } });
    stage.server.launch();
    const QString lock = stage.server.dataFolder() + QStringLiteral("/lock");
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(lock), kPatience);
    stage.server.signal(SIGTERM);
    QVERIFY2(stage.server.waitForExit(5'000), "gone within five seconds");
    QVERIFY2(stage.server.exitStatus() == 0, stage.server.log().constData());
    QVERIFY2(!QFile::exists(lock), "nothing is left behind");
}

void LifeTest::saysWhereItListensOnce()
{
    Stage stage;
    stage.configure({ { QStringLiteral("crm"), QStringLiteral("CRM") } });
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QCOMPARE(stage.server.get(QStringLiteral("/healthz")).status, 200);
    QCOMPARE(stage.server.stop(), 0);
    const QByteArray said = "listening " + stage.server.url().toLatin1() + "\n";
    QCOMPARE(stage.server.output(), said);
    QVERIFY(said.startsWith("listening http://127.0.0.1:"));
}

void LifeTest::logsJsonLinesOrText()
{
    Stage stage;
    stage.show(QStringLiteral("fails"), "critical");
    stage.configure({ entry(stage, "fails") });
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QTRY_COMPARE_WITH_TIMEOUT(stage.status(QStringLiteral("fails")), QStringLiteral("major_outage"), kPatience);
    QCOMPARE(stage.server.stop(), 0);
    QVERIFY(!lines(stage.server.log()).isEmpty());
    for (const QByteArray &line : lines(stage.server.log())) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        for (const char *key : { "timestamp", "level", "event" })
            QVERIFY2(object.contains(QLatin1String(key)), line.constData());
    }
    QVERIFY2(stage.server.log().contains("poll_cycle_id"), "what belongs together can be found");

    stage.server.forgetLog();
    stage.server.setVariable("LOG_JSON", QStringLiteral("false"));
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QCOMPARE(stage.server.stop(), 0);
    QVERIFY(!lines(stage.server.log()).isEmpty());
    for (const QByteArray &line : lines(stage.server.log()))
        QVERIFY2(QJsonDocument::fromJson(line).isNull(), line.constData());
}

void LifeTest::reloadsOnSignalAndOnChange()
{
    Stage stage;
    stage.show(QStringLiteral("old"), "none");
    stage.show(QStringLiteral("new"), "critical");
    stage.configure({ entry(stage, "old") });
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QTRY_COMPARE_WITH_TIMEOUT(stage.status(QStringLiteral("old")), QStringLiteral("operational"), kPatience);

    stage.configure({ entry(stage, "old"), entry(stage, "new") }); // found by itself
    QTRY_COMPARE_WITH_TIMEOUT(stage.status(QStringLiteral("new")), QStringLiteral("major_outage"), kPatience);
    stage.configure({ entry(stage, "new") });
    stage.server.signal(SIGHUP);
    QTRY_COMPARE_WITH_TIMEOUT(ids(stage), QStringList { QStringLiteral("new") }, kPatience);

    QCOMPARE(stage.server.get(QStringLiteral("/api/services/old")).status, 404);
    const QJsonArray history = stage.timeline(QStringLiteral("old"));
    QVERIFY2(!history.isEmpty(), "the history of a retired service is kept");
    const int asked = stage.asked(QStringLiteral("old"));
    const int other = stage.asked(QStringLiteral("new"));
    QTRY_VERIFY_WITH_TIMEOUT(stage.asked(QStringLiteral("new")) >= other + 3, kPatience);
    QVERIFY2(stage.asked(QStringLiteral("old")) <= asked + 1, "a retired service is no longer asked");

    stage.configure({ entry(stage, "old"), entry(stage, "new") }); // and it may come back
    QTRY_COMPARE_WITH_TIMEOUT(stage.status(QStringLiteral("old")), QStringLiteral("operational"), kPatience);
    QVERIFY(stage.timeline(QStringLiteral("old")).size() >= history.size());
    QCOMPARE(stage.server.stop(), 0);
}

void LifeTest::faultyReloadChangesNothing()
{
    Stage stage;
    stage.show(QStringLiteral("old"), "none");
    stage.configure({ entry(stage, "old") });
    QVERIFY2(stage.server.start(), stage.server.log().constData());
    QTRY_COMPARE_WITH_TIMEOUT(stage.status(QStringLiteral("old")), QStringLiteral("operational"), kPatience);

    stage.server.configure(QStringLiteral("services.yaml"), "services:\n  - id: broken\n    tier: gold\n");
    QTRY_VERIFY_WITH_TIMEOUT(firstNotice(stage).contains(u"services.yaml:"), kPatience);
    QVERIFY2(firstNotice(stage).contains(u"is not used"), qPrintable(firstNotice(stage)));
    QVERIFY(stage.server.log().contains("services.yaml:3:"));
    QCOMPARE(ids(stage), QStringList { QStringLiteral("old") });
    const int asked = stage.asked(QStringLiteral("old"));
    QTRY_VERIFY_WITH_TIMEOUT(stage.asked(QStringLiteral("old")) > asked, kPatience);

    stage.configure({ entry(stage, "old") });
    QTRY_VERIFY_WITH_TIMEOUT(firstNotice(stage).isEmpty(), kPatience);
}
