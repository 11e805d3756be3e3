// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/event.h"
#include "domain/maintenance.h"
#include "samples.h"

using namespace Samples;

class WordsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsAndNumbersArePersisted();
    void wordsComeBack();
    void badnessOrder();
    void displayPrefersTheTruth();
    void categoryLabels();
    void maintenanceWindow_data();
    void maintenanceWindow();
    void backoffOfTheOutbox();
};

void WordsTest::wordsAndNumbersArePersisted()
{
    QCOMPARE(word(Status::PartialOutage), QStringLiteral("partial_outage"));
    QCOMPARE(static_cast<int>(Status::Unknown), 4);
    QCOMPARE(word(PollerHealth::Broken), QStringLiteral("broken"));
    QCOMPARE(static_cast<int>(PollerHealth::Broken), 2);
    QCOMPARE(word(Tier::Informational), QStringLiteral("informational"));
    QCOMPARE(word(EdgeSeverity::Medium), QStringLiteral("medium"));
    QCOMPARE(word(Knowledge::Manual), QStringLiteral("manual"));
    QCOMPARE(word(MaintenanceState::InProgress), QStringLiteral("in_progress"));
    QCOMPARE(word(EventKind::MaintenanceEnded), QStringLiteral("maintenance_ended"));
    QCOMPARE(word(OutboxState::Dead), QStringLiteral("dead"));
    QCOMPARE(word(Suppression::AggregatedUnderUpstream), QStringLiteral("aggregated_under_upstream"));
    QCOMPARE(word(Suppression::WebhookNotConfigured), QStringLiteral("webhook_not_configured"));
    QVERIFY(word(Suppression::None).isEmpty());
}

void WordsTest::wordsComeBack()
{
    for (int i = 0; i < 5; ++i)
        QVERIFY(statusFromWord(word(static_cast<Status>(i))) == static_cast<Status>(i));
    for (int i = 0; i < 6; ++i)
        QVERIFY(eventKindFromWord(word(static_cast<EventKind>(i))) == static_cast<EventKind>(i));
    for (int i = 0; i < 8; ++i)
        QVERIFY(suppressionFromWord(word(static_cast<Suppression>(i))) == static_cast<Suppression>(i));
    for (int i = 0; i < 4; ++i) {
        QVERIFY(edgeSeverityFromWord(word(static_cast<EdgeSeverity>(i))) == static_cast<EdgeSeverity>(i));
        QVERIFY(knowledgeFromWord(word(static_cast<Knowledge>(i))) == static_cast<Knowledge>(i));
        QVERIFY(
            maintenanceStateFromWord(word(static_cast<MaintenanceState>(i))) == static_cast<MaintenanceState>(i));
    }
    for (int i = 0; i < 3; ++i) {
        QVERIFY(tierFromWord(word(static_cast<Tier>(i))) == static_cast<Tier>(i));
        QVERIFY(healthFromWord(word(static_cast<PollerHealth>(i))) == static_cast<PollerHealth>(i));
    }
    QVERIFY(!statusFromWord(u"Operational"));
    QVERIFY(!statusFromWord(u""));
    QVERIFY(!tierFromWord(u"critical "));
}

void WordsTest::badnessOrder()
{
    QCOMPARE(severity(Status::MajorOutage), 3);
    QCOMPARE(severity(Status::Operational), 0);
    QCOMPARE(severity(Status::Unknown), -1);
    QVERIFY(isTrouble(Status::Degraded));
    QVERIFY(!isTrouble(Status::Unknown));
    QVERIFY(!isTrouble(Status::Operational));
    QVERIFY(isWorse(Status::PartialOutage, Status::MajorOutage));
    QVERIFY(!isWorse(Status::MajorOutage, Status::PartialOutage));
}

void WordsTest::displayPrefersTheTruth()
{
    QVERIFY(display(Status::Operational, PollerHealth::Broken, false) == Display::Blind);
    QVERIFY(display(Status::Degraded, PollerHealth::Healthy, true) == Display::Maintenance);
    QVERIFY(display(Status::Unknown, PollerHealth::Healthy, true) == Display::Unknown);
    QVERIFY(display(Status::MajorOutage, PollerHealth::Degraded, false) == Display::MajorOutage);
    QVERIFY(display(Status::Operational, PollerHealth::Degraded, false) == Display::Operational);
}

void WordsTest::categoryLabels()
{
    Catalogue catalogue;
    catalogue.categories = { { QStringLiteral("identity"), QStringLiteral("Identity & Access") } };
    QCOMPARE(catalogue.categoryLabel(QStringLiteral("identity")), QStringLiteral("Identity & Access"));
    QCOMPARE(catalogue.categoryLabel(QStringLiteral("finance")), QStringLiteral("Finance"));
    QCOMPARE(catalogue.categoryLabel(QStringLiteral("hr")), QStringLiteral("HR"));
    QCOMPARE(catalogue.categoryLabel(QString()), QString());
    QVERIFY(!catalogue.find(sid("nobody")));
}

void WordsTest::maintenanceWindow_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("fromMinutes");
    QTest::addColumn<int>("untilMinutes"); // 9999: unknown
    QTest::addColumn<bool>("active");
    QTest::newRow("begins now") << int(MaintenanceState::Scheduled) << 0 << 10 << true;
    QTest::newRow("begins in a minute") << int(MaintenanceState::Scheduled) << 1 << 10 << false;
    QTest::newRow("ends now") << int(MaintenanceState::InProgress) << -10 << 0 << true;
    QTest::newRow("ended a minute ago") << int(MaintenanceState::InProgress) << -10 << -1 << false;
    QTest::newRow("verifying counts") << int(MaintenanceState::Verifying) << -10 << 10 << true;
    QTest::newRow("completed does not") << int(MaintenanceState::Completed) << -10 << 10 << false;
    QTest::newRow("open end, a day") << int(MaintenanceState::Scheduled) << -24 * 60 << 9999 << true;
    QTest::newRow("open end, over a day") << int(MaintenanceState::InProgress) << -24 * 60 - 1 << 9999 << false;
}

void WordsTest::maintenanceWindow()
{
    QFETCH(int, state);
    QFETCH(int, fromMinutes);
    QFETCH(int, untilMinutes);
    QFETCH(bool, active);
    VendorMaintenance maintenance;
    maintenance.state = static_cast<MaintenanceState>(state);
    maintenance.scheduledFor = noon() + minutes { fromMinutes };
    if (untilMinutes != 9999)
        maintenance.scheduledUntil = noon() + minutes { untilMinutes };
    QCOMPARE(isActive(maintenance, noon()), active);
    const std::vector<VendorMaintenance> list {
        VendorMaintenance { {}, {}, {}, MaintenanceState::Completed, {}, {}, {}, {} }, maintenance
    };
    QCOMPARE(anyActive(list, noon()), active);
    QVERIFY(!anyActive({}, noon()));
}

void WordsTest::backoffOfTheOutbox()
{
    QCOMPARE(outboxBackoff(1, {}), Millis { 2000 });
    QCOMPARE(outboxBackoff(2, {}), Millis { 4000 });
    QCOMPARE(outboxBackoff(9, {}), Millis { 512'000 });
    QCOMPARE(outboxBackoff(10, {}), Millis { 900'000 });
    QCOMPARE(outboxBackoff(2'000'000'000, {}), Millis { 900'000 });
    QCOMPARE(outboxBackoff(0, {}), Millis { 2000 });
    QCOMPARE(outboxBackoff(5, Millis { 7000 }), Millis { 7000 });
    QCOMPARE(outboxBackoff(5, Millis { -1 }), Millis { 0 });
}

std::unique_ptr<QObject> wordsTest()
{
    return std::make_unique<WordsTest>();
}

#include "wordstest.moc"
