// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/importlist.h"
#include "testkit/samplemonitors.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Wf;
using namespace Wf::Models;
using namespace Wf::TestKit;
using Stand = ImportList::Stand;

namespace {
Domain::Imported imported(const Ports::MonitorRow &row)
{
    return { row.spec.name,
        { { QStringLiteral("kind"), row.spec.kind }, { QStringLiteral("name"), row.spec.name } }, row.spec, {} };
}

Domain::Import file()
{
    Domain::Import import { QStringLiteral("Gatus"), {}, {} };
    import.monitors = { imported(sampleCheck("x", "shop", Domain::Status::Operational)),
        imported(sampleCheck("x", "login", Domain::Status::Operational)),
        imported(sampleHeartbeat("x", "export")) };
    import.monitors.push_back({ QStringLiteral("odd"),
        { { QStringLiteral("kind"),
            QStringLiteral("http") } },
        {}, QStringLiteral("url must begin with http") });
    return import;
}
} // namespace

class ImportListTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ticksWhatIsNew();
    void ticksFollowThePerson();
    void tellsWhatBecameOfEach();
    void theSameAgainIsHereAlready();
    void notesNameTheirMonitor();
};

void ImportListTest::ticksWhatIsNew()
{
    ImportList list;
    const QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
    list.show(
        file(), withMonitors(sampleSnapshot(), { sampleCheck("okta", "login", Domain::Status::MajorOutage) }));
    QCOMPARE(list.rowCount(), 4);
    QCOMPARE(list.stand(0), Stand::New);
    QCOMPARE(list.stand(1), Stand::Here);
    QCOMPARE(list.stand(2), Stand::New);
    QCOMPARE(list.stand(3), Stand::Refused);
    QCOMPARE(list.chosen(), (std::vector<int> { 0, 2 }));
    QCOMPARE(list.index(3, ImportList::Outcome).data().toString(),
        QStringLiteral("cannot be taken over: url must begin with http"));
    QCOMPARE(list.index(0, ImportList::Target).data().toString(), QStringLiteral("https://shop.example/health"));
    QCOMPARE(importText(QStringLiteral("Gatus"), list),
        QStringLiteral("Gatus: 4 monitors, 1 here already, 1 cannot be taken over"));
}

void ImportListTest::ticksFollowThePerson()
{
    ImportList list;
    const QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
    list.show(
        file(), withMonitors(sampleSnapshot(), { sampleCheck("okta", "login", Domain::Status::Operational) }));
    const QSignalSpy changes(&list, &ImportList::choiceChanged);
    QVERIFY(list.setData(list.index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(list.setData(list.index(1, 0), Qt::Checked, Qt::CheckStateRole)); // once more, on purpose
    QVERIFY(!list.setData(list.index(3, 0), Qt::Checked, Qt::CheckStateRole));
    QVERIFY(!list.setData(list.index(0, 1), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(changes.count(), 2);
    QCOMPARE(list.chosen(), (std::vector<int> { 1, 2 }));
}

void ImportListTest::tellsWhatBecameOfEach()
{
    ImportList list;
    list.show(file(), sampleSnapshot());
    list.setOutcome(0, {});
    list.setOutcome(1,
        Error {
            ErrorCode::Invalid, QStringLiteral("monitors[0]: uuid belongs to another heartbeat already"), {} });
    QCOMPARE(list.chosen(), std::vector<int> { 2 });
    QCOMPARE(list.index(0, ImportList::Outcome).data().toString(), QStringLiteral("created"));
    QCOMPARE(list.index(1, ImportList::Outcome).data().toString(),
        QStringLiteral("not created: uuid belongs to another heartbeat already"));
    QVERIFY(!(list.flags(list.index(0, 0)) & Qt::ItemIsUserCheckable));
    QCOMPARE(importText(QStringLiteral("Gatus"), list),
        QStringLiteral("Gatus: 4 monitors, 1 created, 1 not created, 1 cannot be taken over"));
}

void ImportListTest::theSameAgainIsHereAlready()
{
    ImportList list;
    list.show(file(),
        withMonitors(sampleSnapshot(),
            { sampleCheck("okta", "shop", Domain::Status::Operational),
                sampleCheck("okta", "login", Domain::Status::Operational), sampleHeartbeat("okta", "export") }));
    QCOMPARE(list.count(Stand::Here), 3);
    QVERIFY(list.chosen().empty());
}

void ImportListTest::notesNameTheirMonitor()
{
    QCOMPARE(
        importNotes({ { QStringLiteral("Shop"), QStringLiteral("was paused") }, { {}, QStringLiteral("old") } }),
        QStringLiteral("Shop: was paused\nold"));
}

QTEST_GUILESS_MAIN(ImportListTest)
#include "tst_importlist.moc"
