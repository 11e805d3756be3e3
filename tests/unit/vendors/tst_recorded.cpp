// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_recorded.h"

#include "goldenrows.h"

#include "domain/maintenance.h"
#include "testkit/vectors.h"
#include "vendors/registry.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Wf;
using namespace Wf::Domain;

namespace {

QString failureWord(Failure failure)
{
    switch (failure) {
    case Failure::None:
        return {};
    case Failure::Parse:
        return QStringLiteral("parse");
    case Failure::Selector:
        return QStringLiteral("selector");
    case Failure::Unmapped:
        return QStringLiteral("unmapped");
    default:
        return QStringLiteral("other");
    }
}

void compareLists(TestKit::Fields &expected, const Observation &got)
{
    QCOMPARE(static_cast<int>(got.incidents.size()), expected.number("incidents"));
    if (expected.has("maintenances"))
        QCOMPARE(static_cast<int>(got.maintenances.size()), expected.number("maintenances"));
    if (expected.has("active")) {
        const auto active = std::ranges::count_if(
            got.maintenances, [&](const VendorMaintenance &one) { return isActive(one, got.at); });
        QCOMPARE(static_cast<int>(active), expected.number("active"));
    }
    if (expected.has("first_incident")) {
        QVERIFY(!got.incidents.empty());
        QCOMPARE(got.incidents.front().id, expected.text("first_incident"));
    }
    if (expected.has("leaves"))
        QCOMPARE(static_cast<int>(got.components.size()), expected.number("leaves"));
    if (expected.has("selected")) {
        const auto selected = std::ranges::count_if(got.components, &Component::selected);
        QCOMPARE(static_cast<int>(selected), expected.number("selected"));
    }
}

void compare(TestKit::Fields &expected, const Observation &got, const QString &name)
{
    (void)expected.text("now");
    const QString label = name + u' ' + expected.texts("components").join(u'|') + u": " + word(got.status) + u' '
        + got.reason + u' ' + got.detail;
    const QByteArray text = label.toUtf8();
    QVERIFY2(word(got.status) == expected.text("status"), text.constData());
    QVERIFY2(got.maintenance == expected.value("maintenance").toBool(), text.constData());
    QVERIFY2(failureWord(got.failure) == expected.text("failure"), text.constData());
    QVERIFY2((got.failure == Failure::None) == (got.status != Status::Unknown), text.constData());
    if (expected.has("detail"))
        QCOMPARE(got.detail, expected.text("detail"));
    if (expected.has("reason"))
        QCOMPARE(got.reason, expected.text("reason"));
    compareLists(expected, got);
    QCOMPARE(expected.leftovers(), QStringList());
}

/// A web page ends where its reader has all that it needs, long before its last byte: only the others are cut off
/// wherever a byte is missing.
bool showsItsEnd(const Golden &golden)
{
    return !golden.payload.endsWith(QLatin1String(".html"));
}

} // namespace

RecordedTest::RecordedTest()
    : m_goldens(allGoldens())
{
}

RecordedTest::~RecordedTest() = default;

void RecordedTest::everyPayloadHasExpectations_data()
{
    QTest::addColumn<QString>("folder");
    for (const QString &folder : fixtureFolders())
        QTest::newRow(qPrintable(folder)) << folder;
    if (fixtureFolders().isEmpty())
        QTest::newRow("absent") << QString();
}

void RecordedTest::everyPayloadHasExpectations()
{
    QFETCH(QString, folder);
    SKIP_WITHOUT_PAYLOADS(folder.isEmpty() ? -1 : 0);
    if (!hasGoldens(folder))
        QSKIP("Nothing is written down yet about what these payloads say.");
    for (const QString &payload : payloadsIn(folder)) {
        const Golden golden = goldenOf(folder, payload);
        QVERIFY2(!golden.cases.isEmpty(), qPrintable(golden.label + QStringLiteral(": no cases")));
        QVERIFY2(Vendors::findDialect(golden.dialect),
            qPrintable(golden.label + QStringLiteral(": unknown dialect ") + golden.dialect));
    }
}

void RecordedTest::readsAsExpected_data()
{
    addGoldenRows();
}

void RecordedTest::readsAsExpected()
{
    QFETCH(int, index);
    SKIP_WITHOUT_PAYLOADS(index);
    const Golden &golden = m_goldens.at(static_cast<size_t>(index));
    const QByteArray body = contentsOf(golden.payload);
    for (qsizetype i = 0; i < golden.cases.size() && !QTest::currentTestFailed(); ++i) {
        TestKit::Fields expected(golden.cases.at(i).toObject());
        compare(expected, readAs(golden, body, golden.cases.at(i).toObject()), golden.label);
    }
}

void RecordedTest::cutOffIsNeverOperational_data()
{
    addGoldenRows();
}

void RecordedTest::cutOffIsNeverOperational()
{
    QFETCH(int, index);
    SKIP_WITHOUT_PAYLOADS(index);
    const Golden &golden = m_goldens.at(static_cast<size_t>(index));
    const QByteArray body = contentsOf(golden.payload).trimmed();
    const QJsonObject first = golden.cases.at(0).toObject();
    const auto whole = readAs(golden, body, first);
    const qsizetype step = std::max<qsizetype>(1, body.size() / 41);
    for (qsizetype length = 0; length < body.size(); length += step) {
        const auto got = readAs(golden, body.left(length), first);
        if (!showsItsEnd(golden) && got.succeeded()) {
            QCOMPARE(got.status, whole.status);
            continue;
        }
        QCOMPARE(got.failure, Failure::Parse);
        QCOMPARE(got.status, Status::Unknown);
        QVERIFY(got.reason.startsWith(QLatin1String("parse_error: ")));
        QVERIFY(!got.detail.isEmpty());
    }
}

void RecordedTest::oneBrokenByteIsNeverOperational_data()
{
    addGoldenRows();
}

void RecordedTest::oneBrokenByteIsNeverOperational()
{
    QFETCH(int, index);
    SKIP_WITHOUT_PAYLOADS(index);
    const Golden &golden = m_goldens.at(static_cast<size_t>(index));
    const QByteArray body = contentsOf(golden.payload);
    const QJsonObject first = golden.cases.at(0).toObject();
    const auto whole = readAs(golden, body, first);
    QRandomGenerator random(20260424);
    for (int round = 0; round < 30; ++round) {
        QByteArray broken = body;
        for (int flips = 0; flips <= round % 3; ++flips) {
            const qsizetype at = random.bounded(static_cast<int>(broken.size()));
            broken[at] = static_cast<char>(broken.at(at) ^ (1 << random.bounded(8)));
        }
        const auto got = readAs(golden, broken, first);
        QVERIFY((got.failure == Failure::None) == (got.status != Status::Unknown));
        if (whole.status != Status::Operational)
            QVERIFY2(got.status != Status::Operational, qPrintable(got.detail));
    }
}
