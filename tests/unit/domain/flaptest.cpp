// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "samples.h"

#include <random>

using namespace Samples;

class FlapTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sequences_data();
    void sequences();
    void dwellBoundary();
    void dwellHoldsNoRecovery();
    void streakWaitsForDwellSinceItsOwnBeginning();
    void unknownIsNoOpinion();
    void clockSetBackDoesNotHoldTheChange();
    void neverPromotesWithoutConfirmation();
};

namespace {
Status fromLetter(QChar letter)
{
    switch (letter.unicode()) {
    case 'O':
        return Status::Operational;
    case 'D':
        return Status::Degraded;
    case 'P':
        return Status::PartialOutage;
    case 'M':
        return Status::MajorOutage;
    default:
        return Status::Unknown;
    }
}

QChar toLetter(Status status)
{
    return QStringLiteral("ODPMU").at(static_cast<int>(status));
}

// What is committed after each poll, one poll a minute.
QString run(QChar committed, const QString &polls, const ConfirmPolicy &policy)
{
    FlapBuffer buffer;
    Status status = fromLetter(committed);
    QString result;
    Instant now = noon();
    for (const QChar poll : polls) {
        const FlapStep step = stepFlap(buffer, status, fromLetter(poll), policy, now);
        buffer = step.buffer;
        status = step.promoted.value_or(status);
        result += toLetter(status);
        now += minutes { 1 };
    }
    return result;
}
} // namespace

void FlapTest::sequences_data()
{
    QTest::addColumn<QChar>("committed");
    QTest::addColumn<QString>("polls");
    QTest::addColumn<QString>("after");
    const auto row = [](const char *name, char committed, const char *polls, const char *after) {
        QTest::newRow(name) << QChar::fromLatin1(committed) << QString::fromLatin1(polls)
                            << QString::fromLatin1(after);
    };
    row("three confirm", 'O', "DDD", "OOD");
    row("two do not", 'O', "DDODD", "OOOOO");
    row("target change starts anew", 'O', "DDMM", "OOOO");
    row("target change, then confirmed", 'O', "DDMMM", "OOOOM");
    row("five on one side promote the floor", 'O', "DMDMD", "OOOOD");
    row("alternating major and degraded", 'O', "MDMDM", "OOOOD");
    row("alternating major and partial", 'O', "MPMPM", "OOOOP");
    row("three levels", 'O', "MPDMP", "OOOOD");
    row("exact wins over the floor", 'O', "DPMMM", "OOOOM");
    row("after the floor the worse level counts anew", 'O', "MDMDMMM", "OOOODDD");
    row("and is promoted in its turn", 'O', "MDMDMMMM", "OOOODDDM");
    row("good poll breaks the streak", 'O', "MDMDOMDMD", "OOOOOOOOO");
    row("recovery takes two", 'M', "OO", "MO");
    row("easing is a recovery", 'M', "DD", "MD");
    row("easing by alternating levels ends at the worst", 'M', "DODO", "MMDD");
    row("easing by alternating levels, the other first", 'M', "ODO", "MMD");
    row("the other side restarts", 'P', "MDMDMD", "PPPPPP");
    row("worsening after easing", 'P', "DMMM", "PPPM");
    row("unknown is left at once", 'U', "O", "O");
    row("unknown is left at once for trouble, too", 'U', "MO", "MM");
    row("committed level clears everything", 'D', "MMDMM", "DDDDD");
}

void FlapTest::sequences()
{
    QFETCH(QChar, committed);
    QFETCH(QString, polls);
    QFETCH(QString, after);
    QCOMPARE(run(committed, polls, ConfirmPolicy {}), after);
}

void FlapTest::dwellBoundary()
{
    ConfirmPolicy policy;
    policy.dwell = minutes { 10 };
    QCOMPARE(run(u'O', QString(11, u'M'), policy), QStringLiteral("OOOOOOOOOOM")); // ten minutes after the first
    policy.dwell += Millis { 1 };
    QCOMPARE(run(u'O', QString(12, u'M'), policy), QStringLiteral("OOOOOOOOOOOM"));
    policy.dwell = minutes { 1 };
    QCOMPARE(run(u'O', QStringLiteral("MMM"), policy), QStringLiteral("OOM")); // the count still holds
}

void FlapTest::dwellHoldsNoRecovery()
{
    ConfirmPolicy policy;
    policy.dwell = hours { 9 };
    QCOMPARE(run(u'M', QStringLiteral("OO"), policy), QStringLiteral("MO"));
    QCOMPARE(run(u'U', QStringLiteral("M"), policy), QStringLiteral("M"));
}

void FlapTest::streakWaitsForDwellSinceItsOwnBeginning()
{
    ConfirmPolicy policy;
    policy.dwell = minutes { 10 };
    QCOMPARE(run(u'O', QStringLiteral("MDMDMDMDMDM"), policy), QStringLiteral("OOOOOOOOOOD"));
}

void FlapTest::unknownIsNoOpinion()
{
    const FlapBuffer buffer { Status::Degraded, 2, noon(), 2, Status::Degraded, noon() };
    const FlapStep step = stepFlap(buffer, Status::Operational, Status::Unknown, {}, noon());
    QCOMPARE(step.buffer, buffer);
    QVERIFY(!step.promoted);
}

void FlapTest::clockSetBackDoesNotHoldTheChange()
{
    ConfirmPolicy policy;
    policy.dwell = minutes { 2 };
    const FlapBuffer ahead { Status::Degraded, 5, noon() + hours { 9 }, 5, Status::Degraded,
        noon() + hours { 9 } };
    const FlapStep first = stepFlap(ahead, Status::Operational, Status::Degraded, policy, noon());
    QVERIFY(!first.promoted);
    const FlapStep second =
        stepFlap(first.buffer, Status::Operational, Status::Degraded, policy, noon() + minutes { 2 });
    QVERIFY(second.promoted == Status::Degraded);
}

void FlapTest::neverPromotesWithoutConfirmation()
{
    std::mt19937 random(20260422);
    const auto pick = [&random](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
    for (int round = 0; round < 300; ++round) {
        ConfirmPolicy policy;
        policy.down = 1 + pick(5);
        policy.up = 1 + pick(4);
        FlapBuffer buffer;
        auto committed = static_cast<Status>(pick(4));
        std::vector<Status> sinceChange;
        for (int poll = 0; poll < 60; ++poll) {
            const auto polled = static_cast<Status>(pick(4));
            sinceChange.push_back(polled);
            const FlapStep step = stepFlap(buffer, committed, polled, policy, noon() + minutes { poll });
            buffer = step.buffer;
            if (!step.promoted) {
                // Nothing may stay undecided for longer than the streak's limit.
                QVERIFY(buffer.streak < 2 * std::max(policy.down, policy.up) - 1 || buffer.streak == 0);
                continue;
            }
            const bool worsening = severity(*step.promoted) > severity(committed);
            const std::size_t needed = static_cast<std::size_t>(worsening ? policy.down : policy.up);
            QVERIFY(sinceChange.size() >= needed);
            for (std::size_t i = sinceChange.size() - needed; i < sinceChange.size(); ++i) {
                const int other = severity(sinceChange[i]);
                QVERIFY(worsening ? other >= severity(*step.promoted) : other <= severity(*step.promoted));
            }
            QVERIFY(*step.promoted != committed && *step.promoted != Status::Unknown);
            QCOMPARE(buffer, FlapBuffer {});
            committed = *step.promoted;
            sinceChange.clear();
        }
    }
}

std::unique_ptr<QObject> flapTest()
{
    return std::make_unique<FlapTest>();
}

#include "flaptest.moc"
