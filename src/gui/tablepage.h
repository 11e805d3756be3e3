// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/celltable.h"
#include "gui/inklabel.h"
#include "gui/page.h"
#include "models/monitorfilter.h"
#include "ports/session.h"

#include <QVBoxLayout>

#include <functional>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace Wf::Gui {

/// A page that is a table of monitors: words to filter by, a state to filter by, things to do with what is chosen.
class TablePage : public Page {
    Q_OBJECT

public:
    void tick(Instant now) override;
    [[nodiscard]] CellTable &table() const { return *m_table; }

protected:
    /// What a command needs before it can be given.
    enum class Needs : quint8 { Nothing, Choice };

    TablePage(Ports::Session &session, const Appearance &appearance, QWidget *parent);
    /// To be called once, before anything else; `rows` belongs to the page.
    void build(QAbstractItemModel &rows, const QString &name, const std::vector<int> &widths);
    void addCommand(const QString &text, const QKeySequence &key, Needs needs, std::function<void()> run);
    void addPausing();
    void setChoosable(const Ports::Snapshot &snapshot);
    /// What stands in place of rows while there are none at all.
    void setEmptyText(const QString &text) { m_emptyText = text; }
    void say(const QString &text, std::optional<Domain::Display> tone = {});
    void complain(const Error &error);
    void showCount();
    /// A figure beside the number of rows; not shown while there are none.
    void setTally(const QString &tally);
    [[nodiscard]] QVBoxLayout &column() { return *m_column; }
    [[nodiscard]] Ports::Session &session() { return m_session; }
    [[nodiscard]] const Appearance &appearance() const { return m_appearance; }

private:
    struct Command {
        QPushButton *button = nullptr;
        Needs needs = Needs::Nothing;
    };
    void setPaused(Ports::Pausing pausing);
    void enableCommands();

    Ports::Session &m_session;
    const Appearance &m_appearance;
    QVBoxLayout *m_column;
    QHBoxLayout *m_head;
    QLineEdit *m_text;
    QComboBox *m_state;
    InkLabel *m_count;
    InkLabel *m_note;
    Models::MonitorFilter *m_rows = nullptr;
    CellTable *m_table = nullptr;
    std::vector<Command> m_commands;
    QString m_emptyText;
    QString m_said;
    QString m_tally;
    bool m_past = false;
};

} // namespace Wf::Gui
