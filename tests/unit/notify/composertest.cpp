// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "notify/slackcomposer.h"
#include "notify/slacktext.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cstdio>

namespace Wf {

namespace {
    using Domain::Mention;
    using Domain::Status;
    using Notify::AckButtons;
    using Notify::SlackComposer;

    const Instant kAt { std::chrono::sys_days { std::chrono::year { 2026 } / 4 / 24 }
        + std::chrono::hours { 10 } };

    Ports::ChangeText sample()
    {
        Ports::ChangeText change;
        change.service = ServiceId(QStringLiteral("github"));
        change.name = QStringLiteral("GitHub");
        change.from = Status::Operational;
        change.to = Status::MajorOutage;
        change.impact = QStringLiteral("GitHub: MAJOR OUTAGE. Pushes fail. This may impact: Ticketing.");
        change.statusPage = QUrl(QStringLiteral("https://www.githubstatus.com"));
        change.dedupKey = QStringLiteral("vendor:github:abc");
        change.at = kAt;
        return change;
    }

    std::vector<Ports::ChangeText> samples(int count)
    {
        std::vector<Ports::ChangeText> changes;
        for (int i = 0; i < count; ++i) {
            changes.push_back(sample());
            changes.back().name = QStringLiteral("Service %1").arg(i + 1);
            changes.back().to = i % 2 == 0 ? Status::Degraded : Status::PartialOutage;
        }
        return changes;
    }

    QJsonObject object(const QByteArray &payload)
    {
        return QJsonDocument::fromJson(payload).object();
    }

    QJsonArray blocks(const QByteArray &payload)
    {
        return object(payload).value(QLatin1String("blocks")).toArray();
    }

    QByteArray layout(const QString &name)
    {
        const SlackComposer quiet;
        const SlackComposer acking(AckButtons::On);
        if (name == QLatin1String("change"))
            return quiet.change(sample());
        if (name == QLatin1String("change_full")) {
            Ports::ChangeText change = sample();
            change.mention = Mention::Here;
            change.owner = QStringLiteral("identity-team");
            change.runbook = QUrl(QStringLiteral("https://wiki.example.com/github"));
            return acking.change(change);
        }
        if (name == QLatin1String("batch")) {
            auto changes = samples(4);
            changes[1].mention = Mention::Here;
            return acking.batch(changes);
        }
        if (name == QLatin1String("aggregated"))
            return quiet.aggregated(
                sample(), { QStringLiteral("Ticketing"), QStringLiteral("Sentry"), QStringLiteral("npm") });
        Ports::HealthText health;
        health.name = QStringLiteral("GitHub");
        health.broken = name == QLatin1String("poller_broken");
        health.failures = 3;
        health.reason = health.broken ? QStringLiteral("transient_http_503") : QString();
        health.fallbackWebhook = health.broken;
        health.at = kAt;
        if (name.startsWith(QLatin1String("poller")))
            return quiet.health(health);
        const auto state =
            name == QLatin1String("offline") ? Domain::Connectivity::Offline : Domain::Connectivity::Online;
        return quiet.connectivity(state, kAt - std::chrono::minutes { 12 }, kAt);
    }

    QByteArray hostile(const QString &text)
    {
        Ports::ChangeText change = sample();
        change.impact = text;
        return SlackComposer().change(change);
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

void ComposerTest::layouts_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : { "change", "change_full", "batch", "aggregated", "poller_broken", "poller_recovered",
             "offline", "online" })
        QTest::newRow(name) << QString::fromLatin1(name);
}

void ComposerTest::layouts()
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

void ComposerTest::vendorTextCannotMention()
{
    const QByteArray payload = hostile(QStringLiteral("<!channel> <https://evil.example|click> & \"more\""));
    QVERIFY(!payload.contains("<!channel>"));
    QVERIFY(!payload.contains("<https://evil"));
    QVERIFY(payload.contains("&lt;!channel&gt;"));
    QVERIFY(payload.contains("&amp;"));

    Ports::HealthText health;
    health.name = QStringLiteral("<!here>");
    health.reason = QStringLiteral("`<!channel>`");
    const QString section = blocks(SlackComposer().health(health))
                                .at(2)
                                .toObject()
                                .value(QLatin1String("text"))
                                .toObject()
                                .value(QLatin1String("text"))
                                .toString();
    QCOMPARE(section, QStringLiteral("*Failure reason:*\n`'&lt;!channel&gt;'`"));
}

void ComposerTest::staysWithinLimits_data()
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

void ComposerTest::staysWithinLimits()
{
    QFETCH(const QString, text);
    Ports::ChangeText change = sample();
    change.impact = change.owner = change.name = text;
    const SlackComposer composer(AckButtons::On);
    checkLimits(composer.change(change));
    checkLimits(composer.batch(std::vector<Ports::ChangeText>(4, change)));
    checkLimits(composer.batch(std::vector<Ports::ChangeText>(500, change)));
    checkLimits(composer.aggregated(change, QStringList(500, text)));
    Ports::HealthText health;
    health.name = health.reason = text;
    checkLimits(composer.health(health));
}

void ComposerTest::cutsAtCharacters()
{
    QCOMPARE(Notify::cut(QStringLiteral("abcdef"), 6), QStringLiteral("abcdef"));
    QCOMPARE(Notify::cut(QStringLiteral("abcdefg"), 6), QStringLiteral("abcde…"));
    QCOMPARE(Notify::cut(QStringLiteral("ab🔥🔥"), 4), QStringLiteral("ab…"));
    QCOMPARE(Notify::escapeAndCut(QStringLiteral("a<b"), 6), QStringLiteral("a&lt;b"));
    QCOMPARE(Notify::escapeAndCut(QStringLiteral("a<bc"), 6), QStringLiteral("a&lt;…"));
    QCOMPARE(Notify::escapeAndCut(QStringLiteral("ab<c"), 6), QStringLiteral("ab…"));
}

void ComposerTest::ackButtonsNeedTheSwitchAndAKey()
{
    Ports::ChangeText change = sample();
    const auto shows = [&change](AckButtons switched) {
        const SlackComposer composer(switched);
        const qsizetype count = composer.change(change).count("ack_alert");
        return count == composer.batch({ change }).count("ack_alert")
                && count == composer.aggregated(change, { QStringLiteral("x") }).count("ack_alert")
            ? count
            : qsizetype { -1 };
    };
    QCOMPARE(shows(AckButtons::Off), qsizetype { 0 });
    QCOMPARE(shows(AckButtons::On), qsizetype { 1 });
    change.dedupKey.clear();
    QCOMPARE(shows(AckButtons::On), qsizetype { 0 });
}

void ComposerTest::batchKeepsTheMention()
{
    auto changes = samples(60);
    QVERIFY(!SlackComposer().batch(changes).contains("<!here>"));
    changes.back().mention = Mention::Here;
    changes.back().to = Status::MajorOutage;
    const QByteArray payload = SlackComposer().batch(changes);
    QCOMPARE(payload.count("<!here>"), qsizetype { 1 });
    QVERIFY(payload.contains("*Service 60*")); // the worst one is shown even when not all fit
    QVERIFY(payload.contains("\u2026and 20 more") || payload.contains("…and 20 more"));
}

void ComposerTest::longAddressesAreLeftOut()
{
    Ports::ChangeText change = sample();
    change.statusPage = QUrl(QStringLiteral("https://x.example/") + QString(4000, QLatin1Char('p')));
    QVERIFY(!SlackComposer().change(change).contains("view_status_page"));
    change.statusPage = QUrl(QStringLiteral("javascript:alert(1)"));
    QVERIFY(!SlackComposer().change(change).contains("view_status_page"));
}

} // namespace Wf
