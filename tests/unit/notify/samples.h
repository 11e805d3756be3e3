// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/event.h"
#include "notify/channelnotifier.h"

#include <QCoreApplication>
#include <QTest>

namespace Wf::Samples {

/// Long enough for anything on the loopback, and for a full machine.
constexpr int kPatience = 20'000;

inline Instant at(int minutes = 0)
{
    return Instant { std::chrono::sys_days { std::chrono::year { 2026 } / 4 / 24 } + std::chrono::hours { 10 }
        + std::chrono::minutes { minutes } };
}

/// A vendor's outage.
inline Domain::Letter letter()
{
    Domain::Letter letter;
    letter.key = QStringLiteral("12:first:ops");
    letter.incident = 12;
    letter.service = ServiceId(QStringLiteral("github"));
    letter.name = QStringLiteral("GitHub");
    letter.category = QStringLiteral("development");
    letter.tier = Domain::Tier::Critical;
    letter.from = Domain::Status::Operational;
    letter.to = Domain::Status::MajorOutage;
    letter.title = QStringLiteral("Pushes fail");
    letter.impact = QStringLiteral("GitHub: MAJOR OUTAGE. Pushes fail. This may impact: Ticketing.");
    letter.statusPage = QUrl(QStringLiteral("https://www.githubstatus.com"));
    letter.dedupKey = QStringLiteral("vendor:github:abc");
    letter.openedAt = at(-12);
    letter.at = at();
    return letter;
}

inline Domain::Letter full()
{
    Domain::Letter full = letter();
    full.mention = Domain::Mention::Here;
    full.owner = QStringLiteral("identity-team");
    full.runbook = QUrl(QStringLiteral("https://wiki.example.com/github_(main)"));
    full.failing = { QStringLiteral("Ticketing: no updates"), QStringLiteral("Sentry") };
    full.expected = { QStringLiteral("npm") };
    return full;
}

inline Domain::Letter over(Domain::Letter letter)
{
    letter.telling = Domain::TellingKind::Over;
    letter.key += QStringLiteral(":over");
    letter.from = letter.to;
    letter.to = Domain::Status::Operational;
    letter.impact = letter.name + QStringLiteral(" has recovered and is operational.");
    letter.closedAt = letter.at;
    return letter;
}

/// A website of ours, whose server answered 503 or nothing.
inline Domain::Letter website(const QString &status = QStringLiteral("503"))
{
    Domain::Letter website = letter();
    website.service = ServiceId(QStringLiteral("shop"));
    website.name = QStringLiteral("Shop");
    website.title = QStringLiteral("answers 503");
    website.impact = QStringLiteral("Shop: MAJOR OUTAGE.");
    website.statusPage = QUrl();
    website.dedupKey = QStringLiteral("incident:13");
    website.incident = 13;
    website.monitor = Domain::LetterMonitor {};
    website.monitor->kind = QStringLiteral("http");
    website.monitor->name = QStringLiteral("front page");
    website.monitor->url = QStringLiteral("https://shop.example.com/");
    website.monitor->status = status;
    website.monitor->error = QStringLiteral("expected 200-299");
    return website;
}

inline Domain::Letter heartbeat(std::optional<Instant> lastPing = std::nullopt)
{
    Domain::Letter heartbeat = website({});
    heartbeat.service = ServiceId(QStringLiteral("backup"));
    heartbeat.name = QStringLiteral("Nightly backup");
    heartbeat.title = QStringLiteral("no ping");
    heartbeat.impact = QStringLiteral("Nightly backup: MAJOR OUTAGE.");
    heartbeat.dedupKey = QStringLiteral("incident:14");
    heartbeat.incident = 14;
    heartbeat.monitor->kind = QStringLiteral("heartbeat");
    heartbeat.monitor->name = QStringLiteral("job");
    heartbeat.monitor->url.clear();
    heartbeat.monitor->error.clear();
    heartbeat.monitor->expectedEvery = std::chrono::hours { 24 };
    heartbeat.monitor->lastPing = lastPing;
    return heartbeat;
}

inline Domain::Letter acknowledged()
{
    Domain::Letter letter = full();
    letter.telling = Domain::TellingKind::Acknowledged;
    letter.acknowledgedBy = QStringLiteral("Ann");
    return letter;
}

inline Domain::Letter health(bool broken)
{
    Domain::Letter letter;
    letter.kind = Domain::LetterKind::Health;
    letter.service = ServiceId(QStringLiteral("github"));
    letter.key = QStringLiteral("health:1");
    letter.name = QStringLiteral("GitHub");
    letter.to = broken ? Domain::Status::Unknown : Domain::Status::Operational;
    letter.failures = 3;
    letter.reason = broken ? QStringLiteral("transient_http_503") : QString();
    letter.fallback = broken;
    letter.at = at();
    return letter;
}

inline Domain::Letter test()
{
    Domain::Letter letter;
    letter.kind = Domain::LetterKind::Test;
    letter.key = QStringLiteral("test:1");
    letter.name = QStringLiteral("ops");
    letter.owner = QStringLiteral("Ann");
    letter.to = Domain::Status::Operational;
    letter.openedAt = letter.at = at();
    return letter;
}

inline Domain::OutboxMessage message(
    const Domain::Letter &letter = Samples::letter(), const QString &channel = QStringLiteral("ops"))
{
    Domain::OutboxMessage message;
    message.channel = channel;
    message.service = letter.service;
    message.letter = letter;
    return message;
}

/// Without the pauses of the real world.
inline Notify::ChannelNotifier::Options quick()
{
    Notify::ChannelNotifier::Options options;
    options.slackSpacing = Millis { 0 };
    options.deadline = Seconds { 30 };
    return options;
}

inline Domain::Channel channel(
    const QString &kind, const QHash<QString, QString> &parameters, Millis deadline = Seconds { 30 })
{
    Domain::Channel channel;
    channel.name = QStringLiteral("ops");
    channel.kind = kind;
    channel.limits.deadline = deadline;
    for (auto each = parameters.begin(); each != parameters.end(); ++each)
        channel.parameters.insert(each.key(), Secret<QString>(each.value()));
    return channel;
}

/// Waits for the answer; "never" when there is none.
inline Ports::Delivery answerOf(const QFuture<Ports::Delivery> &future)
{
    [&future] { QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), kPatience); }();
    if (future.isFinished())
        return future.result();
    Ports::Delivery never;
    never.answer = QStringLiteral("never");
    return never;
}

/// Texts that broke somebody's messages once.
inline std::vector<std::pair<const char *, QString>> hostileTexts()
{
    return { { "quotes", QStringLiteral("\"}],\"x\":[{\" ' \\ \\\" \\u0022") },
        { "braces", QStringLiteral("{name} {{title}} {0} %1 %2 ${HOME} {base64:token:token} }") },
        { "lines", QStringLiteral("one\r\nX-Evil: 1\r\n\r\ntwo\n.\r\nthree\u2028four") },
        { "long", QStringLiteral("long & <b>words</b> ").repeated(550) },
        { "emoji", QStringLiteral("🔥👨‍👩‍👧‍👦 ä 日本語 \u202e gnol") },
        { "controls", QString(QChar(0)) + QStringLiteral("nul\u0001\u001b[31m\u007f\u0085") + QChar(0) },
        { "surrogate", QString(QChar(0xd83d)) + QStringLiteral("alone") + QChar(0xdc00) },
        { "markup",
            QStringLiteral("<!channel> <@U1> @everyone <script>alert(1)</script> **[x](http://evil)**") } };
}

inline Domain::Letter hostile(const QString &text)
{
    Domain::Letter letter = full();
    letter.name = letter.title = letter.impact = letter.owner = letter.category = letter.acknowledgedBy = text;
    letter.rootCause = letter.reason = text;
    letter.failing = letter.expected = QStringList(30, text);
    letter.monitor = website().monitor;
    letter.monitor->error = letter.monitor->name = letter.monitor->url = letter.monitor->status = text;
    return letter;
}

} // namespace Wf::Samples
