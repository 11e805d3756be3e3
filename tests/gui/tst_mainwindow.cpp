// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/appearance.h"
#include "gui/commandpalette.h"
#include "gui/mainwindow.h"
#include "gui/overviewpage.h"
#include "gui/screenshot.h"
#include "gui/servicepage.h"
#include "gui/statusicon.h"
#include "gui/tile.h"
#include "gui/tilegrid.h"
#include "testkit/fakesession.h"
#include "testkit/ownsettings.h"
#include "testkit/runall.h"

#include <QApplication>
#include <QLineEdit>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>

using namespace Wf;
using namespace Wf::Gui;
using namespace Wf::TestKit;

namespace {
ServiceId id(const char *text)
{
    return ServiceId(QString::fromLatin1(text));
}

/// Pixels of an icon that are much greener than red: what people take for "all is well".
int greenPixels(Domain::Display display, const Theme &theme)
{
    QImage image(64, 64, QImage::Format_ARGB32_Premultiplied);
    image.fill(theme.card);
    QPainter painter(&image);
    paintStatusIcon(painter, QRectF(0, 0, 64, 64), display, theme);
    painter.end();
    int green = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            green += pixel.green() > pixel.red() + 40 && pixel.green() > pixel.blue() + 15;
        }
    }
    return green;
}
} // namespace

class MainWindowTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QSettings().clear();
        m_session = std::make_unique<FakeSession>();
        m_appearance = std::make_unique<Appearance>(QStringLiteral("dark"));
        m_window = std::make_unique<MainWindow>(*m_session, *m_appearance);
        m_window->resize(1100, 600);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup()
    {
        m_window.reset();
        m_appearance.reset();
        m_session.reset();
    }

    void changeShowsOnTheTileAndInTheSentence()
    {
        QCOMPARE(grid()->tile(id("slack"))->face().display, Domain::Display::Operational);
        m_session->change(QStringLiteral("slack"), [](Ports::ServiceRow &row) {
            row.state.status = Domain::Status::MajorOutage;
            row.state.detail = QStringLiteral("messages are late");
        });
        QCOMPARE(grid()->tile(id("slack"))->face().display, Domain::Display::MajorOutage);
        QCOMPARE(grid()->tile(id("slack"))->face().headline, QStringLiteral("Messages are late"));
        QVERIFY(m_window->topBar()->sentence().startsWith(QStringLiteral("2 major outages")));
    }
    void focusAndScrollSurvive()
    {
        Tile *zoom = grid()->tile(id("zoom"));
        grid()->setCurrent(id("zoom"));
        QVERIFY(zoom->hasFocus());
        QScrollBar *bar = m_window->overview()->scrollArea()->verticalScrollBar();
        bar->setValue(bar->maximum() / 2);
        const int before = bar->value();
        QVERIFY(before > 0);
        m_session->change(
            QStringLiteral("aws"), [](Ports::ServiceRow &row) { row.state.status = Domain::Status::MajorOutage; });
        QCOMPARE(bar->value(), before);
        QCOMPARE(grid()->tile(id("zoom")), zoom);
        QVERIFY(zoom->hasFocus());
    }
    void unchangedTilesAreNotRepainted()
    {
        const Tile *zoom = grid()->tile(id("zoom"));
        const Models::TileFace before = zoom->face();
        m_session->change(QStringLiteral("zoom"), [](Ports::ServiceRow &row) {
            row.monitors[0].state.polledAt = sampleTime() - 1s; // not on the tile
        });
        QVERIFY(zoom->face() == before);
    }
    void worstCategoryAndTileComeFirst()
    {
        QCOMPARE(grid()->tiles().front()->face().id, id("okta"));
        for (size_t i = 1; i < grid()->tiles().size(); ++i) {
            const Tile *tile = grid()->tiles()[i];
            QVERIFY(tile->y() >= grid()->tiles()[i - 1]->y());
        }
        const Tile *github = grid()->tile(id("github"));
        QVERIFY(github->y() < grid()->tile(id("slack"))->y());
    }
    void keysMoveByGeometry()
    {
        Tile *first = grid()->tiles().front();
        grid()->setCurrent(first->face().id);
        QTest::keyClick(first, Qt::Key_Down);
        QVERIFY(grid()->current()->y() > first->y());
        QTest::keyClick(grid()->current(), Qt::Key_K);
        QCOMPARE(grid()->current(), first);
        QTest::keyClick(grid()->current(), Qt::Key_L);
        QCOMPARE(grid()->current(), grid()->tiles()[1]);
        QTest::keyClick(grid()->current(), Qt::Key_End);
        QCOMPARE(grid()->current(), grid()->tiles().back());
        QVERIFY(grid()->current()->hasFocus());
        QTest::keyClick(grid()->current(), Qt::Key_Home);
        QCOMPARE(grid()->current(), first);
    }
    void enterOpensAndEscapeGoesBack()
    {
        grid()->setCurrent(id("github"));
        QTest::keyClick(grid()->current(), Qt::Key_Return);
        QCOMPARE(m_window->currentPage(), QStringLiteral("service"));
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QCOMPARE(m_window->currentPage(), QStringLiteral("overview"));
        QTest::keyClick(m_window.get(), Qt::Key_G);
        QCOMPARE(m_window->currentPage(), QStringLiteral("dependencies"));
    }
    void tilesHaveAccessibleNames()
    {
        for (const Tile *tile : grid()->tiles())
            QVERIFY(tile->accessibleName().startsWith(tile->face().name + QStringLiteral(", ")));
        QVERIFY(grid()->tile(id("github"))->accessibleName().contains(QStringLiteral("partial outage, since ")));
    }
    void blindIsNeverGreen()
    {
        for (const QString &name : Appearance::themeNames()) {
            const Appearance appearance(name);
            QVERIFY(greenPixels(Domain::Display::Operational, appearance.theme()) > 300);
            for (const Domain::Display display :
                { Domain::Display::Blind, Domain::Display::Unknown, Domain::Display::MajorOutage })
                QCOMPARE(greenPixels(display, appearance.theme()), 0);
        }
        QCOMPARE(grid()->tile(id("pypi"))->face().display, Domain::Display::Blind);
        QVERIFY(grid()->tile(id("pypi"))->face().headline.startsWith(QStringLiteral("No signal: ")));
        QVERIFY(grid()->tile(id("pypi"))->accessibleName().contains(QStringLiteral("did not answer")));
    }
    void paletteFindsServicesAndPages()
    {
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        CommandPalette *palette = m_window->palette();
        QTRY_VERIFY(palette->isVisible());
        QTest::keyClicks(palette->field(), QStringLiteral("npm"));
        QCOMPARE(palette->found().front().key, QStringLiteral("npm"));
        QTest::keyClick(palette->field(), Qt::Key_Return);
        QVERIFY(!palette->isVisible());
        QCOMPARE(m_window->currentPage(), QStringLiteral("service"));
        m_window->openPalette();
        QTest::keyClicks(palette->field(), QStringLiteral("timeline"));
        QTest::keyClick(palette->field(), Qt::Key_Return);
        QCOMPARE(m_window->currentPage(), QStringLiteral("timeline"));
    }
    void pastIsMarkedAndLiveComesBack()
    {
        m_window->goTo(sampleTime() - 3h);
        QTRY_VERIFY(m_window->isPast());
        m_session->change(QStringLiteral("zoom"),
            [](Ports::ServiceRow &row) { row.state.status = Domain::Status::MajorOutage; });
        QVERIFY(m_window->isPast());
        QCOMPARE(grid()->tile(id("zoom"))->face().display, Domain::Display::Operational);
        m_window->backToLive();
        QVERIFY(!m_window->isPast());
        QCOMPARE(grid()->tile(id("zoom"))->face().display, Domain::Display::MajorOutage);
    }
    void oldDataFadesWithoutASnapshot()
    {
        grid()->tick(sampleTime() + 130s);
        QCOMPARE(grid()->tile(id("slack"))->face().freshness, Models::Freshness::Stale);
        grid()->tick(sampleTime() + 10min);
        QCOMPARE(grid()->tile(id("slack"))->face().display, Domain::Display::Unknown);
    }
    void servicesComeAndGo()
    {
        Ports::Snapshot world = *m_session->snapshot();
        std::erase_if(world.services, [](const Ports::ServiceRow &row) { return row.id() == id("zoom"); });
        m_session->publish(world);
        QVERIFY(!grid()->tile(id("zoom")));
        QCOMPARE(grid()->tiles().size(), size_t(11));
        m_session->publish(sampleSnapshot());
        QVERIFY(grid()->tile(id("zoom")));
        QVERIFY(!m_window->showPage(QStringLiteral("nowhere")));
    }
    void pictureHasTheScale()
    {
        const QImage image = renderWidget(*m_window, { QSize(1200, 700), 2 });
        QCOMPARE(image.size(), QSize(2400, 1400));
        QCOMPARE(image.devicePixelRatio(), 2.0);
        const QTemporaryDir folder;
        QVERIFY(!saveScreenshot(*m_window, {}, folder.filePath(QStringLiteral("not/there.png"))));
    }
    void windowRemembersItsPage()
    {
        m_window->showPage(QStringLiteral("timeline"));
        m_window->close();
        const MainWindow again(*m_session, *m_appearance);
        QCOMPARE(again.currentPage(), QStringLiteral("timeline"));
    }

private:
    [[nodiscard]] TileGrid *grid() const { return m_window->overview()->grid(); }

    std::unique_ptr<FakeSession> m_session;
    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<MainWindow> m_window;
};

int main(int argc, char **argv)
{
    const Wf::TestKit::OwnSettings settings;
    return runAll<QApplication>(argc, argv, { make<MainWindowTest> });
}

#include "tst_mainwindow.moc"
