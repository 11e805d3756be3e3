// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/appearance.h"
#include "gui/mainwindow.h"
#include "gui/policypage.h"
#include "gui/silencespage.h"
#include "testkit/fakepolicyfile.h"
#include "testkit/fakesession.h"
#include "testkit/sampleincidents.h"
#include "testkit/widgetwords.h"

#include <QComboBox>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace Wf;
using namespace Wf::Gui;
using namespace Wf::TestKit;

namespace {
struct Opened {
    Opened()
        : page(session, file, appearance)
    {
        page.resize(1240, 800);
        page.apply(session.snapshot());
        page.tick(sampleTime());
        page.show();
        waitForCheck();
    }
    void write(const char *text)
    {
        page.editor()->setPlainText(QString::fromLatin1(text));
        waitForCheck();
    }
    void waitForCheck()
    {
        QSignalSpy checked(&page, &PolicyPage::checked);
        QVERIFY(checked.wait());
    }
    [[nodiscard]] QString words() const { return wordsOn(page); }

    FakeSession session { worldWithIncidents() };
    Appearance appearance { QStringLiteral("dark") };
    FakePolicyFile file;
    PolicyPage page;
};
} // namespace

/// The alert policy as text.
class PolicyTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsWhatIsKept()
    {
        const Opened opened;
        QVERIFY2(opened.words().contains(QStringLiteral("2 routes, 0 channels")), qPrintable(opened.words()));
        QVERIFY(opened.words().contains(QStringLiteral("/etc/alerts.yaml")));
        QVERIFY(!opened.page.isChanged());
        QVERIFY(!button(opened.page, QStringLiteral("Save"))->isEnabled());
    }

    void tellsFaultsWhileItIsWritten()
    {
        Opened opened;
        opened.write("route a\nsomething wrong\n");
        QVERIFY2(
            opened.words().contains(QStringLiteral("Line 2: there is no such word")), qPrintable(opened.words()));
        QVERIFY(!button(opened.page, QStringLiteral("Save"))->isEnabled());
        auto *faults = opened.page.findChild<QListWidget *>();
        faults->setCurrentRow(0);
        QCOMPARE(opened.page.editor()->textCursor().blockNumber(), 1);
        opened.write("route a\n");
        QVERIFY(button(opened.page, QStringLiteral("Save"))->isEnabled());
    }

    void savesWhatIsRight()
    {
        Opened opened;
        opened.write("route a\nroute b\nroute c\n");
        QVERIFY(opened.page.isChanged());
        QVERIFY(press(opened.page, QStringLiteral("Save")));
        QTRY_COMPARE(opened.file.kept, QStringLiteral("route a\nroute b\nroute c\n"));
        QTRY_VERIFY(!opened.page.isChanged());
        opened.file.kept = QStringLiteral("route of another\n");
        opened.write("route d\n");
        QVERIFY(press(opened.page, QStringLiteral("Save")));
        QTRY_VERIFY2(
            opened.words().contains(QStringLiteral("changed by somebody else")), qPrintable(opened.words()));
        QCOMPARE(opened.file.kept, QStringLiteral("route of another\n"));
        QCOMPARE(opened.page.editor()->toPlainText(), QStringLiteral("route d\n")); // nothing is lost
    }

    void saysWhatItWouldHaveSent()
    {
        Opened opened;
        Ports::BacktestResult result;
        result.incidents = 1;
        Domain::Telling telling;
        telling.channels = { QStringLiteral("pager") };
        result.would = { { sampleTime() - std::chrono::hours { 2 }, ServiceId(QStringLiteral("okta")), telling,
            Domain::Status::MajorOutage, {} } };
        opened.session.setBacktest(result);
        opened.write("route a\n");
        QVERIFY(press(opened.page, QStringLiteral("What would it have sent in the last 30 days?")));
        QTRY_VERIFY2(
            opened.words().contains(QStringLiteral("In 30 days: 1 message for 1 incident; 0 were really sent.")),
            qPrintable(opened.words()));
        QVERIFY2(opened.words().contains(QStringLiteral("pager")), qPrintable(opened.words()));
        QCOMPARE(opened.session.backtests().front().policy->routes.front().name, QStringLiteral("a"));
        QCOMPARE(opened.session.backtests().front().to, sampleTime());
    }

    void testsARouteOfWhatIsInUse()
    {
        Opened opened;
        opened.page.findChild<QComboBox *>()->setCurrentText(QStringLiteral("rest"));
        QVERIFY(press(opened.page, QStringLiteral("Send a test")));
        QTRY_COMPARE(opened.session.alertTrials().size(), size_t { 1 });
        QCOMPARE(opened.session.alertTrials().front().route, QStringLiteral("rest"));
        opened.write("route a\n");
        QVERIFY(!button(opened.page, QStringLiteral("Send a test"))->isEnabled());
    }

    void theWindowOffersIt()
    {
        FakeSession session { worldWithIncidents() };
        Appearance appearance { QStringLiteral("dark") };
        const FakePolicyFile file;
        MainWindow window(session, appearance);
        window.showPage(QStringLiteral("silences"));
        QVERIFY(!press(window, QStringLiteral("Edit…")));
        window.setPolicyFile(file);
        QVERIFY(press(window, QStringLiteral("Edit…")));
        QCOMPARE(window.currentPage(), QStringLiteral("policy"));
    }
};

QTEST_MAIN(PolicyTest)
#include "tst_policy.moc"
