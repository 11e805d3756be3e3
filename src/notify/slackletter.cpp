// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/slackletter.h"

#include "notify/lettertext.h"
#include "notify/slackblocks.h"
#include "notify/slacktext.h"

#include <QJsonDocument>

#include <algorithm>

namespace Wf::Notify {

namespace {
    using Domain::Letter;
    using Domain::LetterKind;
    using Domain::TellingKind;

    constexpr qsizetype kMostDependents = 20;
    constexpr qsizetype kLongestName = 200;
    constexpr qsizetype kLongestHeaderName = 120;
    constexpr qsizetype kLongestStatement = 2500;
    constexpr qsizetype kLongestDigestStatement = 500;
    constexpr qsizetype kLongestReason = 500;
    constexpr qsizetype kLongestDigestLink = 1500;

    QString product()
    {
        return QStringLiteral("IT Service Health Dashboard");
    }

    QString name(const QString &text)
    {
        return escapeAndCut(text.simplified(), kLongestName);
    }

    QString headerName(const Letter &letter)
    {
        return cut(letter.name.simplified(), kLongestHeaderName);
    }

    QString arrow(const Letter &letter)
    {
        return statusLabel(letter.from) + QStringLiteral(" → ") + statusLabel(letter.to);
    }

    QString summary(const Letter &letter)
    {
        if (letter.kind != LetterKind::Incident)
            return emoji(letter) + QLatin1Char(' ') + escapeAndCut(headline(letter), kLongestStatement);
        return QStringLiteral("%1 %2: %3").arg(statusEmoji(letter.to), name(letter.name), arrow(letter));
    }

    QJsonObject impactSection(const Letter &letter)
    {
        const QString here = letter.mention == Domain::Mention::Here ? QStringLiteral("<!here> ") : QString();
        return Blocks::section(
            QStringLiteral("*Impact:*\n") + here + escapeAndCut(letter.impact.trimmed(), kLongestStatement));
    }

    QJsonObject namesSection(const QString &title, const QStringList &names)
    {
        QStringList lines;
        for (const QString &each : names.mid(0, kMostDependents))
            lines.append(QStringLiteral("• ") + escapeAndCut(each.simplified(), kLongestHeaderName));
        if (names.size() > kMostDependents)
            lines.append(QStringLiteral("…and %1 more").arg(names.size() - kMostDependents));
        return Blocks::section(title + QLatin1Char('\n') + lines.join(QLatin1Char('\n')));
    }

    /// Why this comes now, where that is not the first news.
    QString occasion(const Letter &letter)
    {
        switch (letter.telling) {
        case TellingKind::First:
        case TellingKind::Over:
            return {};
        case TellingKind::Worse:
            return QStringLiteral("It got worse.");
        case TellingKind::Step:
            return QStringLiteral("Nobody has acknowledged it yet, so it goes one step further.");
        case TellingKind::Again:
            return QStringLiteral("A reminder: nobody has acknowledged it yet.");
        case TellingKind::Back:
            return QStringLiteral("It was over, and is back.");
        case TellingKind::Flapping:
            return QStringLiteral("It comes and goes (%1 changes so far): no more messages until it has stayed "
                                  "well, or gets worse.")
                .arg(letter.turns);
        case TellingKind::Acknowledged:
            break; // who did it stands below
        }
        return {};
    }

    void appendOccasion(QJsonArray &blocks, const Letter &letter)
    {
        QStringList parts;
        if (const QString why = occasion(letter); !why.isEmpty())
            parts.append(why);
        if (!letter.acknowledgedBy.isEmpty())
            parts.append(QStringLiteral("*Acknowledged by:* ") + name(letter.acknowledgedBy));
        if (!letter.rootCause.isEmpty())
            parts.append(QStringLiteral("*Probable cause:* ") + name(letter.rootCause));
        if (!parts.isEmpty())
            blocks.append(Blocks::context(parts.join(QStringLiteral(" • "))));
    }

    /// Who owns the service and what to do: only when the configuration says so.
    void appendOwnership(QJsonArray &blocks, const Letter &letter)
    {
        QStringList parts;
        if (!letter.owner.isEmpty())
            parts.append(QStringLiteral("*Owner:* ") + name(letter.owner));
        if (Blocks::isLinkable(letter.runbook) && letter.runbook.toEncoded().size() < kLongestDigestLink)
            parts.append(Blocks::link(letter.runbook, QStringLiteral("Runbook")));
        if (!parts.isEmpty())
            blocks.append(Blocks::context(parts.join(QStringLiteral(" • "))));
    }

    bool hasButton(const Letter &letter, AckButtons ackButtons)
    {
        const bool asks = letter.telling != TellingKind::Over && letter.acknowledgedBy.isEmpty();
        return ackButtons == AckButtons::On && asks && !letter.dedupKey.isEmpty()
            && letter.dedupKey.size() <= kSlackButtonValue;
    }

    void appendButtons(QJsonArray &blocks, const Letter &letter, const QString &linkAction, AckButtons ackButtons)
    {
        if (Blocks::isLinkable(letter.statusPage))
            blocks.append(Blocks::actions(Blocks::linkButton(letter.statusPage, linkAction)));
        if (hasButton(letter, ackButtons))
            blocks.append(Blocks::actions(Blocks::ackButton(letter.dedupKey)));
    }

    void appendFooter(QJsonArray &blocks, const QStringList &parts, Instant at)
    {
        blocks.append(Blocks::divider());
        blocks.append(Blocks::context(
            (QStringList { product() } + parts + QStringList { minuteTime(at) }).join(QStringLiteral(" • "))));
    }

    QJsonObject change(const Letter &letter, AckButtons ackButtons)
    {
        QJsonArray blocks;
        blocks.append(
            Blocks::header(QStringLiteral("%1 %2 Status Change").arg(statusEmoji(letter.to), headerName(letter))));
        blocks.append(Blocks::fields({ QStringLiteral("*Previous:*\n") + statusLabel(letter.from),
            QStringLiteral("*Current:*\n") + statusLabel(letter.to) }));
        blocks.append(impactSection(letter));
        appendOccasion(blocks, letter);
        if (!letter.expected.isEmpty())
            blocks.append(namesSection(QStringLiteral("*May follow:*"), letter.expected));
        appendButtons(blocks, letter, QStringLiteral("view_status_page"), ackButtons);
        appendOwnership(blocks, letter);
        appendFooter(blocks, {}, letter.at);
        return Blocks::message(summary(letter), blocks);
    }

    QJsonObject aggregated(const Letter &letter, AckButtons ackButtons)
    {
        const QString count = QStringLiteral("%1 dependent service%2 affected")
                                  .arg(letter.failing.size())
                                  .arg(letter.failing.size() == 1 ? QString() : QStringLiteral("s"));
        QJsonArray blocks;
        blocks.append(Blocks::header(
            QStringLiteral("%1 %2 %3 — %4")
                .arg(statusEmoji(letter.to), cut(letter.name.simplified(), 80), statusLabel(letter.to), count)));
        blocks.append(impactSection(letter));
        appendOccasion(blocks, letter);
        blocks.append(namesSection(QStringLiteral("*Affected services:*"), letter.failing));
        if (!letter.expected.isEmpty())
            blocks.append(namesSection(QStringLiteral("*May follow:*"), letter.expected));
        appendButtons(blocks, letter, QStringLiteral("view_upstream_status_page"), ackButtons);
        appendOwnership(blocks, letter);
        appendFooter(blocks, { QStringLiteral("Aggregated upstream alert") }, letter.at);
        return Blocks::message(summary(letter) + QStringLiteral(", ") + count, blocks);
    }

    QJsonObject digestSection(const Letter &letter, AckButtons ackButtons)
    {
        const QString what = letter.kind == LetterKind::Incident
            ? QStringLiteral("*%1*: %2").arg(name(letter.name), arrow(letter))
            : QStringLiteral("*%1*").arg(escapeAndCut(headline(letter), kLongestDigestStatement));
        QStringList lines { emoji(letter) + QLatin1Char(' ') + what };
        if (const QString said = escapeAndCut(statement(letter), kLongestDigestStatement); !said.isEmpty())
            lines.append(said);
        if (!letter.failing.isEmpty())
            lines.append(QStringLiteral("Failing with it: ")
                + escapeAndCut(listed(letter.failing, kMostDependents), kLongestDigestStatement));
        if (Blocks::isLinkable(letter.statusPage) && letter.statusPage.toEncoded().size() < kLongestDigestLink)
            lines.append(Blocks::link(letter.statusPage, QStringLiteral("View Status Page")));
        QJsonObject section = Blocks::section(lines.join(QLatin1Char('\n')));
        if (hasButton(letter, ackButtons))
            section.insert(QStringLiteral("accessory"), Blocks::ackButton(letter.dedupKey));
        return section;
    }

    QStringList called(const Letter &digest)
    {
        QStringList names;
        for (const Letter &part : digest.parts) {
            if (part.mention == Domain::Mention::Here && names.size() < kMostDependents)
                names.append(name(part.name));
        }
        return names;
    }

    QJsonObject digest(const Letter &letter, AckButtons ackButtons)
    {
        QJsonArray blocks { Blocks::header(
            QStringLiteral("🚨 %1 Service Status Changes").arg(letter.parts.size())) };
        if (letter.mention == Domain::Mention::Here)
            blocks.append(Blocks::section(QStringLiteral("<!here> ") + called(letter).join(QStringLiteral(", "))));
        QStringList fallback;
        for (std::size_t i = 0; i < std::min(letter.parts.size(), kPartsShown); ++i) {
            blocks.append(digestSection(letter.parts[i], ackButtons));
            fallback.append(summary(letter.parts[i]));
        }
        if (letter.parts.size() > kPartsShown)
            blocks.append(Blocks::section(QStringLiteral("…and %1 more").arg(letter.parts.size() - kPartsShown)));
        appendFooter(blocks, {}, letter.at);
        return Blocks::message(fallback.join(QLatin1Char('\n')), blocks);
    }

    QJsonObject health(const Letter &letter)
    {
        const bool broken = !isGoodNews(letter);
        const QString word = broken ? QStringLiteral("BROKEN") : QStringLiteral("RECOVERED");
        QJsonArray blocks;
        blocks.append(
            Blocks::header(QStringLiteral("%1 Poller %2 — %3").arg(emoji(letter), word, headerName(letter))));
        if (broken) {
            blocks.append(Blocks::section(
                QStringLiteral("Asking for the status of *%1* has failed %2 times in a row. It will "
                               "show as *unknown* until an answer comes.")
                    .arg(name(letter.name), QString::number(letter.failures))));
            QString reason = letter.reason.isEmpty() ? QStringLiteral("unknown") : letter.reason.simplified();
            reason.replace(QLatin1Char('`'), QLatin1Char('\''));
            blocks.append(Blocks::section(
                QStringLiteral("*Failure reason:*\n`") + escapeAndCut(reason, kLongestReason) + QLatin1Char('`')));
        } else {
            blocks.append(
                Blocks::section(QStringLiteral("The status of *%1* can be seen again.").arg(name(letter.name))));
        }
        if (letter.fallback)
            blocks.append(Blocks::context(QStringLiteral(
                "Set POLLER_HEALTH_SLACK_WEBHOOK_URL to get these notices in a channel of their own.")));
        appendFooter(blocks, { QStringLiteral("Poller Health") }, letter.at);
        return Blocks::message(QStringLiteral("Poller %1: %2").arg(word, name(letter.name)), blocks);
    }

    /// What has no layout of its own: connectivity, maintenance, tests, news of another channel.
    QJsonObject notice(const Letter &letter, const QString &footer)
    {
        const QString title = emoji(letter) + QLatin1Char(' ') + headline(letter);
        QJsonArray blocks { Blocks::header(title) };
        QStringList lines;
        if (const QString said = escapeAndCut(statement(letter), kLongestStatement / 2); !said.isEmpty())
            lines.append(said);
        for (const LetterFact &fact : facts(letter))
            lines.append(QStringLiteral("*%1:* %2").arg(fact.label, escapeAndCut(fact.value, kLongestReason)));
        if (!lines.isEmpty())
            blocks.append(Blocks::section(lines.join(QLatin1Char('\n'))));
        appendFooter(blocks, { footer }, letter.at);
        return Blocks::message(summary(letter), blocks);
    }
} // namespace

QJsonObject slackMessage(const Letter &letter, AckButtons ackButtons)
{
    switch (letter.kind) {
    case LetterKind::Incident:
        return letter.failing.isEmpty() ? change(letter, ackButtons) : aggregated(letter, ackButtons);
    case LetterKind::Digest:
        return digest(letter, ackButtons);
    case LetterKind::Health:
        return health(letter);
    case LetterKind::Connectivity:
        return notice(letter, QStringLiteral("Connectivity"));
    case LetterKind::Maintenance:
        return notice(letter, QStringLiteral("Maintenance"));
    case LetterKind::Test:
        return notice(letter, QStringLiteral("Test"));
    case LetterKind::Channel:
        return notice(letter, QStringLiteral("Channel Health"));
    case LetterKind::Prepared:
        break;
    }
    return QJsonDocument::fromJson(letter.prepared).object();
}

QByteArray slackPayload(const Letter &letter, AckButtons ackButtons)
{
    return letter.kind == LetterKind::Prepared
        ? letter.prepared
        : QJsonDocument(slackMessage(letter, ackButtons)).toJson(QJsonDocument::Compact);
}

} // namespace Wf::Notify
