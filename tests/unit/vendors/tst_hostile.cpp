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

/// Fewer of the large ones, so that the whole stays a matter of seconds.
int mutantsOf(const QByteArray &body)
{
    const int wanted = qEnvironmentVariableIntValue("WF_MUTANTS");
    return wanted > 0 ? wanted : body.size() > kLarge ? 5 : 40;
}

QJsonDocument documentOf(const QByteArray &body)
{
    return QJsonDocument::fromJson(Vendors::toUtf8(body).trimmed());
}

QByteArray jsonOf(const QJsonValue &value)
{
    return (value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject()))
        .toJson(QJsonDocument::Compact);
}

QByteArray changed(const QJsonDocument &document, const QByteArray &body, QRandomGenerator &random)
{
    if (document.isNull() || random.bounded(3) == 0)
        return mutatedText(body, random);
    QJsonValue value = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    for (int times = 1 + random.bounded(3); times > 0; --times)
        value = mutated(value, random);
    return jsonOf(value);
}

/// What a page needs at its top, by folder or by payload: without all of these it says nothing.
struct Need {
    const char *label;
    QStringList keys;
};
const std::vector<Need> &needs()
{
    static const std::vector<Need> all {
        { "statuspage/", { QStringLiteral("status"), QStringLiteral("components") } },
        { "apple/", { QStringLiteral("services") } },
        { "azure-devops/", { QStringLiteral("status") } },
        { "cachet/demo-v1-incidents", { QStringLiteral("data") } },
        { "cstate/", { QStringLiteral("systems") } },
        { "heroku/", { QStringLiteral("status") } },
        { "ibm/", { QStringLiteral("statusItems") } },
        { "incidentio/openai", { QStringLiteral("components") } },
        { "incidentio/aiven", { QStringLiteral("ongoing_incidents") } },
        { "incidentio/widget", { QStringLiteral("ongoing_incidents") } },
        { "instatus/recraft", { QStringLiteral("page") } },
        { "instatus/gcore-v3", { QStringLiteral("components") } },
        { "microsoft-graph/", { QStringLiteral("value") } },
        { "microsoft/portal", { QStringLiteral("Services") } },
        { "microsoft/posts", { QStringLiteral("Status") } },
        { "pagerduty/", { QStringLiteral("summary") } },
        { "salesforce/instance", { QStringLiteral("status") } },
        { "salesforce/products", { QStringLiteral("Instances") } },
        { "slack/current", { QStringLiteral("status") } },
        { "sorryapp/", { QStringLiteral("page") } },
        { "statusio/", { QStringLiteral("result") } },
    };
    return all;
}

QStringList needOf(const Golden &golden)
{
    const auto found = std::ranges::find_if(
        needs(), [&](const Need &need) { return golden.label.startsWith(QLatin1String(need.label)); });
    return found == needs().end() ? QStringList() : found->keys;
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
    const QJsonDocument document = documentOf(body);
    QRandomGenerator random(kSeed);
    for (int i = 0; i < mutantsOf(body); ++i) {
        const QByteArray mutant = changed(document, body, random);
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
    const QStringList keys = needOf(golden);
    if (keys.isEmpty())
        QSKIP("A list, a feed or a web page: cutting it off is tested elsewhere.");
    const QByteArray body = contentsOf(golden.payload);
    QJsonObject rest = documentOf(body).object();
    for (const QString &key : keys)
        rest.remove(key);
    QRandomGenerator random(kSeed);
    for (int i = 0; i < mutantsOf(body) / 2; ++i) {
        const QJsonValue value = i == 0 ? QJsonValue(rest) : mutated(rest, random);
        if (!value.isObject())
            continue; // a list is another document of the same vendor
        const QByteArray mutant = jsonOf(value);
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
    const QByteArrayList bodies { QByteArray(100'000, '['), QByteArray(100'000, '{'),
        QByteArray("{\"a\":").repeated(20'000), "[" + QByteArray("[],").repeated(100'000) + "[]]",
        "[" + QByteArray("{},").repeated(100'000) + "{}]", QByteArray("<a>").repeated(50'000),
        "<?xml version=\"1.0\"?><rss><channel>" + QByteArray("<item/>").repeated(50'000),
        QByteArray(
            "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><rss>&b;</rss>"),
        QByteArray("\0\0\0\0", 4).repeated(25'000), QByteArray("\"").repeated(100'000) };
    for (const QByteArray &body : bodies) {
        const auto got = Vendors::parse(dialect, { body, {}, Instant {} });
        const QString broken = TestKit::brokenLaw(got);
        QVERIFY2(broken.isEmpty(), qPrintable(shown(broken, body.left(60))));
        QVERIFY2(got.status != Status::Operational, qPrintable(shown(got.detail, body.left(60))));
    }
}
