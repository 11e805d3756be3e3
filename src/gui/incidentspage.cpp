// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/incidentspage.h"

#include "core/answer.h"
#include "gui/account.h"
#include "models/cellroles.h"
#include "models/incidentlist.h"
#include "models/words.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>

namespace Wf::Gui {

using Kind = Domain::IncidentNote::Kind;

namespace {
    constexpr size_t kOtherLines = 6;
    constexpr size_t kPlannedLines = 4;
    constexpr int kEnoughRows = 50;
    constexpr int kPagesAhead = 20;
    constexpr int kRoomForWorst = 1120; ///< a page that is narrower goes without this column
    constexpr int kRoomForCare = 960;
} // namespace

IncidentsPage::IncidentsPage(Ports::Session &session, const Appearance &appearance, QWidget *parent)
    : Page(parent)
    , m_session(session)
    , m_appearance(appearance)
    , m_model(session)
    , m_rows(m_model)
    , m_snapshot(session.snapshot())
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(22, 16, 22, 12);
    column->setSpacing(10);
    buildHead(column);
    buildTable(column);
    buildBelow(column);
    connect(&m_model, &Models::IncidentModel::askingChanged, this, [this] {
        searchOn();
        showRows();
    });
    setFocusProxy(m_table);
    enableCommands();
}

void IncidentsPage::buildHead(QVBoxLayout *column)
{
    m_head = new QHBoxLayout;
    m_head->setSpacing(8);
    m_text = new QLineEdit(this);
    m_text->setPlaceholderText(tr("Filter ( / )"));
    m_text->setAccessibleName(tr("Filter by words"));
    m_text->setClearButtonEnabled(true);
    m_text->setMaximumWidth(280);
    m_state = new QComboBox(this);
    m_state->setAccessibleName(tr("Open or over"));
    m_state->addItem(tr("Open and over"), -1);
    m_state->addItem(tr("Open"), static_cast<int>(Models::RowState::Trouble));
    m_state->addItem(tr("Over"), static_cast<int>(Models::RowState::Well));
    m_tier = new QComboBox(this);
    m_tier->setAccessibleName(tr("Filter by tier"));
    m_tier->addItem(tr("All tiers"), -1);
    for (const auto tier : { Domain::Tier::Critical, Domain::Tier::Important, Domain::Tier::Informational })
        m_tier->addItem(Models::label(tier), static_cast<int>(tier));
    m_count = new InkLabel(m_appearance, { FontRole::Caption, Ink::Text3 }, this);
    m_note = new InkLabel(m_appearance, { FontRole::Base, Ink::Text2, QFont::Normal, TextFlow::Wrapped }, this);
    m_head->addWidget(m_text, 1);
    m_head->addWidget(m_state);
    m_head->addWidget(m_tier);
    m_head->addWidget(m_count);
    m_head->addStretch(1);
    m_acknowledge = addCommand(tr("Acknowledge"), Qt::Key_A, [this] { acknowledge(); });
    m_comment = addCommand(
        tr("Note…"), Qt::Key_N, [this] { Q_EMIT noteRequested(chosen().front()->incident.id, Kind::Note); });
    m_silence = addCommand(
        tr("Silence…"), Qt::Key_S, [this] { Q_EMIT silenceRequested(chosen().front()->incident.service); });
    column->addLayout(m_head);
    column->addWidget(m_note);
    connect(m_text, &QLineEdit::textChanged, this, &IncidentsPage::filter);
    connect(m_state, qOverload<int>(&QComboBox::currentIndexChanged), this, &IncidentsPage::filter);
    connect(m_tier, qOverload<int>(&QComboBox::currentIndexChanged), this, &IncidentsPage::filter);
    auto *find =
        new QShortcut(QKeySequence(Qt::Key_Slash), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_text, qOverload<>(&QWidget::setFocus));
}

QPushButton *IncidentsPage::addCommand(const QString &text, Qt::Key key, std::function<void()> run)
{
    auto *button = new QPushButton(text, this);
    const QKeySequence keys(key);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
    auto *shortcut = new QShortcut(keys, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, button, &QPushButton::click);
    connect(button, &QPushButton::clicked, this, std::move(run));
    m_head->addWidget(button);
    return button;
}

void IncidentsPage::buildTable(QVBoxLayout *column)
{
    m_table = new CellTable(m_appearance, m_rows, this);
    m_table->setWidths({ 140, 0, 104, 84, 126, 176, 190 });
    m_table->setAccessibleName(tr("Incidents"));
    column->addWidget(m_table, 1);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT incidentActivated(index.data(Models::CellRole::Incident).toLongLong());
    });
    connect(m_table, &CellTable::choiceChanged, this, &IncidentsPage::enableCommands);
    connect(m_text, &QLineEdit::returnPressed, m_table, qOverload<>(&QWidget::setFocus));
}

void IncidentsPage::buildBelow(QVBoxLayout *column)
{
    m_otherCard = new Card(m_appearance, tr("Needs attention without being an incident"), this);
    m_other = new RowList(m_appearance, { 0, 170, ToneOn::Trail }, m_otherCard);
    m_other->setAccessibleName(tr("Needs attention without being an incident"));
    m_otherCard->body()->addWidget(m_other);
    m_plannedCard = new Card(m_appearance, tr("Planned maintenance"), this);
    m_planned = new RowList(m_appearance, { 0, 200, ToneOn::Trail }, m_plannedCard);
    m_planned->setAccessibleName(tr("Planned maintenance"));
    m_plannedCard->body()->addWidget(m_planned);
    column->addWidget(m_otherCard);
    column->addWidget(m_plannedCard);
    for (RowList *list : { m_other, m_planned })
        connect(list, &RowList::serviceActivated, this, &IncidentsPage::serviceActivated);
}

// --- what is shown ---

Instant IncidentsPage::now() const
{
    return m_now && !m_snapshot->past ? *m_now : m_snapshot->at;
}

void IncidentsPage::apply(const Ports::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    m_model.apply(snapshot);
    showRows();
    showBelow();
    enableCommands();
}

void IncidentsPage::tick(Instant now)
{
    m_now = now;
    m_model.setNow(now);
    m_table->viewport()->update();
    showBelow();
}

void IncidentsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (m_asked && m_model.asking() != Models::IncidentModel::Asking::Failed)
        return;
    m_asked = true;
    m_model.ask();
}

/// Where there is little room, what happened counts more than how bad it once was.
void IncidentsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_table->setColumnHidden(Models::IncidentModel::Worst, width() < kRoomForWorst);
    m_table->setColumnHidden(Models::IncidentModel::Care, width() < kRoomForCare);
}

void IncidentsPage::filter()
{
    m_rows.setText(m_text->text());
    const int state = m_state->currentData().toInt();
    m_rows.setState(state < 0 ? std::nullopt : std::optional(Models::RowState(state)));
    const int tier = m_tier->currentData().toInt();
    m_rows.setTier(tier < 0 ? std::nullopt : std::optional(Domain::Tier(tier)));
    m_pagesAhead = kPagesAhead;
    searchOn();
    showRows();
}

/// What is looked for may be further back than what was asked so far.
void IncidentsPage::searchOn()
{
    if (m_pagesAhead <= 0 || m_rows.rowCount() >= kEnoughRows || !m_model.canFetchMore({}))
        return;
    --m_pagesAhead;
    m_model.fetchMore({});
}

void IncidentsPage::showRows()
{
    using Asking = Models::IncidentModel::Asking;
    const int all = m_model.rowCount();
    const int found = m_rows.rowCount();
    const QString open = tr("%1 open").arg(m_model.openCount());
    m_count->setText(found == all ? open : tr("%1 · %2 found").arg(open).arg(found));
    const bool failed = m_model.asking() == Asking::Failed;
    const QString note = failed               ? m_model.problem()
        : !m_said.isEmpty()                   ? m_said
        : found > 0                           ? QString()
        : m_model.asking() == Asking::Waiting ? tr("Loading…")
        : all > 0                             ? tr("Nothing here fits the filter.")
                                              : emptyText();
    if (failed || m_said.isEmpty())
        m_note->setTone(failed ? std::optional(Domain::Display::Degraded) : std::nullopt);
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

QString IncidentsPage::emptyText() const
{
    if (m_snapshot->past)
        return tr("No incident was open then.");
    const Domain::SummaryCounts counts = Models::countShown(*m_snapshot, now());
    const QString how = counts.operational + counts.maintenance > 0
        ? tr("No active incidents. %1.").arg(Models::sentence(*m_snapshot, now()))
        : Models::noIncidents(counts);
    return tr("%1 When something breaks it appears here, and stays in the list when it is over.").arg(how);
}

void IncidentsPage::showBelow()
{
    std::vector<Row> others;
    for (const Models::ActiveIncident &other : Models::incidentsOf(*m_snapshot, now())) {
        const Ports::ServiceRow *row = m_snapshot->find(other.id);
        if (!row || row->incident)
            continue;
        others.push_back(
            { other.display, {}, other.name, other.title, other.facts, other.display, other.id, other.impact });
    }
    m_otherCard->setVisible(!others.empty());
    m_other->show(others, kOtherLines);
    std::vector<Row> planned;
    for (const Models::PlannedWork &work : Models::plannedWork(*m_snapshot, now())) {
        const auto tone = work.active ? std::optional(Domain::Display::Maintenance) : std::nullopt;
        planned.push_back(
            { Domain::Display::Maintenance, {}, work.name, work.title, work.when, tone, work.id, {} });
    }
    m_plannedCard->setVisible(!planned.empty());
    m_planned->show(planned, kPlannedLines);
}

// --- what can be done ---

std::vector<const Models::IncidentLine *> IncidentsPage::chosen() const
{
    std::vector<const Models::IncidentLine *> lines;
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &index : rows)
        lines.push_back(&m_model.at(m_rows.mapToSource(index).row()));
    return lines;
}

void IncidentsPage::enableCommands()
{
    const auto lines = chosen();
    const bool live = !m_snapshot->past && !lines.empty();
    m_acknowledge->setEnabled(live && std::ranges::any_of(lines, [](const auto *line) {
        return line->incident.isOpen() && !line->incident.acknowledged;
    }));
    m_comment->setEnabled(live && lines.size() == 1);
    m_silence->setEnabled(live && lines.size() == 1);
}

void IncidentsPage::acknowledge()
{
    for (const Models::IncidentLine *line : chosen()) {
        if (!line->incident.isOpen() || line->incident.acknowledged)
            continue;
        const Ports::IncidentAction action { line->incident.id, Kind::Acknowledged, accountName(), {} };
        onAnswer<Result<Domain::Incident>>(
            this, m_session.act(action), [this, name = line->name](const auto &answer) {
                if (!answer)
                    return say(
                        tr("%1: %2").arg(name, Models::sentence(answer.error())), Domain::Display::Degraded);
                say(tr("%1: acknowledged. Repeats and escalation stop.").arg(name));
            });
    }
}

void IncidentsPage::say(const QString &text, std::optional<Domain::Display> tone)
{
    m_said = text;
    m_note->setTone(tone);
    showRows();
}

} // namespace Wf::Gui
