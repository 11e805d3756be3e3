// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "bookplay.h"

#include <QRandomGenerator>

using namespace Samples;

namespace {
constexpr int kDependents = 200;

ServiceId dependent(int number)
{
    return ServiceId(QStringLiteral("d%1").arg(number));
}

/// When something is in trouble: [from, to) in minutes.
using Spans = std::vector<std::pair<int, int>>;

bool isDown(const Spans &spans, int minute)
{
    return std::ranges::any_of(
        spans, [minute](const auto &span) { return span.first <= minute && minute < span.second; });
}

/// Follows its cause: up to three minutes after it, and back up to four minutes late.
Spans following(const Spans &cause, QRandomGenerator &random)
{
    Spans spans;
    const int late = random.bounded(4);
    for (const auto &[from, to] : cause)
        spans.emplace_back(from + late, to + random.bounded(5));
    return spans;
}
} // namespace

/// One cause fails, comes and goes and recovers within an hour, and 200 services with it.
class StormTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void atMostThreeMessages_data()
    {
        QTest::addColumn<int>("tier");
        QTest::addColumn<int>("seed");
        QTest::addColumn<int>("gap"); // minutes for which it is well in between
        for (const int gap : { 2, 4, 7, 9 }) {
            for (int seed = 1; seed <= 5; ++seed) {
                QTest::addRow("critical %d, gap %d", seed, gap) << static_cast<int>(Tier::Critical) << seed << gap;
                QTest::addRow("important %d, gap %d", seed, gap)
                    << static_cast<int>(Tier::Important) << seed << gap;
            }
        }
    }
    void atMostThreeMessages()
    {
        QFETCH(int, tier);
        QFETCH(int, seed);
        QFETCH(int, gap);
        std::vector<QByteArray> names;
        for (int i = 0; i < kDependents; ++i)
            names.push_back(dependent(i).value.toLatin1());
        std::vector<Edge> edges;
        for (int i = 0; i < kDependents; ++i) // some directly, most of them over another
            edges.push_back({ i < 20 ? "hub" : names[static_cast<size_t>(i % 20)].constData(),
                names[static_cast<size_t>(i)].constData() });
        BookPlay play(edges);
        play.tiers.insert(sid("hub"), static_cast<Tier>(tier));
        QRandomGenerator random(static_cast<quint32>(seed));
        const Spans hub { { 2, 11 }, { 11 + gap, 18 + gap }, { 18 + 2 * gap, 25 + 2 * gap },
            { 25 + 3 * gap, 32 + 3 * gap } };
        std::vector<Spans> others;
        for (int i = 0; i < kDependents; ++i)
            others.push_back(following(hub, random));
        const std::size_t worst = run(play, hub, others);
        QCOMPARE(play.heard().section(u' ', 0, 0).section(u':', 1), QStringLiteral("hub:first"));
        QVERIFY2(play.told.size() <= 3, qPrintable(play.heard()));
        QVERIFY2(play.told.filter(QStringLiteral(":hub:")).size() == play.told.size(), qPrintable(play.heard()));
        QVERIFY(play.heard().endsWith(QStringLiteral(":over")));
        QCOMPARE(worst, std::size_t { kDependents });
        checkDecisions(play);
    }

private:
    /// The most that the hub explained at once.
    static std::size_t run(BookPlay &play, const Spans &hub, const std::vector<Spans> &others)
    {
        std::size_t worst = 0;
        for (int minute = 0; minute < 90; ++minute) {
            turn(play, sid("hub"), isDown(hub, minute));
            for (int i = 0; i < kDependents; ++i)
                turn(play, dependent(i), isDown(others[static_cast<size_t>(i)], minute));
            play.look();
            if (const RootCause *cause = play.book->causeAt(sid("hub")))
                worst = std::max(worst, cause->failing.size());
            play.now += minutes { 1 };
        }
        return worst;
    }
    static void turn(BookPlay &play, const ServiceId &id, bool down)
    {
        const Incident *latest = play.book->latest(id);
        if (down != (latest && latest->isOpen()))
            down ? play.fail(id) : play.recover(id);
    }
    /// All of them are on record, with the cause and with the reason why nobody was told.
    static void checkDecisions(const BookPlay &play)
    {
        QHash<ServiceId, int> explained;
        qint64 hub = 0;
        for (const IncidentBook::Decision &decision : play.decisions) {
            if (decision.incident.service == sid("hub"))
                hub = decision.incident.id;
            if (decision.plan.held == Suppression::AggregatedUnderUpstream) {
                QVERIFY(decision.plan.why.isEmpty() || decision.plan.why.contains(decision.explainedBy));
                // While the hub was well for a moment, those that lie between explained what was not yet.
                QCOMPARE(decision.explainedBy == QStringLiteral("hub"), decision.incident.explainedBy == hub);
                if (decision.incident.explainedBy == hub)
                    ++explained[decision.incident.service];
            }
        }
        QCOMPARE(explained.size(), kDependents);
    }
};

std::unique_ptr<QObject> stormTest()
{
    return std::make_unique<StormTest>();
}

#include "stormtest.moc"
