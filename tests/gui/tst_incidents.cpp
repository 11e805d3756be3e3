// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/account.h"
#include "gui/appearance.h"
#include "gui/incidentexport.h"
#include "gui/incidentpage.h"
#include "gui/incidentspage.h"
#include "gui/mainwindow.h"
#include "gui/maintenancedialog.h"
#include "gui/messagebar.h"
#include "gui/notedialog.h"
#include "gui/screenshot.h"
#include "gui/servicepage.h"
#include "gui/silencedialog.h"
#include "gui/silencespage.h"
#include "models/cellroles.h"
#include "testkit/fakesession.h"
#include "testkit/ownsettings.h"
#include "testkit/runall.h"
#include "testkit/sampleincidents.h"
#include "testkit/widgetwords.h"

#include <QApplication>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Wf;
using namespace Wf::Gui;
using namespace Wf::TestKit;
using Kind = Domain::IncidentNote::Kind;

namespace {

class FrozenClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return sampleTime(); }
    [[nodiscard]] Millis monotonic() const override { return {}; }
};

Ports::IncidentStory storyOf(const Domain::Incident &incident)
{
    Ports::IncidentStory story;
    story.incident = incident;
    return story;
}

/// A session that knows four incidents, the first three of them open.
struct World {
    World()
    {
        session.setStories({ storyOf(sampleNpmIncident()), storyOf(sampleGithubIncident()), sampleOktaStory(),
            storyOf(samplePastIncident()) });
    }
    FakeSession session { worldWithIncidents() };
    Appearance appearance { QStringLiteral("dark") };
};

template <class P> struct Shown : World {
    Shown()
        : page(session, appearance)
    {
        appearance.applyToApplication();
        page.resize(1240, 800);
        page.apply(session.snapshot());
        page.setVisible(true);
        page.activateWindow();
        page.setFocus();
    }
    P page;
};

template <class W> W *field(const QWidget &window, const char *name)
{
    return window.findChild<W *>(QLatin1String(name));
}

void save(const QDialog &dialog)
{
    dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
}

/// With WF_SHOTS=DIR the pictures are kept to look at.
void keep(QWidget &widget, const char *name, const QSize &size = { 1240, 846 })
{
    for (const int scale : { 1, 2 }) {
        const QImage image = renderWidget(widget, { size, static_cast<double>(scale) });
        QVERIFY(!image.isNull());
        if (const QString folder = qEnvironmentVariable("WF_SHOTS"); !folder.isEmpty())
            image.save(QStringLiteral("%1/%2@%3.png").arg(folder, QLatin1String(name)).arg(scale));
    }
}
} // namespace

class IncidentsPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsOpenOnesFirst()
    {
        Shown<IncidentsPage> shown;
        QTRY_COMPARE(shown.page.table().model()->rowCount(), 4);
        QStringList order;
        for (int row = 0; row < 4; ++row)
            order << shown.page.table().model()->index(row, 0).data(Models::CellRole::Service).toString();
        QCOMPARE(order.join(u' '), QStringLiteral("okta github npm aws"));
        QVERIFY(wordsOn(shown.page).contains(QStringLiteral("3 open")));
        QVERIFY2(
            wordsOn(shown.page).contains(QStringLiteral("PyPI")), "blindness is no incident, but not nothing");
        keep(shown.page, "incidents");
    }

    void leavesRoomForWhatHappened()
    {
        Shown<IncidentsPage> shown;
        QVERIFY(!shown.page.table().isColumnHidden(Models::IncidentModel::Worst));
        shown.page.resize(730, 500);
        QTRY_VERIFY(shown.page.table().isColumnHidden(Models::IncidentModel::Worst));
        QVERIFY(shown.page.table().columnWidth(Models::IncidentModel::Name) >= 120);
        keep(shown.page, "incidents-narrow", { 730, 500 });
    }

    void filters()
    {
        Shown<IncidentsPage> shown;
        QTRY_COMPARE(shown.page.table().model()->rowCount(), 4);
        auto *text = shown.page.findChild<QLineEdit *>();
        text->setText(QStringLiteral("okta"));
        QCOMPARE(shown.page.table().model()->rowCount(), 2); // itself and what it explains
        text->setText(QStringLiteral("nothing like it"));
        QVERIFY(wordsOn(shown.page).contains(QStringLiteral("Nothing here fits the filter.")));
        text->clear();
        const auto boxes = shown.page.findChildren<QComboBox *>();
        QCOMPARE(boxes.size(), 2);
        boxes[0]->setCurrentIndex(2);
        QCOMPARE(shown.page.table().model()->rowCount(), 1);
        boxes[0]->setCurrentIndex(0);
        boxes[1]->setCurrentIndex(1);
        QCOMPARE(shown.page.table().model()->rowCount(), 3);
    }

    void acknowledgesByKey()
    {
        Shown<IncidentsPage> shown;
        QVERIFY(QTest::qWaitForWindowActive(&shown.page));
        shown.page.table().clearSelection();
        QVERIFY(!button(shown.page, QStringLiteral("Acknowledge"))->isEnabled());
        shown.page.table().selectRow(0);
        QVERIFY(button(shown.page, QStringLiteral("Acknowledge"))->isEnabled());
        QTest::keyClick(&shown.page.table(), Qt::Key_A);
        QTRY_COMPARE(shown.session.actions().size(), size_t { 1 });
        QCOMPARE(shown.session.actions()[0].incident, 7);
        QCOMPARE(shown.session.actions()[0].kind, Kind::Acknowledged);
        QCOMPARE(shown.session.actions()[0].by, accountName());
        QTRY_VERIFY(wordsOn(shown.page).contains(QStringLiteral("Okta: acknowledged.")));
        shown.page.table().selectRow(2);
        QVERIFY2(!button(shown.page, QStringLiteral("Acknowledge"))->isEnabled(), "ann has done it");
    }

    void saysWhatWentWrong()
    {
        Shown<IncidentsPage> shown;
        QTRY_COMPARE(shown.page.table().model()->rowCount(), 4);
        shown.session.failWith(Error { ErrorCode::Unavailable, QStringLiteral("the disk is full") });
        shown.page.table().selectRow(0);
        QVERIFY(press(shown.page, QStringLiteral("Acknowledge")));
        QTRY_VERIFY(
            wordsOn(shown.page).contains(QStringLiteral("Okta: Not possible at the moment: the disk is full")));
    }

    void opensWithEnterAndAsksForDialogs()
    {
        Shown<IncidentsPage> shown;
        const QSignalSpy opened(&shown.page, &Page::incidentActivated);
        const QSignalSpy noted(&shown.page, &Page::noteRequested);
        const QSignalSpy silenced(&shown.page, &Page::silenceRequested);
        shown.page.table().selectRow(0);
        QTest::keyClick(&shown.page.table(), Qt::Key_Return);
        QCOMPARE(opened.front().front().toLongLong(), 7);
        QVERIFY(press(shown.page, QStringLiteral("Note…")));
        QCOMPARE(noted.front().front().toLongLong(), 7);
        QVERIFY(press(shown.page, QStringLiteral("Silence…")));
        QCOMPARE(silenced.front().front().value<ServiceId>(), ServiceId(QStringLiteral("okta")));
    }

    void thePastCannotBeChanged()
    {
        Shown<IncidentsPage> shown;
        Ports::Snapshot past = worldWithIncidents();
        past.past = true;
        past.at = sampleTime() - 26h + 10min;
        shown.page.apply(std::make_shared<const Ports::Snapshot>(past));
        QTRY_COMPARE(shown.page.table().model()->rowCount(), 1);
        shown.page.table().selectRow(0);
        QVERIFY(!button(shown.page, QStringLiteral("Note…"))->isEnabled());
    }
};

class IncidentPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsTheStory()
    {
        Shown<IncidentPage> shown;
        shown.page.show(7);
        QTRY_VERIFY(wordsOn(shown.page).contains(QStringLiteral("Trouble of okta")));
        const QString words = wordsOn(shown.page);
        for (const char *expected :
            { "Okta", "Major outage", "since 09:19, 41 min · critical tier · identity-team", "Our checks",
                "7 min before the vendor", "94%", "of 43 min in 30 days", "ops-chat", "Explained by it: 1",
                "GitHub, Trouble of github, partial outage", "Nobody can sign in to Slack.",
                "note, ann: called the vendor",
                "alert sent, ops-chat: first message, route critical. Okta is down.",
                "alert held, Held for 90 s." })
            QVERIFY2(words.contains(QString::fromUtf8(expected)),
                qPrintable(QString::fromUtf8(expected) + u" is not in:\n" + words));
        keep(shown.page, "incident");
    }

    void showsTheWorstWhereNoneWasChosen()
    {
        Shown<IncidentPage> shown;
        QCOMPARE(shown.page.incident(), 7);
        FakeSession calm;
        IncidentPage page(calm, shown.appearance);
        page.apply(calm.snapshot());
        QVERIFY(wordsOn(page).contains(QStringLiteral("No incident is open")));
    }

    void saysWhatWentWrongUntilItWorks()
    {
        Shown<IncidentPage> shown;
        shown.session.failWith(Error { ErrorCode::Unavailable, QStringLiteral("the disk is full") });
        shown.page.show(8);
        QTRY_VERIFY(wordsOn(shown.page).contains(QStringLiteral("the disk is full")));
        shown.session.failWith({});
        shown.page.ask();
        QTRY_VERIFY(wordsOn(shown.page).contains(QStringLiteral("Trouble of github")));
        QVERIFY(!wordsOn(shown.page).contains(QStringLiteral("the disk is full")));
    }

    void saysWhoTakesCare()
    {
        Shown<IncidentPage> shown;
        shown.page.show(9);
        QTRY_VERIFY(wordsOn(shown.page).contains(QStringLiteral("Acknowledged by ann 12 min ago")));
        QVERIFY(wordsOn(shown.page).contains(QStringLiteral("6 changes in 30 min")));
        QVERIFY(!button(shown.page, QStringLiteral("Acknowledge"))->isEnabled());
        QVERIFY(button(shown.page, QStringLiteral("Resolve…"))->isEnabled());
        shown.page.show(8);
        QTRY_VERIFY(wordsOn(shown.page).contains(QStringLiteral("Explained by Okta")));
        shown.page.show(3);
        QTRY_VERIFY(wordsOn(shown.page).contains(QStringLiteral("52 min")));
        QVERIFY(!button(shown.page, QStringLiteral("Resolve…"))->isEnabled());
        QVERIFY(button(shown.page, QStringLiteral("Note…"))->isEnabled());
        keep(shown.page, "incident-over");
    }

    void leadsToTheCauseAndToWhatItExplains()
    {
        Shown<IncidentPage> shown;
        const QSignalSpy opened(&shown.page, &Page::incidentActivated);
        shown.page.show(7);
        QTRY_VERIFY(wordsOn(shown.page).contains(QStringLiteral("Explained by it: 1")));
        QVERIFY(!button(shown.page, QStringLiteral("Open its cause")));
        QTest::keyClick(&shown.page, Qt::Key_U); // there is none to open
        QCOMPARE(opened.count(), 0);
        for (RowList *list : shown.page.findChildren<RowList *>()) {
            if (list->accessibleName() != QStringLiteral("Explained by it"))
                continue;
            list->setCurrentRow(0);
            QTest::keyClick(list, Qt::Key_Return);
        }
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.front().front().toLongLong(), 8);
        shown.page.show(8);
        QTRY_VERIFY(button(shown.page, QStringLiteral("Open its cause")));
        QVERIFY(press(shown.page, QStringLiteral("Open its cause")));
        QCOMPARE(opened.back().front().toLongLong(), 7);
    }

    void acknowledges()
    {
        Shown<IncidentPage> shown;
        shown.page.show(7);
        QTRY_VERIFY(button(shown.page, QStringLiteral("Acknowledge"))->isEnabled());
        QVERIFY(press(shown.page, QStringLiteral("Acknowledge")));
        QTRY_VERIFY(wordsOn(shown.page).contains(QStringLiteral("Acknowledged by ") + accountName()));
        QVERIFY(!button(shown.page, QStringLiteral("Acknowledge"))->isEnabled());
    }

    void saysWhenThereIsNone()
    {
        Shown<IncidentPage> shown;
        shown.page.show(404);
        QTRY_VERIFY(wordsOn(shown.page).contains(QStringLiteral("There is no incident 404.")));
        QVERIFY(!button(shown.page, QStringLiteral("Export…"))->isEnabled());
    }

    void exports()
    {
        Shown<IncidentPage> shown;
        shown.page.show(7);
        QTRY_VERIFY(button(shown.page, QStringLiteral("Export…"))->isEnabled());
        const QTemporaryDir folder;
        shown.page.writeTo(folder.filePath(QStringLiteral("okta.md")));
        QFile text(folder.filePath(QStringLiteral("okta.md")));
        QVERIFY(text.open(QIODevice::ReadOnly));
        QVERIFY(text.readAll().startsWith("# Okta: Trouble of okta\n"));
        shown.page.writeTo(folder.filePath(QStringLiteral("okta.pdf")));
        QFile pdf(folder.filePath(QStringLiteral("okta.pdf")));
        QVERIFY(pdf.open(QIODevice::ReadOnly));
        const QByteArray bytes = pdf.readAll();
        QVERIFY(bytes.startsWith("%PDF-") && bytes.trimmed().endsWith("%%EOF"));
        if (const QString keptIn = qEnvironmentVariable("WF_SHOTS"); !keptIn.isEmpty())
            QFile::copy(pdf.fileName(), keptIn + QStringLiteral("/incident.pdf"));
        shown.page.writeTo(folder.filePath(QStringLiteral("no such folder/okta.md")));
        QVERIFY(wordsOn(shown.page).contains(QStringLiteral("Reading or writing failed")));
    }
};

class DialogsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noteWantsText()
    {
        World world;
        NoteDialog dialog(world.session, world.appearance, 7, Kind::Note);
        dialog.open();
        save(dialog);
        QVERIFY(dialog.isVisible());
        QVERIFY(wordsOn(dialog).contains(QStringLiteral("Write what is to be known, or cancel.")));
        field<QPlainTextEdit>(dialog, "text")->setPlainText(QStringLiteral(" called them "));
        save(dialog);
        QTRY_VERIFY(!dialog.isVisible());
        QCOMPARE(world.session.actions().size(), size_t { 1 });
        QCOMPARE(world.session.actions()[0].text, QStringLiteral("called them"));
        QCOMPARE(world.session.actions()[0].kind, Kind::Note);
    }

    void resolvesWithoutText()
    {
        World world;
        NoteDialog dialog(world.session, world.appearance, 7, Kind::Resolved);
        dialog.open();
        keep(dialog, "resolve", dialog.size());
        save(dialog);
        QTRY_VERIFY(!dialog.isVisible());
        QCOMPARE(world.session.actions()[0].kind, Kind::Resolved);
        NoteDialog again(world.session, world.appearance, 7, Kind::Resolved);
        again.open();
        save(again);
        QTRY_VERIFY(wordsOn(again).contains(QStringLiteral("This incident is over already.")));
        QVERIFY(again.isVisible());
    }

    void silence_data()
    {
        QTest::addColumn<int>("length");
        QTest::addColumn<int>("hours");
        QTest::newRow("1 hour") << 0 << 1;
        QTest::newRow("4 hours") << 1 << 4;
        QTest::newRow("8 hours") << 2 << 8;
        QTest::newRow("a time") << 4 << 30;
    }
    void silence()
    {
        QFETCH(const int, length);
        QFETCH(const int, hours);
        World world;
        SilenceDialog dialog(world.session, world.appearance, ServiceId(QStringLiteral("okta")), nullptr,
            std::make_unique<FrozenClock>());
        dialog.open();
        QCOMPARE(field<QComboBox>(dialog, "scope")->count(), 3);
        field<QComboBox>(dialog, "scope")->setCurrentIndex(1);
        field<QComboBox>(dialog, "length")->setCurrentIndex(length);
        field<QDateTimeEdit>(dialog, "until")
            ->setDateTime(toDateTime(sampleTime() + std::chrono::hours(hours)).toLocalTime());
        save(dialog);
        QVERIFY2(dialog.isVisible(), "it wants a reason");
        field<QPlainTextEdit>(dialog, "reason")->setPlainText(QStringLiteral("moving house"));
        keep(dialog, "silence", dialog.size());
        save(dialog);
        QTRY_VERIFY(!dialog.isVisible());
        QCOMPARE(world.session.silences().size(), size_t { 1 });
        const Domain::Silence made = world.session.silences()[0];
        QCOMPARE(made.match.categories, QStringList { QStringLiteral("identity") });
        QCOMPARE(made.until - made.from, Millis { std::chrono::hours(hours) });
        QCOMPARE(made.author, accountName());
        QCOMPARE(made.reason, QStringLiteral("moving house"));
    }

    void maintenance()
    {
        World world;
        Ports::Snapshot snapshot = worldWithIncidents();
        snapshot.channels = { QStringLiteral("ops-chat"), QStringLiteral("mail") };
        world.session.publish(snapshot);
        MaintenanceDialog dialog(world.session, world.appearance, nullptr, std::make_unique<FrozenClock>());
        dialog.open();
        save(dialog);
        QVERIFY2(dialog.isVisible(), "it wants a title");
        field<QLineEdit>(dialog, "title")->setText(QStringLiteral("Switch firmware"));
        field<QComboBox>(dialog, "repeat")->setCurrentIndex(2);
        field<QComboBox>(dialog, "notice")->setCurrentIndex(2);
        field<QComboBox>(dialog, "channel")->setCurrentIndex(1);
        keep(dialog, "maintenance", dialog.size());
        save(dialog);
        QTRY_VERIFY(!dialog.isVisible());
        const Domain::MaintenancePlan plan = world.session.plans().at(0);
        QCOMPARE(plan.title, QStringLiteral("Switch firmware"));
        QCOMPARE(plan.match.services, QStringList { QStringLiteral("aws") });
        QCOMPARE(plan.length, Millis { 1h });
        QVERIFY(plan.schedule && plan.schedule->expression().endsWith(QStringLiteral("* * 5")));
        QCOMPARE(plan.noticeBefore, std::optional<Millis>(1h));
        QCOMPARE(plan.channels, QStringList { QStringLiteral("mail") });
    }
};

class SilencesPageTest : public QObject {
    Q_OBJECT

    static Ports::Snapshot quietWorld()
    {
        Ports::Snapshot world = worldWithIncidents();
        Domain::Silence silence;
        silence.id = 1;
        silence.match.services = { QStringLiteral("okta") };
        silence.author = QStringLiteral("ann");
        silence.reason = QStringLiteral("moving house");
        silence.from = sampleTime() - 1h;
        silence.until = sampleTime() + 41min;
        world.silences = { silence };
        Domain::MaintenancePlan plan;
        plan.id = 1;
        plan.title = QStringLiteral("Switch firmware");
        plan.match.categories = { QStringLiteral("networking") };
        plan.author = QStringLiteral("bob");
        plan.from = sampleTime() + 30h;
        world.plans = { plan };
        return world;
    }

private Q_SLOTS:
    void listsAndEnds()
    {
        Shown<SilencesPage> shown;
        shown.session.publish(quietWorld());
        shown.page.apply(shown.session.snapshot());
        const QString words = wordsOn(shown.page);
        for (const char *expected : { "Okta", "41 min left", "ann: moving house", "all of Networking",
                 "Switch firmware (bob)", "FRA: planned work" })
            QVERIFY2(words.contains(QString::fromUtf8(expected)), qPrintable(words));
        keep(shown.page, "silences");
        QVERIFY(press(shown.page, QStringLiteral("End")));
        QTRY_VERIFY(wordsOn(shown.page).contains(QStringLiteral("There is no silence 1.")));
    }

    void saysWhatTheyAreFor()
    {
        Shown<SilencesPage> shown;
        QVERIFY(wordsOn(shown.page).contains(QStringLiteral("Nothing is silenced.")));
        QVERIFY(wordsOn(shown.page).contains(QStringLiteral("No own work is announced.")));
        const QSignalSpy silence(&shown.page, &Page::silenceRequested);
        const QSignalSpy work(&shown.page, &SilencesPage::maintenanceRequested);
        QVERIFY(press(shown.page, QStringLiteral("New silence…")));
        QVERIFY(press(shown.page, QStringLiteral("New maintenance…")));
        QCOMPARE(silence.count(), 1);
        QCOMPARE(work.count(), 1);
    }

    void endsWhatTheSessionKnows()
    {
        Shown<SilencesPage> shown;
        (void)shown.session.addSilence(quietWorld().silences[0]);
        shown.session.publish(quietWorld());
        shown.page.apply(shown.session.snapshot());
        QVERIFY(press(shown.page, QStringLiteral("End")));
        QTRY_COMPARE(shown.session.endings(), QStringList { QStringLiteral("silence 1 by ") + accountName() });
        QTRY_VERIFY(wordsOn(shown.page).contains(QStringLiteral("The silence is ended")));
    }
};

class WindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }

    void leadsFromTheListToTheIncidentAndBack()
    {
        World world;
        MainWindow window(world.session, world.appearance);
        window.showPage(QStringLiteral("incidents"));
        Q_EMIT window.page(QStringLiteral("incidents"))->incidentActivated(7);
        QCOMPARE(window.currentPage(), QStringLiteral("incident"));
        QTRY_VERIFY(wordsOn(*window.page(QStringLiteral("incident"))).contains(QStringLiteral("Trouble of okta")));
        QVERIFY(press(window, QStringLiteral("Incidents /")));
        QCOMPARE(window.currentPage(), QStringLiteral("incidents"));
        window.showService(ServiceId(QStringLiteral("okta")));
        QVERIFY(press(window, QStringLiteral("Open incident")));
        QCOMPARE(window.currentPage(), QStringLiteral("incident"));
    }

    void acknowledgesFromOverviewAndTray()
    {
        World world;
        MainWindow window(world.session, world.appearance);
        window.showPage(QStringLiteral("overview"));
        QVERIFY(press(window, QStringLiteral("Acknowledge")));
        QTRY_COMPARE(world.session.actions().size(), size_t { 1 });
        QCOMPARE(world.session.actions()[0].incident, 7);
        const auto menus = window.tray().menu()->findChildren<QMenu *>();
        const auto care = std::ranges::find_if(
            menus, [](const QMenu *menu) { return menu->title() == QStringLiteral("Acknowledge"); });
        QVERIFY(care != menus.end());
        QVERIFY((*care)->menuAction()->isVisible());
        (*care)->actions().front()->trigger();
        QTRY_COMPARE(world.session.actions().size(), size_t { 2 });
        world.session.change(QStringLiteral("okta"), [](Ports::ServiceRow &row) {
            Domain::Incident incident = *row.incident;
            incident.acknowledged = Domain::Acknowledgement { sampleTime(), QStringLiteral("bob") };
            row.incident = incident;
        });
        QTRY_VERIFY(!(*care)->menuAction()->isVisible());
        QVERIFY(wordsOn(window).contains(QStringLiteral("acknowledged by bob")));
    }

    void alertsOfTheDesktopChannelAreShownOnce()
    {
        World world;
        Tray tray(world.appearance);
        const QSignalSpy noted(&tray, &Tray::noted);
        const Tray::Notice notice {
            { QStringLiteral("GitHub: Major Outage"), {}, Domain::Display::MajorOutage, {} }, {}
        };
        const auto fail = [&](const char *name) {
            tray.apply(world.session.snapshot(), sampleTime());
            world.session.change(QString::fromLatin1(name), [](Ports::ServiceRow &row) {
                row.state.status = row.state.status == Domain::Status::Operational ? Domain::Status::MajorOutage
                                                                                   : Domain::Status::Operational;
            });
            tray.apply(world.session.snapshot(), sampleTime());
        };
        tray.setSource(Tray::Source::Alerts);
        fail("github");
        tray.showNotice(notice);
        QCOMPARE(noted.size(), 1); // at once, while changes are gathered
        QCOMPARE(noted.front().front().toString(), notice.note.title);
        tray.setSource(Tray::Source::Changes);
        fail("npm");
        QTRY_COMPARE(noted.size(), 2);
        QVERIFY2(noted.back().front().toString().startsWith(QStringLiteral("npm")), // and nothing of GitHub
            qPrintable(noted.back().front().toString()));
        for (QMenu *menu : tray.menu()->findChildren<QMenu *>()) {
            if (menu->title() == QStringLiteral("Pause notifications"))
                menu->actions().front()->trigger();
        }
        tray.showNotice(notice);
        QCOMPARE(noted.size(), 2);
    }

    void opensItsDialogs()
    {
        World world;
        MainWindow window(world.session, world.appearance);
        window.show();
        Q_EMIT window.page(QStringLiteral("silences"))->silenceRequested({});
        QVERIFY(window.findChild<SilenceDialog *>());
        Q_EMIT window.page(QStringLiteral("incidents"))->noteRequested(7, Kind::Note);
        QVERIFY(window.findChild<NoteDialog *>());
        Q_EMIT static_cast<SilencesPage *>(window.page(QStringLiteral("silences")))->maintenanceRequested();
        QVERIFY(window.findChild<MaintenanceDialog *>());
    }

    void servicePageShowsTheIncident()
    {
        Shown<ServicePage> shown;
        shown.page.show(ServiceId(QStringLiteral("npm")));
        QVERIFY(wordsOn(shown.page)
                    .contains(
                        QStringLiteral("Acknowledged by ann 12 min ago · goes up and down: 6 changes in 30 min")));
        QVERIFY(!button(shown.page, QStringLiteral("Acknowledge")));
        shown.page.show(ServiceId(QStringLiteral("okta")));
        const QSignalSpy wanted(&shown.page, &Page::acknowledgeRequested);
        QVERIFY(press(shown.page, QStringLiteral("Acknowledge")));
        QCOMPARE(wanted.front().front().toLongLong(), 7);
        keep(shown.page, "service-incident");
    }
};

int main(int argc, char **argv)
{
    const Wf::TestKit::OwnSettings settings;
    return runAll<QApplication>(argc, argv,
        { make<IncidentsPageTest>, make<IncidentPageTest>, make<DialogsTest>, make<SilencesPageTest>,
            make<WindowTest> });
}

#include "tst_incidents.moc"
