// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_hostile.h"

#include "goldenrows.h"

#include "testkit/mutation.h"
#include "testkit/observationlaws.h"
#include "testkit/vectors.h"
#include "vendors/registry.h"
#include "vendors/textdecoding.h"

#include <QTest>

using namespace Wf;
using namespace Wf::Domain;

namespace {

constexpr quint32 kSeed = 20260424;
constexpr qsizetype kLarge = 30'000;
constexpr qsizetype kMass = 200'000;

/// Fewer of the large ones, so that the whole stays a matter of seconds.
int mutantsOf(const QByteArray &body)
{
    const int wanted = qEnvironmentVariableIntValue("WF_MUTANTS");
    return wanted > 0 ? wanted : body.size() > kLarge ? 5 : 40;
}

/// The mutant itself, where something is wrong with it.
QString shown(const QString &what, const QByteArray &body)
{
    return what + QStringLiteral("\n") + QString::fromUtf8(body.left(2000));
}

} // namespace

HostileTest::HostileTest()
    : m_goldens(allGoldens())
{
}

HostileTest::~HostileTest() = default;

void HostileTest::anyChangeKeepsTheLaws_data()
{
    addGoldenRows();
}

void HostileTest::anyChangeKeepsTheLaws()
{
    QFETCH(int, index);
    SKIP_WITHOUT_PAYLOADS(index);
    const Golden &golden = m_goldens.at(static_cast<size_t>(index));
    const QByteArray body = contentsOf(golden.payload);
    QRandomGenerator random(kSeed);
    Mutator mutator(body, random);
    for (int i = 0; i < mutantsOf(body); ++i) {
        const QByteArray mutant = mutator.any();
        const QJsonObject wanted = golden.cases.at(i % golden.cases.size()).toObject();
        const QString broken = TestKit::brokenLaw(readAs(golden, mutant, wanted));
        QVERIFY2(broken.isEmpty(), qPrintable(shown(broken, mutant)));
    }
}

void HostileTest::withoutWhatItNeedsNoPageIsWell_data()
{
    addGoldenRows();
}

void HostileTest::withoutWhatItNeedsNoPageIsWell()
{
    QFETCH(int, index);
    SKIP_WITHOUT_PAYLOADS(index);
    const Golden &golden = m_goldens.at(static_cast<size_t>(index));
    const QStringList keys = requiredKeysOf(golden.label);
    if (keys.isEmpty())
        QSKIP("A list, a feed or a web page: cutting it off is tested elsewhere.");
    const QByteArray body = contentsOf(golden.payload);
    QRandomGenerator random(kSeed);
    Mutator mutator(body, random);
    for (int i = 0; i < mutantsOf(body) / 2; ++i) {
        const QByteArray mutant = mutator.without(keys);
        const auto got = readAs(golden, mutant, golden.cases.at(0).toObject());
        QVERIFY2(got.status != Status::Operational, qPrintable(shown(got.detail, mutant)));
    }
}

void HostileTest::cutOffNoPageIsWell_data()
{
    addGoldenRows();
}

void HostileTest::cutOffNoPageIsWell()
{
    QFETCH(int, index);
    SKIP_WITHOUT_PAYLOADS(index);
    const Golden &golden = m_goldens.at(static_cast<size_t>(index));
    const QByteArray body = contentsOf(golden.payload);
    QRandomGenerator random(kSeed);
    Mutator mutator(body, random);
    if (!mutator.isWholeOrNothing())
        QSKIP("A web page or a script: what it has in it may be whole all the same.");
    for (int i = 0; i < mutantsOf(body) / 2; ++i) {
        const QByteArray mutant = mutator.cutOff();
        const auto got = readAs(golden, mutant, golden.cases.at(0).toObject());
        QVERIFY2(got.status != Status::Operational, qPrintable(shown(got.detail, mutant)));
    }
}

void HostileTest::anEncodingChangesNothing_data()
{
    addGoldenRows();
}

void HostileTest::anEncodingChangesNothing()
{
    QFETCH(int, index);
    SKIP_WITHOUT_PAYLOADS(index);
    const Golden &golden = m_goldens.at(static_cast<size_t>(index));
    const QByteArray body = contentsOf(golden.payload);
    if (body.size() > kLarge)
        QSKIP("The small ones are enough.");
    const QJsonObject first = golden.cases.at(0).toObject();
    const auto plain = readAs(golden, body, first);
    for (const QByteArray &encoded : inAllEncodings(Vendors::toUtf8(body))) {
        const auto got = readAs(golden, encoded, first);
        QCOMPARE(got.status, plain.status);
        QCOMPARE(got.detail, plain.detail);
        QCOMPARE(got.incidents.size(), plain.incidents.size());
    }
}

void HostileTest::anotherVendorsPageKeepsTheLaws_data()
{
    QTest::addColumn<QString>("kind");
    for (const QString &kind : Vendors::dialectKinds())
        QTest::newRow(qPrintable(kind)) << kind;
}

void HostileTest::anotherVendorsPageKeepsTheLaws()
{
    QFETCH(QString, kind);
    SKIP_WITHOUT_PAYLOADS(m_goldens.empty() ? -1 : 0);
    const Vendors::Dialect &dialect = *Vendors::findDialect(kind);
    for (const Golden &golden : m_goldens) {
        const QByteArray body = contentsOf(golden.payload);
        if (body.size() > kLarge)
            continue;
        const QString broken = TestKit::brokenLaw(Vendors::parse(dialect, { body, {}, Instant {} }));
        QVERIFY2(broken.isEmpty(), qPrintable(golden.label + QStringLiteral(": ") + broken));
    }
}

void HostileTest::masses_data()
{
    QTest::addColumn<QString>("kind");
    for (const QString &kind : Vendors::dialectKinds())
        QTest::newRow(qPrintable(kind)) << kind;
}

void HostileTest::masses()
{
    QFETCH(QString, kind);
    const Vendors::Dialect &dialect = *Vendors::findDialect(kind);
    for (const QByteArray &body : massesOf(kMass)) {
        const auto got = Vendors::parse(dialect, { body, {}, Instant {} });
        const QString broken = TestKit::brokenLaw(got);
        QVERIFY2(broken.isEmpty(), qPrintable(shown(broken, body.left(60))));
        QVERIFY2(got.status != Status::Operational, qPrintable(shown(got.detail, body.left(60))));
    }
}
