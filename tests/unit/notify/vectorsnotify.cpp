// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/resilience.h"
#include "notify/slackcomposer.h"
#include "testkit/vectors.h"

#include <QLocale>
#include <QRegularExpression>
#include <QTest>

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
        const Notify::SlackComposer composer(
            given.value("ack_enabled").toBool() ? Notify::AckButtons::On : Notify::AckButtons::Off);
        Ports::ChangeText change;
        change.name = QStringLiteral("A");
        change.dedupKey = given.text("dedup_key");
        const QByteArray payload = when.contains(QLatin1String("aggregated"))
            ? composer.aggregated(change, { QStringLiteral("B") })
            : composer.change(change);
        QCOMPARE(static_cast<int>(payload.count("ack_alert")), then.number("ack_buttons", -1));
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

} // namespace Wf
