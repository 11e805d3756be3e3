// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "notify/slackletter.h"
#include "notify/slacktext.h"
#include "samples.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

namespace Wf {

namespace {
    using Domain::Letter;
    using Domain::Mention;
    using Domain::Status;
    using Notify::AckButtons;
    using Notify::slackPayload;

    std::vector<Letter> samples(int count)
    {
        std::vector<Letter> letters;
        for (int i = 0; i < count; ++i) {
            letters.push_back(Samples::letter());
            letters.back().name = QStringLiteral("Service %1").arg(i + 1);
            letters.back().to = i % 2 == 0 ? Status::Degraded : Status::PartialOutage;
        }
        return letters;
    }

    QByteArray digest(const std::vector<Letter> &letters, AckButtons buttons = AckButtons::Off)
    {
        return slackPayload(Domain::digestOf(letters, Samples::at()), buttons);
    }

    QJsonObject object(const QByteArray &payload)
    {
        return QJsonDocument::fromJson(payload).object();
    }

    QJsonArray blocks(const QByteArray &payload)
    {
        return object(payload).value(QLatin1String("blocks")).toArray();
    }

    Letter connectivity(Status status)
    {
        Letter letter;
        letter.kind = Domain::LetterKind::Connectivity;
        letter.to = status;
        letter.openedAt = Samples::at(-12);
        letter.at = Samples::at();
        return letter;
    }

    QByteArray layout(const QString &name)
    {
        Letter letter = Samples::letter();
        if (name == QLatin1String("change"))
            return slackPayload(letter, AckButtons::Off);
        if (name == QLatin1String("aggregated")) {
            letter.failing = { QStringLiteral("Ticketing"), QStringLiteral("Sentry"), QStringLiteral("npm") };
            return slackPayload(letter, AckButtons::Off);
        }
        if (name == QLatin1String("change_full")) {
            letter.mention = Mention::Here;
            letter.owner = QStringLiteral("identity-team");
            letter.runbook = QUrl(QStringLiteral("https://wiki.example.com/github"));
            return slackPayload(letter, AckButtons::On);
        }
        if (name == QLatin1String("batch")) {
            auto letters = samples(4);
            letters[1].mention = Mention::Here;
            return digest(letters, AckButtons::On);
        }
        if (name.startsWith(QLatin1String("poller")))
            return slackPayload(Samples::health(name == QLatin1String("poller_broken")), AckButtons::Off);
        const bool offline = name == QLatin1String("offline");
        return slackPayload(connectivity(offline ? Status::Unknown : Status::Operational), AckButtons::Off);
    }

    QByteArray hostile(const QString &text)
    {
        Letter letter = Samples::letter();
        letter.impact = text;
        return slackPayload(letter, AckButtons::Off);
    }

    /// Every text of the message together with the length that Slack allows it.
    void checkLimits(const QByteArray &payload)
    {
        const QJsonObject message = object(payload);
        QVERIFY(!message.value(QLatin1String("text")).toString().isEmpty());
        QVERIFY(message.value(QLatin1String("text")).toString().size() <= 3000);
        const QJsonArray all = blocks(payload);
        QVERIFY(all.size() <= 50);
        for (const QJsonValue &value : all) {
            const QJsonObject block = value.toObject();
            const qsizetype limit =
                block.value(QLatin1String("type")).toString() == QLatin1String("header") ? 150 : 3000;
            const QString text =
                block.value(QLatin1String("text")).toObject().value(QLatin1String("text")).toString();
            QVERIFY(text.size() <= limit);
            QVERIFY(!block.contains(QLatin1String("text")) || !text.isEmpty());
            QVERIFY(text.isEmpty() || !text.back().isHighSurrogate());
            for (const QJsonValue &element : block.value(QLatin1String("elements")).toArray())
                QVERIFY(element.toObject().value(QLatin1String("url")).toString().size() <= 3000);
        }
    }
} // namespace

void SlackLetterTest::layouts_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : { "change", "change_full", "batch", "aggregated", "poller_broken", "poller_recovered",
             "offline", "online" })
        QTest::newRow(name) << QString::fromLatin1(name);
}

void SlackLetterTest::layouts()
{
    QFETCH(const QString, name);
    QFile file(qEnvironmentVariable("WF_SOURCE_DIR", QStringLiteral(".")) + QStringLiteral("/tests/data/slack/")
        + name + QStringLiteral(".json"));
    const QByteArray expected = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    const QJsonObject actual = object(layout(name));
    if (QJsonDocument::fromJson(expected).object() != actual)
        std::fputs(QJsonDocument(actual).toJson().constData(), stderr);
    QCOMPARE(actual, QJsonDocument::fromJson(expected).object());
}

void SlackLetterTest::vendorTextCannotMention()
{
    const QByteArray payload = hostile(QStringLiteral("<!channel> <https://evil.example|click> & \"more\""));
    QVERIFY(!payload.contains("<!channel>"));
    QVERIFY(!payload.contains("<https://evil"));
    QVERIFY(payload.contains("&lt;!channel&gt;"));
    QVERIFY(payload.contains("&amp;"));

    Letter health = Samples::health(true);
    health.name = QStringLiteral("<!here>");
    health.reason = QStringLiteral("`<!channel>`");
    const QString section = blocks(slackPayload(health, AckButtons::Off))
                                .at(2)
                                .toObject()
                                .value(QLatin1String("text"))
                                .toObject()
                                .value(QLatin1String("text"))
                                .toString();
    QCOMPARE(section, QStringLiteral("*Failure reason:*\n`'&lt;!channel&gt;'`"));
}

void SlackLetterTest::staysWithinLimits_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << QString(20'000, QLatin1Char('x'));
    QTest::newRow("escaped") << QString(20'000, QLatin1Char('&'));
    QTest::newRow("emoji") << QStringLiteral("🔥").repeated(10'000);
    QTest::newRow("family") << QStringLiteral("👨‍👩‍👧‍👦").repeated(2'000);
    QTest::newRow("combining") << (QStringLiteral("a") + QString(9'000, QChar(0x301)));
    QTest::newRow("lines") << QStringLiteral("a\n").repeated(9'000);
    QTest::newRow("lone surrogates") << QString(9'000, QChar(0xd83d));
    QTest::newRow("empty") << QString();
}

void SlackLetterTest::staysWithinLimits()
{
    QFETCH(const QString, text);
    const auto check = [](const Letter &letter) { checkLimits(slackPayload(letter, AckButtons::On)); };
    Letter letter = Samples::hostile(text);
    check(letter);
    letter.failing.clear();
    check(letter);
    checkLimits(digest(std::vector<Letter>(4, letter), AckButtons::On));
    checkLimits(digest(std::vector<Letter>(500, letter), AckButtons::On));
    letter.failing = letter.expected = QStringList(500, text);
    check(letter);
    for (const Domain::LetterKind kind : { Domain::LetterKind::Health, Domain::LetterKind::Maintenance,
             Domain::LetterKind::Test, Domain::LetterKind::Channel, Domain::LetterKind::Connectivity }) {
        letter.kind = kind;
        check(letter);
    }
}

void SlackLetterTest::cutsAtCharacters()
{
    QCOMPARE(Notify::cut(QStringLiteral("abcdef"), 6), QStringLiteral("abcdef"));
    QCOMPARE(Notify::cut(QStringLiteral("abcdefg"), 6), QStringLiteral("abcde…"));
    QCOMPARE(Notify::cut(QStringLiteral("ab🔥🔥"), 4), QStringLiteral("ab…"));
    QCOMPARE(Notify::escapeAndCut(QStringLiteral("a<b"), 6), QStringLiteral("a&lt;b"));
    QCOMPARE(Notify::escapeAndCut(QStringLiteral("a<bc"), 6), QStringLiteral("a&lt;…"));
    QCOMPARE(Notify::escapeAndCut(QStringLiteral("ab<c"), 6), QStringLiteral("ab…"));
}

void SlackLetterTest::ackButtonsNeedTheSwitchAndAKey()
{
    Letter letter = Samples::letter();
    const auto shows = [&letter](AckButtons switched) {
        Letter upstream = letter;
        upstream.failing = { QStringLiteral("x") };
        const qsizetype count = slackPayload(letter, switched).count("ack_alert");
        return count * 2 == digest({ letter, letter }, switched).count("ack_alert")
                && count == slackPayload(upstream, switched).count("ack_alert")
            ? count
            : qsizetype { -1 };
    };
    QCOMPARE(shows(AckButtons::Off), qsizetype { 0 });
    QCOMPARE(shows(AckButtons::On), qsizetype { 1 });
    letter.acknowledgedBy = QStringLiteral("Ann");
    QCOMPARE(shows(AckButtons::On), qsizetype { 0 });
    letter.acknowledgedBy.clear();
    letter.dedupKey.clear();
    QCOMPARE(shows(AckButtons::On), qsizetype { 0 });
}

void SlackLetterTest::everyTellingSaysWhy_data()
{
    QTest::addColumn<int>("telling");
    QTest::addColumn<QString>("says");
    const auto row = [](Domain::TellingKind telling, const char *says) {
        QTest::newRow(qPrintable(Domain::word(telling))) << static_cast<int>(telling) << QString::fromLatin1(says);
    };
    row(Domain::TellingKind::Worse, "It got worse.");
    row(Domain::TellingKind::Step, "one step further");
    row(Domain::TellingKind::Again, "A reminder");
    row(Domain::TellingKind::Back, "It was over, and is back.");
    row(Domain::TellingKind::Flapping, "It comes and goes (7 changes so far)");
    row(Domain::TellingKind::Acknowledged, "*Acknowledged by:* Ann");
}

void SlackLetterTest::everyTellingSaysWhy()
{
    QFETCH(const int, telling);
    QFETCH(const QString, says);
    Letter letter = Samples::letter();
    QVERIFY(!QString::fromUtf8(slackPayload(letter, AckButtons::Off)).contains(says));
    letter.telling = static_cast<Domain::TellingKind>(telling);
    letter.turns = 7;
    letter.acknowledgedBy =
        letter.telling == Domain::TellingKind::Acknowledged ? QStringLiteral("Ann") : QString();
    QVERIFY(QString::fromUtf8(slackPayload(letter, AckButtons::Off)).contains(says));
}

void SlackLetterTest::digestKeepsTheMention()
{
    auto letters = samples(60);
    QVERIFY(!digest(letters).contains("<!here>"));
    letters.back().mention = Mention::Here;
    letters.back().to = Status::MajorOutage;
    const QByteArray payload = digest(letters);
    QCOMPARE(payload.count("<!here>"), qsizetype { 1 });
    QVERIFY(payload.contains("*Service 60*")); // the worst one is shown even when not all fit
    QVERIFY(payload.contains("…and 20 more"));
}

void SlackLetterTest::longAddressesAreLeftOut()
{
    Letter letter = Samples::letter();
    letter.statusPage = QUrl(QStringLiteral("https://x.example/") + QString(4000, QLatin1Char('p')));
    QVERIFY(!slackPayload(letter, AckButtons::Off).contains("view_status_page"));
    letter.statusPage = QUrl(QStringLiteral("javascript:alert(1)"));
    QVERIFY(!slackPayload(letter, AckButtons::Off).contains("view_status_page"));
}

void SlackLetterTest::preparedGoesAsItIs()
{
    Letter letter;
    letter.kind = Domain::LetterKind::Prepared;
    letter.prepared = "{ \"text\" : \"hello\" }";
    QCOMPARE(slackPayload(letter, AckButtons::On), letter.prepared);
}

} // namespace Wf
