// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/lettertext.h"

#include "notify/texts.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace Wf::Notify {

namespace {
    using Domain::Letter;
    using Domain::LetterKind;
    using Domain::TellingKind;

    constexpr qsizetype kNamesListed = 20;
    constexpr qsizetype kLongestName = 200;
    constexpr qsizetype kLongestFact = 2000;
    constexpr qsizetype kLongestLink = 2000;

    QString line(const QString &text)
    {
        return printable(text).simplified();
    }

    QString incidentHeadline(const Letter &letter)
    {
        const QString status = statusLabel(letter.to);
        switch (letter.telling) {
        case TellingKind::First:
            break;
        case TellingKind::Worse:
            return QStringLiteral("now ") + status;
        case TellingKind::Step:
            return status + QStringLiteral(", nobody has acknowledged it");
        case TellingKind::Again:
            return QStringLiteral("still ") + status;
        case TellingKind::Back:
            return status + QStringLiteral(" again");
        case TellingKind::Flapping:
            return QStringLiteral("comes and goes, %1 changes so far").arg(letter.turns);
        case TellingKind::Over:
            return letter.openedAt == Instant {} ? QStringLiteral("recovered")
                                                 : QStringLiteral("recovered after ") + lastedWords(letter);
        case TellingKind::Acknowledged:
            return QStringLiteral("acknowledged by ") + line(letter.acknowledgedBy);
        }
        return status;
    }

    QString digestHeadline(const Letter &letter)
    {
        const QString worst = letter.parts.empty() ? QString() : headline(letter.parts.front());
        return QStringLiteral("%1 alerts, the worst: %2").arg(letter.parts.size()).arg(worst);
    }

    QString preparedText(const Letter &letter)
    {
        return QJsonDocument::fromJson(letter.prepared).object().value(QLatin1String("text")).toString();
    }

    QString healthStatement(const Letter &letter)
    {
        if (isGoodNews(letter))
            return QStringLiteral("The status of %1 can be seen again.").arg(line(letter.name));
        return QStringLiteral(
            "Asking for the status of %1 has failed %2 times in a row. It shows as unknown until "
            "an answer comes.")
            .arg(line(letter.name), QString::number(letter.failures));
    }

    QString connectivityStatement(const Letter &letter)
    {
        if (isGoodNews(letter))
            return QStringLiteral("It could not see from %1 to %2 (%3).")
                .arg(minuteTime(letter.openedAt), minuteTime(letter.at),
                    Domain::durationWords(letter.at - letter.openedAt));
        return QStringLiteral("No watched host has answered since %1. Statuses are not known until one does; no "
                              "service is reported as failing because of it.")
            .arg(minuteTime(letter.openedAt));
    }

    class FactList {
    public:
        void add(const QString &label, const QString &value)
        {
            if (const QString text = line(value); !text.isEmpty())
                m_facts.push_back({ label, cut(text, kLongestFact) });
        }
        void addLink(const QString &label, const QUrl &url)
        {
            const bool web = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
            const QString text = QString::fromLatin1(url.toEncoded());
            if (web && text.size() <= kLongestLink)
                m_facts.push_back({ label, text, url });
        }
        void addTime(const QString &label, Instant at)
        {
            if (at != Instant {})
                m_facts.push_back({ label, secondTime(at) });
        }
        [[nodiscard]] std::vector<LetterFact> take() { return std::move(m_facts); }

    private:
        std::vector<LetterFact> m_facts;
    };

    void addMonitor(FactList &list, const Letter &letter)
    {
        if (!letter.monitor)
            return;
        const Domain::LetterMonitor &monitor = *letter.monitor;
        const bool bad = !isGoodNews(letter);
        list.add(QStringLiteral("Address"), monitor.url);
        if (bad && !monitor.expectedEvery)
            list.add(QStringLiteral("Answer"),
                monitor.status.isEmpty() ? QStringLiteral("not available") : monitor.status);
        if (bad)
            list.add(QStringLiteral("Error"), monitor.error);
        if (monitor.expectedEvery)
            list.add(QStringLiteral("Expected every"), Domain::intervalWords(*monitor.expectedEvery));
        if (bad)
            list.add(QStringLiteral("Last ping"), lastPingWords(letter));
    }

    void addTimes(FactList &list, const Letter &letter)
    {
        const bool work = letter.kind == LetterKind::Maintenance;
        if (letter.kind != LetterKind::Incident && !work)
            return;
        list.addTime(work ? QStringLiteral("From") : QStringLiteral("Since"), letter.openedAt);
        if (letter.closedAt)
            list.addTime(work ? QStringLiteral("Until") : QStringLiteral("Recovered at"), *letter.closedAt);
    }

    void addPeople(FactList &list, const Letter &letter)
    {
        const bool test = letter.kind == LetterKind::Test;
        list.add(QStringLiteral("Acknowledged by"), letter.acknowledgedBy);
        list.add(test ? QStringLiteral("Asked for by") : QStringLiteral("Owner"), letter.owner);
        list.addLink(QStringLiteral("Runbook"), letter.runbook);
        list.addLink(QStringLiteral("Status page"), letter.statusPage);
    }

    /// How a text of several paragraphs is written down.
    struct Manner {
        QString (*escaped)(const QString &);
        QString boldBegin;
        QString boldEnd;
        QString newLine;
        QString (*linked)(const LetterFact &);
    };

    QString paragraph(const Letter &letter, const Manner &manner, Headline with)
    {
        QStringList lines;
        if (with == Headline::With)
            lines.append(manner.boldBegin + manner.escaped(headline(letter)) + manner.boldEnd);
        const QString said = manner.escaped(statement(letter));
        if (!said.isEmpty())
            lines.append(QString(said).replace(QLatin1Char('\n'), manner.newLine));
        for (const LetterFact &fact : facts(letter))
            lines.append(manner.boldBegin + fact.label + QLatin1Char(':') + manner.boldEnd + QLatin1Char(' ')
                + (fact.link.isEmpty() ? manner.escaped(fact.value) : manner.linked(fact)));
        return lines.join(manner.newLine);
    }

    QString whole(const Letter &letter, const Manner &manner, Headline with)
    {
        QStringList paragraphs { paragraph(letter, manner, with) };
        for (std::size_t i = 0; i < std::min(letter.parts.size(), kPartsShown); ++i)
            paragraphs.append(paragraph(letter.parts[i], manner, Headline::With));
        if (letter.parts.size() > kPartsShown)
            paragraphs.append(QStringLiteral("…and %1 more").arg(letter.parts.size() - kPartsShown));
        paragraphs.removeAll(QString());
        return paragraphs.join(manner.newLine + manner.newLine);
    }

    QString asItIs(const QString &text)
    {
        return text;
    }

    QString htmlEscaped(const QString &text)
    {
        return text.toHtmlEscaped();
    }

    QString plainLink(const LetterFact &fact)
    {
        return fact.value;
    }

    QString markdownLink(const LetterFact &fact)
    {
        QString target = fact.value;
        target.replace(QLatin1Char('('), QLatin1String("%28")).replace(QLatin1Char(')'), QLatin1String("%29"));
        return QStringLiteral("[%1](%2)").arg(markdownEscaped(fact.value), target);
    }

    QString htmlLink(const LetterFact &fact)
    {
        const QString text = fact.value.toHtmlEscaped();
        return QStringLiteral("<a href=\"%1\">%1</a>").arg(text);
    }
} // namespace

QString headline(const Letter &letter)
{
    const QString name = cut(line(letter.name), kLongestName);
    const bool good = isGoodNews(letter);
    switch (letter.kind) {
    case LetterKind::Incident:
        return name + QStringLiteral(": ") + incidentHeadline(letter);
    case LetterKind::Digest:
        return digestHeadline(letter);
    case LetterKind::Health:
        return (good ? QStringLiteral("Poller RECOVERED: ") : QStringLiteral("Poller BROKEN: ")) + name;
    case LetterKind::Connectivity:
        return good ? QStringLiteral("Watchfloor is online again")
                    : QStringLiteral("Watchfloor cannot reach the network");
    case LetterKind::Maintenance:
        return (good ? QStringLiteral("Maintenance is over: ") : QStringLiteral("Maintenance is near: ")) + name;
    case LetterKind::Test:
        return QStringLiteral("Test message: ") + name;
    case LetterKind::Prepared:
        return line(preparedText(letter));
    case LetterKind::Channel:
        return (good ? QStringLiteral("Channel delivers again: ") : QStringLiteral("Channel does not deliver: "))
            + name;
    }
    return name;
}

QString emoji(const Letter &letter)
{
    switch (letter.kind) {
    case LetterKind::Health:
    case LetterKind::Channel:
        return isGoodNews(letter) ? QStringLiteral("✅") : QStringLiteral("🔧");
    case LetterKind::Connectivity:
        return isGoodNews(letter) ? QStringLiteral("✅") : QStringLiteral("🔌");
    case LetterKind::Maintenance:
        return QStringLiteral("🛠️");
    case LetterKind::Test:
        return QStringLiteral("🧪");
    case LetterKind::Digest:
        return QStringLiteral("🚨");
    default:
        return statusEmoji(letter.to);
    }
}

QString statement(const Letter &letter)
{
    switch (letter.kind) {
    case LetterKind::Health:
        return healthStatement(letter);
    case LetterKind::Connectivity:
        return connectivityStatement(letter);
    case LetterKind::Maintenance:
        return printable(letter.reason).trimmed();
    case LetterKind::Test:
        return QStringLiteral("This is a test: messages reach this channel.");
    case LetterKind::Channel:
        return isGoodNews(letter) ? QStringLiteral("Messages to it get through.")
                                  : QStringLiteral("Messages to it wait until it works.");
    default:
        return printable(letter.impact).trimmed();
    }
}

std::vector<LetterFact> facts(const Letter &letter)
{
    FactList list;
    if (!letter.impact.contains(letter.title))
        list.add(QStringLiteral("What"), letter.title);
    list.add(QStringLiteral("Probable cause"), letter.rootCause);
    list.add(QStringLiteral("Failing with it"), listed(letter.failing, kNamesListed));
    list.add(QStringLiteral("May follow"), listed(letter.expected, kNamesListed));
    addMonitor(list, letter);
    if (letter.kind == LetterKind::Health || letter.kind == LetterKind::Channel)
        list.add(QStringLiteral("Reason"), letter.reason);
    addTimes(list, letter);
    addPeople(list, letter);
    return list.take();
}

bool isGoodNews(const Letter &letter)
{
    switch (letter.kind) {
    case LetterKind::Health:
        return letter.to != Domain::Status::Unknown;
    case LetterKind::Incident:
    case LetterKind::Maintenance:
        return letter.telling == TellingKind::Over;
    default:
        return letter.to == Domain::Status::Operational;
    }
}

QString eventWord(const Letter &letter)
{
    return letter.kind == LetterKind::Incident ? Domain::word(letter.telling) : Domain::word(letter.kind);
}

QString lastedWords(const Letter &letter)
{
    if (letter.openedAt == Instant {})
        return QStringLiteral("unknown");
    return Domain::durationWords(letter.closedAt.value_or(letter.at) - letter.openedAt);
}

QString lastPingWords(const Letter &letter)
{
    if (!letter.monitor || !letter.monitor->expectedEvery)
        return {};
    return letter.monitor->lastPing ? secondTime(*letter.monitor->lastPing) : QStringLiteral("never");
}

QString listed(const QStringList &names, qsizetype most)
{
    QStringList lines;
    for (const QString &name : names.mid(0, most))
        lines.append(line(name));
    const QString joined = lines.join(QStringLiteral(", "));
    return names.size() <= most ? joined : joined + QStringLiteral(" and %1 more").arg(names.size() - most);
}

QString plainText(const Letter &letter, Headline headline)
{
    return whole(letter, { asItIs, {}, {}, QStringLiteral("\n"), plainLink }, headline);
}

QString markdownText(const Letter &letter, Headline headline)
{
    return whole(letter,
        { markdownEscaped, QStringLiteral("**"), QStringLiteral("**"), QStringLiteral("\n"), markdownLink },
        headline);
}

QString htmlText(const Letter &letter, Headline headline)
{
    return whole(letter,
        { htmlEscaped, QStringLiteral("<b>"), QStringLiteral("</b>"), QStringLiteral("<br>"), htmlLink },
        headline);
}

QString markdownEscaped(const QString &text)
{
    static const QString special = QStringLiteral("\\`*_{}[]<>()#+!|~");
    QString result;
    for (const QChar c : text) {
        if (special.contains(c))
            result += QLatin1Char('\\');
        result += c;
        if (c == QLatin1Char('@')) // a zero-width space: "@channel" stays readable and calls nobody
            result += QChar(0x200b);
    }
    return result;
}

} // namespace Wf::Notify
