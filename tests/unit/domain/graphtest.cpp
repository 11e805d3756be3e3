// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "tests.h"

#include "samples.h"

#include <random>

using namespace Samples;

class GraphTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void directEdgesInOrder();
    void selfLoop();
    void unknownService();
    void repeatedEdgesKeepTheStronger();
    void blastRadiusFollowsTheStrongestPath();
    void cyclesEnd();
    void bigGraphsAreFinished();
};

namespace {
QString ids(const std::vector<Reached> &list)
{
    QStringList result;
    for (const auto &each : list)
        result.append(each.id.value + QString::number(each.hops) + word(each.severity).left(1));
    return result.join(u' ');
}
} // namespace

void GraphTest::directEdgesInOrder()
{
    using E = EdgeSeverity;
    const Graph graph(catalogue({ { "i", "z", E::Low }, { "i", "b", E::Critical }, { "i", "a", E::High },
        { "i", "A2", E::High }, { "x", "a", E::Critical } }));
    QStringList down;
    for (const auto &edge : graph.downstream(sid("i")))
        down.append(edge.downstream.value);
    QCOMPARE(down,
        (QStringList { QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("A2"), QStringLiteral("z") }));
    QCOMPARE(graph.upstream(sid("a")).size(), std::size_t { 2 });
    QCOMPARE(graph.upstream(sid("a")).front().upstream, sid("x"));
}

void GraphTest::selfLoop()
{
    const Graph graph(catalogue({ { "s", "s" }, { "s", "s" } }));
    QCOMPARE(graph.downstream(sid("s")).size(), std::size_t { 1 });
    QVERIFY(graph.blastRadius(sid("s")).empty());
}

void GraphTest::unknownService()
{
    const Graph graph(catalogue({ { "a", "b" } }));
    QVERIFY(graph.downstream(sid("nobody")).empty());
    QVERIFY(graph.blastRadius(sid("nobody")).empty());
    QCOMPARE(graph.displayName(sid("nobody")), QStringLiteral("nobody"));
    QVERIFY(Graph(Catalogue {}).upstream(sid("a")).empty());
}

void GraphTest::repeatedEdgesKeepTheStronger()
{
    const Graph graph(
        catalogue({ { "a", "b", EdgeSeverity::Low, "weak" }, { "a", "b", EdgeSeverity::High, "strong" } }));
    QCOMPARE(graph.downstream(sid("a")).size(), std::size_t { 1 });
    QCOMPARE(graph.downstream(sid("a")).front().impact, QStringLiteral("strong"));
}

void GraphTest::blastRadiusFollowsTheStrongestPath()
{
    using E = EdgeSeverity;
    const Graph graph(catalogue({ { "a", "b", E::Critical, "ab" }, { "a", "c", E::Low, "ac" },
        { "b", "c", E::High, "bc" }, { "c", "d", E::Medium, "cd" }, { "b", "e", E::Critical, "be" } }));
    const auto reached = graph.blastRadius(sid("a"));
    QCOMPARE(ids(reached), QStringLiteral("b1c c1h e2c d2m"));
    QCOMPARE(reached.at(1).via, sid("b")); // directly it would be hit but lightly
    QCOMPARE(reached.at(1).impact, QStringLiteral("bc"));
    QCOMPARE(reached.at(3).via, sid("c"));
}

void GraphTest::cyclesEnd()
{
    const Graph graph(catalogue({ { "a", "b" }, { "b", "c" }, { "c", "a" }, { "c", "b" }, { "b", "b" } }));
    QCOMPARE(ids(graph.blastRadius(sid("a"))), QStringLiteral("b1h c2h"));
    QCOMPARE(ids(graph.blastRadius(sid("c"))), QStringLiteral("a1h b1h"));
}

void GraphTest::bigGraphsAreFinished()
{
    std::mt19937 random(7);
    Catalogue big;
    const auto name = [&random] { return ServiceId(QString::number(random() % 2000)); };
    for (int i = 0; i < 20'000; ++i)
        big.dependencies.push_back({ name(), name(), {}, static_cast<EdgeSeverity>(random() % 4) });
    const Graph graph(big);
    const auto reached = graph.blastRadius(big.dependencies.front().upstream);
    QSet<ServiceId> once;
    for (const auto &each : reached) {
        QVERIFY(!once.contains(each.id));
        once.insert(each.id);
    }
    QVERIFY(reached.size() > 1000);
    QVERIFY(!once.contains(big.dependencies.front().upstream));
}

std::unique_ptr<QObject> graphTest()
{
    return std::make_unique<GraphTest>();
}

#include "graphtest.moc"
