// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/graphpage.h"

#include "gui/sidepanel.h"
#include "models/servicetexts.h"
#include "models/words.h"

#include <QBoxLayout>

namespace Wf::Gui {

namespace {
    constexpr int kPanelWidth = 304;
    constexpr size_t kReachedLines = 18;
} // namespace

GraphPage::GraphPage(const Appearance &appearance, QWidget *parent)
    : Page(parent)
    , m_view(new GraphView(appearance, this))
    , m_title(new InkLabel(appearance, { FontRole::Base, Ink::Text1, QFont::DemiBold }))
    , m_summary(new InkLabel(appearance, { FontRole::Base, Ink::Text2, QFont::Normal, TextFlow::Wrapped }))
    , m_hint(new InkLabel(appearance, { FontRole::Small, Ink::Text3, QFont::Normal, TextFlow::Wrapped }))
    , m_reached(new RowList(appearance, { 0, 150, ToneOn::Trail }))
{
    auto *panel = new SidePanel(appearance, this);
    panel->setFixedWidth(kPanelWidth);
    auto *column = new QVBoxLayout(panel);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(8);
    m_reached->setAccessibleName(tr("Services that feel it"));
    column->addWidget(m_title);
    column->addWidget(m_summary);
    column->addWidget(m_reached);
    column->addStretch(1);
    column->addWidget(m_hint);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_view, 1);
    row->addWidget(panel);
    setFocusProxy(m_view);
    connect(m_view, &GraphView::focusChanged, this, &GraphPage::describe);
    connect(m_view, &GraphView::serviceActivated, this, &GraphPage::serviceActivated);
    connect(m_reached, &RowList::serviceActivated, this, &GraphPage::serviceActivated);
}

void GraphPage::apply(const Ports::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    m_view->apply(snapshot, m_now && !snapshot->past ? *m_now : snapshot->at);
    if (!m_shownBefore && !m_view->isEmpty()) {
        m_shownBefore = true;
        for (const Ports::ServiceRow *problem : snapshot->problems()) {
            if (m_view->graph() && !m_view->graph()->downstream(problem->id()).empty()) {
                m_view->choose(problem->id());
                break;
            }
        }
    }
    describe();
}

void GraphPage::choose(const ServiceId &service)
{
    m_shownBefore = true;
    m_view->choose(service);
}

void GraphPage::describe()
{
    if (!m_snapshot)
        return;
    const std::optional<ServiceId> focus = m_view->focus();
    Models::BlastText text { tr("What depends on what"),
        tr("Choose a service to see how far its failure reaches."), {} };
    if (m_view->isEmpty())
        text.summary =
            tr("No dependencies are known. Name them in dependencies.yaml: upstream, downstream, impact.");
    else if (focus && m_view->graph())
        text = Models::blastText(*m_snapshot, *m_view->graph(), *focus, m_now.value_or(m_snapshot->at));
    m_title->setText(text.title);
    m_summary->setText(text.summary);
    std::vector<Row> rows;
    for (const Models::DependencyLine &line : text.reached) {
        rows.push_back({ line.display, {}, line.name, {}, Models::label(line.severity).toLower(),
            toneOf(line.severity), line.id, line.impact });
    }
    m_reached->show(rows, kReachedLines);
    m_reached->setVisible(!rows.empty());
    const int alone = m_view->standalone();
    m_hint->setText(
        (alone > 0 ? tr("%1 services without known dependencies are not drawn.\n").arg(alone) : QString())
        + tr("Arrows choose, Enter opens, + − 0 zoom."));
}

} // namespace Wf::Gui
