// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/tablepage.h"

#include "core/answer.h"
#include "models/words.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>

namespace Wf::Gui {

TablePage::TablePage(Ports::Session &session, const Appearance &appearance, QWidget *parent)
    : Page(parent)
    , m_session(session)
    , m_appearance(appearance)
    , m_column(new QVBoxLayout(this))
    , m_head(new QHBoxLayout)
    , m_text(new QLineEdit(this))
    , m_state(new QComboBox(this))
    , m_count(new InkLabel(appearance, { FontRole::Caption, Ink::Text3 }, this))
    , m_note(new InkLabel(appearance, { FontRole::Base, Ink::Text2, QFont::Normal, TextFlow::Wrapped }, this))
{
    m_column->setContentsMargins(22, 16, 22, 12);
    m_column->setSpacing(10);
    m_head->setSpacing(8);
    m_text->setPlaceholderText(tr("Filter ( / )"));
    m_text->setAccessibleName(tr("Filter by words"));
    m_text->setClearButtonEnabled(true);
    m_text->setMaximumWidth(280);
    m_state->setAccessibleName(tr("Filter by state"));
    m_state->addItem(tr("All states"), -1);
    const std::pair<QString, Models::RowState> states[] { { tr("Trouble"), Models::RowState::Trouble },
        { tr("All well"), Models::RowState::Well }, { tr("Not known"), Models::RowState::Unknown },
        { tr("Paused"), Models::RowState::Paused } };
    for (const auto &[name, state] : states)
        m_state->addItem(name, static_cast<int>(state));
    m_head->addWidget(m_text, 1);
    m_head->addWidget(m_state);
    m_head->addWidget(m_count);
    m_head->addStretch(1);
    m_column->addLayout(m_head);
    m_column->addWidget(m_note);
    m_note->hide();
}

void TablePage::build(QAbstractItemModel &rows, const QString &name, const std::vector<int> &widths)
{
    m_rows = new Models::MonitorFilter(rows, this);
    m_table = new CellTable(m_appearance, *m_rows, this);
    m_table->setWidths(widths);
    m_table->setAccessibleName(name);
    m_column->addWidget(m_table, 1);
    setFocusProxy(m_table);
    connect(m_table, &CellTable::monitorActivated, this, &TablePage::monitorActivated);
    connect(m_table, &CellTable::choiceChanged, this, &TablePage::enableCommands);
    connect(m_text, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_rows->setText(text);
        showCount();
    });
    connect(m_text, &QLineEdit::returnPressed, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_state, qOverload<int>(&QComboBox::currentIndexChanged), this, [this] {
        const int state = m_state->currentData().toInt();
        m_rows->setState(state < 0 ? std::nullopt : std::optional(Models::RowState(state)));
        showCount();
    });
    auto *find =
        new QShortcut(QKeySequence(Qt::Key_Slash), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_text, qOverload<>(&QWidget::setFocus));
}

void TablePage::addCommand(const QString &text, const QKeySequence &key, Needs needs, std::function<void()> run)
{
    auto *button = new QPushButton(text, this);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(text, key.toString(QKeySequence::NativeText)));
    auto *shortcut = new QShortcut(key, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, button, &QPushButton::click);
    connect(button, &QPushButton::clicked, this, std::move(run));
    m_head->addWidget(button);
    m_commands.push_back({ button, needs });
    enableCommands();
}

void TablePage::addPausing()
{
    addCommand(tr("Pause"), QKeySequence(Qt::Key_P), Needs::Choice, [this] { setPaused(Ports::Pausing::Pause); });
    addCommand(
        tr("Resume"), QKeySequence(Qt::Key_U), Needs::Choice, [this] { setPaused(Ports::Pausing::Resume); });
}

void TablePage::setPaused(Ports::Pausing pausing)
{
    const std::vector<MonitorId> monitors = m_table->selectedMonitors();
    const auto count = monitors.size();
    onAnswer<Result<void>>(
        this, m_session.setPaused(monitors, pausing), [this, pausing, count](const auto &answer) {
            if (!answer)
                return complain(answer.error());
            say(pausing == Ports::Pausing::Pause
                    ? tr("%1 paused: not watched, and no alerts, until resumed.").arg(count)
                    : tr("%1 resumed.").arg(count));
        });
}

void TablePage::enableCommands()
{
    const bool chosen = m_table && m_table->selectionModel()->hasSelection();
    for (const Command &command : m_commands)
        command.button->setEnabled(!m_past && (chosen || command.needs == Needs::Nothing));
}

void TablePage::setChoosable(const Ports::Snapshot &snapshot)
{
    m_past = snapshot.past;
    enableCommands();
    showCount();
}

void TablePage::setTally(const QString &tally)
{
    m_tally = tally;
    showCount();
}

void TablePage::tick(Instant)
{
    m_table->viewport()->update();
}

void TablePage::say(const QString &text, std::optional<Domain::Display> tone)
{
    m_said = text;
    m_note->setTone(tone);
    showCount();
}

void TablePage::complain(const Error &error)
{
    say(Models::sentence(error), Domain::Display::Degraded);
}

void TablePage::showCount()
{
    const int all = m_rows->sourceModel()->rowCount();
    const int found = m_rows->rowCount();
    const QString count = found == all ? tr("%1 in all").arg(all) : tr("%1 of %2").arg(found).arg(all);
    m_count->setText(m_tally.isEmpty() || all == 0 ? count : QStringLiteral("%1 · %2").arg(count, m_tally));
    const QString note = all == 0 ? m_emptyText : found == 0 ? tr("Nothing here fits the filter.") : m_said;
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

} // namespace Wf::Gui
