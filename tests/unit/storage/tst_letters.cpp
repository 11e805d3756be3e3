// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tst_letters.h"

#include "storage/lettercodec.h"
#include "storage/matchercodec.h"
#include "storefixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Wf;
using namespace Wf::Domain;
using namespace Wf::Storage;
using namespace Wf::Testing;

namespace {

AlertMatcher fullMatcher()
{
    AlertMatcher matcher;
    matcher.services = { QStringLiteral("okta"), QStringLiteral("payment-*") };
    matcher.categories = { QStringLiteral("identity") };
    matcher.tiers = { Tier::Critical, Tier::Informational };
    matcher.tags = { QStringLiteral("a,b"), QStringLiteral("\"]}") };
    matcher.kinds = { QStringLiteral("http") };
    matcher.statuses = { Status::MajorOutage, Status::Unknown };
    matcher.during = WeekTimes { 0x1f, 1320, 420, "Europe/Berlin" };
    return matcher;
}

QString changed(const AlertMatcher &matcher, const char *key, const QJsonValue &value)
{
    auto object = QJsonDocument::fromJson(encode(matcher).toUtf8()).object();
    if (value.isUndefined())
        object.remove(QLatin1String(key));
    else
        object.insert(QLatin1String(key), value);
    return QString::fromUtf8(QJsonDocument(object).toJson());
}

} // namespace

void TestLetters::everyFieldComesBack()
{
    Letter letter = fullLetter();
    Letter part = fullLetter();
    part.key = QStringLiteral("part");
    letter.kind = LetterKind::Digest;
    letter.parts = { part, Letter {} };
    QCOMPARE(decodeLetter(encode(letter)), std::optional(letter));
}

void TestLetters::emptyLetterComesBack()
{
    QCOMPARE(decodeLetter(encode(Letter {})), std::optional(Letter {}));
    Letter bare;
    bare.monitor = LetterMonitor {};
    bare.closedAt = Instant {}; // a time like any other
    QCOMPARE(decodeLetter(encode(bare)), std::optional(bare));
}

void TestLetters::everyKindComesBack()
{
    Letter letter;
    for (int kind = 0; kind <= int(LetterKind::Channel); ++kind) {
        letter.kind = static_cast<LetterKind>(kind);
        QCOMPARE(decodeLetter(encode(letter)), std::optional(letter));
    }
    for (int telling = 0; telling <= int(TellingKind::Acknowledged); ++telling) {
        letter.telling = static_cast<TellingKind>(telling);
        QCOMPARE(decodeLetter(encode(letter)), std::optional(letter));
    }
    for (int status = 0; status <= int(Status::Unknown); ++status) {
        letter.from = static_cast<Status>(status);
        letter.to = static_cast<Status>(int(Status::Unknown) - status);
        QCOMPARE(decodeLetter(encode(letter)), std::optional(letter));
    }
}

void TestLetters::hostileTextComesBack_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("quotes and braces") << QStringLiteral("\"},{\"kind\":6,\\\"'");
    QTest::newRow("markup") << QStringLiteral("<!channel> <script>&amp;</script> *b* {title|json}");
    QTest::newRow("lines") << QStringLiteral("a\r\nb\tc\u2028d\u0085e");
    QTest::newRow("controls") << QString(QChar(u'\0')) + QChar(u'\x1b') + QChar(u'\x7f');
    QTest::newRow("wide") << QStringLiteral("☂ \U0001F525 \u202Eright to left\u202C é");
    QTest::newRow("long") << QString(100'000, u'"');
    QTest::newRow("blank") << QStringLiteral(" ");
}

void TestLetters::hostileTextComesBack()
{
    QFETCH(QString, text);
    Letter letter;
    letter.key = letter.name = letter.category = letter.title = letter.impact = letter.owner = text;
    letter.service = ServiceId(text);
    letter.failing = letter.expected = { text, text };
    letter.dedupKey = letter.acknowledgedBy = letter.rootCause = letter.reason = letter.thread = text;
    letter.monitor = LetterMonitor { text, text, text, text, text, std::nullopt, std::nullopt };
    letter.parts = { letter };
    QCOMPARE(decodeLetter(encode(letter)), std::optional(letter));
}

void TestLetters::bytesComeBack()
{
    Letter letter;
    letter.kind = LetterKind::Prepared;
    for (int byte = 0; byte < 256; ++byte)
        letter.prepared.append(static_cast<char>(byte));
    QCOMPARE(decodeLetter(encode(letter)), std::optional(letter));
}

void TestLetters::partsHaveNoParts()
{
    Letter inner = fullLetter();
    Letter middle = fullLetter();
    middle.parts = { inner };
    Letter outer = fullLetter();
    outer.parts = { middle };
    const auto read = decodeLetter(encode(outer));
    QVERIFY(read);
    middle.parts.clear();
    QCOMPARE(read->parts, std::vector<Letter> { middle });
}

void TestLetters::credentialsStayOut()
{
    Letter letter;
    letter.statusPage = QUrl(QStringLiteral("https://me:TOPSECRET@status.example.com/a%20b?x=1"));
    letter.runbook = QUrl(QStringLiteral("https://TOPSECRET@wiki.example.com/#top"));
    const QByteArray json = encode(letter);
    QVERIFY(!json.contains("TOPSECRET"));
    const auto read = decodeLetter(json);
    QCOMPARE(read->statusPage, QUrl(QStringLiteral("https://status.example.com/a%20b?x=1")));
    QCOMPARE(read->runbook, QUrl(QStringLiteral("https://wiki.example.com/#top")));
}

void TestLetters::damagedLetters_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("readable");
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("no json") << QByteArray("{\"kind\":") << false;
    QTest::newRow("a list") << QByteArray("[1]") << false;
    QTest::newRow("empty") << QByteArray("{}") << false;
    QTest::newRow("other types") << QByteArray(
        "{\"kind\":\"x\",\"name\":7,\"failing\":{},\"parts\":3,\"monitor\":[]}")
                                 << true;
    QTest::newRow("numbers that are none of ours")
        << QByteArray("{\"kind\":99,\"tier\":-1,\"mention\":7}") << true;
}

void TestLetters::damagedLetters()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, readable);
    const auto read = decodeLetter(json);
    QCOMPARE(read.has_value(), readable);
    if (!read)
        return;
    QCOMPARE(read->kind, LetterKind::Incident);
    QCOMPARE(read->mention, Mention::None);
    QVERIFY(read->name.isEmpty() && read->failing.isEmpty() && read->parts.empty() && !read->monitor);
}

void TestLetters::matchersComeBack()
{
    QCOMPARE(decodeMatcher(encode(fullMatcher())), std::optional(fullMatcher()));
    QCOMPARE(decodeMatcher(encode(AlertMatcher {})), std::optional(AlertMatcher {}));
    AlertMatcher allDay;
    allDay.during = WeekTimes {};
    QCOMPARE(decodeMatcher(encode(allDay)), std::optional(allDay));
}

void TestLetters::damagedMatchersMatchNothing_data()
{
    QTest::addColumn<QString>("json");
    const AlertMatcher full = fullMatcher();
    QTest::newRow("nothing") << QString();
    QTest::newRow("no json") << QStringLiteral("{\"services\":[");
    QTest::newRow("empty") << QStringLiteral("{}");
    QTest::newRow("a list is missing") << changed(full, "tags", QJsonValue(QJsonValue::Undefined));
    QTest::newRow("no list") << changed(full, "services", QStringLiteral("okta"));
    QTest::newRow("no text") << changed(full, "kinds", QJsonArray { 7 });
    QTest::newRow("no tier of ours") << changed(full, "tiers", QJsonArray { 3 });
    QTest::newRow("no status of ours") << changed(full, "statuses", QJsonArray { -1 });
    QTest::newRow("no times") << changed(full, "during", QJsonValue(QJsonValue::Null));
    QTest::newRow("no time of day") << changed(full, "during",
        QJsonObject { { QStringLiteral("days"), 1 }, { QStringLiteral("from"), 1440 }, { QStringLiteral("to"), 5 },
            { QStringLiteral("zone"), QString() } });
    QTest::newRow("more than seven days") << changed(full, "during",
        QJsonObject { { QStringLiteral("days"), 128 }, { QStringLiteral("from"), 0 }, { QStringLiteral("to"), 5 },
            { QStringLiteral("zone"), QString() } });
}

void TestLetters::damagedMatchersMatchNothing()
{
    QFETCH(QString, json);
    QVERIFY(!decodeMatcher(json));
}
