// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "channelfiles.h"
#include "domain/resilience.h"
#include "notify/lettertemplate.h"
#include "notify/slackletter.h"
#include "testkit/vectors.h"

#include <QLocale>

namespace Wf {

namespace {
    const Instant kNow { std::chrono::sys_days { std::chrono::year { 2026 } / 4 / 24 } };

    /// "HTTP-date(now-30s)" stands for such a date.
    QString header(const QString &written)
    {
        static const QRegularExpression shape(QStringLiteral(R"(^HTTP-date\(now([+-]\d+)s\)$)"));
        const auto match = shape.match(written);
        if (!match.hasMatch())
            return written;
        const Instant at = kNow + Seconds { match.captured(1).toInt() };
        return QLocale::c().toString(toDateTime(at), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss"))
            + QStringLiteral(" GMT");
    }

    void retryAfter(TestKit::Fields &given, TestKit::Fields &then)
    {
        QCOMPARE(Domain::parseRetryAfter(header(given.text("header")), kNow), Seconds { then.number("seconds") });
    }

    void blocks(TestKit::Fields &given, TestKit::Fields &then, const QString &when)
    {
        const bool on = given.value("ack_enabled").toBool();
        Domain::Letter letter;
        letter.name = QStringLiteral("A");
        letter.dedupKey = given.text("dedup_key");
        if (when.contains(QLatin1String("aggregated")))
            letter.failing = { QStringLiteral("B") };
        const QByteArray payload =
            Notify::slackPayload(letter, on ? Notify::AckButtons::On : Notify::AckButtons::Off);
        QCOMPARE(static_cast<int>(payload.count("ack_alert")), then.number("ack_buttons", -1));
    }

    /// "1 second; 59 seconds" of "seconds 1,59"
    void intervals(const QString &given, const QString &then)
    {
        QStringList written;
        for (const QString &seconds : given.section(QLatin1Char(' '), 1).split(QLatin1Char(',')))
            written.append(Domain::intervalWords(Seconds { seconds.toInt() }));
        QCOMPARE(written.join(QStringLiteral("; ")), then);
    }

    Domain::Letter recovered(Domain::Letter letter, Millis lasted)
    {
        letter = Samples::over(std::move(letter));
        letter.openedAt = *letter.closedAt - lasted;
        return letter;
    }

    /// So long that it began when nothing is known to have begun.
    Millis toEpoch()
    {
        return Samples::at().time_since_epoch();
    }

    QJsonObject sent(const QString &kind, const Domain::Letter &letter)
    {
        const auto definition = Samples::readDefinition(kind);
        if (!definition)
            return {};
        const Domain::Channel channel = Samples::channelOf(*definition, QStringLiteral("https://x.example"));
        const auto call = Notify::LetterTemplate(*definition, channel, kNow).fill(letter);
        return call && *call ? QJsonDocument::fromJson((*call)->body).object() : QJsonObject();
    }

    /// The texts of a WhatsApp template, in their order, with its name before them.
    QStringList whatsApp(const Domain::Letter &letter)
    {
        const QJsonObject message =
            sent(QStringLiteral("whatsapp"), letter).value(QLatin1String("template")).toObject();
        QStringList texts { message.value(QLatin1String("name")).toString() };
        const QJsonArray components = message.value(QLatin1String("components")).toArray();
        const QJsonArray parameters = components.at(0).toObject().value(QLatin1String("parameters")).toArray();
        for (const QJsonValue &parameter : parameters)
            texts.append(parameter.toObject().value(QLatin1String("text")).toString());
        return texts;
    }

    void durations()
    {
        const Domain::Letter letter = recovered(Samples::website(), Seconds { 754 });
        QVERIFY(Notify::mailHtml(letter).contains(QStringLiteral("0:12:34")));
        QCOMPARE(whatsApp(letter).value(3), QStringLiteral("0:12:34"));
    }

    void unknownDuration()
    {
        QCOMPARE(whatsApp(recovered(Samples::website(), toEpoch())).value(3), QStringLiteral("unknown"));
    }

    void neverPinged()
    {
        const QStringList texts = whatsApp(Samples::heartbeat());
        QCOMPARE(texts.value(0), QStringLiteral("heartbeat_missed"));
        QCOMPARE(texts.value(3), QStringLiteral("never"));
    }

    void outageLength()
    {
        const auto lasted = std::chrono::hours { 26 } + std::chrono::minutes { 3 } + Seconds { 4 };
        const Domain::Letter letter = recovered(Samples::heartbeat(kNow), lasted);
        const QString words = QStringLiteral("1 day, 2:03:04");
        QCOMPARE(whatsApp(letter).value(2), words);
        QVERIFY(Notify::mailHtml(letter).contains(words));
    }

    /// Three or four tries within seconds or minutes lose what an outage of the receiver takes longer than. Ours
    /// begin as soon, come ever more rarely, and go on for a day.
    void persistence()
    {
        Millis total { 0 };
        int tries = 1;
        for (; total < Domain::kOutboxLifetime; ++tries)
            total += Domain::outboxBackoff(tries, std::nullopt);
        QVERIFY(tries > 4);
        QVERIFY(Domain::outboxBackoff(1, std::nullopt) <= Seconds { 10 });
        QVERIFY(Domain::outboxBackoff(4, std::nullopt) > Domain::outboxBackoff(3, std::nullopt));
    }

    /// The old body had two members; ours has more, and theirs under the names that the others have, too.
    void webhookBody()
    {
        Domain::Letter letter = Samples::website();
        letter.name = QStringLiteral("M");
        const QJsonObject body = sent(QStringLiteral("webhook"), letter);
        QCOMPARE(body.value(QLatin1String("name")).toString(), QStringLiteral("M"));
        QCOMPARE(body.value(QLatin1String("event")).toString(), QStringLiteral("first"));
        QCOMPARE(body.value(QLatin1String("status")).toString(), QStringLiteral("major_outage"));
    }

    void permanentMailError()
    {
        QVERIFY(Notify::isPermanentRefusal(454, "454 AccessDenied: not authorised"));
        QVERIFY(Notify::isPermanentRefusal(451, "451 InvalidParameterValue"));
        QVERIFY(!Notify::isPermanentRefusal(451, "451 try again"));
    }
} // namespace

void VectorsNotify::recorded_data()
{
    QTest::addColumn<QJsonObject>("recorded");
    const QJsonArray cases = TestKit::recordedCases();
    if (cases.isEmpty())
        QTest::newRow("absent") << QJsonObject();
    for (const QJsonValue &value : cases) {
        const QJsonObject recorded = value.toObject();
        const QString area = recorded.value(QLatin1String("area")).toString();
        if (area == QLatin1String("slack.blocks") || area == QLatin1String("slack.retry_after"))
            QTest::newRow(
                qPrintable(area + QStringLiteral(": ") + recorded.value(QLatin1String("name")).toString()))
                << recorded;
    }
}

void VectorsNotify::recorded()
{
    QFETCH(const QJsonObject, recorded);
    if (recorded.isEmpty())
        QSKIP("The recorded cases are not there; set WF_SHARED to the folder that holds them.");
    TestKit::Fields given(recorded.value(QLatin1String("given")).toObject());
    TestKit::Fields then(recorded.value(QLatin1String("then")).toObject());
    if (recorded.value(QLatin1String("area")).toString() == QLatin1String("slack.blocks"))
        blocks(given, then, recorded.value(QLatin1String("when")).toString());
    else
        retryAfter(given, then);
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(given.leftovers(), QStringList());
    QCOMPARE(then.leftovers(), QStringList());
}

void VectorsNotify::contents_data()
{
    QTest::addColumn<QJsonObject>("recorded");
    const QJsonArray cases = TestKit::recordedCases(QStringLiteral("uptime-monitor.json"));
    if (cases.isEmpty())
        QTest::newRow("absent") << QJsonObject();
    for (const QJsonValue &value : cases) {
        const QJsonObject recorded = value.toObject();
        if (recorded.value(QLatin1String("area")).toString() == QLatin1String("alert-content"))
            QTest::newRow(qPrintable(recorded.value(QLatin1String("name")).toString())) << recorded;
    }
}

void VectorsNotify::contents()
{
    QFETCH(const QJsonObject, recorded);
    if (recorded.isEmpty())
        QSKIP("The recorded cases are not there; set WF_SHARED to the folder that holds them.");
    const auto text = [&recorded](const char *key) { return recorded.value(QLatin1String(key)).toString(); };
    const QString name = text("name");
    if (name == QLatin1String("interval words"))
        return intervals(text("given"), text("then"));
    if (name == QLatin1String("duration under a day"))
        return durations();
    if (name == QLatin1String("duration unknown"))
        return unknownDuration();
    if (name == QLatin1String("whatsapp heartbeat never pinged"))
        return neverPinged();
    if (name.startsWith(QLatin1String("whatsapp heartbeat outage length")))
        return outageLength();
    if (name == QLatin1String("permanent mail error"))
        return permanentMailError();
    if (name == QLatin1String("email retry delays") || name == QLatin1String("slack retry delays"))
        return persistence();
    if (name == QLatin1String("legacy webhook body"))
        return webhookBody();
    QFAIL("No test for this case.");
}

} // namespace Wf
