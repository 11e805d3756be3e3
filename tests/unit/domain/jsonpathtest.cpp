// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/jsonpath.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Wf;
using namespace Wf::Domain;

/// What a path finds, and what it refuses.
class JsonPathTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void refuses_data();
    void refuses();
    void isBounded();
    void texts_data();
    void texts();
};

namespace {
QJsonValue document(const QByteArray &json)
{
    return QJsonDocument::fromJson('[' + json + ']').array().at(0);
}

const QByteArray kStore = R"({"db": {"state": "up", "some-key": 7, "it's": 1, "null": null},
        "nodes": [{"name": "a", "ok": true}, {"name": "b", "ok": false}, {"name": "c", "ok": true}],
        "n": [0, 1, 2, 3, 4, 5, 6], "état": "bon", "deep": {"name": "d", "more": [{"name": "e"}]}})";
} // namespace

void JsonPathTest::finds_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("found"); // texts joined with a blank; "-" = nothing
    const auto row = [](const char *path, const char *found) {
        QTest::newRow(path) << QString::fromUtf8(path) << QString::fromUtf8(found);
    };
    row("$.db.state", "up");
    row("$['db']['state']", "up");
    row("$[\"db\"].state", "up");
    row("$.db['some-key']", "7");
    row("$.db['it\\'s']", "1");
    row("$.état", "bon");
    row("$.db.null", "null");
    row("$.db.gone", "-");
    row("$.db.state.further", "-");
    row("$.nodes[1].name", "b");
    row("$.nodes[-1].name", "c");
    row("$.nodes[3].name", "-");
    row("$.nodes[-4]", "-");
    row("$.nodes[*].name", "a b c");
    row("$.nodes.*.ok", "true false true");
    row("$.n[1:3]", "1 2");
    row("$.n[:2]", "0 1");
    row("$.n[5:]", "5 6");
    row("$.n[-2:]", "5 6");
    row("$.n[1:6:2]", "1 3 5");
    row("$.n[::-3]", "6 3 0");
    row("$.n[5:1:-2]", "5 3");
    row("$.n[::0]", "-");
    row("$.n[0, 2 ,-1]", "0 2 6");
    row("$.db['state','some-key']", "up 7");
    row("$..name", "d e a b c");
    row("$.deep..name", "d e");
    row("$..[0].name", "e a");
    row("$.deep..*", "[{\"name\":\"e\"}] d {\"name\":\"e\"} e");
    row("$.n.0", "-");
}

void JsonPathTest::finds()
{
    QFETCH(const QString, path);
    QFETCH(const QString, found);
    const auto parsed = JsonPath::parse(path);
    if (path == QStringLiteral("$.n.0")) { // a name does not begin with a digit
        QVERIFY(!parsed);
        return;
    }
    QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error().detail));
    QStringList texts;
    const JsonMatches matches = parsed->evaluate(document(kStore));
    for (const QJsonValue &value : matches.values)
        texts.append(jsonText(value));
    QVERIFY(matches.complete);
    QCOMPARE(texts.isEmpty() ? QStringLiteral("-") : texts.join(QLatin1Char(' ')), found);
}

void JsonPathTest::refuses_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *path, const char *said) {
        QTest::newRow(path) << QString::fromUtf8(path) << QString::fromUtf8(said);
    };
    row("", "begins with $");
    row("db.state", "begins with $");
    row("$db", "begins with . or [");
    row("$.", "a name is expected");
    row("$.some-key", "['some-name']");
    row("$[", "in brackets stands");
    row("$[0", "closing ]");
    row("$['db", "not closed");
    row("$['db\\", "not closed");
    row("$[?(@.ok)]", "filters");
    row("$.length()", "functions");
    row("$[99999999999]", "no number that can be counted with");
    row("$[-]", "no number that can be counted with");
    row("$[1 2]", "closing ]");
}

void JsonPathTest::refuses()
{
    QFETCH(const QString, path);
    QFETCH(const QString, said);
    const auto parsed = JsonPath::parse(path);
    QVERIFY(!parsed);
    QVERIFY2(parsed.error().detail.contains(said), qPrintable(parsed.error().detail));
    QVERIFY(parsed.error().detail.startsWith(QStringLiteral("character ")));
}

void JsonPathTest::isBounded()
{
    QVERIFY(!JsonPath::parse(QString(QStringLiteral("$.") + QString(1000, QLatin1Char('a')))));
    QVERIFY(!JsonPath::parse(QString(QStringLiteral("$") + QStringLiteral(".a").repeated(51))));
    QByteArray wide = "[";
    for (int i = 0; i < 2000; ++i)
        wide += "1,";
    const auto many = JsonPath::parse(u"$[*]")->evaluate(document(wide + "1]"));
    QCOMPARE(many.values.size(), size_t(1000));
    QVERIFY(!many.complete);
    // Every step of `..*` multiplies: the walk ends all the same.
    const QByteArray nested = QByteArray("[").repeated(60) + "1" + QByteArray("]").repeated(60);
    const auto bomb = JsonPath::parse(u"$..*..*..*..*..*")->evaluate(document(nested));
    QVERIFY(!bomb.complete);
}

void JsonPathTest::texts_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("text");
    QTest::newRow("text") << QByteArray("\"a b\"") << QStringLiteral("a b");
    QTest::newRow("whole") << QByteArray("1234567") << QStringLiteral("1234567");
    QTest::newRow("whole with point") << QByteArray("200.0") << QStringLiteral("200");
    QTest::newRow("fraction") << QByteArray("24.90") << QStringLiteral("24.9");
    QTest::newRow("tenth") << QByteArray("0.1") << QStringLiteral("0.1");
    QTest::newRow("large") << QByteArray("1e300") << QStringLiteral("1e+300");
    QTest::newRow("negative") << QByteArray("-3") << QStringLiteral("-3");
    QTest::newRow("true") << QByteArray("true") << QStringLiteral("true");
    QTest::newRow("null") << QByteArray("null") << QStringLiteral("null");
    QTest::newRow("list") << QByteArray("[1, \"a\"]") << QStringLiteral("[1,\"a\"]");
    QTest::newRow("object") << QByteArray("{ \"a\" : 1 }") << QStringLiteral("{\"a\":1}");
}

void JsonPathTest::texts()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, text);
    QCOMPARE(jsonText(document(json)), text);
}

std::unique_ptr<QObject> jsonPathTest()
{
    return std::make_unique<JsonPathTest>();
}

#include "jsonpathtest.moc"
