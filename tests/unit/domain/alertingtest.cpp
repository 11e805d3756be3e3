// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/alerting.h"
#include "samples.h"

using namespace Samples;

class AlertingTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keys();
    void suppressionsHaveWords();
};

namespace {
const QString kKey = QStringLiteral("vendor:s:i1");
}

void AlertingTest::keys()
{
    QCOMPARE(dedupKey(sid("s"), QStringLiteral("i1"), Status::Degraded, noon()), kKey);
    QCOMPARE(dedupKey(sid("s"), {}, Status::Degraded, noon()), QStringLiteral("fallback:s:degraded:2026-04-22"));
    const Instant lastMoment = startOfDay(noon()) + hours { 24 } - Millis { 1 };
    QCOMPARE(
        dedupKey(sid("s"), {}, Status::Degraded, lastMoment), QStringLiteral("fallback:s:degraded:2026-04-22"));
    QCOMPARE(dedupKey(sid("s"), {}, Status::Degraded, lastMoment + Millis { 1 }),
        QStringLiteral("fallback:s:degraded:2026-04-23"));
}

void AlertingTest::suppressionsHaveWords()
{
    QSet<QString> words;
    for (int i = 0; i <= static_cast<int>(Suppression::Acknowledged); ++i) {
        const auto suppression = static_cast<Suppression>(i);
        words.insert(word(suppression));
        QVERIFY(suppressionFromWord(word(suppression)) == suppression);
    }
    QCOMPARE(words.size(), static_cast<int>(Suppression::Acknowledged) + 1);
    QVERIFY(word(Suppression::None).isEmpty());
    QVERIFY(!suppressionFromWord(u"nothing of the kind"));
}

std::unique_ptr<QObject> alertingTest()
{
    return std::make_unique<AlertingTest>();
}

#include "alertingtest.moc"
