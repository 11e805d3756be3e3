// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/addservicesdialog.h"
#include "gui/importdialog.h"
#include "gui/mainwindow.h"
#include "gui/overviewpage.h"
#include "gui/settingspage.h"

#include "core/answer.h"

#include <QDropEvent>
#include <QFileDialog>
#include <QSaveFile>
#include <QShortcut>

// Monitors that come from files of other programs or from the catalogue of vendors, and ours that go into a file.

namespace Wf::Gui {

void MainWindow::setImporter(const Ports::Importer &importer)
{
    m_importer = &importer;
    m_settings->setImportable();
    setAcceptDrops(true);
    connect(new QShortcut(QKeySequence(QKeySequence::Open), this), &QShortcut::activated, this,
        [this] { importMonitors(); });
}

void MainWindow::importMonitors(const QString &file)
{
    if (!m_importer)
        return;
    auto *dialog = new ImportDialog(m_session, *m_importer, m_appearance, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    if (file.isEmpty())
        dialog->chooseFile();
    else
        dialog->readFile(file);
}

void MainWindow::setVendors(const Ports::VendorCatalogue &vendors)
{
    m_vendors = &vendors;
    m_overview->setAddable();
    connect(m_overview, &OverviewPage::addRequested, this, &MainWindow::addServices);
    connect(new QShortcut(QKeySequence(QKeySequence::New), this), &QShortcut::activated, this,
        &MainWindow::addServices);
}

void MainWindow::addServices()
{
    if (!m_vendors)
        return;
    auto *dialog = new AddServicesDialog(m_session, *m_vendors, m_appearance, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::welcome(Visitor visitor)
{
    if (visitor == Visitor::New || m_live->services.empty())
        addServices();
}

void MainWindow::exportMonitors()
{
    auto *dialog = new QFileDialog(
        this, tr("Export as YAML"), QStringLiteral("services.yaml"), tr("YAML (*.yaml *.yml);;All files (*)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("yaml"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::writeExport);
    dialog->open();
}

void MainWindow::writeExport(const QString &file)
{
    onAnswer<Result<QString>>(this, m_session.exportDefinitions(), [this, file](const auto &text) {
        if (!text)
            return complain(text.error());
        QSaveFile saved(file);
        const bool written =
            saved.open(QIODevice::WriteOnly) && saved.write(text->toUtf8()) >= 0 && saved.commit();
        if (!written)
            return complain({ ErrorCode::Io, tr("%1 could not be written: %2").arg(file, saved.errorString()) });
        m_topBar->announce(tr("Written to %1").arg(file));
    });
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (m_importer && !ImportDialog::droppedFile(*event).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    importMonitors(ImportDialog::droppedFile(*event));
    event->acceptProposedAction();
}

} // namespace Wf::Gui
