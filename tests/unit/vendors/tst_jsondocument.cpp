// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_jsondocument.h"

#include "testkit/hostedsamples.h"

#include "vendors/intake.h"
#include "vendors/registry.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
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

QJsonValue anyValue(QRandomGenerator &random, int depth)
{
    static const QStringList texts { QString(), QStringLiteral("a,b:[{"), QStringLiteral("\\"),
        QStringLiteral("\\\"]"), QStringLiteral("\"\\\\\""), QStringLiteral("ä€ \U0001F600\n") };
    const int kind = random.bounded(depth > 0 ? 8 : 6);
    if (kind == 0)
        return random.bounded(100);
    if (kind == 1)
        return random.generateDouble() * 1e6;
    if (kind == 2)
        return random.bounded(2) == 0 ? QJsonValue(true) : QJsonValue();
    if (kind < 6)
        return texts.at(random.bounded(static_cast<int>(texts.size())));
    QJsonArray array;
    QJsonObject object;
    for (int i = random.bounded(kind == 6 ? 5 : 30); i > 0; --i) {
        array.append(anyValue(random, depth - 1));
        object.insert(texts.at(i % texts.size()) + QString::number(i), anyValue(random, depth - 1));
    }
    return kind == 6 ? QJsonValue(array) : QJsonValue(object);
}

/// Our reading as Qt's values.
QJsonValue asQt(const JsonValue &value)
{
    if (value.isObject()) {
        QJsonObject object;
        const JsonObject members = value.toObject();
        for (auto one = members.begin(); one != members.end(); ++one)
            object.insert(one.key(), asQt(members.value(one.key())));
        return object;
    }
    if (value.isArray()) {
        QJsonArray array;
        for (const JsonValue one : value.toArray())
            array.append(asQt(one));
        return array;
    }
    if (value.isBool())
        return value.toBool();
    if (value.isNumber())
        return value.isInteger() ? QJsonValue(value.toInteger()) : QJsonValue(value.toDouble());
    return value.isString() ? QJsonValue(value.toString()) : QJsonValue();
}

QString reasonOf(const tl::expected<JsonDocument, BadDocument> &document)
{
    return document ? QString() : document.error().reason;
}

} // namespace

void JsonDocumentTest::readsWhatQtReads()
{
    QRandomGenerator random(20261122);
    for (int i = 0; i < 2000; ++i) {
        const QJsonArray value { anyValue(random, 4) };
        const QByteArray text =
            QJsonDocument(value).toJson(i % 2 == 0 ? QJsonDocument::Compact : QJsonDocument::Indented);
        const auto document = readDocument(text);
        QVERIFY2(document, text.constData());
        QCOMPARE(asQt(document->root()), QJsonValue(value));
    }
}

void JsonDocumentTest::readsNumbers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("asText");
    QTest::addColumn<double>("number");
    QTest::newRow("zero") << QByteArray("0") << "0" << 0.0;
    QTest::newRow("negative") << QByteArray("-7") << "-7" << -7.0;
    QTest::newRow("beyond 32 bits") << QByteArray("1777033200000") << "1777033200000" << 1777033200000.0;
    QTest::newRow("an id that no double holds")
        << QByteArray("9007199254740993") << "9007199254740993" << 9007199254740992.0;
    QTest::newRow("beyond 64 bits") << QByteArray("123456789012345678901234567890") << "1.2345678901234568e+29"
                                    << 1.2345678901234568e29;
    QTest::newRow("unsigned") << QByteArray("18446744073709551615") << "1.8446744073709552e+19"
                              << 1.8446744073709552e19;
    QTest::newRow("fraction") << QByteArray("0.5") << "0.5" << 0.5;
    QTest::newRow("exponent") << QByteArray("1e3") << "1000" << 1000.0;
}

void JsonDocumentTest::readsNumbers()
{
    QFETCH(QByteArray, text);
    const auto document = readObject("{\"n\":" + text + '}');
    QVERIFY2(document, qPrintable(reasonOf(document)));
    QTEST(textAt(document->object(), QLatin1String("n"), 100), "asText");
    QTEST(document->object().value(QLatin1String("n")).toDouble(), "number");
}

void JsonDocumentTest::readsTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("value");
    QTest::newRow("empty") << QByteArray("") << QString();
    QTest::newRow("escapes") << QByteArray(R"(a\"b\\c\/d\n\t\u00e4)") << QStringLiteral("a\"b\\c/d\n\tä");
    QTest::newRow("UTF-8") << QByteArray("ä€") << QStringLiteral("ä€");
    QTest::newRow("pair") << QByteArray(R"(\ud83d\ude00)") << QStringLiteral("\U0001F600");
    QTest::newRow("half a pair at the end") << QByteArray(R"(cut \ud83d)") << QStringLiteral("cut \uFFFD");
    QTest::newRow("half a pair, then text") << QByteArray(R"(\uD83Dx\\ud83d)") << QStringLiteral("\uFFFDx\\ud83d");
    QTest::newRow("the other half") << QByteArray(R"(\ude00 \ud83d\ude00)") << QStringLiteral("\uFFFD \U0001F600");
    QTest::newRow("two first halves") << QByteArray(R"(\ud83d\ud83d\ude00)") << QStringLiteral("\uFFFD\U0001F600");
}

void JsonDocumentTest::readsTexts()
{
    QFETCH(QByteArray, text);
    const auto document = readArray("[\"" + text + "\"]");
    QVERIFY2(document, qPrintable(reasonOf(document)));
    QTEST(document->array().last().toString(), "value");
}

void JsonDocumentTest::findsMembers_data()
{
    QTest::addColumn<int>("members");
    for (const int members : { 0, 1, 15, 16, 17, 18, 5000 })
        QTest::addRow("%d", members) << members;
}

void JsonDocumentTest::findsMembers()
{
    QFETCH(int, members);
    QJsonObject written;
    for (int i = 0; i < members; ++i)
        written.insert(
            QString::number(i * 7919 % 104729), QJsonArray { i, QJsonObject { { QStringLiteral("x"), i } } });
    const auto document = readObject(
        QJsonDocument(QJsonObject { { QStringLiteral("all"), written }, { QStringLiteral("behind"), 1 } })
            .toJson());
    QVERIFY(document);
    const JsonObject read = document->object().value(QLatin1String("all")).toObject();
    QCOMPARE(read.size(), written.size());
    QCOMPARE(read.isEmpty(), members == 0);
    for (auto one = written.begin(); one != written.end(); ++one)
        QCOMPARE(asQt(read.value(one.key())), one.value());
    QVERIFY(!read.contains(QLatin1String("")));
    QVERIFY(!read.contains(QLatin1String("x")));
    QVERIFY(!read.contains(QLatin1String("zzz")));
    QCOMPARE(std::ranges::distance(read.begin(), read.end()), qptrdiff(members));
    QCOMPARE(document->object().value(QLatin1String("behind")).toInteger(), 1);
}

void JsonDocumentTest::theLastOfOneNameCounts()
{
    for (const int others : { 0, 3, 40 }) {
        QByteArray text = "{\"a\":1,\"a\":2";
        for (int i = 0; i < others; ++i)
            text += ",\"b" + QByteArray::number(i) + "\":0";
        const auto document = readObject(text + ",\"a\":3}");
        QVERIFY(document);
        QCOMPARE(document->object().value(QLatin1String("a")).toInteger(), 3);
    }
}

void JsonDocumentTest::keepsTheOrder()
{
    const auto document = readObject(json("{'c':[1,[2,{}],{'x':[]}],'a':2,'b':3}"));
    QVERIFY(document);
    QStringList keys;
    const JsonObject root = document->object();
    for (auto one = root.begin(); one != root.end(); ++one)
        keys.append(one.key());
    QCOMPARE(keys, QStringList({ QStringLiteral("c"), QStringLiteral("a"), QStringLiteral("b") }));
    QCOMPARE(root.value(QLatin1String("c")).toArray().size(), 3);
    QVERIFY(root.value(QLatin1String("c")).toArray().last().isObject());
}

void JsonDocumentTest::otherObjectsStandIn()
{
    const auto one = readObject(json("{'a':1,'n':null}"));
    const auto two = readObject(json("{'a':2,'b':3,'n':4}"));
    QVERIFY(one && two);
    const JsonObject other = two->object();
    const JsonObject both = one->object().orElse(&other);
    QCOMPARE(both.value(QLatin1String("a")).toInteger(), 1);
    QCOMPARE(both.value(QLatin1String("b")).toInteger(), 3);
    QVERIFY(both.value(QLatin1String("n")).isNull());
    QVERIFY(!both.contains(QLatin1String("c")));
    QCOMPARE(JsonObject().orElse(&other).value(QLatin1String("a")).toInteger(), 2);
}

void JsonDocumentTest::givesNothingForAnotherKind()
{
    const auto document = readObject(json("{'t':'7','n':7,'l':[7],'b':true}"));
    QVERIFY(document);
    const auto at = [&](const char *key) { return document->object().value(QLatin1String(key)); };
    QCOMPARE(at("t").toInteger(-1), -1);
    QCOMPARE(at("t").toDouble(-1), -1.0);
    QVERIFY(at("t").toBool(true) && !at("t").toBool());
    QCOMPARE(at("n").toString(), QString());
    QVERIFY(at("n").toArray().isEmpty() && at("n").toObject().isEmpty());
    QVERIFY(at("l").toObject().isEmpty() && at("l").toObject().value(QLatin1String("x")).isUndefined());
    QVERIFY(at("b").toBool() && !at("b").isNumber());
    QVERIFY(at("none").isUndefined() && !at("none").isNull() && at("none").toArray().last().isUndefined());
}

void JsonDocumentTest::refusesWhatIsNoJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("reason");
    const QString broken = QStringLiteral("invalid JSON: ");
    QTest::newRow("nothing") << QByteArray() << "empty body";
    QTest::newRow("blanks") << QByteArray(" \n\t") << "empty body";
    QTest::newRow("HTML") << QByteArray("\n<html>") << "expected JSON, got HTML";
    QTest::newRow("a text") << json("'x'") << broken;
    QTest::newRow("a number") << QByteArray("7") << broken;
    QTest::newRow("something behind it") << json("{} x") << broken;
    QTest::newRow("two documents") << json("{}{}") << broken;
    QTest::newRow("a comma too many") << json("[1,]") << broken;
    QTest::newRow("a comma too few") << json("[1 2]") << broken;
    QTest::newRow("no colon") << json("{'a' 1}") << broken;
    QTest::newRow("no name") << json("{1:1}") << broken;
    QTest::newRow("another bracket") << json("[1}") << broken;
    QTest::newRow("a zero before") << json("[01]") << broken;
    QTest::newRow("too large a number") << json("[1e999]") << broken;
    QTest::newRow("half a word") << json("[tru]") << broken;
    QTest::newRow("another word") << json("[nul]") << broken;
    QTest::newRow("no number") << json("[NaN]") << broken;
    QTest::newRow("a bad escape") << QByteArray(R"(["\x"])") << broken;
    QTest::newRow("a short escape") << QByteArray(R"(["\ud8"])") << broken;
    QTest::newRow("a line break in a text") << json("['a\nb']") << broken;
    QTest::newRow("no UTF-8") << QByteArray("[\"\xFF\xC0\"]") << broken;
    QTest::newRow("a NUL") << QByteArray("[1]\0", 4) << broken;
}

void JsonDocumentTest::refusesWhatIsNoJson()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, reason);
    const auto document = readDocument(text);
    QVERIFY(!document);
    QVERIFY2(document.error().reason.startsWith(reason), qPrintable(document.error().reason));
}

void JsonDocumentTest::refusesEveryTruncation()
{
    const QByteArray whole = json("{'a':[1,{'b':'text','c':null},[true,-1.5e3]],'d':{'e':'\\u00e4'}}");
    QVERIFY(readObject(whole));
    for (qsizetype length = 0; length < whole.size(); ++length)
        QVERIFY2(!readDocument(whole.left(length)), whole.left(length).constData());
}

void JsonDocumentTest::roomForOrdinaryPages()
{
    const QByteArray component =
        json("{'id':'aaaaaaaaaaaa','name':'Some component of ours','status':'operational','created_at':"
             "'2026-04-24T10:00:00.000Z','updated_at':'2026-04-24T10:00:00.000Z','position':1,'description':"
             "null,'showcase':false,'start_date':null,'group_id':'bbbbbbbbbbbb','page_id':'cccccccccccc','group':"
             "false}");
    QCOMPARE(reasonOf(readDocument(listOf(component, 11 * 512 * 1024))), QString()); // Adobe's page has as much
    const QByteArray prose = json("{'text':'") + QByteArray(400, 'x') + json("'}");
    QCOMPARE(reasonOf(readDocument(listOf(prose, 7 * 1024 * 1024))), QString());
}

void JsonDocumentTest::refusesTooMany_data()
{
    QTest::addColumn<QByteArray>("element");
    QTest::newRow("lists") << QByteArray("[1]");
    QTest::newRow("empty lists") << QByteArray("[]");
    QTest::newRow("objects") << json("{'a':1}");
    QTest::newRow("numbers") << QByteArray("1");
    QTest::newRow("texts") << json("''");
    QTest::newRow("lists in lists") << QByteArray("[[1]]");
}

void JsonDocumentTest::refusesTooMany()
{
    QFETCH(QByteArray, element);
    const auto refused = readDocument(listOf(element, 5 * 1024 * 1024));
    QVERIFY(!refused);
    QVERIFY2(refused.error().reason.startsWith(QStringLiteral("too large: ")), qPrintable(refused.error().reason));
    QVERIFY(refused.error().detail.contains(QStringLiteral("too large to read")));
    QVERIFY(readDocument(listOf(element, 200 * 1024)));
}

/// JSONPath looks into Qt's values, which are larger.
void JsonDocumentTest::depthHasALimit()
{
    QVERIFY(readDocument(nested(kDeepestJson)));
    const auto refused = readDocument(nested(kDeepestJson + 1));
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, QStringLiteral("nested too deeply: more than 128 levels"));
    QVERIFY(!readDocument(QByteArray(1'000'000, '[')));
}

void JsonDocumentTest::documentsOfOnePageShare()
{
    const QByteArray half = json("{'a':") + listOf("[1]", 2 * 1024 * 1024) + '}';
    Intake intake(QLatin1String("Example"));
    (void)intake.body({ half, {}, Instant {} });
    QVERIFY(!intake.isSpoilt());
    Intake two(QLatin1String("Example"));
    const ParseInput input { half, {}, Instant {}, {}, { json("{'b':") + half.mid(5) } };
    QVERIFY(!two.body(input).contains(QLatin1String("b")));
    const auto page = two.seal({});
    QVERIFY(page);
    QVERIFY(page->warnings.join(u' ').contains(QStringLiteral("too large: ")));
}
