// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/appearance.h"
#include "gui/importdialog.h"
#include "gui/mainwindow.h"
#include "gui/messagebar.h"
#include "gui/settingspage.h"
#include "testkit/fakesession.h"
#include "testkit/ownsettings.h"
#include "testkit/samplemonitors.h"

#include <QApplication>
#include <QDropEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QPromise>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace Wf;
using namespace Wf::Gui;
using namespace Wf::TestKit;
using Stand = Models::ImportList::Stand;

namespace {
/// Answers with what it was given, whatever the file.
class FakeImporter final : public Ports::Importer {
public:
    [[nodiscard]] QFuture<Result<Domain::Import>> read(const QString &file) const override
    {
        files.append(file);
        return readyFuture(answer);
    }
    Result<Domain::Import> answer;
    mutable QStringList files;
};

Domain::Import file()
{
    Domain::Import import { QStringLiteral("Uptime Kuma"), {},
        { { QStringLiteral("Old"), QStringLiteral("kind 'docker' is not known here") } } };
    for (const Ports::MonitorRow &row : { sampleCheck("x", "shop", Domain::Status::Operational),
             sampleCheck("x", "login", Domain::Status::Operational), sampleHeartbeat("x", "export") })
        import.monitors.push_back({ row.spec.name,
            { { QStringLiteral("kind"), row.spec.kind },
                { QStringLiteral("name"),
                    row.spec.name } },
            row.spec, {} });
    import.monitors.push_back({ QStringLiteral("nameless"),
        { { QStringLiteral("kind"),
            QStringLiteral("http") } },
        sampleCheck("x", "nameless", Domain::Status::Operational).spec, {} });
    return import;
}

QPushButton *button(const QWidget &window, const QString &text)
{
    const auto all = window.findChildren<QPushButton *>();
    for (QPushButton *each : all) {
        if (each->text().remove(u'&').startsWith(text))
            return each;
    }
    return nullptr;
}

/// What a file manager lets fall onto a widget.
void drop(QWidget &target, const QString &name)
{
    QMimeData data;
    data.setUrls({ QUrl::fromLocalFile(name) });
    QDragEnterEvent enter({ 5, 5 }, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&target, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event({ 5, 5 }, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&target, &event);
}

struct Shown {
    Shown()
        : dialog(session, importer, appearance)
    {
        importer.answer = file();
        dialog.show();
    }
    [[nodiscard]] QString outcome(int row) const
    {
        return dialog.table().model()->index(row, Models::ImportList::Outcome).data().toString();
    }
    FakeSession session { withMonitors(
        sampleSnapshot(), { sampleCheck("okta", "login", Domain::Status::MajorOutage) }) };
    FakeImporter importer;
    Appearance appearance { QStringLiteral("dark") };
    ImportDialog dialog;
};
} // namespace

class ExchangeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatItTakes();
    void showsWhatWasRecognised();
    void importsWhatIsTicked();
    void aFileThatIsNoneIsTold();
    void keysReachEverything();
    void droppingAFileOpensIt();
    void settingsLeadToBoth();
    void writesTheExport();
    void saysWhyNothingWasWritten();

private:
    TestKit::OwnSettings m_settings;
};

void ExchangeTest::saysWhatItTakes()
{
    const Shown shown;
    QVERIFY(shown.dialog.heading().contains(QStringLiteral("kuma.db")));
    QVERIFY(!button(shown.dialog, QStringLiteral("Import"))->isEnabled());
}

void ExchangeTest::showsWhatWasRecognised()
{
    Shown shown;
    shown.dialog.readFile(QStringLiteral("/somewhere/kuma.db"));
    QTRY_COMPARE(shown.dialog.heading(), QStringLiteral("Uptime Kuma: 4 monitors, 1 here already"));
    QCOMPARE(shown.importer.files, QStringList { QStringLiteral("/somewhere/kuma.db") });
    QCOMPARE(shown.dialog.notes(), QStringLiteral("Old: kind 'docker' is not known here"));
    QCOMPARE(button(shown.dialog, QStringLiteral("Import"))->text(), QStringLiteral("&Import 3 monitors"));
    QCOMPARE(shown.outcome(1), QStringLiteral("is here already"));
    QVERIFY(shown.session.edits().isEmpty());
}

void ExchangeTest::importsWhatIsTicked()
{
    Shown shown;
    shown.dialog.readFile(QStringLiteral("kuma.db"));
    QTRY_COMPARE(shown.dialog.table().model()->rowCount(), 4);
    QAbstractItemModel &rows = *shown.dialog.table().model();
    QVERIFY(rows.setData(rows.index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
    button(shown.dialog, QStringLiteral("Import"))->click();
    QTRY_COMPARE(shown.dialog.heading(),
        QStringLiteral("Uptime Kuma: 4 monitors, 1 created, 1 not created, 1 here already"));
    QCOMPARE(shown.session.edits(), (QStringList { QStringLiteral("create export"), QStringLiteral("create ") }));
    QCOMPARE(
        shown.session.definitions().front().value(QStringLiteral("kind")).toString(), QStringLiteral("heartbeat"));
    QCOMPARE(shown.outcome(2), QStringLiteral("created"));
    QCOMPARE(shown.outcome(3), QStringLiteral("not created: name is missing"));
    QVERIFY(shown.dialog.notes().startsWith(QStringLiteral("nameless: not created: name is missing\nOld: ")));
    QCOMPARE(shown.outcome(0), QStringLiteral("new"));
    QVERIFY(!button(shown.dialog, QStringLiteral("Import"))->isEnabled() // nothing is ticked any more
        && shown.dialog.isVisible());
}

void ExchangeTest::aFileThatIsNoneIsTold()
{
    Shown shown;
    shown.importer.answer = failure(ErrorCode::Invalid, QStringLiteral("x.txt is neither JSON nor YAML"));
    shown.dialog.readFile(QStringLiteral("x.txt"));
    QTRY_COMPARE(shown.dialog.heading(), QStringLiteral("x.txt is neither JSON nor YAML"));
    QCOMPARE(shown.dialog.table().model()->rowCount(), 0);
    shown.importer.answer = file();
    shown.dialog.readFile(QStringLiteral("kuma.db")); // and one may try another
    QTRY_COMPARE(shown.dialog.table().model()->rowCount(), 4);
}

void ExchangeTest::keysReachEverything()
{
    Shown shown;
    shown.dialog.readFile(QStringLiteral("kuma.db"));
    QTRY_COMPARE(shown.dialog.table().model()->rowCount(), 4);
    QTreeView &table = shown.dialog.table();
    QCOMPARE(table.currentIndex().row(), 0);
    QTest::keyClick(&table, Qt::Key_Space);
    QCOMPARE(button(shown.dialog, QStringLiteral("Import"))->text(), QStringLiteral("&Import 2 monitors"));
    button(shown.dialog, QStringLiteral("Tick"))->click();
    QCOMPARE(button(shown.dialog, QStringLiteral("Import"))->text(), QStringLiteral("&Import 0 monitors"));
    button(shown.dialog, QStringLiteral("Tick"))->click();
    QCOMPARE(button(shown.dialog, QStringLiteral("Import"))->text(), QStringLiteral("&Import 4 monitors"));
    QVERIFY(!table.accessibleName().isEmpty());
    QVERIFY(
        table.model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("shop, HTTP")));
    QTest::keyClick(&shown.dialog, Qt::Key_Escape);
    QVERIFY(!shown.dialog.isVisible());
}

void ExchangeTest::droppingAFileOpensIt()
{
    Shown shown;
    drop(shown.dialog, QStringLiteral("/tmp/gatus.yaml"));
    QCOMPARE(shown.importer.files, QStringList { QStringLiteral("/tmp/gatus.yaml") });
    MainWindow window(shown.session, shown.appearance);
    QVERIFY(!window.acceptDrops()); // nobody reads files yet
    window.setImporter(shown.importer);
    drop(window, QStringLiteral("/tmp/kuma.db"));
    const auto *dialog = window.findChild<ImportDialog *>();
    QVERIFY(dialog);
    QTRY_COMPARE(dialog->table().model()->rowCount(), 4);
}

void ExchangeTest::settingsLeadToBoth()
{
    Shown shown;
    MainWindow window(shown.session, shown.appearance);
    QVERIFY(window.showPage(QStringLiteral("settings")));
    QWidget &settings = *window.page(QStringLiteral("settings"));
    QVERIFY(button(settings, QStringLiteral("Import"))->isHidden());
    window.setImporter(shown.importer);
    button(settings, QStringLiteral("Import"))->click();
    const auto *dialog = window.findChild<ImportDialog *>();
    QVERIFY(dialog && dialog->findChild<QFileDialog *>());
    button(settings, QStringLiteral("Export as YAML"))->click();
    const auto dialogs = window.findChildren<QFileDialog *>();
    QVERIFY(
        std::ranges::any_of(dialogs, [](auto *each) { return each->acceptMode() == QFileDialog::AcceptSave; }));
}

void ExchangeTest::writesTheExport()
{
    Shown shown;
    MainWindow window(shown.session, shown.appearance);
    const QTemporaryDir folder;
    QFile written(folder.filePath(QStringLiteral("services.yaml")));
    window.writeExport(written.fileName());
    QTRY_VERIFY(written.exists());
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll(), QByteArray("services: []\n"));
}

void ExchangeTest::saysWhyNothingWasWritten()
{
    Shown shown;
    MainWindow window(shown.session, shown.appearance);
    window.writeExport(QStringLiteral("/nowhere/at/all/services.yaml"));
    const auto complaint = [&window] {
        const auto bars = window.findChildren<MessageBar *>();
        return std::ranges::any_of(bars,
            [](const MessageBar *bar) { return bar->text().contains(QStringLiteral("could not be written")); });
    };
    QTRY_VERIFY(complaint());
}

QTEST_MAIN(ExchangeTest)
#include "tst_exchange.moc"
