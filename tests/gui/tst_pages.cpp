// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/executivepage.h"
#include "gui/graphpage.h"
#include "gui/incidentspage.h"
#include "gui/screenshot.h"
#include "gui/servicepage.h"
#include "gui/settingspage.h"
#include "gui/statusdialog.h"
#include "gui/timelinepage.h"
#include "gui/wallwindow.h"
#include "models/rowroles.h"
#include "testkit/fakesession.h"
#include "testkit/samplemonitors.h"
#include "testkit/widgetwords.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace Wf;
using namespace Wf::Gui;
using namespace Wf::TestKit;

namespace {

class HandClock final : public Clock {
public:
    explicit HandClock(std::shared_ptr<Millis> passed)
        : m_passed(std::move(passed))
    {
    }
    [[nodiscard]] Instant now() const override { return sampleTime() + *m_passed; }
    [[nodiscard]] Millis monotonic() const override { return *m_passed; }

private:
    std::shared_ptr<Millis> m_passed;
};

ServiceId id(const char *text)
{
    return ServiceId(QString::fromUtf8(text));
}

QPushButton *button(const QWidget &widget, const char *text)
{
    for (QPushButton *candidate : widget.findChildren<QPushButton *>()) {
        if (candidate->text() == QString::fromUtf8(text) && candidate->isVisibleTo(&widget))
            return candidate;
    }
    return nullptr;
}

Ports::AlertEntry alert(qint64 number, Domain::Suppression suppressed, const char *why)
{
    Ports::AlertEntry entry;
    entry.record.id = number;
    entry.record.service = id("okta");
    entry.record.suppressed = suppressed;
    entry.record.why = QString::fromUtf8(why);
    entry.record.at = sampleTime() - std::chrono::minutes { 3 * number };
    return entry;
}

/// Distinct colours of a picture, sparsely sampled.
int coloursOf(const QImage &image)
{
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3)
            colours.insert(image.pixel(x, y));
    }
    return static_cast<int>(colours.size());
}

/// A world with what the plain sample leaves out: components, an unconfirmed change.
Ports::Snapshot richWorld()
{
    Ports::Snapshot world = sampleSnapshot();
    for (Ports::ServiceRow &row : world.services) {
        Domain::MonitorState &state = row.monitors.front().state;
        if (row.id() == id("okta")) {
            state.components = { { QStringLiteral("1"), QStringLiteral("Directory"), Domain::Status::Operational,
                                     false, true },
                { QStringLiteral("2"), QStringLiteral("Single Sign-On"), Domain::Status::MajorOutage, false,
                    true },
                { QStringLiteral("3"), QStringLiteral("Marketing site"), Domain::Status::MajorOutage, false,
                    false } };
        }
        if (row.id() == id("zoom")) {
            state.flap.pending = Domain::Status::Degraded;
            state.flap.count = 2;
        }
    }
    return world;
}
} // namespace

class TestPages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void serviceInTrouble();
    void serviceBlindSaysWhy();
    void serviceSaysWhereItsPageWent();
    void serviceUnconfirmedAndCalm();
    void serviceShowsSourcesApart();
    void serviceSaysWhoSawItFirst();
    void serviceSaysWhatItsVendorIsWorth();
    void serviceLogMixesSources();
    void serviceButtonsAsk();
    void serviceReachedByKeyboardFromDependents();

    void graphDescribesBlastRadius();
    void graphDimsWhatIsNotReached();
    void graphKeepsPlacesWhenStatesChange();
    void graphByKeyboard();

    void executiveInPlainWords();
    void executiveCalm();
    void incidentsWorstFirst();
    void incidentsEmpty();
    void timelineLoadsAndFilters();
    void timelineSaysFailure();
    void settingsKeepChoices();

    void dialogWantsReason();
    void dialogSendsUpdate();

    void wallShowsTroubleFirst();
    void wallBlanksWhenEngineStalls();
    void wallOutlivesQuietWithHeartbeats();
    void wallLeavesByKey();
    void wallPagesWhenProblemsDoNotFit();

    void pictures();

private:
    FakeSession m_session { richWorld() };
    Appearance m_appearance { QStringLiteral("dark") };
};

void TestPages::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("watchfloor-test-pages"));
    QSettings().clear();
    m_appearance.applyToApplication();
}

void TestPages::init()
{
    m_session.failWith({});
    m_session.publish(richWorld());
}

void TestPages::serviceInTrouble()
{
    ServicePage page(m_session, m_appearance);
    page.show(id("okta"));
    const QString words = wordsOn(page);
    for (const char *expected : { "Okta", "Major outage", "critical tier", "vendor page", "91.66%", "goal 99.90%",
             "98% covered", "Nobody can sign in to Slack", "Single Sign-On, Major outage",
             "Investigating: We are looking into it.", "What it means", "Vendor says" })
        QVERIFY2(words.contains(QString::fromUtf8(expected)),
            qPrintable(QString::fromUtf8(expected) + u" is not in:\n" + words));
    QVERIFY(!words.contains(QString::fromUtf8("Marketing site")));
    QVERIFY(!words.contains(QString::fromUtf8("We cannot see")));
    QVERIFY(words.indexOf(QString::fromUtf8("Single Sign-On")) < words.indexOf(QString::fromUtf8("Directory")));
    QVERIFY(!words.contains(QString::fromUtf8("verysecret")));
}

void TestPages::serviceBlindSaysWhy()
{
    ServicePage page(m_session, m_appearance);
    page.show(id("pypi"));
    const QString words = wordsOn(page);
    QVERIFY2(words.contains(QString::fromUtf8("We cannot see this service")), qPrintable(words));
    QVERIFY2(
        words.contains(QString::fromUtf8("did not answer within 10 s: 7 failed polls since")), qPrintable(words));
    QVERIFY(words.contains(QString::fromUtf8("Last seen operational 12 min ago")));
    QVERIFY(words.contains(QString::fromUtf8("No signal")));
    QVERIFY2(!words.contains(QString::fromUtf8("What depends on it\n")), "no empty boxes");
}

void TestPages::serviceSaysWhereItsPageWent()
{
    ServicePage page(m_session, m_appearance);
    Ports::Snapshot world = richWorld();
    Ports::ServiceRow &pypi = *std::ranges::find(world.services, id("pypi"), &Ports::ServiceRow::id);
    Domain::Detection found;
    found.kind = QStringLiteral("incidentio");
    found.url = QUrl(QStringLiteral("https://status.pypi.example/api"));
    found.sentence =
        QStringLiteral("status.python.org moved to status.pypi.example, which is a page of incident.io.");
    pypi.monitors.front().moved = found;
    m_session.publish(world);
    page.show(id("pypi"));
    QVERIFY2(
        wordsOn(page).contains(QString::fromUtf8("moved to status.pypi.example, which is a page of incident.io. "
                                                 "In services.yaml, give the monitor")),
        qPrintable(wordsOn(page)));
    QVERIFY2(!button(page, "Switch to it"), "what a file defines is changed in the file");
    pypi.service.origin = Domain::Origin::App;
    m_session.publish(world);
    page.apply(m_session.snapshot());
    QPushButton *switching = button(page, "Switch to it");
    QVERIFY(switching);
    switching->click();
    QTRY_COMPARE(
        m_session.edits().last(), QString(QStringLiteral("change ") + pypi.monitors.front().spec.id.value));
    m_session.failWith(Error { ErrorCode::Invalid, QStringLiteral("kind is unknown"), {} });
    switching->click();
    QTRY_VERIFY(wordsOn(page).contains(QString::fromUtf8("kind is unknown")));
}

void TestPages::serviceUnconfirmedAndCalm()
{
    ServicePage page(m_session, m_appearance);
    page.show(id("zoom"));
    QVERIFY(wordsOn(page).contains(QString::fromUtf8("Degraded, seen by 2 of 3 confirming polls.")));
    QVERIFY(!wordsOn(page).contains(QString::fromUtf8("What it means")));
    page.show(id("cloudflare"));
    QVERIFY(wordsOn(page).contains(QString::fromUtf8("Maintenance")));
}

void TestPages::serviceShowsSourcesApart()
{
    ServicePage page(m_session, m_appearance);
    page.show(id("okta"));
    QVERIFY2(
        !wordsOn(page).contains(QString::fromUtf8("What the vendor says")), "one monitor is the service itself");
    Ports::Snapshot world =
        withMonitors(richWorld(), { sampleCheck("okta", "sign-in page", Domain::Status::Operational) });
    world.at = sampleTime();
    m_session.publish(world);
    page.apply(m_session.snapshot());
    const QString words = wordsOn(page);
    const auto vendor = words.indexOf(QString::fromUtf8("What the vendor says"));
    const auto own = words.indexOf(QString::fromUtf8("What our own checks see"));
    QVERIFY2(vendor >= 0 && own >= 0, qPrintable(words));
    QVERIFY2(words.contains(QString::fromUtf8("HTTP, sign-in page")), qPrintable(words));
    QVERIFY(words.contains(QString::fromUtf8("vendor page + 1 check, the worst decides")));
    QVERIFY(!words.contains(QString::fromUtf8("Who saw it first")));
    world.past = true;
    m_session.publish(world);
    page.apply(m_session.snapshot());
    QVERIFY2(!wordsOn(page).contains(QString::fromUtf8("What our own checks see")), "nobody remembers");
}

void TestPages::serviceSaysWhoSawItFirst()
{
    ServicePage page(m_session, m_appearance);
    Ports::Snapshot world = richWorld();
    Ports::ServiceRow &okta = *std::ranges::find(world.services, id("okta"), &Ports::ServiceRow::id);
    okta.sightings = Domain::SightingSummary {};
    m_session.publish(world);
    page.show(id("okta"));
    QVERIFY(wordsOn(page).contains(QString::fromUtf8("neither side saw a trouble begin")));
    std::vector<Domain::Sighting> all;
    for (int days = 1; days <= 7; ++days) {
        const Instant begin = sampleTime() - std::chrono::days { days };
        all.push_back({ days, okta.id(), begin, begin + 12min, begin + 1h });
    }
    all.push_back({ 8, okta.id(), sampleTime() - 5min, std::nullopt, std::nullopt });
    okta.sightings = Domain::summarize(all, sampleTime() - Domain::kSightingWindow);
    m_session.publish(world);
    page.apply(m_session.snapshot());
    const QString words = wordsOn(page);
    for (const char *expected : { "Our checks see it first: the vendor admits it 12 min later (median of 7).",
             "not admitted yet", "goes on", "our checks first", "3 more" })
        QVERIFY2(words.contains(QString::fromUtf8(expected)),
            qPrintable(QString::fromUtf8(expected) + u" is not in:\n" + words));
}

void TestPages::serviceSaysWhatItsVendorIsWorth()
{
    Domain::VendorRecord record;
    record.service = id("okta");
    record.from = sampleTime() - Domain::kRecordWindow;
    record.to = sampleTime();
    record.all = { 4, 0, 0, 4h, 41min, 2h };
    record.declared = 99.98;
    record.observed = 99.1;
    record.observedBy = Domain::ObservedBy::OwnChecks;
    record.quietEdits = 1;
    Domain::PublishedIncident incident;
    incident.title = QStringLiteral("Some users may notice delays");
    incident.peak = Domain::Status::MajorOutage;
    incident.seenAt = sampleTime() - 24h;
    incident.endedAt = sampleTime() - 23h;
    incident.edits = { { sampleTime() - 23h, Domain::VendorEdit::What::Title, QStringLiteral("Sign-in is down"),
        incident.title, true } };
    record.incidents = { incident };
    m_session.setVendorRecord(record);
    ServicePage page(m_session, m_appearance);
    page.show(id("okta"));
    QTRY_VERIFY(wordsOn(page).contains(QString::fromUtf8("Some users may notice delays")));
    const QString words = wordsOn(page);
    for (const char *expected : { "What its vendor is worth", "Incidents in 90 d", "41 min", "99.98%", "99.10%",
             "without saying so", "title was “Sign-in is down”", "in silence" })
        QVERIFY2(words.contains(QString::fromUtf8(expected)),
            qPrintable(QString::fromUtf8(expected) + u" is not in:\n" + words));
    QCOMPARE(m_session.vendorQueries().back().from, m_session.vendorQueries().back().to - Domain::kRecordWindow);
    page.show(id("legacy-crm")); // nobody's page
    QVERIFY(!wordsOn(page).contains(QString::fromUtf8("What its vendor is worth")));
}

void TestPages::serviceLogMixesSources()
{
    m_session.setAlerts({ alert(1, Domain::Suppression::None, "Announced to the global webhook."),
        alert(2, Domain::Suppression::Dedup, "Already announced.") });
    ServicePage page(m_session, m_appearance);
    page.show(id("okta"));
    QTRY_VERIFY(wordsOn(page).contains(QString::fromUtf8("alert sent, Announced")));
    const QString words = wordsOn(page);
    QVERIFY(words.contains(QString::fromUtf8("alert held, Already announced.")));
    QVERIFY(words.contains(QString::fromUtf8("operational → major outage: Sign-in errors")));
    QVERIFY2(words.indexOf(QString::fromUtf8("alert sent")) < words.indexOf(QString::fromUtf8("alert held")),
        "newest first");
}

void TestPages::serviceButtonsAsk()
{
    ServicePage page(m_session, m_appearance);
    page.show(id("okta"));
    QSignalSpy wanted(&page, &Page::statusRequested);
    button(page, "Set status…")->click();
    QCOMPARE(wanted.count(), 1);
    button(page, "Check now")->click();
    QCOMPARE(m_session.checks().back(), std::optional(id("okta")));
    QVERIFY(button(page, "Open status page"));
    page.show(id("legacy-crm"));
    QVERIFY2(!button(page, "Check now") && !button(page, "Open status page"), "nothing polls it, it has no page");
}

void TestPages::serviceReachedByKeyboardFromDependents()
{
    ServicePage page(m_session, m_appearance);
    page.show(id("okta"));
    QSignalSpy opened(&page, &Page::serviceActivated);
    for (RowList *list : page.findChildren<RowList *>()) {
        if (list->accessibleName() == QString::fromUtf8("What depends on it")) {
            list->setCurrentRow(0);
            QTest::keyClick(list, Qt::Key_Return);
        }
    }
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.front().front().value<ServiceId>(), id("slack"));
}

void TestPages::graphDescribesBlastRadius()
{
    GraphPage page(m_appearance);
    page.apply(m_session.snapshot());
    page.choose(id("okta"));
    const QString words = wordsOn(page);
    QVERIFY2(words.contains(QString::fromUtf8("Blast radius of Okta")), qPrintable(words));
    QVERIFY2(words.contains(QString::fromUtf8(
                 "4 services downstream, 2 already failing. Worst path: Okta → Slack (critical).")),
        qPrintable(words));
    QVERIFY(words.contains(QString::fromUtf8("2 services without known dependencies")));
    page.choose(id("zoom"));
    QVERIFY(wordsOn(page).contains(QString::fromUtf8("Nothing known depends on it.")));
}

void TestPages::graphDimsWhatIsNotReached()
{
    GraphPage page(m_appearance);
    page.apply(m_session.snapshot());
    page.choose(id("okta"));
    auto *view = page.findChild<GraphView *>();
    QCOMPARE(view->node(id("npm"))->opacity(), 1.0);
    QVERIFY(view->node(id("aws"))->opacity() < 0.5);
    view->choose({});
    QCOMPARE(view->node(id("aws"))->opacity(), 1.0);
}

void TestPages::graphKeepsPlacesWhenStatesChange()
{
    GraphPage page(m_appearance);
    page.apply(m_session.snapshot());
    auto *view = page.findChild<GraphView *>();
    const NodeItem *before = view->node(id("slack"));
    const QPointF place = before->pos();
    m_session.change(
        QStringLiteral("slack"), [](Ports::ServiceRow &row) { row.state.status = Domain::Status::MajorOutage; });
    page.apply(m_session.snapshot());
    QCOMPARE(view->node(id("slack")), before);
    QCOMPARE(before->pos(), place);
    QCOMPARE(before->display(), Domain::Display::MajorOutage);
}

void TestPages::graphByKeyboard()
{
    GraphPage page(m_appearance);
    page.resize(1000, 700);
    page.apply(m_session.snapshot());
    page.choose(id("okta"));
    auto *view = page.findChild<GraphView *>();
    QSignalSpy opened(&page, &Page::serviceActivated);
    QTest::keyClick(view, Qt::Key_Right);
    QVERIFY(view->chosen() && *view->chosen() != id("okta"));
    QVERIFY(view->node(*view->chosen())->pos().x() > view->node(id("okta"))->pos().x());
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    const double scale = view->transform().m11();
    QTest::keyClick(view, Qt::Key_Plus);
    QVERIFY(view->transform().m11() > scale);
    QTest::keyClick(view, Qt::Key_0);
    QCOMPARE(view->transform().m11(), scale);
    QTest::keyClick(view, Qt::Key_Escape);
    QVERIFY(!view->chosen());
}

void TestPages::executiveInPlainWords()
{
    ExecutivePage page(m_appearance);
    page.apply(m_session.snapshot());
    const QString words = wordsOn(page);
    for (const char *expected : { "Okta is down, and 2 more services have trouble", "3 of 12", "Okta, GitHub, npm",
             "Longest disruption now", "2 h 00", "reaches Slack, Zoom, GitHub" })
        QVERIFY2(words.contains(QString::fromUtf8(expected)),
            qPrintable(QString::fromUtf8(expected) + u" is not in:\n" + words));
}

void TestPages::executiveCalm()
{
    Ports::Snapshot world = sampleSnapshot();
    std::erase_if(world.services, [](const auto &row) { return row.display() != Domain::Display::Operational; });
    ExecutivePage page(m_appearance);
    page.apply(std::make_shared<const Ports::Snapshot>(world));
    QVERIFY(wordsOn(page).contains(QString::fromUtf8("Everything works")));
    QVERIFY(wordsOn(page).contains(QString::fromUtf8("none seen")));
}

void TestPages::incidentsWorstFirst()
{
    IncidentsPage page(m_session, m_appearance);
    page.apply(m_session.snapshot());
    const QString words = wordsOn(page);
    qsizetype before = -1;
    for (const char *name : { "Okta, ", "GitHub, ", "npm, ", "PyPI, " }) {
        const qsizetype place = words.indexOf(QString::fromUtf8(name));
        QVERIFY2(place > before, qPrintable(words));
        before = place;
    }
    QVERIFY(words.contains(QString::fromUtf8("FRA: planned work")));
    m_session.change(QStringLiteral("github"), [](Ports::ServiceRow &row) {
        row.state.status = Domain::Status::Operational;
        row.monitors.front().state.incidents.clear();
    });
    page.apply(m_session.snapshot());
    QVERIFY(!wordsOn(page).contains(QString::fromUtf8("GitHub, ")));
}

void TestPages::incidentsEmpty()
{
    Ports::Snapshot world = sampleSnapshot();
    world.maintenances.clear();
    std::erase_if(world.services, [](const auto &row) { return row.display() != Domain::Display::Operational; });
    IncidentsPage page(m_session, m_appearance);
    page.apply(std::make_shared<const Ports::Snapshot>(world));
    QVERIFY(wordsOn(page).contains(QString::fromUtf8("No active incidents.")));
    QVERIFY(!wordsOn(page).contains(QString::fromUtf8("Planned maintenance")));
}

void TestPages::timelineLoadsAndFilters()
{
    m_session.setEvents(sampleEvents(250));
    TimelinePage page(m_session, m_appearance);
    page.resize(900, 600);
    page.apply(m_session.snapshot());
    page.show();
    const QAbstractItemModel *model = page.findChild<QListView *>()->model();
    QTRY_VERIFY(model->rowCount() >= 100);
    while (model->rowCount() < 250) {
        const int before = model->rowCount();
        QTRY_VERIFY(model->canFetchMore({}) || model->rowCount() > before); // not while a page is on its way
        if (model->canFetchMore({}))
            const_cast<QAbstractItemModel *>(model)->fetchMore({});
    }
    QTRY_COMPARE(model->rowCount(), 250);
    auto *filter = page.findChild<QComboBox *>();
    filter->setCurrentIndex(filter->findData(QStringLiteral("npm")));
    Q_EMIT filter->activated(filter->currentIndex());
    QTRY_COMPARE(model->rowCount(), 100);
    QCOMPARE(model->index(0, 0).data(Models::RowRole::Target).toString(), QStringLiteral("npm"));
}

void TestPages::timelineSaysFailure()
{
    m_session.failWith(Error { ErrorCode::Io, QStringLiteral("disk is full") });
    TimelinePage page(m_session, m_appearance);
    page.apply(m_session.snapshot());
    page.show();
    QTRY_VERIFY(wordsOn(page).contains(QString::fromUtf8("disk is full")));
}

void TestPages::settingsKeepChoices()
{
    Appearance appearance(QStringLiteral("dark"));
    SettingsPage page(m_session, appearance);
    page.setConnectionTexts({ QStringLiteral("API at http://127.0.0.1:8000") });
    Ports::EngineStats stats;
    stats.lateStarts = 17;
    m_session.setStats(stats);
    Ports::Snapshot world = sampleSnapshot();
    world.notices = { { Ports::Notice::Kind::Configuration, QStringLiteral("services.yaml:3:1: unknown key"),
        sampleTime() } };
    page.apply(std::make_shared<const Ports::Snapshot>(world));
    QVERIFY(wordsOn(page).contains(QString::fromUtf8("services.yaml:3:1: unknown key")));
    QVERIFY(wordsOn(page).contains(QString::fromUtf8("http://127.0.0.1:8000")));
    QVERIFY(wordsOn(page).contains(QString::fromUtf8("17 since the start")));
    auto *theme = page.findChild<QComboBox *>(QStringLiteral("theme"));
    theme->setCurrentIndex(theme->findData(QStringLiteral("light")));
    Q_EMIT theme->activated(theme->currentIndex());
    QCOMPARE(appearance.theme().name, QStringLiteral("light"));
    QCOMPARE(QSettings().value(QStringLiteral("window/theme")).toString(), QStringLiteral("light"));
}

void TestPages::dialogWantsReason()
{
    StatusDialog dialog(
        m_session, m_appearance, id("zoom"), nullptr, std::make_unique<HandClock>(std::make_shared<Millis>(0)));
    const size_t before = m_session.updates().size();
    dialog.accept();
    QVERIFY(wordsOn(dialog).contains(QString::fromUtf8("in three letters or more")));
    dialog.findChild<QPlainTextEdit *>()->setPlainText(QString(501, QLatin1Char('x')));
    dialog.accept();
    QVERIFY(wordsOn(dialog).contains(QString::fromUtf8("at most 500")));
    dialog.findChild<QPlainTextEdit *>()->setPlainText(QStringLiteral("seen by hand"));
    auto *expiry = dialog.findChild<QComboBox *>(QStringLiteral("expiry"));
    expiry->setCurrentIndex(expiry->count() - 1);
    dialog.findChild<QDateTimeEdit *>()->setDateTime(toDateTime(sampleTime() - 1h).toLocalTime());
    dialog.accept();
    QVERIFY(wordsOn(dialog).contains(QString::fromUtf8("That time has passed")));
    QCOMPARE(m_session.updates().size(), before);
}

void TestPages::dialogSendsUpdate()
{
    StatusDialog dialog(
        m_session, m_appearance, id("zoom"), nullptr, std::make_unique<HandClock>(std::make_shared<Millis>(0)));
    dialog.findChild<QPlainTextEdit *>()->setPlainText(QStringLiteral("  calls drop  "));
    auto *status = dialog.findChild<QComboBox *>(QStringLiteral("status"));
    status->setCurrentIndex(status->findData(static_cast<int>(Domain::Status::PartialOutage)));
    dialog.findChild<QComboBox *>(QStringLiteral("expiry"))->setCurrentIndex(2);
    QSignalSpy done(&dialog, &QDialog::accepted);
    dialog.accept();
    QTRY_COMPARE(done.count(), 1);
    const Ports::ManualUpdate update = m_session.updates().back();
    QCOMPARE(update.service, id("zoom"));
    QCOMPARE(update.status, Domain::Status::PartialOutage);
    QCOMPARE(update.reason, QStringLiteral("calls drop"));
    QVERIFY(update.expiresAt == sampleTime() + 4h);
}

void TestPages::wallShowsTroubleFirst()
{
    WallWindow wall(m_session, m_appearance, std::make_unique<HandClock>(std::make_shared<Millis>(0)));
    wall.resize(1920, 1080);
    const Models::WallView &view = wall.view();
    QCOMPARE(view.counts.size(), size_t { 4 });
    QCOMPARE(view.problems.front().name, QStringLiteral("Okta"));
    QCOMPARE(view.problems.front().foot, QStringLiteral("→ affects Slack, Zoom, GitHub"));
    QCOMPARE(view.problems.back().foot, QStringLiteral("status shown is not trusted"));
    QCOMPARE(view.problems.size() + view.others.size(), m_session.snapshot()->services.size());
}

void TestPages::wallBlanksWhenEngineStalls()
{
    const auto passed = std::make_shared<Millis>(0);
    WallWindow wall(m_session, m_appearance, std::make_unique<HandClock>(passed));
    wall.resize(1920, 1080);
    wall.tick();
    *passed = 3min;
    wall.tick();
    QCOMPARE(wall.trust(), Models::Trust::Alive);
    *passed = 4min + 1s;
    wall.tick();
    QCOMPARE(wall.trust(), Models::Trust::Stalled);
    QVERIFY(wall.view().problems.empty());
    for (const auto &other : wall.view().others)
        QCOMPARE(other.display, Domain::Display::Unknown);
    QVERIFY(wall.view().sentence.contains(QString::fromUtf8("No sign of life")));
    m_session.publish(richWorld());
    QTRY_COMPARE(wall.trust(), Models::Trust::Alive);
    QVERIFY(!wall.view().problems.empty());
}

void TestPages::wallOutlivesQuietWithHeartbeats()
{
    const auto passed = std::make_shared<Millis>(0);
    WallWindow wall(m_session, m_appearance, std::make_unique<HandClock>(passed));
    for (int minute = 1; minute < 12; ++minute) {
        *passed = std::chrono::minutes { minute };
        Ports::EngineStats stats;
        stats.heartbeatAt = sampleTime() + *passed;
        m_session.setStats(stats);
        wall.tick();
        QCOMPARE(wall.trust(), Models::Trust::Alive);
    }
    for (const auto &other : wall.view().others) // nobody polled: what was said has expired
        QVERIFY(other.display == Domain::Display::Unknown);
}

void TestPages::wallLeavesByKey()
{
    WallWindow wall(m_session, m_appearance, std::make_unique<HandClock>(std::make_shared<Millis>(0)));
    for (const Qt::Key key : { Qt::Key_Escape, Qt::Key_W }) {
        wall.show();
        QVERIFY(wall.isVisible());
        QTest::keyClick(&wall, key);
        QVERIFY(!wall.isVisible());
    }
}

void TestPages::wallPagesWhenProblemsDoNotFit()
{
    Ports::Snapshot world = sampleSnapshot();
    const Ports::ServiceRow okta = *world.find(id("okta"));
    for (int i = 0; i < 60; ++i) {
        world.services.push_back(okta);
        world.services.back().service.id = ServiceId(QStringLiteral("zz%1").arg(i, 3, 10, QLatin1Char('0')));
    }
    m_session.publish(world);
    const auto passed = std::make_shared<Millis>(0);
    WallWindow wall(m_session, m_appearance, std::make_unique<HandClock>(passed));
    wall.resize(1920, 1080);
    wall.tick();
    QVERIFY(wall.pageCount() > 1);
    *passed = 50s;
    wall.tick();
    QCOMPARE(wall.page(), 0);
    *passed = 75s;
    wall.tick();
    QCOMPARE(wall.page(), 1);
    m_session.change(
        QStringLiteral("slack"), [](Ports::ServiceRow &row) { row.state.status = Domain::Status::MajorOutage; });
    QTRY_COMPARE(wall.page(), 0);
}

/// Every page in every theme can be drawn; with WF_SHOTS=DIR the pictures are kept to look at.
void TestPages::pictures()
{
    const QString folder = qEnvironmentVariable("WF_SHOTS");
    for (const QString &theme : Appearance::themeNames()) {
        Appearance appearance(theme);
        appearance.applyToApplication();
        ServicePage okta(m_session, appearance), pypi(m_session, appearance);
        okta.show(id("okta"));
        pypi.show(id("pypi"));
        GraphPage graph(appearance);
        ExecutivePage executive(appearance);
        IncidentsPage incidents(m_session, appearance);
        TimelinePage timeline(m_session, appearance);
        SettingsPage settings(m_session, appearance);
        StatusDialog dialog(m_session, appearance, id("okta"));
        WallWindow wall(m_session, appearance, std::make_unique<HandClock>(std::make_shared<Millis>(0)));
        const std::pair<const char *, QWidget *> all[] { { "service", &okta }, { "blind", &pypi },
            { "graph", &graph }, { "executive", &executive }, { "incidents", &incidents },
            { "timeline", &timeline }, { "settings", &settings }, { "dialog", &dialog }, { "wall", &wall } };
        for (const auto &[name, widget] : all) {
            if (auto *page = qobject_cast<Page *>(widget))
                page->apply(m_session.snapshot());
            widget->resize(1440, 900);
            QCoreApplication::sendPostedEvents();
            const QSize size = widget == &wall ? QSize(1920, 1080)
                : widget == &dialog            ? dialog.sizeHint()
                                               : QSize(1240, 846);
            const QImage image = renderWidget(*widget, { size, 1 });
            QVERIFY2(!image.isNull(), name);
            QVERIFY2(coloursOf(image) > 8, name);
            if (!folder.isEmpty()) {
                image.save(folder + u'/' + QString::fromUtf8(name) + u'-' + theme + QStringLiteral(".png"));
                renderWidget(*widget, { size, 2 })
                    .save(folder + u'/' + QString::fromUtf8(name) + u'-' + theme + QStringLiteral("@2.png"));
            }
        }
    }
    m_appearance.applyToApplication();
}

QTEST_MAIN(TestPages)
#include "tst_pages.moc"
