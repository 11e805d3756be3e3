// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_recorded.h"

#include "domain/maintenance.h"
#include "testkit/vectors.h"
#include "vendors/registry.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Wf;
using namespace Wf::Domain;

namespace {

QString fixtureFolder()
{
    return TestKit::sharedFolder() + QStringLiteral("/fixtures/statuspage");
}
QString expectedFolder()
{
    return qEnvironmentVariable("WF_SOURCE_DIR", QStringLiteral("."))
        + QStringLiteral("/tests/data/statuspage/expected");
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonArray expectedCases(const QString &name)
{
    const auto document = QJsonDocument::fromJson(contents(expectedFolder() + u'/' + name));
    return document.object().value(u"cases").toArray();
}

Observation read(const QByteArray &body, const QJsonObject &expected)
{
    return Vendors::parse(*Vendors::findDialect(u"statuspage"),
        { body, expected.value(u"components").toVariant().toStringList(),
            parseTimestamp(expected.value(u"now").toString()).value() });
}

QString failureWord(Failure failure)
{
    return failure == Failure::Parse   ? QStringLiteral("parse")
        : failure == Failure::Selector ? QStringLiteral("selector")
        : failure == Failure::None     ? QString()
                                       : QStringLiteral("other");
}

void addPayloadRows()
{
    QTest::addColumn<QString>("name");
    const QStringList names = QDir(fixtureFolder()).entryList({ QStringLiteral("*.json") }, QDir::Files);
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << name;
    if (names.isEmpty())
        QTest::newRow("absent") << QString();
}

#define SKIP_WHEN_ABSENT(name)                                                                                    \
    if ((name).isEmpty())                                                                                         \
    QSKIP("The recorded payloads are not here; set WF_SHARED to the folder that has them.")

} // namespace

void RecordedTest::everyPayloadHasExpectations()
{
    const QStringList names = QDir(fixtureFolder()).entryList({ QStringLiteral("*.json") }, QDir::Files);
    if (names.isEmpty())
        QSKIP("The recorded payloads are not here; set WF_SHARED to the folder that has them.");
    for (const QString &name : names)
        QVERIFY2(!expectedCases(name).isEmpty(), qPrintable(name));
}

void RecordedTest::readsAsExpected_data()
{
    addPayloadRows();
}

void RecordedTest::readsAsExpected()
{
    QFETCH(QString, name);
    SKIP_WHEN_ABSENT(name);
    const QByteArray body = contents(fixtureFolder() + u'/' + name);
    const QJsonArray cases = expectedCases(name);
    for (qsizetype i = 0; i < cases.size(); ++i) {
        TestKit::Fields expected(cases.at(i).toObject());
        const Observation got = read(body, cases.at(i).toObject());
        (void)expected.text("now");
        const QString label =
            name + u' ' + expected.texts("components").join(u'|') + u": " + got.reason + got.detail;
        const QByteArray labelBytes = label.toUtf8();
        const char *text = labelBytes.constData();
        QVERIFY2(word(got.status) == expected.text("status"), text);
        QVERIFY2(got.maintenance == expected.value("maintenance").toBool(), text);
        QVERIFY2(failureWord(got.failure) == expected.text("failure"), text);
        QVERIFY2((got.failure == Failure::None) == (got.status != Status::Unknown), text);
        QCOMPARE(static_cast<int>(got.incidents.size()), expected.number("incidents"));
        if (expected.has("maintenances"))
            QVERIFY2(static_cast<int>(got.maintenances.size()) == expected.number("maintenances"), text);
        if (expected.has("active")) {
            const auto active = std::ranges::count_if(
                got.maintenances, [&](const VendorMaintenance &one) { return isActive(one, got.at); });
            QCOMPARE(static_cast<int>(active), expected.number("active"));
        }
        if (expected.has("detail"))
            QCOMPARE(got.detail, expected.text("detail"));
        if (expected.has("first_incident"))
            QCOMPARE(got.incidents.at(0).id, expected.text("first_incident"));
        if (expected.has("leaves"))
            QCOMPARE(static_cast<int>(got.components.size()), expected.number("leaves"));
        if (expected.has("selected")) {
            const auto selected = std::ranges::count_if(got.components, &Component::selected);
            QCOMPARE(static_cast<int>(selected), expected.number("selected"));
        }
        QCOMPARE(expected.leftovers(), QStringList());
    }
}

void RecordedTest::cutOffIsNeverOperational_data()
{
    addPayloadRows();
}

void RecordedTest::cutOffIsNeverOperational()
{
    QFETCH(QString, name);
    SKIP_WHEN_ABSENT(name);
    const QByteArray body = contents(fixtureFolder() + u'/' + name).trimmed();
    const qsizetype step = std::max<qsizetype>(1, body.size() / 41);
    for (qsizetype length = 0; length < body.size(); length += step) {
        const auto got =
            Vendors::parse(*Vendors::findDialect(u"statuspage"), { body.left(length), {}, Instant {} });
        QCOMPARE(got.failure, Failure::Parse);
        QCOMPARE(got.status, Status::Unknown);
        QVERIFY(got.reason.startsWith(QLatin1String("parse_error: ")));
        QVERIFY(!got.detail.isEmpty());
    }
}

void RecordedTest::oneBrokenByteIsNeverOperational_data()
{
    addPayloadRows();
}

void RecordedTest::oneBrokenByteIsNeverOperational()
{
    QFETCH(QString, name);
    SKIP_WHEN_ABSENT(name);
    const QByteArray body = contents(fixtureFolder() + u'/' + name);
    const auto whole = Vendors::parse(*Vendors::findDialect(u"statuspage"), { body, {}, Instant {} });
    QRandomGenerator random(20260424);
    for (int round = 0; round < 30; ++round) {
        QByteArray broken = body;
        for (int flips = 0; flips <= round % 3; ++flips) {
            const qsizetype at = random.bounded(static_cast<int>(broken.size()));
            broken[at] = static_cast<char>(broken.at(at) ^ (1 << random.bounded(8)));
        }
        const auto got = Vendors::parse(*Vendors::findDialect(u"statuspage"), { broken, {}, Instant {} });
        QVERIFY((got.failure == Failure::None) == (got.status != Status::Unknown));
        if (whole.status != Status::Operational)
            QVERIFY2(got.status != Status::Operational, qPrintable(got.detail));
    }
}
