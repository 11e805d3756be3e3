// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/appearance.h"
#include "models/importlist.h"
#include "ports/importer.h"
#include "ports/session.h"

#include <QDialog>

class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QTreeView;
class QVBoxLayout;

namespace Wf::Gui {

class InkLabel;

/// Takes over what another program watched: a file is chosen or dropped, what was recognised can be ticked, and
/// each monitor is created with what became of it beside it. What could not be taken over stays to be read.
class ImportDialog final : public QDialog {
    Q_OBJECT

public:
    ImportDialog(Ports::Session &session, const Ports::Importer &importer, const Appearance &appearance,
        QWidget *parent = nullptr);

    void readFile(const QString &file);
    /// Lets a person choose one.
    void chooseFile();
    [[nodiscard]] QTreeView &table() const { return *m_table; }
    [[nodiscard]] QString heading() const;
    [[nodiscard]] QString notes() const;
    /// The one local file of a drop; empty: it is none.
    [[nodiscard]] static QString droppedFile(const QDropEvent &event);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void buildTable();
    void buildButtons(QVBoxLayout &column);
    void take(const Result<Domain::Import> &import);
    void showChoice();
    void showState();
    void showNotes();
    void tickAll();
    void begin();
    void createNext();
    void finish();

    Ports::Session &m_session;
    const Ports::Importer &m_importer;
    const Appearance &m_appearance;
    Models::ImportList m_list;
    QString m_format;
    std::vector<Domain::ImportNote> m_fileNotes;
    std::vector<int> m_waiting; ///< rows still to be created, the next one last
    quint64 m_reading = 0;
    InkLabel *m_heading;
    InkLabel *m_notesTitle;
    QTreeView *m_table;
    QPlainTextEdit *m_notes;
    QProgressBar *m_progress;
    QPushButton *m_import = nullptr;
    QPushButton *m_choose = nullptr;
    QPushButton *m_all = nullptr;
    QPushButton *m_close = nullptr;
};

} // namespace Wf::Gui
