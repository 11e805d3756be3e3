// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "models/graphlayout.h"
#include "models/walllayout.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Wf;
using namespace Wf::Models;

namespace {
const LayoutOptions kOptions;

std::vector<LayoutEdge> randomEdges(int nodes, int count, quint32 seed)
{
    QRandomGenerator random(seed);
    std::vector<LayoutEdge> edges;
    for (int i = 0; i < count; ++i)
        edges.push_back({ random.bounded(nodes), random.bounded(nodes) });
    return edges;
}

QRectF box(const GraphLayout &layout, size_t node)
{
    return { layout.positions[node], kOptions.node };
}

bool overlaps(const GraphLayout &layout)
{
    for (size_t a = 0; a < layout.positions.size(); ++a) {
        for (size_t b = a + 1; b < layout.positions.size(); ++b) {
            if (box(layout, a).intersects(box(layout, b)))
                return true;
        }
    }
    return false;
}

Domain::Service service(const char *id)
{
    Domain::Service result;
    result.id = ServiceId(QString::fromLatin1(id));
    result.displayName = result.id.value.toUpper();
    return result;
}
} // namespace

class TestGraphLayout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void chainGoesRight();
    void edgesGoRightExceptReversed_data();
    void edgesGoRightExceptReversed();
    void nothingOverlaps();
    void sameInputSamePicture();
    void cyclesAndSelfLoopsEnd();
    void parentSitsInTheMiddleOfItsChildren();
    void planarTreesDoNotCross();
    void separatePartsDoNotMix();
    void emptyAndBadInput();
    void pictureLeavesOutTheLonely();

    void wallLettersAreLargeEnough_data();
    void wallLettersAreLargeEnough();
    void wallTilesFitAndDoNotOverlap_data();
    void wallTilesFitAndDoNotOverlap();
    void worstTilesAreLargest();
    void pagesHoldOnNewsThenTurn();
    void stalledAfterFourIntervals();
    void namesFillColumns();
    void shiftIsSmallAndMoves();
};

void TestGraphLayout::chainGoesRight()
{
    const GraphLayout layout = layOutGraph(3, { { 2, 1 }, { 1, 0 } }, kOptions);
    QCOMPARE(layout.layers, (std::vector<int> { 2, 1, 0 }));
    QCOMPARE(layout.positions[1].x(), kOptions.node.width() + kOptions.columnGap);
    QCOMPARE(layout.positions[0].y(), layout.positions[2].y());
    QCOMPARE(layout.size.height(), kOptions.node.height());
}

void TestGraphLayout::edgesGoRightExceptReversed_data()
{
    QTest::addColumn<int>("nodes");
    QTest::addColumn<int>("edges");
    QTest::newRow("sparse") << 40 << 45;
    QTest::newRow("usual") << 60 << 120;
    QTest::newRow("dense") << 30 << 200;
    QTest::newRow("thousand") << 1000 << 3000;
}

void TestGraphLayout::edgesGoRightExceptReversed()
{
    QFETCH(int, nodes);
    QFETCH(int, edges);
    const std::vector<LayoutEdge> list = randomEdges(nodes, edges, 7);
    const GraphLayout layout = layOutGraph(nodes, list, kOptions);
    for (size_t i = 0; i < list.size(); ++i) {
        if (list[i].from == list[i].to)
            continue;
        const double from = layout.positions[static_cast<size_t>(list[i].from)].x();
        const double to = layout.positions[static_cast<size_t>(list[i].to)].x();
        QVERIFY2(layout.reversed[i] ? from > to : from < to, qPrintable(QString::number(i)));
    }
}

void TestGraphLayout::nothingOverlaps()
{
    for (quint32 seed = 1; seed < 12; ++seed)
        QVERIFY(!overlaps(layOutGraph(60, randomEdges(60, 90, seed), kOptions)));
    QVERIFY(!overlaps(layOutGraph(400, randomEdges(400, 1200, 3), kOptions)));
}

void TestGraphLayout::sameInputSamePicture()
{
    const std::vector<LayoutEdge> edges = randomEdges(80, 160, 5);
    QCOMPARE(layOutGraph(80, edges, kOptions).positions, layOutGraph(80, edges, kOptions).positions);
}

void TestGraphLayout::cyclesAndSelfLoopsEnd()
{
    const GraphLayout layout = layOutGraph(3, { { 0, 1 }, { 1, 2 }, { 2, 0 }, { 1, 1 } }, kOptions);
    QCOMPARE(layout.reversed, (std::vector<bool> { false, false, true, false }));
    QCOMPARE(layout.layers, (std::vector<int> { 0, 1, 2 }));
}

void TestGraphLayout::parentSitsInTheMiddleOfItsChildren()
{
    const GraphLayout layout = layOutGraph(4, { { 0, 1 }, { 0, 2 }, { 0, 3 } }, kOptions);
    const double middle = (layout.positions[1].y() + layout.positions[3].y()) / 2;
    QVERIFY(std::abs(layout.positions[0].y() - middle) <= 1);
}

void TestGraphLayout::planarTreesDoNotCross()
{
    // Two fathers whose children come mixed up: drawn in order, no edge crosses another.
    const GraphLayout layout =
        layOutGraph(7, { { 0, 1 }, { 0, 2 }, { 1, 3 }, { 2, 4 }, { 1, 5 }, { 2, 6 } }, kOptions);
    const auto y = [&layout](size_t node) { return layout.positions[node].y(); };
    const bool firstAbove = y(1) < y(2);
    QCOMPARE(std::max(y(3), y(5)) < std::min(y(4), y(6)), firstAbove);
    QCOMPARE(std::min(y(3), y(5)) > std::max(y(4), y(6)), !firstAbove);
}

void TestGraphLayout::separatePartsDoNotMix()
{
    const GraphLayout layout = layOutGraph(5, { { 0, 2 }, { 1, 3 }, { 1, 4 } }, kOptions);
    const double small = std::min(layout.positions[0].y(), layout.positions[2].y());
    for (const size_t node : { 1U, 3U, 4U })
        QVERIFY2(layout.positions[node].y() + kOptions.node.height() < small, "the larger part comes first");
}

void TestGraphLayout::emptyAndBadInput()
{
    QVERIFY(layOutGraph(0, {}, kOptions).positions.empty());
    const GraphLayout layout = layOutGraph(2, { { 0, 9 }, { -1, 1 }, { 0, 1 } }, kOptions);
    QCOMPARE(layout.layers, (std::vector<int> { 0, 1 }));
}

void TestGraphLayout::pictureLeavesOutTheLonely()
{
    Domain::Catalogue catalogue;
    catalogue.services = { service("a"), service("b"), service("lonely"), service("gone") };
    catalogue.services[3].retired = true;
    const auto id = [](const char *text) { return ServiceId(QString::fromLatin1(text)); };
    catalogue.dependencies = { { id("a"), id("b"), QStringLiteral("no login"), Domain::EdgeSeverity::High },
        { id("b"), id("b"), {}, {} }, { id("a"), id("nobody"), {}, {} }, { id("a"), id("gone"), {}, {} } };
    const DependencyPicture picture = dependencyPicture(catalogue);
    QCOMPARE(picture.nodes, (std::vector<ServiceId> { id("a"), id("b") }));
    QCOMPARE(picture.edges, (std::vector<LayoutEdge> { { 0, 1 } }));
    QCOMPARE(picture.dependencies.size(), picture.edges.size());
    QCOMPARE(picture.standalone, 1);
}

void TestGraphLayout::wallLettersAreLargeEnough_data()
{
    QTest::addColumn<double>("distance");
    QTest::addColumn<double>("screenHeightMm");
    QTest::newRow("2 m, 55 inch") << 2.0 << 685.0;
    QTest::newRow("3 m, 55 inch") << 3.0 << 685.0;
    QTest::newRow("5 m, 75 inch") << 5.0 << 934.0;
    QTest::newRow("0.7 m, desk") << 0.7 << 340.0;
}

void TestGraphLayout::wallLettersAreLargeEnough()
{
    QFETCH(double, distance);
    QFETCH(double, screenHeightMm);
    const WallViewing viewing { distance, screenHeightMm };
    const WallScale scale = wallScale({ 1920, 1080 }, viewing);
    QVERIFY(capHeightMm(scale.detail, 1080, viewing) >= 4.65 * distance);
    QVERIFY(scale.detail < scale.text && scale.text < scale.title && scale.title < scale.headline);
    QVERIFY(scale.headline <= 1080 / 6.0);
}

void TestGraphLayout::wallTilesFitAndDoNotOverlap_data()
{
    QTest::addColumn<int>("problems");
    for (const int problems : { 1, 2, 3, 4, 5, 7, 8, 11, 23, 200 })
        QTest::addRow("%d", problems) << problems;
}

void TestGraphLayout::wallTilesFitAndDoNotOverlap()
{
    QFETCH(int, problems);
    const QRectF area(40, 150, 1840, 560);
    const QSizeF smallest(420, 170);
    int shown = 0;
    for (const WallPage &page : wallPages(problems, area, smallest, 20)) {
        QCOMPARE(page.first, shown);
        shown += static_cast<int>(page.tiles.size());
        for (size_t i = 0; i < page.tiles.size(); ++i) {
            QVERIFY(area.adjusted(-0.5, -0.5, 0.5, 0.5).contains(page.tiles[i]));
            QVERIFY(page.tiles[i].width() >= smallest.width() && page.tiles[i].height() >= smallest.height());
            for (size_t k = i + 1; k < page.tiles.size(); ++k)
                QVERIFY(!page.tiles[i].intersects(page.tiles[k]));
        }
    }
    QCOMPARE(shown, problems);
}

void TestGraphLayout::worstTilesAreLargest()
{
    const auto pages = wallPages(5, QRectF(0, 0, 1840, 560), QSizeF(420, 170), 20);
    QCOMPARE(pages.size(), size_t { 1 });
    const auto &tiles = pages.front().tiles;
    QVERIFY(tiles.front().width() > tiles.back().width());
    QVERIFY(tiles.front().height() > tiles.back().height());
}

void TestGraphLayout::pagesHoldOnNewsThenTurn()
{
    const WallRotation rotation { 3, std::chrono::seconds { 60 }, std::chrono::seconds { 10 } };
    const auto after = [&rotation](int seconds) { return wallPageAt(rotation, std::chrono::seconds { seconds }); };
    QCOMPARE(after(0), 0);
    QCOMPARE(after(59), 0);
    QCOMPARE(after(71), 1);
    QCOMPARE(after(81), 2);
    QCOMPARE(after(91), 0);
    QCOMPARE(wallPageAt({ 1 }, std::chrono::hours { 5 }), 0);
}

void TestGraphLayout::stalledAfterFourIntervals()
{
    using namespace std::chrono_literals;
    QVERIFY(!isStalled(239s, 60s));
    QVERIFY(isStalled(241s, 60s));
    QVERIFY(!isStalled(50s, 5s));
    QVERIFY(isStalled(61s, 5s));
    QVERIFY(isStalled(301s, 1h));
    QVERIFY(!isStalled(299s, 0s));
    QVERIFY(isStalled(301s, 0s));
}

void TestGraphLayout::namesFillColumns()
{
    const WallColumns columns = wallColumns(std::vector<double>(24, 225), { 1840, 130 }, 44);
    QCOMPARE(columns.columns, 8);
    QCOMPARE(columns.rows, 2);
    QCOMPARE(wallColumns(std::vector<double>(5, 225), { 1840, 130 }, 44).rows, 1);
    QCOMPARE(wallColumns(std::vector<double>(24, 225), { 1840, 20 }, 44).capacity(), 0);
    // One long name widens its own column only.
    std::vector<double> uneven(12, 100);
    uneven[1] = 400;
    const WallColumns fitted = wallColumns(uneven, { 750, 130 }, 44);
    QCOMPARE(fitted.columns, 4);
    QVERIFY(fitted.lefts[2] - fitted.lefts[1] >= 400);
    QCOMPARE(fitted.lefts.back(), 750.0);
}

void TestGraphLayout::shiftIsSmallAndMoves()
{
    const Instant start = fromEpochMillis(1'700'000'000'000);
    QVERIFY(burnInShift(start) != burnInShift(start + std::chrono::minutes { 3 }));
    for (int i = 0; i < 60; ++i)
        QVERIFY(burnInShift(start + std::chrono::minutes { i }).manhattanLength() <= 6);
}

QTEST_GUILESS_MAIN(TestGraphLayout)
#include "tst_graphlayout.moc"
