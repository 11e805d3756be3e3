// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/announcer.h"
#include "gui/appearance.h"
#include "gui/inklabel.h"
#include "gui/mainwindow.h"
#include "gui/messagebar.h"
#include "gui/overviewpage.h"
#include "gui/screenshot.h"
#include "gui/tilegrid.h"
#include "gui/wallwindow.h"
#include "testkit/fakesession.h"
#include "testkit/ownsettings.h"
#include "testkit/runall.h"
#include "testkit/sampleincidents.h"

#include <QAccessible>
#include <QAccessibleInterface>
#include <QApplication>
#include <QLabel>
#include <QLayout>
#include <QPushButton>
#include <QSettings>
#include <QTest>

#include <functional>

using namespace Wf;
using namespace Wf::Gui;
using namespace Wf::TestKit;

namespace {

void eachRow(Ports::Snapshot &world, const std::function<void(Ports::ServiceRow &)> &change)
{
    for (Ports::ServiceRow &row : world.services)
        change(row);
    world.counts = sampleCounts(world.services);
}

Domain::MonitorState &monitor(Ports::ServiceRow &row)
{
    return row.monitors.front().state;
}

Ports::Snapshot allWell()
{
    Ports::Snapshot world = sampleSnapshot();
    eachRow(world, [](Ports::ServiceRow &row) {
        row.state.status = Domain::Status::Operational;
        row.state.health = Domain::PollerHealth::Healthy;
        row.state.maintenance = false;
        row.state.knowledge = Domain::Knowledge::Seen;
        row.state.detail.clear();
        row.impact.clear();
        Domain::MonitorState &state = monitor(row);
        state.incidents.clear();
        state.failures = 0;
        state.failureReason.clear();
        state.health = Domain::PollerHealth::Healthy;
        if (state.polledAt)
            state.succeededAt = state.polledAt;
    });
    world.maintenances.clear();
    return world;
}

Ports::Snapshot firstStart()
{
    Ports::Snapshot world = sampleSnapshot();
    eachRow(world, [](Ports::ServiceRow &row) {
        Domain::MonitorState unasked;
        unasked.id = monitor(row).id;
        monitor(row) = unasked;
        row.state = {};
        row.state.id = row.id();
        row.impact.clear();
        row.uptime24h = row.uptime7d = row.uptime30d = std::nullopt;
        row.coverage30d = 0;
        row.week.assign(28, {});
        row.quarter.assign(90, {});
    });
    world.timeline.clear();
    world.maintenances.clear();
    world.day.assign(144, {});
    world.lastPollAt = world.lastSuccessAt = std::nullopt;
    return world;
}

Ports::Snapshot everythingBlind()
{
    Ports::Snapshot world = sampleSnapshot();
    eachRow(world, [](Ports::ServiceRow &row) {
        if (row.monitors.front().spec.isManual())
            return;
        row.state.health = monitor(row).health = Domain::PollerHealth::Broken;
        row.state.knowledge = Domain::Knowledge::Blind;
        monitor(row).failures = 4;
        monitor(row).failureReason = QStringLiteral("request_error: ConnectionRefused");
        monitor(row).failureDetail = QStringLiteral("the connection was refused");
        monitor(row).brokenSince = sampleTime() - 3min;
    });
    return world;
}

Ports::Snapshot offline()
{
    Ports::Snapshot world = everythingBlind();
    world.connectivity = Domain::Connectivity::Offline;
    world.notices = { { Ports::Notice::Kind::Connectivity,
        QStringLiteral("10 of 11 hosts do not answer: this computer seems to be offline"), sampleTime() - 3min } };
    return world;
}

Ports::Snapshot withNotice(Ports::Notice::Kind kind, const QString &text)
{
    Ports::Snapshot world = sampleSnapshot();
    world.notices = { { kind, text, sampleTime() - 5min } };
    return world;
}

Ports::Snapshot emptyCatalogue()
{
    Ports::Snapshot world = firstStart();
    world.services.clear();
    world.catalogue = std::make_shared<const Domain::Catalogue>();
    world.counts = {};
    return world;
}

Ports::Snapshot thousandServices()
{
    Ports::Snapshot world = sampleSnapshot();
    Domain::Catalogue catalogue = *world.catalogue;
    const std::vector<Ports::ServiceRow> samples = world.services;
    for (int i = 0; i < 988; ++i) {
        Ports::ServiceRow row = samples[static_cast<size_t>(i) % 40 == 0 ? 6 : 0];
        row.service.id = ServiceId(QStringLiteral("zz-%1").arg(i, 3, 10, QLatin1Char('0')));
        row.service.displayName = QStringLiteral("Service number %1").arg(i);
        row.state.id = row.service.id;
        catalogue.services.push_back(row.service);
        world.services.push_back(std::move(row));
    }
    world.catalogue = std::make_shared<const Domain::Catalogue>(std::move(catalogue));
    world.counts = sampleCounts(world.services);
    return world;
}

Ports::Snapshot longNames()
{
    Ports::Snapshot world = sampleSnapshot();
    Domain::Catalogue catalogue = *world.catalogue;
    const QString longer = QStringLiteral(" Internationalisation and Accounts-Receivable Reconciliation Gateway");
    for (Domain::Service &service : catalogue.services)
        service.displayName += longer;
    eachRow(world, [&longer](Ports::ServiceRow &row) {
        row.service.displayName += longer;
        row.service.owner = QStringLiteral("the-team-that-looks-after-everything-nobody-else-wants");
        if (!row.state.detail.isEmpty())
            row.state.detail +=
                QStringLiteral(": customers in the European Economic Area and in Switzerland may see "
                               "errors while they open, change or send documents");
        for (Domain::VendorIncident &incident : monitor(row).incidents)
            incident.title = row.state.detail;
        for (QString &name : row.affected)
            name += longer;
    });
    world.catalogue = std::make_shared<const Domain::Catalogue>(std::move(catalogue));
    return world;
}

bool isShown(const QWidget &widget, const QWidget &window)
{
    return widget.isVisibleTo(&window) && widget.width() > 0;
}

QString nameOf(const QWidget &widget)
{
    return QString::fromLatin1(widget.metaObject()->className()) + QStringLiteral(" \"") + widget.accessibleName()
        + QStringLiteral("\"");
}

/// What a layout has put on top of each other.
QStringList overlaps(const QWidget &window)
{
    QStringList found;
    QList<QWidget *> parents = window.findChildren<QWidget *>();
    for (const QWidget *parent : parents) {
        QList<const QWidget *> placed;
        for (int i = 0; parent->layout() && i < parent->layout()->count(); ++i) {
            const QWidget *widget = parent->layout()->itemAt(i)->widget();
            if (widget && isShown(*widget, window))
                placed.append(widget);
        }
        for (int i = 0; i < placed.size(); ++i) {
            for (int j = i + 1; j < placed.size(); ++j) {
                if (placed[i]->geometry().intersects(placed[j]->geometry()))
                    found << nameOf(*placed[i]) + QStringLiteral(" over ") + nameOf(*placed[j]);
            }
        }
    }
    return found;
}

/// Texts that must be whole, and are not.
QStringList cutTexts(const QWidget &window)
{
    QStringList found;
    for (const InkLabel *label : window.findChildren<InkLabel *>()) {
        if (isShown(*label, window) && label->wordWrap() && !label->text().isEmpty() && !label->showsAll())
            found << label->text();
    }
    for (const QPushButton *button : window.findChildren<QPushButton *>()) {
        if (isShown(*button, window)
            && button->fontMetrics().horizontalAdvance(button->text()) > button->width() - 8)
            found << button->text();
    }
    return found;
}

/// What the platform is told for screen readers; it is told nothing where none can listen (the offscreen
/// platform).
struct Heard {
    QAccessible::Event what;
    QString name;
    QAccessible::Role role;
};
QList<Heard> &heard()
{
    static QList<Heard> list;
    return list;
}
void hear(QAccessibleEvent *event)
{
    const auto *widget = qobject_cast<QWidget *>(event->object());
    const QAccessibleInterface *interface = event->accessibleInterface();
    if (widget && interface && (event->type() == QAccessible::Alert || event->type() == QAccessible::NameChanged))
        heard().append({ event->type(), widget->accessibleName(), interface->role() });
}

} // namespace

/// The window in every state it may be in: nothing overlaps, nothing that must be read is cut.
class StatesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void everyPageIsWhole_data()
    {
        QTest::addColumn<Ports::Snapshot>("world");
        QTest::addColumn<QString>("sentence");
        const QString fault = QStringLiteral("services.yaml:12:5: 'poll_typ' is not a key of a service (write "
                                             "poll_type); the configuration from before is still used");
        QTest::newRow("usual") << sampleSnapshot() << QStringLiteral("1 major outage");
        QTest::newRow("incidents") << worldWithIncidents() << QStringLiteral("1 major outage");
        QTest::newRow("well") << allWell() << QStringLiteral("All 12 services operational");
        QTest::newRow("first") << firstStart() << QStringLiteral("No data yet");
        QTest::newRow("blind") << everythingBlind() << QStringLiteral("11 without signal");
        QTest::newRow("offline") << offline() << QStringLiteral("This computer is offline: nothing can be seen");
        QTest::newRow("config") << withNotice(Ports::Notice::Kind::Configuration, fault)
                                << QStringLiteral("1 major outage");
        QTest::newRow("storage") << withNotice(Ports::Notice::Kind::Storage,
            QStringLiteral(
                "data.db cannot be written: the disk is full. What happens now is lost at the next start"))
                                 << QStringLiteral("1 major outage");
        QTest::newRow("empty") << emptyCatalogue() << QStringLiteral("No services are watched yet");
        QTest::newRow("thousand") << thousandServices() << QStringLiteral("1 major outage");
        QTest::newRow("long") << longNames() << QStringLiteral("1 major outage");
    }
    void everyPageIsWhole()
    {
        QFETCH(const Ports::Snapshot, world);
        QFETCH(const QString, sentence);
        FakeSession session(world);
        session.setStories({ sampleOktaStory() });
        Appearance appearance(QStringLiteral("dark"));
        MainWindow window(session, appearance);
        QVERIFY2(window.topBar()->sentence().startsWith(sentence), qPrintable(window.topBar()->sentence()));
        if (!world.services.empty())
            window.showService(ServiceId(QStringLiteral("okta")));
        window.showIncident(7);
        QCoreApplication::processEvents();
        for (const QString &page : window.pageNames()) {
            if (page == QLatin1String("service") && world.services.empty())
                continue;
            QVERIFY(window.showPage(page));
            keep(window, page);
            QCOMPARE(overlaps(window), QStringList());
            if (QByteArray(QTest::currentDataTag()) != "long" || page == QLatin1String("incidents"))
                QCOMPARE(cutTexts(window), QStringList());
        }
        WallWindow wall(session, appearance, std::make_unique<FrozenClock>());
        keep(wall, QStringLiteral("wall"));
    }
    void emptyWindowSaysWhatToDo()
    {
        FakeSession session(emptyCatalogue());
        Appearance appearance(QStringLiteral("dark"));
        MainWindow window(session, appearance);
        const QImage image = renderWidget(window, {});
        const auto labels = window.overview()->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [&window](const QLabel *label) {
            return label->isVisibleTo(&window) && label->text().contains(QStringLiteral("services.yaml"));
        }));
        session.publish(sampleSnapshot());
        QVERIFY(std::none_of(labels.begin(), labels.end(), [&window](const QLabel *label) {
            return label->isVisibleTo(&window) && label->text().contains(QStringLiteral("services.yaml"));
        }));
    }
    void pastLooksLikeThePast()
    {
        FakeSession session;
        Appearance appearance(QStringLiteral("dark"));
        MainWindow window(session, appearance);
        window.resize(1440, 900);
        window.goTo(sampleTime() - 3h);
        QTRY_VERIFY(window.isPast());
        keep(window, QStringLiteral("past"));
        const auto bars = window.findChildren<MessageBar *>();
        QVERIFY(std::any_of(bars.begin(), bars.end(),
            [](const MessageBar *bar) { return bar->text().startsWith(QStringLiteral("This is the past")); }));
        QCOMPARE(overlaps(window), QStringList());
    }
    void tabReachesEverything()
    {
        FakeSession session;
        Appearance appearance(QStringLiteral("dark"));
        MainWindow window(session, appearance);
        window.resize(1440, 900);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QStringList way;
        for (int i = 0; i < 60; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            const QWidget *at = QApplication::focusWidget();
            QVERIFY(at);
            QVERIFY2(at->isVisible(), qPrintable(nameOf(*at)));
            way << QString::fromLatin1(at->metaObject()->className());
            if (auto *label = qobject_cast<const QPushButton *>(at))
                way.back() += label->text();
        }
        for (const char *wanted : { "Wf::Gui::NavButton", "Wf::Gui::Tile", "Wf::Gui::IncidentSummary",
                 "Wf::Gui::TimelineView", "Wf::Gui::Scrubber", "QPushButtonSet status…" })
            QVERIFY2(way.contains(QString::fromUtf8(wanted)), wanted);
        const QStringList lap = way.mid(way.indexOf(QStringLiteral("Wf::Gui::NavButton")));
        qsizetype before = -1;
        for (const char *next : { "Wf::Gui::NavButton", "QAbstractButton", "Wf::Gui::Tile",
                 "Wf::Gui::IncidentSummary", "Wf::Gui::TimelineView", "Wf::Gui::Scrubber" }) {
            const qsizetype place = lap.indexOf(QString::fromLatin1(next));
            QVERIFY2(place > before, qPrintable(lap.join(QLatin1Char(' '))));
            before = place;
        }
    }
    void everyControlHasAName()
    {
        FakeSession session;
        Appearance appearance(QStringLiteral("dark"));
        MainWindow window(session, appearance);
        window.showService(ServiceId(QStringLiteral("okta")));
        for (const QString &page : window.pageNames()) {
            window.showPage(page);
            (void)renderWidget(window, {});
            for (QWidget *widget : window.findChildren<QWidget *>()) {
                if (!isShown(*widget, window) || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy()
                    || widget->inherits("QScrollArea") || widget->inherits("QLineEdit"))
                    continue;
                QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
                QVERIFY2(interface && !interface->text(QAccessible::Name).isEmpty(),
                    qPrintable(page + nameOf(*widget)));
            }
        }
    }

private:
    class FrozenClock final : public Clock {
    public:
        [[nodiscard]] Instant now() const override { return sampleTime(); }
        [[nodiscard]] Millis monotonic() const override { return Millis { 0 }; }
    };
    /// With WF_SHOTS=DIR the pictures are kept to look at.
    static void keep(QWidget &widget, const QString &name)
    {
        const bool wall = name == QLatin1String("wall");
        const QImage image = renderWidget(widget, { wall ? QSize(1920, 1080) : QSize(1440, 900), 1 });
        const QString folder = qEnvironmentVariable("WF_SHOTS");
        const QByteArray state = QTest::currentDataTag();
        if (!folder.isEmpty())
            image.save(folder + u'/' + QString::fromLatin1(state) + u'-' + name + QStringLiteral(".png"));
    }
};

/// What people hear who do not see the window.
class SpeechTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_before = QAccessible::installUpdateHandler(hear); }
    void cleanupTestCase() { QAccessible::installUpdateHandler(m_before); }
    void init()
    {
        QSettings().clear();
        m_session = std::make_unique<FakeSession>();
        m_window = std::make_unique<MainWindow>(*m_session, m_appearance);
        m_window->show();
        m_said.clear();
        for (const Announcer *announcer : m_window->findChildren<Announcer *>())
            connect(announcer, &Announcer::said, this, [this](const QString &text) { m_said.append(text); });
        heard().clear();
    }
    void cleanup() { m_window.reset(); }

    void changeIsSaidAtOnce()
    {
        m_session->change(QStringLiteral("slack"), [](Ports::ServiceRow &row) {
            row.state.status = Domain::Status::MajorOutage;
            row.state.changedAt = sampleTime() - 1min;
        });
        const QString since = toDateTime(sampleTime() - 1min).toLocalTime().toString(QStringLiteral("HH:mm"));
        QCOMPARE(m_said, QStringList { QStringLiteral("Slack: major outage since ") + since });
        QVERIFY(m_window->topBar()->accessibleName().startsWith(QStringLiteral("2 major outages")));
        const Announcer *announcer = m_window->topBar()->findChild<Announcer *>();
        QAccessibleInterface *interface =
            QAccessible::queryAccessibleInterface(const_cast<Announcer *>(announcer));
        QCOMPARE(interface->role(), QAccessible::AlertMessage);
        QCOMPARE(interface->text(QAccessible::Name), QStringLiteral("Slack: major outage since ") + since);
        if (!QAccessible::isActive())
            return;
        const auto wasTold = [](QAccessible::Event what, const QString &begin) {
            return std::any_of(heard().cbegin(), heard().cend(),
                [&](const Heard &one) { return one.what == what && one.name.startsWith(begin); });
        };
        QVERIFY(wasTold(QAccessible::Alert, QStringLiteral("Slack: major outage")));
        QVERIFY(wasTold(QAccessible::NameChanged, QStringLiteral("Slack: major outage")));
        QVERIFY(wasTold(QAccessible::NameChanged, QStringLiteral("2 major outages")));
    }
    void recoveryAndBlindnessAreSaid()
    {
        m_session->change(QStringLiteral("okta"),
            [](Ports::ServiceRow &row) { row.state.status = Domain::Status::Operational; });
        QCOMPARE(m_said, QStringList { QStringLiteral("Okta: operational") });
        m_said.clear();
        m_session->change(QStringLiteral("zoom"), [](Ports::ServiceRow &row) {
            row.state.health = row.monitors.front().state.health = Domain::PollerHealth::Broken;
        });
        QCOMPARE(m_said, QStringList { QStringLiteral("Zoom: no signal") });
    }
    void stormIsOneSentence()
    {
        Ports::Snapshot world = *m_session->snapshot();
        int changed = 0;
        eachRow(world, [&changed](Ports::ServiceRow &row) {
            if (row.display() == Domain::Display::Operational && ++changed)
                row.state.status = Domain::Status::PartialOutage;
        });
        m_session->publish(world);
        QCOMPARE(m_said.size(), 1);
        QVERIFY(changed > 3);
        QVERIFY2(m_said.front().endsWith(QStringLiteral("; and %1 more changed").arg(changed - 3)),
            qPrintable(m_said.front()));
    }
    void quietWhenNothingChanges()
    {
        const QString fresh = m_window->topBar()->accessibleDescription();
        for (const Millis age : { 19s, 9s, 1s }) {
            m_session->change(QStringLiteral("zoom"),
                [age](Ports::ServiceRow &row) { row.monitors[0].state.polledAt = sampleTime() - age; });
        }
        QCOMPARE(m_said, QStringList());
        QCOMPARE(m_window->topBar()->accessibleDescription(), fresh);
        for (const Heard &one : std::as_const(heard()))
            QFAIL(qPrintable(one.name));
    }
    void bannersAreSaid()
    {
        m_session->publish(withNotice(
            Ports::Notice::Kind::Storage, QStringLiteral("data.db cannot be written: the disk is full")));
        QCOMPARE(m_said, QStringList { QStringLiteral("Storage: data.db cannot be written: the disk is full") });
        m_session->publish(offline());
        QVERIFY(m_said.contains(QStringLiteral("This computer is offline: nothing can be seen")));
        QVERIFY(!m_said.join(QLatin1Char(' ')).contains(QStringLiteral("no signal since")));
    }

private:
    QAccessible::UpdateHandler m_before = nullptr;
    QStringList m_said;
    Appearance m_appearance { QStringLiteral("dark") };
    std::unique_ptr<FakeSession> m_session;
    std::unique_ptr<MainWindow> m_window;
};

int main(int argc, char **argv)
{
    const Wf::TestKit::OwnSettings settings;
    return runAll<QApplication>(argc, argv, { make<StatesTest>, make<SpeechTest> });
}

#include "tst_states.moc"
