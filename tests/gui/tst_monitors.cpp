// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/appearance.h"
#include "gui/certificatespage.h"
#include "gui/checkpage.h"
#include "gui/checkspage.h"
#include "gui/draftform.h"
#include "gui/heartbeatspage.h"
#include "gui/inklabel.h"
#include "gui/mainwindow.h"
#include "gui/monitoreditor.h"
#include "gui/responsechart.h"
#include "gui/runview.h"
#include "models/heartbeatmodel.h"
#include "testkit/fakesession.h"
#include "testkit/ownsettings.h"
#include "testkit/runall.h"
#include "testkit/samplemonitors.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Wf;
using namespace Wf::Gui;
using namespace Wf::TestKit;
using Domain::Status;

namespace {
Ports::Snapshot world()
{
    return withMonitors(sampleSnapshot(),
        { sampleCheck("aws", "console", Status::Operational), sampleCheck("okta", "login", Status::MajorOutage),
            sampleCheck("slack", "socket", Status::Operational), sampleHeartbeat("okta", "export"),
            sampleHeartbeat("zoom", "copy") });
}

/// A page in a window that has the focus.
template <class P> struct Shown {
    Shown()
        : page(session, appearance)
    {
        page.resize(1200, 800);
        page.apply(session.snapshot());
        page.show();
        page.activateWindow();
        page.setFocus();
    }
    FakeSession session { world() };
    Appearance appearance { QStringLiteral("dark") };
    P page;
};

QPushButton *button(const QWidget &window, const QString &text)
{
    const auto all = window.findChildren<QPushButton *>();
    for (QPushButton *each : all) {
        if (each->text().remove(u'&') == text)
            return each;
    }
    return nullptr;
}

template <class W> W *field(const QWidget &window, const char *name)
{
    return window.findChild<W *>(QLatin1String(name));
}
} // namespace

class ChecksPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void filtersAsOneTypes()
    {
        Shown<ChecksPage> shown;
        QCOMPARE(shown.page.table().model()->rowCount(), 3);
        auto *text = shown.page.findChild<QLineEdit *>();
        text->setText(QStringLiteral("slack"));
        QCOMPARE(shown.page.table().model()->rowCount(), 1);
        text->clear();
        QCOMPARE(shown.page.table().model()->rowCount(), 3);
    }

    void pausesAndAsksWhatIsChosen()
    {
        Shown<ChecksPage> shown;
        shown.page.table().selectAll();
        QCOMPARE(shown.page.table().selectedMonitors().size(), size_t { 3 });
        button(shown.page, QStringLiteral("Pause"))->click();
        QTRY_COMPARE(shown.session.edits().size(), 1);
        QVERIFY(shown.session.edits().front().startsWith(QStringLiteral("pause okta.login ")));
        button(shown.page, QStringLiteral("Resume"))->click();
        QTRY_COMPARE(shown.session.edits().size(), 2);
        button(shown.page, QStringLiteral("Check now"))->click();
        QTRY_COMPARE(shown.session.asked().size(), size_t { 3 });
    }

    void asksNothingOfNobody()
    {
        Shown<ChecksPage> shown;
        shown.page.table().clearSelection();
        QVERIFY(!button(shown.page, QStringLiteral("Pause"))->isEnabled());
        QVERIFY(button(shown.page, QStringLiteral("New check…"))->isEnabled());
    }

    void opensWithEnterAndLeavesLettersToTheWindow()
    {
        Shown<ChecksPage> shown;
        const QSignalSpy opened(&shown.page, &Page::monitorActivated);
        CellTable &table = shown.page.table();
        table.selectRow(0);
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.front().front().value<MonitorId>(), MonitorId(QStringLiteral("okta.login")));
        QTest::keyClick(&table, Qt::Key_J);
        QCOMPARE(table.currentIndex().row(), 1);
        QTest::keyClick(&table, Qt::Key_K);
        QCOMPARE(table.currentIndex().row(), 0);
        QTest::keyClick(&table, Qt::Key_S); // no search for a row that begins with it
        QCOMPARE(table.currentIndex().row(), 0);
    }

    void keepsTheChoiceThroughUpdates()
    {
        Shown<ChecksPage> shown;
        QVERIFY(shown.page.table().selectMonitor(MonitorId(QStringLiteral("slack.socket"))));
        Ports::Snapshot next = world();
        for (Ports::ServiceRow &row : next.services) {
            if (row.id().value == QLatin1String("slack"))
                row.monitors.back().state.status = Status::MajorOutage;
        }
        shown.session.publish(next);
        shown.page.apply(shown.session.snapshot());
        QCOMPARE(shown.page.table().selectedMonitors(),
            (std::vector<MonitorId> { MonitorId(QStringLiteral("slack.socket")) }));
    }

    void saysWhatToDoWhenThereIsNothing()
    {
        FakeSession session;
        const Appearance appearance(QStringLiteral("dark"));
        ChecksPage page(session, appearance);
        page.apply(session.snapshot());
        bool said = false;
        const auto labels = page.findChildren<InkLabel *>();
        for (const InkLabel *label : labels)
            said = said || label->text().startsWith(QStringLiteral("There are no checks yet"));
        QVERIFY(said);
    }
};

class HeartbeatsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void copiesAddressAndCurlLine()
    {
        Shown<HeartbeatsPage> shown;
        shown.page.setApiAddress(QStringLiteral("http://127.0.0.1:8000"));
        button(shown.page, QStringLiteral("Copy address"))->click();
        QCOMPARE(QGuiApplication::clipboard()->text(),
            QStringLiteral("http://127.0.0.1:8000/ping/11111111-2222-4333-8444-555555555555"));
        button(shown.page, QStringLiteral("Copy curl line"))->click();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("curl -fsS ")));
    }

    void showsPingsAndTheirBodies()
    {
        FakeSession session(world());
        Ports::PingRow ping;
        ping.number = 7;
        ping.hasBody = true;
        ping.ping.kind = Domain::PingKind::Fail;
        ping.ping.exitStatus = 3;
        ping.ping.at = sampleTime() - 1min;
        session.setPings({ { ping }, 1 });
        const Appearance appearance(QStringLiteral("dark"));
        HeartbeatsPage page(session, appearance);
        page.resize(1200, 800);
        page.show();
        page.apply(session.snapshot());
        auto *list = page.findChild<RowList *>();
        QTRY_COMPARE(list->count(), 1);
        QVERIFY(list->item(0)
                    ->data(Qt::AccessibleTextRole)
                    .toString()
                    .contains(QStringLiteral("failure, exit status 3")));
        Q_EMIT list->itemClicked(list->item(0));
        auto *body = page.findChild<QPlainTextEdit *>();
        QTRY_COMPARE(body->toPlainText(), QStringLiteral("body of ping 7"));
    }

    void asksBeforeItChangesTheKey()
    {
        Shown<HeartbeatsPage> shown;
        shown.page.table().selectRow(0);
        button(shown.page, QStringLiteral("New key…"))->click();
        auto *box = shown.page.findChild<QMessageBox *>();
        QVERIFY(box);
        QVERIFY(shown.session.edits().isEmpty());
        box->button(QMessageBox::Ok)->click();
        QTRY_COMPARE(shown.session.edits().size(), 1);
        QVERIFY(shown.session.edits().front().startsWith(QStringLiteral("rotate ")));
    }
};

class CheckPageTest : public QObject {
    Q_OBJECT

    static Ports::ResultPage results()
    {
        Ports::ResultPage page;
        for (int i = 0; i < 100; ++i) {
            Domain::Sample sample;
            sample.at = sampleTime() - 100min + i * 1min;
            sample.status = i > 60 && i < 70 ? Status::MajorOutage : Status::Operational;
            sample.total = Domain::Micros { 80'000 + i * 100 };
            sample.code = 200;
            page.samples.push_back(sample);
        }
        return page;
    }

private Q_SLOTS:
    void tellsTheChartInWords()
    {
        FakeSession session(world());
        session.setResults(results());
        const Appearance appearance(QStringLiteral("dark"));
        CheckPage page(session, appearance);
        page.show(MonitorId(QStringLiteral("okta.login")));
        auto *chart = page.findChild<ResponseChart *>();
        QTRY_VERIFY(chart->accessibleName().contains(QStringLiteral("one outage of 9 min")));
        QCOMPARE(chart->chart()->series().size(), 2);
        const Ports::ResultQuery query = session.resultQueries().front();
        QCOMPARE(query.resolution, Domain::Resolution::Auto);
        QCOMPARE(query.to - query.from, Millis { 24h });
    }

    void looksCloserAndBack()
    {
        FakeSession session(world());
        session.setResults(results());
        const Appearance appearance(QStringLiteral("dark"));
        CheckPage page(session, appearance);
        page.show(MonitorId(QStringLiteral("okta.login")));
        auto *chart = page.findChild<ResponseChart *>();
        QTRY_COMPARE(chart->chart()->series().size(), 2);
        button(page, QStringLiteral("90 d"))->click();
        QTRY_COMPARE(session.resultQueries().back().to - session.resultQueries().back().from, Millis { 24h * 90 });
        const auto *times = qobject_cast<QDateTimeAxis *>(chart->chart()->axes(Qt::Horizontal).front());
        QTRY_VERIFY(times->min().daysTo(times->max()) >= 89);
        QTest::keyClick(chart, Qt::Key_Plus);
        QTRY_COMPARE(session.resultQueries().back().to - session.resultQueries().back().from, Millis { 24h * 45 });
        QTest::keyClick(chart, Qt::Key_Backspace);
        QTRY_COMPARE(session.resultQueries().back().to - session.resultQueries().back().from, Millis { 24h * 90 });
    }

    void showsEveryAssertion()
    {
        FakeSession session(world());
        const Appearance appearance(QStringLiteral("dark"));
        CheckPage page(session, appearance);
        page.show(MonitorId(QStringLiteral("okta.login")));
        auto *run = page.findChild<RunView *>();
        auto *list = run->findChild<RowList *>();
        QCOMPARE(list->count(), 1);
        QCOMPARE(list->item(0)->text(), QStringLiteral("✗ expected status 200-299"));
    }
};

/// Counts requests for a new layout, and ends them when they do not end by themselves.
class Restlessness : public QObject {
public:
    static constexpr int kTooMany = 20'000;
    int count = 0;

    bool eventFilter(QObject *, QEvent *event) override
    {
        return event->type() == QEvent::LayoutRequest && ++count > kTooMany;
    }
};

class EditorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsOnlyTheFieldsOfTheKind()
    {
        FakeSession session(world());
        const Appearance appearance(QStringLiteral("dark"));
        MonitorEditor editor(session, appearance, {}, QStringLiteral("dns"));
        editor.show();
        QVERIFY(field<QWidget>(editor, "resolver")->isVisible());
        QVERIFY(!field<QWidget>(editor, "headers")->isVisible());
        auto *kind = field<QComboBox>(editor, "kind");
        kind->setCurrentIndex(kind->findData(QStringLiteral("http")));
        QVERIFY(!field<QWidget>(editor, "resolver")->isVisible());
        QVERIFY(field<QWidget>(editor, "headers")->isVisible());
    }

    void namesTheFieldThatIsWrong()
    {
        FakeSession session(world());
        const Appearance appearance(QStringLiteral("dark"));
        MonitorEditor editor(session, appearance, {}, QStringLiteral("http"));
        editor.show();
        editor.accept();
        QTRY_COMPARE(editor.problem(), QStringLiteral("name is missing"));
        QCOMPARE(field<QLineEdit>(editor, "name")->accessibleDescription(), QStringLiteral("name is missing"));
        QVERIFY(editor.isVisible());
        field<QLineEdit>(editor, "name")->setText(QStringLiteral("home"));
        editor.accept();
        QTRY_VERIFY(!editor.isVisible());
        QCOMPARE(session.edits().back(), QStringLiteral("create home"));
    }

    void triesWithoutClosing()
    {
        FakeSession session(world());
        Domain::CheckRun run;
        run.end = Domain::CheckEnd::Answered;
        run.result.total = Domain::Micros { 84'000 };
        run.result.phases.connect = Domain::Micros { 20'000 };
        run.result.assertions = { { QStringLiteral("status 200-299"), QStringLiteral("status 200"), true, false },
            { QStringLiteral("body containing ok"), QStringLiteral("body without ok"), false, false } };
        run.result.failure = QStringLiteral("body without ok");
        session.setTrial({ run, Domain::Status::MajorOutage });
        const Appearance appearance(QStringLiteral("dark"));
        MonitorEditor editor(session, appearance, {}, QStringLiteral("http"));
        editor.show();
        button(editor, QStringLiteral("Try it"))->click();
        auto *list = editor.findChild<RunView *>()->findChild<RowList *>();
        QTRY_COMPARE(list->count(), 2);
        QVERIFY(editor.findChild<RunView *>()->isVisible());
        QVERIFY(editor.isVisible());
        QVERIFY(session.edits().isEmpty());
    }

    void saysWhereAFileIsChanged()
    {
        FakeSession session(world());
        const Appearance appearance(QStringLiteral("dark"));
        MonitorEditor editor(session, appearance, MonitorId(QStringLiteral("okta.login")), {});
        editor.show();
        QVERIFY(editor.problem().contains(QStringLiteral("services.yaml, service 'okta', monitor 'login'")));
        QVERIFY(field<QLineEdit>(editor, "name")->isReadOnly());
        QCOMPARE(field<QLineEdit>(editor, "url")->text(), QStringLiteral("https://login.example/health"));
        QCOMPARE(field<QLineEdit>(editor, "expect__status")->text(), QStringLiteral("200-299"));
        QVERIFY(!field<QWidget>(editor, "tier")->isEnabled());
        QVERIFY(editor.problem().contains(QStringLiteral("body_limit:")));
        QVERIFY(!editor.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->isVisible());
    }

    /// A layout whose parts answer each other without end would stop the whole window.
    void comesToRest_data()
    {
        QTest::addColumn<QString>("theme");
        QTest::addColumn<QString>("kind");
        for (const char *theme : { "dark", "light", "colourblind" }) {
            for (const char *kind :
                { "http", "tcp", "tls", "dns", "ping", "websocket", "command", "domain", "heartbeat" })
                QTest::addRow("%s %s", theme, kind) << QString::fromLatin1(theme) << QString::fromLatin1(kind);
        }
    }

    void comesToRest()
    {
        QFETCH(const QString, theme);
        QFETCH(const QString, kind);
        FakeSession session(world());
        Domain::CheckRun run;
        run.end = Domain::CheckEnd::Answered;
        run.result.failure = QStringLiteral("status 503, expected 200-299");
        run.result.assertions = { { QStringLiteral("status 200-299"), QStringLiteral("status 503"), false,
            false } };
        session.setTrial({ run, Domain::Status::MajorOutage });
        const Appearance appearance(theme);
        MonitorEditor editor(session, appearance, {}, kind);
        Restlessness restlessness;
        qApp->installEventFilter(&restlessness);
        editor.show();
        QCoreApplication::processEvents();
        for (auto *button : editor.findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text().startsWith(QStringLiteral("Try")))
                button->click();
        }
        QCoreApplication::processEvents();
        editor.accept(); // without a name: a problem is shown
        QCoreApplication::processEvents();
        for (const int height : { 300, 420, 520, 640, 900 }) {
            editor.resize(editor.width(), height);
            QCoreApplication::processEvents();
        }
        QVERIFY2(restlessness.count < Restlessness::kTooMany, "the layout never comes to rest");
    }

    void tellsTheNextRunsOfASchedule()
    {
        FakeSession session(world());
        const Appearance appearance(QStringLiteral("dark"));
        MonitorEditor editor(session, appearance, {}, QStringLiteral("heartbeat"));
        editor.show();
        auto *schedule = field<QLineEdit>(editor, "schedule");
        schedule->setFocus();
        QTest::keyClicks(schedule, QStringLiteral("0 2 * * 1-5"));
        const QString runs = field<QLabel>(editor, "nextRuns")->text();
        QVERIFY2(runs.startsWith(QStringLiteral("every weekday at 02:00")), qPrintable(runs));
        QCOMPARE(runs.count(u'\n'), 3);
        QTest::keyClicks(schedule, QStringLiteral(" 7 7"));
        QVERIFY(!field<QLabel>(editor, "nextRuns")->text().contains(QStringLiteral("next ")));
    }
};

class MonitorWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leadsToThePagesByKey()
    {
        FakeSession session(world());
        Appearance appearance(QStringLiteral("dark"));
        MainWindow window(session, appearance);
        window.show();
        window.showPage(QStringLiteral("overview"));
        for (const auto &[key, page] : { std::pair(Qt::Key_C, "checks"), std::pair(Qt::Key_B, "heartbeats"),
                 std::pair(Qt::Key_X, "certificates") }) {
            QTest::keyClick(&window, key);
            QCOMPARE(window.currentPage(), QLatin1String(page));
        }
        window.showMonitor(MonitorId(QStringLiteral("okta.login")));
        QCOMPARE(window.currentPage(), QStringLiteral("check"));
        QTest::keyClick(&window, Qt::Key_Escape);
        QCOMPARE(window.currentPage(), QStringLiteral("certificates"));
    }
};

int main(int argc, char **argv)
{
    const Wf::TestKit::OwnSettings settings;
    return runAll<QApplication>(argc, argv,
        { make<ChecksPageTest>, make<HeartbeatsPageTest>, make<CheckPageTest>, make<EditorTest>,
            make<MonitorWindowTest> });
}

#include "tst_monitors.moc"
