// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/overviewpage.h"

#include "gui/incidentpanel.h"
#include "gui/inklabel.h"
#include "gui/tile.h"
#include "gui/tilegrid.h"
#include "gui/timelineview.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>

namespace Wf::Gui {

namespace {
    constexpr int kSideWidth = 350;
}

OverviewPage::OverviewPage(const Appearance &appearance, QWidget *parent)
    : Page(parent)
    , m_appearance(appearance)
    , m_grid(new TileGrid(appearance, m_services))
    , m_scroll(new QScrollArea(this))
    , m_empty(new InkLabel(appearance, { FontRole::Title, Ink::Text2, QFont::Normal, TextFlow::Wrapped }, this))
    , m_incidents(nullptr)
    , m_events(nullptr)
    , m_side(makeSide())
{
    m_scroll->setWidget(m_grid);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeMain(), 1);
    layout->addWidget(m_side);
    m_side->raise(); // last of the children, so that the Tab key comes to it after the grid
    connect(m_grid, &TileGrid::activated, this, &Page::serviceActivated);
    connect(m_grid, &TileGrid::currentMoved, this,
        [this](QWidget *tile) { m_scroll->ensureWidgetVisible(tile, 0, 40); });
    connect(m_incidents, &IncidentPanel::serviceActivated, this, &Page::serviceActivated);
    connect(m_incidents, &IncidentPanel::statusRequested, this, &Page::statusRequested);
    connect(m_incidents, &IncidentPanel::acknowledgeRequested, this, &Page::acknowledgeRequested);
    connect(m_incidents, &IncidentPanel::silenceRequested, this, &Page::silenceRequested);
    connect(m_events, &TimelineView::serviceActivated, this, &Page::serviceActivated);
}

QWidget *OverviewPage::makeMain()
{
    auto *main = new QWidget(this);
    auto *column = new QVBoxLayout(main);
    column->setContentsMargins(0, 0, 0, 0);
    m_empty->setText(
        tr("Nothing is watched yet. Name your services in services.yaml: an id, a name, and the address "
           "of the vendor's status page. A saved file is read again at once."));
    m_empty->setMargin(24);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_empty->hide();
    m_add = new QPushButton(tr("&Add services…"), main);
    m_add->hide();
    connect(m_add, &QPushButton::clicked, this, &OverviewPage::addRequested);
    column->addWidget(m_empty);
    column->addWidget(m_add, 1, Qt::AlignTop | Qt::AlignHCenter);
    column->addWidget(m_scroll, 1);
    return main;
}

QWidget *OverviewPage::makeSide()
{
    auto *side = new QWidget(this);
    side->setFixedWidth(kSideWidth);
    m_incidents = new IncidentPanel(m_appearance, side);
    m_events = new TimelineView(m_appearance, side);
    m_events->setModel(&m_timeline);
    auto *title = new InkLabel(m_appearance, { FontRole::Base, Ink::Text1, QFont::DemiBold }, side);
    title->setText(tr("Timeline"));
    title->setContentsMargins(14, 8, 14, 6);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_incidents);
    column->addWidget(title);
    column->addWidget(m_events, 1);
    return side;
}

QString OverviewPage::title() const
{
    return tr("Overview");
}

void OverviewPage::apply(const Ports::SnapshotPtr &snapshot)
{
    m_services.apply(snapshot);
    m_empty->setVisible(snapshot->services.empty());
    m_add->setVisible(snapshot->services.empty() && m_addable);
    m_scroll->setVisible(!snapshot->services.empty());
    m_grid->sync(snapshot->at);
    m_timeline.apply(snapshot);
    m_incidents->apply(snapshot, snapshot->at);
}

void OverviewPage::setAddable()
{
    m_addable = true;
    m_add->setVisible(!m_empty->isHidden());
}

void OverviewPage::tick(Instant now)
{
    m_grid->tick(now);
    m_incidents->tick(now);
}

void OverviewPage::focusInEvent(QFocusEvent *)
{
    if (m_grid->current())
        m_grid->current()->setFocus(Qt::OtherFocusReason);
}

void OverviewPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = m_appearance.theme();
    painter.fillRect(m_side->geometry(), theme.panel);
    painter.fillRect(QRect(m_side->x(), 0, 1, height()), theme.line);
}

} // namespace Wf::Gui
