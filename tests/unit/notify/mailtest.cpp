// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "mailserver.h"
#include "notify/mailtext.h"
#include "samples.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace Wf {

namespace {
    using Domain::Letter;
    using Notify::ChannelNotifier;
    using Outcome = Ports::Delivery::Outcome;

    const Notify::MailAddress kFrom { QStringLiteral("Wächter \"1\""), QStringLiteral("alerts@example.com") };
    const std::vector<Notify::MailAddress> kTo { { {}, QStringLiteral("oncall@example.com") } };

    Notify::MailText mail(const Letter &letter)
    {
        return Notify::mailText(letter, kFrom, kTo);
    }

    QByteArray header(const Notify::MailText &mail, const QByteArray &name)
    {
        for (const auto &[key, value] : mail.headers) {
            if (key == name)
                return value;
        }
        return {};
    }

    QHash<QString, QString> parameters(const MailServer &server)
    {
        return { { QStringLiteral("host"), QStringLiteral("localhost") },
            { QStringLiteral("port"), QString::number(server.port()) },
            { QStringLiteral("security"), QStringLiteral("starttls") },
            { QStringLiteral("user"), QStringLiteral("ops") },
            { QStringLiteral("password"), QStringLiteral("sesame") },
            { QStringLiteral("from"), QStringLiteral("Watchfloor <alerts@example.com>") },
            { QStringLiteral("to"), QStringLiteral("oncall@example.com, Zoë <zoe@example.com>") },
            { QStringLiteral("ca_file"), server.authority() } };
    }

    Ports::Delivery deliver(const QHash<QString, QString> &parameters, const Letter &letter = Samples::full(),
        Millis deadline = Seconds { 30 })
    {
        const SystemClock clock;
        ChannelNotifier notifier(clock, Samples::quick());
        notifier.configure({}, { Samples::channel(QStringLiteral("email"), parameters, deadline) }, {});
        return Samples::answerOf(notifier.deliver(Samples::message(letter)));
    }
} // namespace

void MailTest::subjects_data()
{
    QTest::addColumn<Letter>("letter");
    QTest::addColumn<QString>("subject");
    const auto row = [](const char *name, const Letter &letter, const char *subject) {
        QTest::newRow(name) << letter << QString::fromUtf8(subject);
    };
    row("website down", Samples::website(), "🚨 Website DOWN: Shop");
    row("website up", Samples::over(Samples::website()), "✅ Website RECOVERED: Shop");
    row("heartbeat missed", Samples::heartbeat(), "💔 Heartbeat MISSED: Nightly backup");
    row("heartbeat back", Samples::over(Samples::heartbeat()), "💚 Heartbeat RECOVERED: Nightly backup");
    row("vendor", Samples::full(), "🔴 GitHub: Major Outage");
    row("vendor over", Samples::over(Samples::full()), "✅ GitHub: recovered after 0:12:00");
    row("acknowledged", Samples::acknowledged(), "🔴 GitHub: acknowledged by Ann");
    row("blind", Samples::health(true), "🔧 Poller BROKEN: GitHub");
    row("test", Samples::test(), "🧪 Test message: ops");
}

void MailTest::subjects()
{
    QFETCH(const Letter, letter);
    QFETCH(const QString, subject);
    QCOMPARE(Notify::mailSubject(letter), subject);
}

void MailTest::contents()
{
    const auto holds = [](const Letter &letter, const QStringList &texts) {
        const QString html = Notify::mailHtml(letter);
        const QString plain = QString::fromUtf8(mail(letter).text);
        for (const QString &text : texts) {
            QVERIFY2(html.contains(text), qPrintable(text));
            QVERIFY2(plain.contains(text), qPrintable(text));
        }
    };
    holds(Samples::website(),
        { QStringLiteral("Shop"), QStringLiteral("https://shop.example.com/"), QStringLiteral("503"),
            QStringLiteral("expected 200-299"), QStringLiteral("2026-04-24 09:48:00 UTC") });
    holds(Samples::website({}), { QStringLiteral("not available") });
    holds(Samples::over(Samples::website()),
        { QStringLiteral("0:12:00"), QStringLiteral("2026-04-24 10:00:00 UTC") });
    holds(Samples::heartbeat(), { QStringLiteral("1 day"), QStringLiteral("never") });
    holds(Samples::heartbeat(Samples::at(-60)), { QStringLiteral("2026-04-24 09:00:00 UTC") });
    holds(Domain::digestOf({ Samples::full(), Samples::website() }, Samples::at()),
        { QStringLiteral("2 alerts"), QStringLiteral("GitHub: Major Outage"),
            QStringLiteral("Shop: Major Outage") });
    QCOMPARE(Notify::mailHtml(Samples::heartbeat()).count(QStringLiteral("<li>")), qsizetype { 4 });
    QVERIFY(!Notify::mailHtml(Samples::website()).contains(QStringLiteral("<li>")));
    QVERIFY(Notify::mailHtml(Samples::website()).contains(QStringLiteral("max-width:600px")));
    const QString evil =
        Notify::mailHtml(Samples::hostile(QStringLiteral("<script>alert(1)</script>\" onload=\"x")));
    QVERIFY(!evil.contains(QStringLiteral("<script")));
    QVERIFY(!evil.contains(QStringLiteral("\" onload")));
}

void MailTest::headersCannotBeInjected()
{
    for (const auto &[name, text] : Samples::hostileTexts()) {
        Letter letter = Samples::hostile(text);
        letter.key = letter.thread = text;
        for (const auto &[key, value] : mail(letter).headers) {
            QVERIFY2(!value.contains('\0'), name);
            static const QRegularExpression folded(QStringLiteral("^(?:[\\x20-\\x7e]|\\r\\n )*$"));
            QVERIFY2(folded.match(QString::fromLatin1(value)).hasMatch(), name);
        }
        QVERIFY2(header(mail(letter), "In-Reply-To").isEmpty(), name);
    }
}

void MailTest::encodesHeaders_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << QStringLiteral("GitHub: Major Outage");
    QTest::newRow("emoji") << QStringLiteral("🔴 GitHub: Major Outage");
    QTest::newRow("looks encoded") << QStringLiteral("=?UTF-8?B?8J+UtA==?=");
    QTest::newRow("long") << QStringLiteral("ä🔥 ").repeated(60).trimmed();
    QTest::newRow("long plain") << QStringLiteral("word ").repeated(60).trimmed();
}

void MailTest::encodesHeaders()
{
    QFETCH(const QString, text);
    const QByteArray written = Notify::encodedHeader(text);
    if (written == text.toLatin1()) {
        QVERIFY(text.size() < 200 && !text.contains(QLatin1String("=?")));
        return;
    }
    QByteArray read;
    const QByteArrayList lines = written.split('\n');
    for (const QByteArray &line : lines) {
        const QByteArray word = line.trimmed();
        QVERIFY(word.size() <= 75);
        QVERIFY(word.startsWith("=?UTF-8?B?") && word.endsWith("?="));
        const QByteArray piece = QByteArray::fromBase64(word.mid(10, word.size() - 12));
        QCOMPARE(QString::fromUtf8(piece).toUtf8(), piece); // no character is cut in two
        read += piece;
    }
    QCOMPARE(QString::fromUtf8(read), text);
}

void MailTest::addresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("address");
    const auto row = [](const char *text, const char *name, const char *address) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(name) << QString::fromLatin1(address);
    };
    row("a@example.com", "", "a@example.com");
    row(" Zoë Z <zoe+x@example.com> ", "Zoë Z", "zoe+x@example.com");
    row("\"On Call\" <a@b>", "On Call", "a@b");
    row("nobody", "", "");
    row("", "", "");
    row("a@example.com>", "", "");
    row("a@example.com\r\nBcc: b@example.com", "", "");
    row("Evil\r\nBcc: x <a@example.com>", "", "");
    row("a b@example.com", "", "");
    row("a@exa mple.com", "", "");
}

void MailTest::addresses()
{
    QFETCH(const QString, text);
    QFETCH(const QString, name);
    QFETCH(const QString, address);
    const auto read = Notify::readAddress(text);
    QCOMPARE(read.has_value(), !address.isEmpty());
    if (read) {
        QCOMPARE(read->name, name);
        QCOMPARE(read->address, address);
    }
    QVERIFY(!Notify::readAddresses(QStringLiteral(" , ")));
    QVERIFY(!Notify::readAddresses(QStringLiteral("a@b, nobody")));
    QCOMPARE(Notify::readAddresses(QStringLiteral("a@b, c@d"))->size(), std::size_t { 2 });
}

void MailTest::threads()
{
    const Notify::MailText first = mail(Samples::full());
    QCOMPARE(mail(Samples::full()).messageId, first.messageId); // a repetition can be told
    QVERIFY(first.messageId.endsWith("@example.com>"));
    QVERIFY(header(first, "In-Reply-To").isEmpty());
    Letter later = Samples::over(Samples::full());
    later.thread = QString::fromLatin1(first.messageId);
    const Notify::MailText answer = mail(later);
    QVERIFY(answer.messageId != first.messageId);
    QCOMPARE(header(answer, "In-Reply-To"), first.messageId);
    QCOMPARE(header(answer, "References"), first.messageId);
    QCOMPARE(header(first, "Auto-Submitted"), QByteArray("auto-generated"));
    QCOMPARE(header(first, "From"), QByteArray("=?UTF-8?B?V8OkY2h0ZXIgIjEi?= <alerts@example.com>"));
}

void MailTest::deliversWithStartTlsAndLogin()
{
    MailServer server;
    if (!server.isReady())
        QSKIP("python3-aiosmtpd or openssl is not here.");
    Letter letter = Samples::hostile(QStringLiteral(".\r\n.\r\n🔥 <b> \"x\" {name}\r\nBcc: evil@example.com\r\n"));
    letter.name = QStringLiteral("Störung 🔥");
    const Ports::Delivery delivery = deliver(parameters(server), letter);
    QVERIFY2(delivery.outcome == Outcome::Delivered, qPrintable(delivery.answer));
    QCOMPARE(delivery.answer, QStringLiteral("SMTP 250"));
    const QJsonObject mail = server.mail();
    QVERIFY2(mail.value(QLatin1String("tls")).toBool(), QJsonDocument(mail).toJson().constData());
    QCOMPARE(mail.value(QLatin1String("defects")).toInt(-1), 0);
    QCOMPARE(mail.value(QLatin1String("from")).toString(), QStringLiteral("alerts@example.com"));
    QCOMPARE(mail.value(QLatin1String("to")).toArray(),
        QJsonArray::fromStringList({ QStringLiteral("oncall@example.com"), QStringLiteral("zoe@example.com") }));
    QCOMPARE(mail.value(QLatin1String("types")).toArray(),
        QJsonArray::fromStringList({ QStringLiteral("multipart/mixed"), QStringLiteral("multipart/alternative"),
            QStringLiteral("text/plain"), QStringLiteral("text/html") }));
    const QJsonObject headers = mail.value(QLatin1String("headers")).toObject();
    QCOMPARE(headers.value(QLatin1String("Subject")).toString(), Notify::mailSubject(letter));
    QCOMPARE(headers.value(QLatin1String("To")).toString(),
        QStringLiteral("oncall@example.com, Zoë <zoe@example.com>"));
    QCOMPARE(headers.value(QLatin1String("Message-ID")).toString(), delivery.thread);
    QVERIFY(!headers.contains(QLatin1String("Bcc")));
    const QJsonArray parts = mail.value(QLatin1String("parts")).toArray();
    const Notify::MailText expected =
        Notify::mailText(letter, *Notify::readAddress(QStringLiteral("Watchfloor <alerts@example.com>")), kTo);
    const auto normal = [](QString text) { return text.remove(QLatin1Char('\r')).trimmed(); };
    QCOMPARE(normal(parts.at(0).toString()), normal(QString::fromUtf8(expected.text)));
    QCOMPARE(normal(parts.at(1).toString()), normal(QString::fromUtf8(expected.html)));
}

void MailTest::refusals_data()
{
    QTest::addColumn<QString>("parameter");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("outcome");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *parameter, const char *value, Outcome outcome,
                         const char *says) {
        QTest::newRow(name) << QString::fromLatin1(parameter) << QString::fromLatin1(value)
                            << static_cast<int>(outcome) << QString::fromLatin1(says);
    };
    row("wrong password", "password", "wrong", Outcome::Rejected, "SMTP 535");
    row("no such mailbox", "to", "nobody@example.com", Outcome::Rejected, "SMTP 550");
    row("mailbox full", "to", "full@example.com", Outcome::Retry, "SMTP 452");
    row("denied for good", "to", "denied@example.com", Outcome::Rejected, "SMTP 454 AccessDenied");
    row("one of two", "to", "nobody@example.com,zoe@example.com", Outcome::Delivered, "SMTP 250");
    row("untrusted", "ca_file", "/etc/hostname", Outcome::Retry, "mail_error: ");
    row("without encryption", "security", "none", Outcome::Rejected, "SMTP 530");
    row("nobody to write to", "to", "", Outcome::Rejected, "a mail needs 1 to 50 recipients");
    row("no address", "from", "me", Outcome::Rejected, "\"me\" is no mail address");
}

void MailTest::refusals()
{
    QFETCH(const QString, parameter);
    QFETCH(const QString, value);
    QFETCH(const int, outcome);
    QFETCH(const QString, says);
    static MailServer server;
    if (!server.isReady())
        QSKIP("python3-aiosmtpd or openssl is not here.");
    QHash<QString, QString> changed = parameters(server);
    changed.insert(parameter, value);
    const Ports::Delivery delivery = deliver(changed);
    QVERIFY2(delivery.answer.startsWith(says), qPrintable(delivery.answer));
    QCOMPARE(static_cast<int>(delivery.outcome), outcome);
    QVERIFY(!delivery.answer.contains(QStringLiteral("sesame")));
}

void MailTest::silentServerTimesOut()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const Ports::Delivery delivery = deliver(
        { { QStringLiteral("host"), QStringLiteral("127.0.0.1") },
            { QStringLiteral("port"), QString::number(silent.serverPort()) },
            { QStringLiteral("from"), QStringLiteral("a@b") }, { QStringLiteral("to"), QStringLiteral("c@d") } },
        Samples::full(), Millis { 300 });
    QCOMPARE(delivery.answer, QStringLiteral("timeout"));
    QCOMPARE(delivery.outcome, Outcome::Retry);
}

void MailTest::destructionCancels()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    QFuture<Ports::Delivery> sending;
    {
        const SystemClock clock;
        ChannelNotifier notifier(clock, Samples::quick());
        notifier.configure({},
            { Samples::channel(QStringLiteral("email"),
                { { QStringLiteral("host"), QStringLiteral("127.0.0.1") },
                    { QStringLiteral("port"), QString::number(silent.serverPort()) },
                    { QStringLiteral("from"), QStringLiteral("a@b") },
                    { QStringLiteral("to"), QStringLiteral("c@d") } },
                std::chrono::hours { 1 }) },
            {});
        sending = notifier.deliver(Samples::message());
        QTRY_VERIFY_WITH_TIMEOUT(silent.hasPendingConnections(), Samples::kPatience);
    }
    QVERIFY(sending.isFinished());
    QCOMPARE(sending.result().answer, QStringLiteral("stopped before it was sent"));
}

} // namespace Wf
