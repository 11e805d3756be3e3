// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_jsonbudget.h"

#include "hostedsamples.h"

#include "vendors/intake.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace Wf;
using namespace Wf::Vendors;

namespace {

/// "[x,x,…,0]", about that large.
QByteArray listOf(const QByteArray &element, qsizetype bytes)
{
    return '[' + QByteArray(element + ',').repeated(bytes / (element.size() + 1)) + "0]";
}

QByteArray nested(qsizetype levels)
{
    return QByteArray(levels, '[') + QByteArray(levels, ']');
}

struct Count {
    qsizetype brackets = 0;
    qsizetype elements = 0;
};
/// Brackets, and the commas and colons between what is in them, as Qt reads it.
Count countOf(const QJsonValue &value)
{
    Count sum;
    if (!value.isArray() && !value.isObject())
        return sum;
    const auto add = [&](const QJsonValue &inner) {
        const Count more = countOf(inner);
        sum.brackets += more.brackets;
        sum.elements += more.elements;
    };
    const QJsonArray array = value.toArray();
    for (const auto inner : array)
        add(inner);
    const QJsonObject object = value.toObject();
    for (const auto inner : object)
        add(inner);
    ++sum.brackets;
    sum.elements += std::max<qsizetype>(0, array.size() + object.size() - 1) + object.size();
    return sum;
}

QJsonValue anyValue(QRandomGenerator &random, int depth)
{
    static const QStringList texts { QString(), QStringLiteral("a,b:[{"), QStringLiteral("\\"),
        QStringLiteral("\\\"]"), QStringLiteral("\"\\\\\""), QStringLiteral("ä€") };
    const int kind = random.bounded(depth > 0 ? 5 : 3);
    if (kind == 0)
        return random.bounded(100);
    if (kind < 3)
        return texts.at(random.bounded(static_cast<int>(texts.size())));
    QJsonArray array;
    QJsonObject object;
    for (int i = random.bounded(5); i > 0; --i) {
        array.append(anyValue(random, depth - 1));
        object.insert(texts.at(i), anyValue(random, depth - 1));
    }
    return kind == 3 ? QJsonValue(array) : QJsonValue(object);
}

} // namespace

void JsonBudgetTest::countsWhatStandsOutsideOfStrings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("brackets");
    QTest::addColumn<int>("elements");
    QTest::addColumn<int>("depth");
    QTest::newRow("nothing") << QByteArray() << 0 << 0 << 0;
    QTest::newRow("object") << json("{'a':1,'b':[2,3]}") << 2 << 4 << 2;
    QTest::newRow("in a string") << json("['[{,:}]']") << 1 << 0 << 1;
    QTest::newRow("hidden quote") << QByteArray(R"(["a\",[",[]])") << 2 << 1 << 2;
    QTest::newRow("backslash at the end") << QByteArray(R"(["a\\",[]])") << 2 << 1 << 2;
    QTest::newRow("three backslashes") << QByteArray(R"(["a\\\",[",1])") << 1 << 1 << 1;
    QTest::newRow("string without an end") << json("[[1],'a,b") << 2 << 1 << 2;
    QTest::newRow("quote at the end") << json("[1,'") << 1 << 1 << 1;
    QTest::newRow("backslash, then nothing") << QByteArray(R"([1,"a\)") << 1 << 1 << 1;
    QTest::newRow("more closed than opened") << json("]]]][[") << 2 << 0 << 0;
}

void JsonBudgetTest::countsWhatStandsOutsideOfStrings()
{
    QFETCH(QByteArray, text);
    const JsonExtent extent = extentOf(text);
    QTEST(static_cast<int>(extent.brackets), "brackets");
    QTEST(static_cast<int>(extent.elements), "elements");
    QTEST(static_cast<int>(extent.depth), "depth");
}

void JsonBudgetTest::neverCountsLessThanQtReads()
{
    QRandomGenerator random(20261122);
    for (int i = 0; i < 3000; ++i) {
        const QJsonArray value { anyValue(random, 4) };
        const JsonExtent extent = extentOf(QJsonDocument(value).toJson());
        const Count count = countOf(value);
        QCOMPARE(extent.brackets, count.brackets);
        QCOMPARE(extent.elements, count.elements);
    }
}

void JsonBudgetTest::roomForEightMebibytesOfOrdinaryPages()
{
    const QByteArray component =
        json("{'id':'aaaaaaaaaaaa','name':'Some component of ours','status':'operational','created_at':"
             "'2026-04-24T10:00:00.000Z','updated_at':'2026-04-24T10:00:00.000Z','position':1,'description':"
             "null,'showcase':false,'start_date':null,'group_id':'bbbbbbbbbbbb','page_id':'cccccccccccc','group':"
             "false}");
    const auto value = readValue(listOf(component, 5 * 1024 * 1024));
    QVERIFY2(value, qPrintable(value ? QString() : value.error().reason));
    const QByteArray prose = json("{'text':'") + QByteArray(400, 'x') + json("'}");
    QVERIFY(readValue(listOf(prose, 8 * 1024 * 1024)));
}

void JsonBudgetTest::refusesTooMany_data()
{
    QTest::addColumn<QByteArray>("element");
    QTest::newRow("lists") << QByteArray("[1]");
    QTest::newRow("empty lists") << QByteArray("[]");
    QTest::newRow("objects") << json("{'a':1}");
    QTest::newRow("numbers") << QByteArray("1");
    QTest::newRow("texts") << json("''");
    QTest::newRow("lists in lists") << QByteArray("[[1]]");
}

void JsonBudgetTest::refusesTooMany()
{
    QFETCH(QByteArray, element);
    const auto refused = readValue(listOf(element, 4 * 1024 * 1024));
    QVERIFY(!refused);
    QVERIFY2(refused.error().reason.startsWith(QStringLiteral("too large: ")), qPrintable(refused.error().reason));
    QVERIFY(refused.error().detail.contains(QStringLiteral("too large to read")));
    QVERIFY(readValue(listOf(element, 200 * 1024)));
}

void JsonBudgetTest::depthHasALimit()
{
    QVERIFY(readValue(nested(kDeepestJson)));
    const auto refused = readValue(nested(kDeepestJson + 1));
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, QStringLiteral("nested too deeply: 129 levels"));
    QVERIFY(refused.error().detail.contains(QStringLiteral("at most 128")));
}

void JsonBudgetTest::documentsOfOnePageShare()
{
    const QByteArray half = json("{'a':") + listOf("[1]", 500 * 1024) + '}';
    Intake intake(QLatin1String("Example"));
    (void)intake.body({ half, {}, Instant {} });
    QVERIFY(!intake.isSpoilt());
    Intake two(QLatin1String("Example"));
    const ParseInput input { half, {}, Instant {}, {}, { json("{'b':") + half.mid(5) } };
    QVERIFY(!two.body(input).contains(u"b"));
    const auto page = two.seal({});
    QVERIFY(page);
    QVERIFY(page->warnings.join(u' ').contains(QStringLiteral("too large: ")));
}
