// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/importdialog.h"

#include "core/answer.h"
#include "gui/inklabel.h"
#include "gui/roomydelegate.h"
#include "models/words.h"

#include <QDialogButtonBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace Wf::Gui {

namespace {
    constexpr int kNotesHeight = 130;
} // namespace

ImportDialog::ImportDialog(
    Ports::Session &session, const Ports::Importer &importer, const Appearance &appearance, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_importer(importer)
    , m_appearance(appearance)
    , m_heading(new InkLabel(appearance, { FontRole::Base, Ink::Text1, QFont::DemiBold, TextFlow::Wrapped }, this))
    , m_notesTitle(new InkLabel(appearance, { FontRole::Base, Ink::Text2, QFont::DemiBold }, this))
    , m_table(new QTreeView(this))
    , m_notes(new QPlainTextEdit(this))
    , m_progress(new QProgressBar(this))
{
    setWindowTitle(tr("Import monitors"));
    setAcceptDrops(true);
    resize(980, 640);
    build();
    showState();
}

void ImportDialog::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(22, 18, 22, 16);
    column->setSpacing(10);
    column->addWidget(m_heading);
    buildTable();
    column->addWidget(m_table, 1);
    m_notesTitle->setText(tr("Not taken over, or not exactly"));
    m_notes->setReadOnly(true);
    m_notes->setTabChangesFocus(true);
    m_notes->setAccessibleName(m_notesTitle->text());
    m_notes->setMaximumHeight(kNotesHeight);
    m_progress->setAccessibleName(tr("Monitors created"));
    m_progress->setFormat(tr("%v of %m"));
    column->addWidget(m_notesTitle);
    column->addWidget(m_notes);
    column->addWidget(m_progress);
    buildButtons(*column);
    for (QWidget *part : { static_cast<QWidget *>(m_notesTitle), static_cast<QWidget *>(m_notes),
             static_cast<QWidget *>(m_progress) })
        part->hide();
}

void ImportDialog::buildTable()
{
    m_table->setModel(&m_list);
    m_table->setItemDelegate(new RoomyDelegate(m_table));
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setAccessibleName(tr("Monitors of the file"));
    m_table->setFont(m_appearance.font(FontRole::Base));
    QHeaderView *header = m_table->header();
    header->setStretchLastSection(true);
    header->resizeSection(Models::ImportList::Name, 240);
    header->resizeSection(Models::ImportList::Kind, 90);
    header->resizeSection(Models::ImportList::Target, 320);
    connect(&m_list, &Models::ImportList::choiceChanged, this, &ImportDialog::showChoice);
}

void ImportDialog::buildButtons(QVBoxLayout &column)
{
    auto *buttons = new QDialogButtonBox(this);
    m_choose = buttons->addButton(tr("Choose a &file…"), QDialogButtonBox::ActionRole);
    m_all = buttons->addButton(tr("Tick &all or none"), QDialogButtonBox::ActionRole);
    m_import = buttons->addButton(tr("&Import"), QDialogButtonBox::ActionRole);
    m_close = buttons->addButton(QDialogButtonBox::Close);
    m_choose->setAutoDefault(false);
    m_all->setAutoDefault(false);
    m_import->setDefault(true);
    column.addWidget(buttons);
    connect(m_choose, &QPushButton::clicked, this, &ImportDialog::chooseFile);
    connect(m_all, &QPushButton::clicked, this, &ImportDialog::tickAll);
    connect(m_import, &QPushButton::clicked, this, &ImportDialog::begin);
    connect(buttons, &QDialogButtonBox::rejected, this, &ImportDialog::reject);
}

QString ImportDialog::heading() const
{
    return m_heading->text();
}

QString ImportDialog::notes() const
{
    return m_notes->toPlainText();
}

// --- what is in the file ---

void ImportDialog::chooseFile()
{
    auto *dialog = new QFileDialog(
        this, tr("Import monitors"), {}, tr("Exports (*.json *.yaml *.yml *.db *.sqlite);;All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &ImportDialog::readFile);
    dialog->open();
}

void ImportDialog::readFile(const QString &file)
{
    if (!m_waiting.empty())
        return;
    const quint64 reading = ++m_reading;
    m_heading->setTone({});
    m_heading->setText(tr("Reading %1…").arg(file));
    onAnswer<Result<Domain::Import>>(this, m_importer.read(file), [this, reading](const auto &import) {
        if (reading == m_reading)
            take(import);
    });
}

void ImportDialog::take(const Result<Domain::Import> &import)
{
    m_format = import ? import->format : QString();
    m_list.show(import.value_or(Domain::Import {}), *m_session.snapshot());
    m_fileNotes = import ? import->notes : std::vector<Domain::ImportNote>();
    showNotes();
    m_progress->hide();
    if (!import) {
        m_heading->setTone(Domain::Display::MajorOutage);
        m_heading->setText(import.error().detail);
        return;
    }
    m_table->setCurrentIndex(m_list.index(0, 0));
    m_table->setFocus();
    showState();
}

void ImportDialog::showNotes()
{
    std::vector<Domain::ImportNote> all = m_list.troubles();
    all.insert(all.end(), m_fileNotes.begin(), m_fileNotes.end());
    const QString notes = Models::importNotes(all);
    m_notes->setPlainText(notes);
    m_notes->setVisible(!notes.isEmpty());
    m_notesTitle->setVisible(!notes.isEmpty());
}

void ImportDialog::showState()
{
    m_heading->setText(m_format.isEmpty()
            ? tr("Choose a file, or drop it here: kuma.db or a backup of Uptime Kuma, the configuration of Gatus, "
                 "or the checks of Healthchecks (GET /api/v3/checks/).")
            : Models::importText(m_format, m_list));
    showChoice();
}

void ImportDialog::showChoice()
{
    const auto count = m_list.chosen().size();
    m_import->setText(count == 1 ? tr("&Import one monitor") : tr("&Import %1 monitors").arg(count));
    m_import->setEnabled(count > 0 && m_waiting.empty());
    m_all->setEnabled(m_list.rowCount() > 0 && m_waiting.empty());
    m_choose->setEnabled(m_waiting.empty());
}

void ImportDialog::tickAll()
{
    const bool none = m_list.chosen().empty();
    for (int row = 0; row < m_list.rowCount(); ++row)
        m_list.setData(m_list.index(row, 0), none ? Qt::Checked : Qt::Unchecked, Qt::CheckStateRole);
}

// --- creating ---

void ImportDialog::begin()
{
    m_waiting = m_list.chosen();
    std::ranges::reverse(m_waiting);
    m_progress->setRange(0, static_cast<int>(m_waiting.size()));
    m_progress->setValue(0);
    m_progress->show();
    showChoice();
    createNext();
}

void ImportDialog::createNext()
{
    if (m_waiting.empty())
        return finish();
    const int row = m_waiting.back();
    const auto settle = [this, row](const std::optional<Error> &error) {
        m_waiting.pop_back();
        m_list.setOutcome(row, error);
        m_progress->setValue(m_progress->maximum() - static_cast<int>(m_waiting.size()));
        createNext();
    };
    onAnswer<Result<MonitorId>>(
        this, m_session.createMonitor(m_list.definition(row)),
        [settle](const auto &made) { settle(made ? std::nullopt : std::optional(made.error())); },
        [settle] {
            settle(Error { ErrorCode::Unavailable, tr("the engine did not answer") });
        });
}

void ImportDialog::finish()
{
    showState();
    showNotes();
    const bool whole = m_list.count(Models::ImportList::Stand::Failed) == 0;
    m_heading->setTone(whole ? Domain::Display::Operational : Domain::Display::Degraded);
    m_close->setFocus();
}

// --- mouse and keys ---

QString ImportDialog::droppedFile(const QDropEvent &event)
{
    const QList<QUrl> urls = event.mimeData()->urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString();
}

void ImportDialog::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedFile(*event).isEmpty())
        event->acceptProposedAction();
}

void ImportDialog::dropEvent(QDropEvent *event)
{
    readFile(droppedFile(*event));
    event->acceptProposedAction();
}

/// Esc does not break off what is being created: the answer would be lost.
void ImportDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape || m_waiting.empty())
        QDialog::keyPressEvent(event);
}

} // namespace Wf::Gui
