// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "domain/letter.h"
#include "samples.h"
#include "testkit/vectors.h"

using namespace Samples;

/// What messages say of durations, and many in one.
class LetterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void digests()
    {
        Letter mild;
        mild.to = Status::Degraded;
        mild.tier = Tier::Informational;
        mild.key = QStringLiteral("mild");
        mild.mention = Mention::Here;
        Letter grave = mild;
        grave.to = Status::MajorOutage;
        grave.key = QStringLiteral("grave");
        grave.mention = Mention::None;
        QVERIFY(digestOf({ mild }, noon()) == mild);
        const Letter digest = digestOf({ mild, grave, mild }, noon());
        QVERIFY(digest.kind == LetterKind::Digest && digest.to == Status::MajorOutage);
        QVERIFY(digest.mention == Mention::Here && digest.tier == Tier::Informational && digest.at == noon());
        QCOMPARE(digest.parts.size(), std::size_t { 3 });
        QCOMPARE(digest.parts.front().key, QStringLiteral("grave"));
        QCOMPARE(digest.key, QStringLiteral("grave"));
    }
    void intervals()
    {
        const QList<std::pair<int, const char *>> known { { 0, "0 seconds" }, { 1, "1 second" },
            { 59, "59 seconds" }, { 119, "1 minute" }, { 7200, "2 hours" }, { 90'000, "1 day" } };
        for (const auto &[count, text] : known)
            QCOMPARE(intervalWords(seconds { count }), QString::fromLatin1(text));
    }
    void durations()
    {
        QCOMPARE(durationWords(seconds { 754 }), QStringLiteral("0:12:34"));
        QCOMPARE(durationWords(hours { 26 } + seconds { 184 }), QStringLiteral("1 day, 2:03:04"));
        QCOMPARE(durationWords(hours { 48 }), QStringLiteral("2 days, 0:00:00"));
        QCOMPARE(durationWords(Millis { -5 }), QStringLiteral("0:00:00"));
    }
    void recordedIntervals()
    {
        const QJsonArray cases = Wf::TestKit::recordedCases(QStringLiteral("uptime-monitor.json"));
        if (cases.isEmpty())
            QSKIP("no recorded cases: set WF_SHARED to the folder that holds vectors/uptime-monitor.json");
        int compared = 0;
        for (const QJsonValue &each : cases) {
            if (each[QLatin1String("area")] != QStringLiteral("alert-content")
                || each[QLatin1String("name")] != QStringLiteral("interval words"))
                continue;
            const QStringList counts = each[QLatin1String("given")].toString().section(u' ', 1).split(u',');
            const QStringList texts = each[QLatin1String("then")].toString().split(QStringLiteral("; "));
            QCOMPARE(counts.size(), texts.size());
            for (qsizetype i = 0; i < counts.size(); ++i, ++compared)
                QCOMPARE(intervalWords(seconds { counts[i].toInt() }), texts[i]);
        }
        QVERIFY(compared > 10);
    }
    void kindsHaveWords()
    {
        QSet<QString> words;
        for (int i = 0; i <= static_cast<int>(LetterKind::Channel); ++i)
            words.insert(word(static_cast<LetterKind>(i)));
        QCOMPARE(words.size(), static_cast<int>(LetterKind::Channel) + 1);
        QVERIFY(!words.contains(QString()));
    }
};

std::unique_ptr<QObject> letterTest()
{
    return std::make_unique<LetterTest>();
}

#include "lettertest.moc"
