// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "notify/mailtext.h"

#include "notify/lettertext.h"
#include "notify/mailcard.h"
#include "notify/texts.h"

#include <QCryptographicHash>
#include <QLocale>
#include <QRegularExpression>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace Wf::Notify {

namespace {
    using Domain::Letter;
    using Domain::LetterKind;
    using Domain::TellingKind;

    constexpr qsizetype kLongestSubject = 200;
    constexpr qsizetype kBytesInWord = 45; ///< 60 of base64 with "=?UTF-8?B?" and "?=" around them
    constexpr std::size_t kMostRecipients = 50;

    bool isPlain(const QString &text)
    {
        return text.size() <= 200 && !text.contains(QLatin1String("=?"))
            && std::all_of(
                text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; });
    }

    /// "✅ Website RECOVERED: Shop" and the like, for what we watch ourselves.
    QString monitorSubject(const Letter &letter)
    {
        const bool over = letter.telling == TellingKind::Over;
        const bool heartbeat = letter.monitor->expectedEvery.has_value();
        const QString name = printable(letter.name).simplified();
        if (heartbeat)
            return (over ? QStringLiteral("💚 Heartbeat RECOVERED: ") : QStringLiteral("💔 Heartbeat MISSED: "))
                + name;
        return (over ? QStringLiteral("✅ Website RECOVERED: ") : QStringLiteral("🚨 Website DOWN: ")) + name;
    }

    bool isMonitorNews(const Letter &letter)
    {
        return letter.kind == LetterKind::Incident && letter.monitor
            && (letter.telling == TellingKind::First || letter.telling == TellingKind::Over)
            && (letter.monitor->expectedEvery || letter.monitor->kind == QLatin1String("http"));
    }

    QByteArray named(const MailAddress &address)
    {
        const QByteArray bare = '<' + address.address.toLatin1() + '>';
        if (address.name.isEmpty())
            return address.address.toLatin1();
        if (!isPlain(address.name))
            return encodedHeader(address.name) + ' ' + bare;
        QString quoted = address.name;
        quoted.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('"'), QLatin1String("\\\""));
        return '"' + quoted.toLatin1() + "\" " + bare;
    }

    QByteArray joined(const std::vector<MailAddress> &addresses)
    {
        QByteArrayList all;
        for (const MailAddress &each : addresses)
            all.append(named(each));
        return all.join(",\r\n ");
    }

    QByteArray messageId(const Letter &letter, const MailAddress &from)
    {
        const QByteArray seed =
            letter.key.isEmpty() ? headline(letter).toUtf8() + toIso(letter.at).toLatin1() : letter.key.toUtf8();
        const QByteArray hash = QCryptographicHash::hash(seed, QCryptographicHash::Sha256).toHex().left(32);
        return '<' + hash + '@' + from.address.section(QLatin1Char('@'), -1).toLatin1() + '>';
    }

    bool isMessageId(const QString &thread)
    {
        static const QRegularExpression shape(
            QStringLiteral("^<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+>$"));
        return thread.size() < 250 && shape.match(thread).hasMatch();
    }

    QByteArray date(Instant at)
    {
        return QLocale::c().toString(toDateTime(at), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss")).toLatin1()
            + " +0000";
    }

    QByteArray withCrLf(QString text)
    {
        return text.replace(QLatin1Char('\n'), QLatin1String("\r\n")).toUtf8();
    }
} // namespace

Result<MailAddress> readAddress(const QString &text)
{
    // The local part without the rare characters that need quotes; a domain or an address literal is a name here.
    static const QRegularExpression shape(
        QStringLiteral("^(?:(?<name>[^<>\\x00-\\x1f]*)<(?<inner>[^<>\\s]+)>|(?<bare>[^<>\\s]+))$"));
    static const QRegularExpression mailbox(
        QStringLiteral("^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$"));
    const auto match = shape.match(text.trimmed());
    MailAddress address;
    address.address = match.hasCaptured(u"bare") ? match.captured(u"bare") : match.captured(u"inner");
    address.name = match.captured(u"name").simplified();
    if (address.name.size() > 1 && address.name.startsWith(QLatin1Char('"'))
        && address.name.endsWith(QLatin1Char('"')))
        address.name = address.name.mid(1, address.name.size() - 2);
    if (!match.hasMatch() || !mailbox.match(address.address).hasMatch())
        return failure(ErrorCode::Invalid,
            QStringLiteral("\"%1\" is no mail address (alerts@example.com, or Alerts <alerts@example.com>)")
                .arg(printable(text).simplified().left(80)));
    return address;
}

Result<std::vector<MailAddress>> readAddresses(const QString &text)
{
    std::vector<MailAddress> all;
    for (const QString &each : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        Result<MailAddress> address = readAddress(each);
        if (!address)
            return tl::unexpected(address.error());
        all.push_back(*std::move(address));
    }
    if (all.empty() || all.size() > kMostRecipients)
        return failure(ErrorCode::Invalid,
            QStringLiteral("a mail needs 1 to %1 recipients, separated by commas").arg(kMostRecipients));
    return all;
}

MailText mailText(const Letter &letter, const MailAddress &from, const std::vector<MailAddress> &to)
{
    MailText mail;
    mail.messageId = messageId(letter, from);
    mail.headers = { { "From", named(from) }, { "To", joined(to) },
        { "Subject", encodedHeader(mailSubject(letter)) }, { "Date", date(letter.at) },
        { "Message-ID", mail.messageId }, { "Auto-Submitted", "auto-generated" },
        { "X-Auto-Response-Suppress", "All" } };
    const QByteArray thread = letter.thread.toLatin1();
    if (isMessageId(letter.thread) && thread != mail.messageId) {
        mail.headers.emplace_back("In-Reply-To", thread);
        mail.headers.emplace_back("References", thread);
    }
    mail.text = withCrLf(plainText(letter, Headline::With) + QLatin1Char('\n'));
    mail.html = withCrLf(mailHtml(letter));
    return mail;
}

QString mailSubject(const Letter &letter)
{
    const QString subject =
        isMonitorNews(letter) ? monitorSubject(letter) : emoji(letter) + QLatin1Char(' ') + headline(letter);
    return cut(subject, kLongestSubject);
}

QByteArray encodedHeader(const QString &text)
{
    const QString line = printable(text).simplified();
    if (isPlain(line))
        return line.toLatin1();
    QByteArrayList words;
    QByteArray word;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, line);
    qsizetype from = 0;
    while (finder.toNextBoundary() > 0) {
        const QByteArray piece = line.mid(from, finder.position() - from).toUtf8();
        from = finder.position();
        if (!word.isEmpty() && word.size() + piece.size() > kBytesInWord)
            words.append(std::exchange(word, {}));
        word += piece.left(kBytesInWord); // one sign with hundreds of accents is not worth more
    }
    words.append(word);
    QByteArrayList encoded;
    for (const QByteArray &each : words)
        encoded.append("=?UTF-8?B?" + each.toBase64() + "?=");
    return encoded.join("\r\n ");
}

} // namespace Wf::Notify
