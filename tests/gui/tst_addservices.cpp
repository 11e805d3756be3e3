// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/addservicesdialog.h"
#include "gui/appearance.h"
#include "gui/commandpalette.h"
#include "gui/mainwindow.h"
#include "gui/overviewpage.h"
#include "testkit/fakesession.h"
#include "testkit/fakevendors.h"
#include "testkit/ownsettings.h"
#include "testkit/sampleworld.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QJsonArray>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

using namespace Wf;
using namespace Wf::Gui;
using namespace Wf::TestKit;
using Stand = Models::VendorPicks::Stand;

namespace {
QPushButton *button(const QWidget &window, const QString &text)
{
    const auto all = window.findChildren<QPushButton *>();
    for (QPushButton *each : all) {
        if (each->text().remove(u'&').startsWith(text))
            return each;
    }
    return nullptr;
}

Ports::Snapshot nothing()
{
    Ports::Snapshot world = sampleSnapshot();
    world.services.clear();
    return world;
}

struct Shown {
    explicit Shown(const Ports::Snapshot &world = nothing())
        : session(world)
        , dialog(session, vendors, appearance)
    {
        dialog.show();
    }
    void type(const QString &text) { QTest::keyClicks(&dialog.field(), text); }
    void press(Qt::Key key) { QTest::keyClick(&dialog.field(), key); }
    [[nodiscard]] QString found(int row, int column = 0) const
    {
        return dialog.finds().index(row, column).data().toString();
    }
    [[nodiscard]] QString pick(int row, int column) const
    {
        return dialog.picks().index(row, column).data().toString();
    }
    FakeSession session;
    FakeVendors vendors;
    Appearance appearance { QStringLiteral("dark") };
    AddServicesDialog dialog;
};

Domain::Detection oktaNow()
{
    Domain::Detection detection;
    detection.kind = QStringLiteral("okta");
    detection.url = QUrl(QStringLiteral("https://status.okta.com/api"));
    detection.now.status = Domain::Status::Degraded;
    detection.now.detail = QStringLiteral("slow sign-in");
    detection.now.components = { { QStringLiteral("1"), QStringLiteral("Core"), Domain::Status::Operational },
        { QStringLiteral("2"), QStringLiteral("Workflows"), Domain::Status::Degraded },
        { QStringLiteral("3"), QStringLiteral("Workflows"), Domain::Status::Operational } };
    return detection;
}
} // namespace

class AddServicesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void modelsKeepTheirWord();
    void findsWhileTyping();
    void saysWhatCannotBeAdded();
    void suggestsWhatPeopleSignInWith();
    void takesWhatItDependsOn();
    void addsWhatWasChosen();
    void failuresAreToldAndTriedAgain();
    void showsHowItIsNow();
    void partsArePicked();
    void previewOfAnotherIsNotShown();
    void keysAreEnough();
    void withoutACatalogue();
    void windowLeadsThere();
    void nothingToWatchLeadsThere();

private:
    TestKit::OwnSettings m_settings;
};

void AddServicesTest::modelsKeepTheirWord()
{
    Models::VendorFinds finds;
    Models::VendorPicks picks;
    const QAbstractItemModelTester first(&finds, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QAbstractItemModelTester second(&picks, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto vendors = std::make_shared<const std::vector<Domain::VendorEntry>>(sampleVendors());
    finds.setCatalogue(vendors, sampleSnapshot());
    finds.search(QStringLiteral("git"));
    QCOMPARE(finds.rowCount(), 2);
    finds.setWatched(QStringLiteral("github"));
    QVERIFY(finds.stand(0) == Models::VendorFinds::Stand::Watched);
    QCOMPARE(picks.add(vendors->at(0)), 0);
    QCOMPARE(picks.add(vendors->at(1)), 1);
    QCOMPARE(picks.add(vendors->at(0)), 0);
    picks.setTier(1, Domain::Tier::Critical);
    picks.setOutcome(0, std::nullopt);
    picks.remove(0);
    picks.setDependsOn(0, { QStringLiteral("okta") });
    QCOMPARE(
        picks.definition(0).value(QStringLiteral("depends_on")).toArray(), QJsonArray { QStringLiteral("okta") });
    QCOMPARE(picks.rowCount(), 1);
    QCOMPARE(picks.definition(0).value(QStringLiteral("tier")).toString(), QStringLiteral("critical"));
    QCOMPARE(picks.index(0, 0).data(Qt::AccessibleTextRole).toString(),
        QStringLiteral("Slack, collaboration, Critical, the whole page"));
}

void AddServicesTest::findsWhileTyping()
{
    Shown shown;
    QTRY_COMPARE(shown.dialog.finds().rowCount(), 4);
    QVERIFY(shown.dialog.heading().contains(QStringLiteral("4 vendors")));
    shown.type(QStringLiteral("okt"));
    QCOMPARE(shown.dialog.finds().rowCount(), 1);
    QCOMPARE(shown.found(0), QStringLiteral("Okta"));
    QCOMPARE(shown.found(0, 1), QStringLiteral("identity"));
    shown.type(QStringLiteral("zzz"));
    QCOMPARE(shown.dialog.finds().rowCount(), 0);
    QCOMPARE(shown.dialog.preview(), QStringLiteral("Nobody of this name is known."));
    shown.press(Qt::Key_Return);
    QCOMPARE(shown.dialog.picks().rowCount(), 0);
}

void AddServicesTest::saysWhatCannotBeAdded()
{
    Shown shown(sampleSnapshot()); // Okta is watched there
    QTRY_COMPARE(shown.dialog.finds().rowCount(), 4);
    shown.type(QStringLiteral("gitlab"));
    QCOMPARE(shown.found(0, 2), QStringLiteral("the page is closed"));
    shown.press(Qt::Key_Return);
    QCOMPARE(shown.dialog.problem(),
        QStringLiteral("GitLab cannot be watched by its status page: the page is closed."));
    shown.dialog.field().clear();
    QCOMPARE(shown.dialog.problem(), QString());
    shown.type(QStringLiteral("okta"));
    QCOMPARE(shown.dialog.preview(), QStringLiteral("Okta is watched already."));
    shown.press(Qt::Key_Return);
    QCOMPARE(shown.dialog.picks().rowCount(), 0);
    QVERIFY(!button(shown.dialog, QStringLiteral("Add"))->isEnabled());
}

void AddServicesTest::suggestsWhatPeopleSignInWith()
{
    Ports::Snapshot snapshot;
    Ports::ServiceRow okta;
    okta.service.id = ServiceId(QStringLiteral("okta"));
    okta.service.category = QStringLiteral("identity");
    okta.service.tier = Domain::Tier::Critical;
    Domain::VendorEntry vendor;
    vendor.category = QStringLiteral("collaboration");
    QCOMPARE(Models::likelyUpstreams(vendor, snapshot), QStringList());
    snapshot.services.push_back(okta);
    QCOMPARE(Models::likelyUpstreams(vendor, snapshot), QStringList { QStringLiteral("okta") });
    snapshot.services.push_back(okta); // two: nobody knows which
    QCOMPARE(Models::likelyUpstreams(vendor, snapshot), QStringList());
    snapshot.services.pop_back();
    vendor.category = QStringLiteral("identity");
    QCOMPARE(Models::likelyUpstreams(vendor, snapshot), QStringList());
}

void AddServicesTest::takesWhatItDependsOn()
{
    Shown shown;
    QTRY_COMPARE(shown.dialog.finds().rowCount(), 4);
    shown.type(QStringLiteral("slack"));
    shown.press(Qt::Key_Return);
    auto *field = shown.dialog.findChild<QLineEdit *>(QStringLiteral("dependsOn"));
    field->clear();
    QTest::keyClicks(field, QStringLiteral("okta,  aws "));
    QCOMPARE(shown.dialog.picks().dependsOn(0), (QStringList { QStringLiteral("okta"), QStringLiteral("aws") }));
}

void AddServicesTest::addsWhatWasChosen()
{
    Shown shown;
    QTRY_COMPARE(shown.dialog.finds().rowCount(), 4);
    shown.type(QStringLiteral("okta"));
    shown.press(Qt::Key_Return);
    auto *tier = shown.dialog.findChild<QComboBox *>(QStringLiteral("tier"));
    QCOMPARE(tier->currentText(), QStringLiteral("Important"));
    tier->setFocus();
    QTest::keyClick(tier, Qt::Key_Up);
    QCOMPARE(shown.pick(0, Models::VendorPicks::Tier), QStringLiteral("Critical"));
    shown.dialog.field().setFocus();
    shown.dialog.field().selectAll();
    shown.type(QStringLiteral("slack"));
    shown.press(Qt::Key_Return);
    auto *category = shown.dialog.findChild<QLineEdit *>(QStringLiteral("category"));
    QCOMPARE(category->text(), QStringLiteral("collaboration"));
    category->selectAll();
    QTest::keyClicks(category, QStringLiteral("chat"));
    QPushButton *add = button(shown.dialog, QStringLiteral("Add"));
    QCOMPARE(add->text(), QStringLiteral("&Add 2 services"));
    add->click();
    QTRY_COMPARE(shown.dialog.heading(), QStringLiteral("2 added"));
    QCOMPARE(shown.session.definitions().size(), size_t { 2 });
    const QJsonObject okta = shown.session.definitions()[0];
    QCOMPARE(okta.value(QStringLiteral("service")).toString(), QStringLiteral("okta"));
    QCOMPARE(okta.value(QStringLiteral("tier")).toString(), QStringLiteral("critical"));
    QCOMPARE(okta.value(QStringLiteral("kind")).toString(), QStringLiteral("okta"));
    QCOMPARE(okta.value(QStringLiteral("components")).toArray(), QJsonArray { QStringLiteral("Core") });
    const QJsonObject slack = shown.session.definitions()[1];
    QCOMPARE(slack.value(QStringLiteral("tier")).toString(), QStringLiteral("important"));
    QCOMPARE(slack.value(QStringLiteral("category")).toString(), QStringLiteral("chat"));
    QVERIFY(!add->isEnabled());
    QCOMPARE(shown.found(0, 2), QStringLiteral("is watched already"));
}

void AddServicesTest::failuresAreToldAndTriedAgain()
{
    Shown shown;
    QTRY_COMPARE(shown.dialog.finds().rowCount(), 4);
    shown.type(QStringLiteral("okta"));
    shown.press(Qt::Key_Return);
    shown.session.failWith(Error { ErrorCode::Conflict, QStringLiteral("service 'okta' comes from a file") });
    button(shown.dialog, QStringLiteral("Add"))->click();
    QTRY_COMPARE(shown.dialog.heading(), QStringLiteral("0 added, 1 not added"));
    QVERIFY(shown.pick(0, Models::VendorPicks::Outcome).startsWith(QStringLiteral("not added: ")));
    QVERIFY(shown.pick(0, Models::VendorPicks::Outcome).contains(QStringLiteral("comes from a file")));
    QVERIFY(!shown.dialog.problem().isEmpty());
    shown.session.failWith(std::nullopt);
    button(shown.dialog, QStringLiteral("Add"))->click();
    QTRY_COMPARE(shown.dialog.heading(), QStringLiteral("1 added"));
}

void AddServicesTest::showsHowItIsNow()
{
    Shown shown;
    shown.session.setDetection(oktaNow());
    QTRY_COMPARE(shown.dialog.finds().rowCount(), 4);
    shown.type(QStringLiteral("okta"));
    QTRY_COMPARE(shown.dialog.preview(), QStringLiteral("Okta now: Degraded, slow sign-in"));
    QCOMPARE(shown.session.detected(), QList<QUrl> { QUrl(QStringLiteral("https://status.okta.com/api")) });
    QVERIFY(shown.dialog.parts().isVisible());
    QCOMPARE(shown.dialog.parts().count(), 3);
    QCOMPARE(shown.dialog.parts().item(0)->text(), QStringLiteral("Core: Operational"));
    QCOMPARE(shown.dialog.parts().item(0)->checkState(), Qt::Checked); // the catalogue says so
    QCOMPARE(shown.dialog.parts().item(1)->checkState(), Qt::Unchecked);
    Domain::Detection none;
    none.sentence = QStringLiteral("status.slack.example does not answer.");
    shown.session.setDetection(none);
    shown.dialog.field().selectAll();
    shown.type(QStringLiteral("slack"));
    QVERIFY(!shown.dialog.parts().isVisible());
    QTRY_COMPARE(shown.dialog.preview(), none.sentence);
}

void AddServicesTest::partsArePicked()
{
    Shown shown;
    shown.session.setDetection(oktaNow());
    QTRY_COMPARE(shown.dialog.finds().rowCount(), 4);
    shown.type(QStringLiteral("okta"));
    QTRY_COMPARE(shown.dialog.parts().count(), 3);
    QListWidget &parts = shown.dialog.parts();
    parts.item(1)->setCheckState(Qt::Checked); // of two with one name: by its id
    QCOMPARE(shown.dialog.picks().rowCount(), 1);
    QCOMPARE(shown.pick(0, Models::VendorPicks::Outcome), QStringLiteral("only Core, 2"));
    parts.item(0)->setCheckState(Qt::Unchecked);
    parts.item(1)->setCheckState(Qt::Unchecked);
    QCOMPARE(shown.pick(0, Models::VendorPicks::Outcome), QStringLiteral("the whole page"));
}

void AddServicesTest::previewOfAnotherIsNotShown()
{
    Shown shown;
    shown.session.setDetection(oktaNow());
    QTRY_COMPARE(shown.dialog.finds().rowCount(), 4);
    shown.type(QStringLiteral("okta"));
    QTRY_VERIFY(!shown.session.detected().isEmpty());
    shown.dialog.field().selectAll();
    shown.type(QStringLiteral("gitlab"));
    QCoreApplication::processEvents(); // the answer about Okta comes late
    QVERIFY(shown.dialog.preview().startsWith(QStringLiteral("GitLab")));
    QVERIFY(!shown.dialog.parts().isVisible());
}

void AddServicesTest::keysAreEnough()
{
    Shown shown;
    QTRY_COMPARE(shown.dialog.finds().rowCount(), 4);
    QVERIFY(shown.dialog.field().hasFocus() || shown.dialog.focusWidget() == &shown.dialog.field());
    shown.type(QStringLiteral("category:engineering"));
    QCOMPARE(shown.found(0), QStringLiteral("GitHub"));
    shown.press(Qt::Key_Down);
    shown.press(Qt::Key_Return);
    QVERIFY(shown.dialog.problem().startsWith(QStringLiteral("GitLab")));
    shown.press(Qt::Key_Up);
    shown.press(Qt::Key_Return);
    QCOMPARE(shown.dialog.picks().rowCount(), 1);
    auto *chosen = shown.dialog.findChild<QTreeView *>(QStringLiteral("chosen"));
    QTest::keyClick(chosen, Qt::Key_Delete);
    QCOMPARE(shown.dialog.picks().rowCount(), 0);
    const auto widgets = shown.dialog.findChildren<QWidget *>();
    for (const char *name : { "found", "chosen", "parts" })
        QVERIFY2(!shown.dialog.findChild<QWidget *>(QLatin1String(name))->accessibleName().isEmpty(), name);
    QVERIFY(shown.dialog.isVisible()); // Enter adds to the list and closes nothing
    QTest::keyClick(&shown.dialog, Qt::Key_Escape);
    QVERIFY(!shown.dialog.isVisible());
}

void AddServicesTest::withoutACatalogue()
{
    FakeSession session { nothing() };
    FakeVendors vendors;
    vendors.answer = failure(ErrorCode::Unavailable, QStringLiteral("vendors.yaml:2:5: id is missing"));
    const Appearance appearance { QStringLiteral("dark") };
    AddServicesDialog dialog(session, vendors, appearance);
    dialog.show();
    QTRY_COMPARE(dialog.problem(), QStringLiteral("vendors.yaml:2:5: id is missing"));
    QTest::keyClicks(&dialog.field(), QStringLiteral("okta"));
    QCOMPARE(dialog.finds().rowCount(), 0);
}

void AddServicesTest::windowLeadsThere()
{
    FakeSession session { sampleSnapshot() };
    const FakeVendors vendors;
    Appearance appearance { QStringLiteral("dark") };
    MainWindow window(session, appearance);
    const auto offered = [&window] {
        window.openPalette();
        window.palette()->field()->setText(QStringLiteral("Add services"));
        const auto &found = window.palette()->found();
        return std::ranges::any_of(
            found, [](const Models::PaletteEntry &each) { return each.key == QLatin1String("add"); });
    };
    QVERIFY(!offered());
    window.setVendors(vendors);
    QVERIFY(offered());
    QTest::keyClick(window.palette()->field(), Qt::Key_Return);
    QVERIFY(window.findChild<AddServicesDialog *>());
    window.welcome();
    QCOMPARE(window.findChildren<AddServicesDialog *>().size(), 1); // there is something to look at
    window.welcome(Visitor::New);
    QCOMPARE(window.findChildren<AddServicesDialog *>().size(), 2);
}

void AddServicesTest::nothingToWatchLeadsThere()
{
    FakeSession session { nothing() };
    const FakeVendors vendors;
    Appearance appearance { QStringLiteral("dark") };
    MainWindow window(session, appearance);
    QVERIFY(window.overview()->addButton()->isHidden());
    window.setVendors(vendors);
    QVERIFY(!window.overview()->addButton()->isHidden());
    window.overview()->addButton()->click();
    QCOMPARE(window.findChildren<AddServicesDialog *>().size(), 1);
    window.welcome();
    QCOMPARE(window.findChildren<AddServicesDialog *>().size(), 2);
    session.publish(sampleSnapshot());
    QTRY_VERIFY(window.overview()->addButton()->isHidden());
}

QTEST_MAIN(AddServicesTest)
#include "tst_addservices.moc"
