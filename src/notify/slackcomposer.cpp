// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/slackcomposer.h"

#include "notify/slackblocks.h"
#include "notify/slacktext.h"

#include <algorithm>

namespace Wf::Notify {

namespace {
    constexpr std::size_t kMostShown = 40; ///< of a batch: leaves room for the other blocks
    constexpr qsizetype kMostDependents = 20;
    constexpr qsizetype kLongestName = 200;
    constexpr qsizetype kLongestStatement = 2500;
    constexpr qsizetype kLongestBatchStatement = 500;
    constexpr qsizetype kLongestReason = 500;
    constexpr qsizetype kLongestBatchLink = 1500;

    QString product()
    {
        return QStringLiteral("IT Service Health Dashboard");
    }

    QString name(const QString &text)
    {
        return escapeAndCut(text.simplified(), kLongestName);
    }

    QString arrow(const Ports::ChangeText &change)
    {
        return statusLabel(change.from) + QStringLiteral(" → ") + statusLabel(change.to);
    }

    QString mentioned(Domain::Mention mention, const QString &text)
    {
        return mention == Domain::Mention::Here ? QStringLiteral("<!here> ") + text : text;
    }

    QJsonObject impactSection(const Ports::ChangeText &change)
    {
        const QString statement = escapeAndCut(change.impact.trimmed(), kLongestStatement);
        return Blocks::section(QStringLiteral("*Impact:*\n") + mentioned(change.mention, statement));
    }

    /// Who owns the service and what to do: only when the configuration says so.
    void appendOwnership(QJsonArray &blocks, const Ports::ChangeText &change)
    {
        QStringList parts;
        if (!change.owner.isEmpty())
            parts.append(QStringLiteral("*Owner:* ") + name(change.owner));
        if (Blocks::isLinkable(change.runbook) && change.runbook.toEncoded().size() < kLongestBatchLink)
            parts.append(Blocks::link(change.runbook, QStringLiteral("Runbook")));
        if (!parts.isEmpty())
            blocks.append(Blocks::context(parts.join(QStringLiteral(" • "))));
    }

    void appendButtons(
        QJsonArray &blocks, const Ports::ChangeText &change, const QString &linkAction, AckButtons ackButtons)
    {
        if (Blocks::isLinkable(change.statusPage))
            blocks.append(Blocks::actions(Blocks::linkButton(change.statusPage, linkAction)));
        if (ackButtons == AckButtons::On && !change.dedupKey.isEmpty()
            && change.dedupKey.size() <= kSlackButtonValue)
            blocks.append(Blocks::actions(Blocks::ackButton(change.dedupKey)));
    }

    void appendFooter(QJsonArray &blocks, const QStringList &parts, Instant at)
    {
        blocks.append(Blocks::divider());
        blocks.append(Blocks::context(
            (QStringList { product() } + parts + QStringList { slackTime(at) }).join(QStringLiteral(" • "))));
    }

    QJsonObject batchSection(const Ports::ChangeText &change, AckButtons ackButtons)
    {
        QStringList lines {
            QStringLiteral("%1 *%2*: %3").arg(statusEmoji(change.to), name(change.name), arrow(change))
        };
        const QString statement = escapeAndCut(change.impact.trimmed(), kLongestBatchStatement);
        if (!statement.isEmpty())
            lines.append(statement);
        if (Blocks::isLinkable(change.statusPage) && change.statusPage.toEncoded().size() < kLongestBatchLink)
            lines.append(Blocks::link(change.statusPage, QStringLiteral("View Status Page")));
        QJsonObject section = Blocks::section(lines.join(QLatin1Char('\n')));
        if (ackButtons == AckButtons::On && !change.dedupKey.isEmpty()
            && change.dedupKey.size() <= kSlackButtonValue)
            section.insert(QStringLiteral("accessory"), Blocks::ackButton(change.dedupKey));
        return section;
    }

    /// The order given while all fit; the most severe ones first when some have to be left out.
    std::vector<Ports::ChangeText> forShowing(std::vector<Ports::ChangeText> changes)
    {
        if (changes.size() > kMostShown) {
            std::stable_sort(changes.begin(), changes.end(), [](const auto &a, const auto &b) {
                const auto rank = [](const Ports::ChangeText &change) {
                    return std::pair(Domain::severity(change.to), change.mention == Domain::Mention::Here);
                };
                return rank(a) > rank(b);
            });
        }
        return changes;
    }

    QString durationWords(Millis duration)
    {
        const qint64 minutes = std::max<qint64>(1, (duration.count() + 30'000) / 60'000);
        return minutes < 120 ? QStringLiteral("%1 min").arg(minutes)
                             : QStringLiteral("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
    }
} // namespace

SlackComposer::SlackComposer(AckButtons ackButtons)
    : m_ackButtons(ackButtons)
{
}

QString SlackComposer::channel() const
{
    return QStringLiteral("slack");
}

QByteArray SlackComposer::change(const Ports::ChangeText &change) const
{
    QJsonArray blocks;
    blocks.append(Blocks::header(
        QStringLiteral("%1 %2 Status Change").arg(statusEmoji(change.to), cut(change.name.simplified(), 120))));
    blocks.append(Blocks::fields({ QStringLiteral("*Previous:*\n") + statusLabel(change.from),
        QStringLiteral("*Current:*\n") + statusLabel(change.to) }));
    blocks.append(impactSection(change));
    appendButtons(blocks, change, QStringLiteral("view_status_page"), m_ackButtons);
    appendOwnership(blocks, change);
    appendFooter(blocks, {}, change.at);
    return Blocks::message(
        QStringLiteral("%1 %2: %3").arg(statusEmoji(change.to), name(change.name), arrow(change)), blocks);
}

QByteArray SlackComposer::batch(const std::vector<Ports::ChangeText> &changes) const
{
    const std::vector<Ports::ChangeText> shown = forShowing(changes);
    QJsonArray blocks { Blocks::header(QStringLiteral("🚨 %1 Service Status Changes").arg(changes.size())) };
    QStringList called;
    QStringList fallback;
    Instant at {};
    for (const Ports::ChangeText &change : shown) {
        if (change.mention == Domain::Mention::Here)
            called.append(name(change.name));
        fallback.append(QStringLiteral("%1 %2: %3").arg(statusEmoji(change.to), name(change.name), arrow(change)));
        at = std::max(at, change.at);
    }
    if (!called.isEmpty())
        blocks.append(Blocks::section(QStringLiteral("<!here> ") + called.join(QStringLiteral(", "))));
    for (std::size_t i = 0; i < std::min(shown.size(), kMostShown); ++i)
        blocks.append(batchSection(shown[i], m_ackButtons));
    if (shown.size() > kMostShown)
        blocks.append(Blocks::section(QStringLiteral("…and %1 more").arg(shown.size() - kMostShown)));
    appendFooter(blocks, {}, at);
    return Blocks::message(fallback.join(QLatin1Char('\n')), blocks);
}

QByteArray SlackComposer::aggregated(const Ports::ChangeText &upstream, const QStringList &dependents) const
{
    const QString count = QStringLiteral("%1 dependent service%2 affected")
                              .arg(dependents.size())
                              .arg(dependents.size() == 1 ? QString() : QStringLiteral("s"));
    QStringList lines;
    for (const QString &dependent : dependents.mid(0, kMostDependents))
        lines.append(QStringLiteral("• ") + escapeAndCut(dependent.simplified(), 120));
    if (dependents.size() > kMostDependents)
        lines.append(QStringLiteral("…and %1 more").arg(dependents.size() - kMostDependents));
    QJsonArray blocks;
    blocks.append(Blocks::header(
        QStringLiteral("%1 %2 %3 — %4")
            .arg(statusEmoji(upstream.to), cut(upstream.name.simplified(), 80), statusLabel(upstream.to), count)));
    blocks.append(impactSection(upstream));
    if (!lines.isEmpty())
        blocks.append(Blocks::section(QStringLiteral("*Affected services:*\n") + lines.join(QLatin1Char('\n'))));
    appendButtons(blocks, upstream, QStringLiteral("view_upstream_status_page"), m_ackButtons);
    appendOwnership(blocks, upstream);
    appendFooter(blocks, { QStringLiteral("Aggregated upstream alert") }, upstream.at);
    return Blocks::message(
        QStringLiteral("%1 %2: %3, %4").arg(statusEmoji(upstream.to), name(upstream.name), arrow(upstream), count),
        blocks);
}

QByteArray SlackComposer::health(const Ports::HealthText &health) const
{
    const QString word = health.broken ? QStringLiteral("BROKEN") : QStringLiteral("RECOVERED");
    const QString emoji = health.broken ? QStringLiteral("🔧") : QStringLiteral("✅");
    QJsonArray blocks;
    blocks.append(
        Blocks::header(QStringLiteral("%1 Poller %2 — %3").arg(emoji, word, cut(health.name.simplified(), 120))));
    if (health.broken) {
        blocks.append(
            Blocks::section(QStringLiteral("Asking for the status of *%1* has failed %2 times in a row. It will "
                                           "show as *unknown* until an answer comes.")
                                .arg(name(health.name))
                                .arg(health.failures)));
        QString reason = health.reason.isEmpty() ? QStringLiteral("unknown") : health.reason.simplified();
        reason.replace(QLatin1Char('`'), QLatin1Char('\''));
        blocks.append(Blocks::section(
            QStringLiteral("*Failure reason:*\n`") + escapeAndCut(reason, kLongestReason) + QLatin1Char('`')));
    } else {
        blocks.append(
            Blocks::section(QStringLiteral("The status of *%1* can be seen again.").arg(name(health.name))));
    }
    if (health.fallbackWebhook)
        blocks.append(Blocks::context(QStringLiteral(
            "Set POLLER_HEALTH_SLACK_WEBHOOK_URL to get these notices in a channel of their own.")));
    appendFooter(blocks, { QStringLiteral("Poller Health") }, health.at);
    return Blocks::message(QStringLiteral("Poller %1: %2").arg(word, name(health.name)), blocks);
}

QByteArray SlackComposer::connectivity(Domain::Connectivity state, Instant since, Instant at) const
{
    const bool offline = state == Domain::Connectivity::Offline;
    const QString title = offline ? QStringLiteral("🔌 Watchfloor cannot reach the network")
                                  : QStringLiteral("✅ Watchfloor is online again");
    const QString text = offline
        ? QStringLiteral(
            "No watched host has answered since %1. Statuses are not known until one does; no service is "
            "reported as failing because of it.")
              .arg(slackTime(since))
        : QStringLiteral("It could not see for %1, from %2 to %3.")
              .arg(durationWords(at - since), slackTime(since), slackTime(at));
    QJsonArray blocks { Blocks::header(title), Blocks::section(text) };
    appendFooter(blocks, { QStringLiteral("Connectivity") }, at);
    return Blocks::message(title, blocks);
}

} // namespace Wf::Notify
