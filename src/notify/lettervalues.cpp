// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/lettervalues.h"

#include "notify/lettertext.h"
#include "notify/texts.h"

namespace Wf::Notify {

namespace {
    using Domain::Letter;

    constexpr qsizetype kLongestListed = 200;

    QString line(const QString &text)
    {
        return printable(text).simplified();
    }

    QString address(const QUrl &url)
    {
        return QString::fromLatin1(url.toEncoded());
    }

    QString iso(Instant at)
    {
        return at == Instant {} ? QString() : toIso(at);
    }

    /// The same in all letters about one thing, so that a receiver can tell what is over.
    QString dedupKey(const Letter &letter)
    {
        if (!letter.dedupKey.isEmpty())
            return letter.dedupKey;
        switch (letter.kind) {
        case Domain::LetterKind::Health:
            return QStringLiteral("watchfloor:health:") + letter.service.value;
        case Domain::LetterKind::Channel:
            return QStringLiteral("watchfloor:channel:") + letter.name;
        case Domain::LetterKind::Connectivity:
            return QStringLiteral("watchfloor:connectivity");
        default:
            return letter.key;
        }
    }

    QString joined(const QStringList &names)
    {
        return listed(names, 20);
    }

    TemplateValues words(const Letter &letter)
    {
        const bool incident = letter.kind == Domain::LetterKind::Incident;
        return {
            { QStringLiteral("kind"), Domain::word(letter.kind) },
            { QStringLiteral("telling"), incident ? Domain::word(letter.telling) : QString() },
            { QStringLiteral("event"), eventWord(letter) },
            { QStringLiteral("status"), Domain::word(letter.to) },
            { QStringLiteral("status_label"), statusLabel(letter.to) },
            { QStringLiteral("previous"), Domain::word(letter.from) },
            { QStringLiteral("emoji"), emoji(letter) },
            { QStringLiteral("tier"), Domain::word(letter.tier) },
            { QStringLiteral("mention"),
                letter.mention == Domain::Mention::Here ? QStringLiteral("here") : QString() },
            { QStringLiteral("turns"), QString::number(letter.turns) },
            { QStringLiteral("incident"), letter.incident == 0 ? QString() : QString::number(letter.incident) },
            { QStringLiteral("at"), iso(letter.at) },
            { QStringLiteral("at_unix"), QString::number(toEpochMillis(letter.at) / 1000) },
            { QStringLiteral("opened_at"), iso(letter.openedAt) },
            { QStringLiteral("closed_at"), letter.closedAt ? iso(*letter.closedAt) : QString() },
            { QStringLiteral("duration"), lastedWords(letter) },
        };
    }

    TemplateValues names(const Letter &letter)
    {
        return {
            { QStringLiteral("name"), line(letter.name) },
            { QStringLiteral("title"), line(letter.title) },
            { QStringLiteral("headline"), headline(letter) },
            { QStringLiteral("service"), letter.service.value },
            { QStringLiteral("category"), line(letter.category) },
            { QStringLiteral("owner"), line(letter.owner) },
            { QStringLiteral("url"), address(letter.statusPage) },
            { QStringLiteral("runbook"), address(letter.runbook) },
            { QStringLiteral("reason"), line(letter.reason) },
            { QStringLiteral("root_cause"), line(letter.rootCause) },
            { QStringLiteral("failing"), joined(letter.failing) },
            { QStringLiteral("expected"), joined(letter.expected) },
            { QStringLiteral("key"), line(letter.key) },
            { QStringLiteral("dedup_key"), line(dedupKey(letter)) },
            { QStringLiteral("thread"), line(letter.thread) },
            { QStringLiteral("acknowledged_by"), line(letter.acknowledgedBy) },
        };
    }

    QString where(const Letter &letter)
    {
        if (letter.monitor && !letter.monitor->url.isEmpty())
            return line(letter.monitor->url);
        return letter.statusPage.isEmpty() ? letter.service.value : address(letter.statusPage);
    }

    QString answer(const Letter &letter)
    {
        if (!letter.monitor)
            return statusLabel(letter.to);
        const QString status = line(letter.monitor->status);
        return status.isEmpty() ? QStringLiteral("connection failed") : status;
    }

    TemplateValues monitor(const Letter &letter)
    {
        const Domain::LetterMonitor monitor = letter.monitor.value_or(Domain::LetterMonitor {});
        return {
            { QStringLiteral("monitor_kind"), monitor.kind },
            { QStringLiteral("monitor_name"), line(monitor.name) },
            { QStringLiteral("monitor_url"), line(monitor.url) },
            { QStringLiteral("monitor_status"), line(monitor.status) },
            { QStringLiteral("monitor_error"), line(monitor.error) },
            { QStringLiteral("interval_words"),
                monitor.expectedEvery ? Domain::intervalWords(*monitor.expectedEvery) : QString() },
            { QStringLiteral("last_ping"), lastPingWords(letter) },
            { QStringLiteral("where"), where(letter) },
            { QStringLiteral("answer"), answer(letter) },
        };
    }

    void shorten(QStringList &texts, qsizetype longest)
    {
        for (QString &text : texts)
            text = cut(text, std::min(longest, kLongestListed));
    }

    /// Before anything is made of them: a finished text cannot be cut without breaking its markup.
    Letter shortened(Letter letter, qsizetype longest)
    {
        for (QString *text : { &letter.name, &letter.category, &letter.title, &letter.impact, &letter.owner,
                 &letter.rootCause, &letter.reason, &letter.acknowledgedBy })
            *text = cut(*text, longest);
        if (letter.monitor) {
            for (QString *text : { &letter.monitor->name, &letter.monitor->url, &letter.monitor->error })
                *text = cut(*text, longest);
        }
        shorten(letter.failing, longest);
        shorten(letter.expected, longest);
        for (Letter &part : letter.parts)
            part = shortened(std::move(part), longest);
        return letter;
    }

    TemplateValues texts(const Letter &letter)
    {
        return {
            { QStringLiteral("impact"), statement(letter) },
            { QStringLiteral("text"), plainText(letter, Headline::With) },
            { QStringLiteral("details"), plainText(letter, Headline::Without) },
            { QStringLiteral("markdown"), markdownText(letter, Headline::With) },
            { QStringLiteral("markdown_details"), markdownText(letter, Headline::Without) },
            { QStringLiteral("html"), htmlText(letter, Headline::With) },
            { QStringLiteral("html_details"), htmlText(letter, Headline::Without) },
        };
    }
} // namespace

TemplateValues letterValues(const Letter &letter, qsizetype longest)
{
    const Letter shorter = shortened(letter, longest);
    TemplateValues values = words(shorter);
    values.insert(names(shorter));
    values.insert(monitor(shorter));
    values.insert(texts(shorter));
    return values;
}

TemplateValues parameterValues(const Domain::ChannelDefinition &definition, const Domain::Channel &channel)
{
    TemplateValues values;
    for (const Domain::ChannelParameter &parameter : definition.parameters) {
        const QString written = channel.parameters.value(parameter.name).reveal();
        values.insert(parameter.name, written.isEmpty() ? parameter.fallback : written);
    }
    return values;
}

QStringList secretValues(const Domain::ChannelDefinition &definition, const Domain::Channel &channel)
{
    QStringList secrets;
    for (const Domain::ChannelParameter &parameter : definition.parameters) {
        const QString value = channel.parameters.value(parameter.name).reveal();
        if (parameter.secret && !value.isEmpty())
            secrets.append(value);
    }
    return secrets;
}

} // namespace Wf::Notify
