// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/incidentpanel.h"

#include "gui/incidentsummary.h"
#include "gui/inklabel.h"
#include "models/words.h"

#include <QHBoxLayout>
#include <QScrollArea>

#include <algorithm>

namespace Wf::Gui {

namespace {
    constexpr int kMostCards = 40; ///< past that the grid tells better
    constexpr int kHead = 42;
} // namespace

IncidentPanel::IncidentPanel(const Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_number(new InkLabel(appearance, { FontRole::Base, Ink::Text3 }, this))
    , m_empty(new InkLabel(appearance, { FontRole::Caption, Ink::Text3, QFont::Normal, TextFlow::Wrapped }, this))
    , m_scroll(new QScrollArea(this))
    , m_column(nullptr)
{
    auto *title = new InkLabel(appearance, { FontRole::Base, Ink::Text1, QFont::DemiBold }, this);
    title->setText(tr("Active incidents"));
    title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(14, 0, 14, 0);
    head->setSpacing(6);
    head->addWidget(title);
    head->addWidget(m_number, 1);
    title->setFixedHeight(kHead);
    m_empty->setContentsMargins(14, 0, 14, 10);

    auto *content = new QWidget;
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addStretch(1);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus); // the cards in it are reached
    m_scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_empty);
    layout->addWidget(m_scroll);
}

IncidentSummary *IncidentPanel::cardFor(const ServiceId &id)
{
    IncidentSummary *&card = m_cards[id];
    if (!card) {
        card = new IncidentSummary(m_appearance, m_scroll->widget());
        connect(card, &IncidentSummary::activated, this, [this, id] { Q_EMIT serviceActivated(id); });
        connect(card, &IncidentSummary::statusRequested, this, [this, id] { Q_EMIT statusRequested(id); });
        connect(card, &IncidentSummary::silenceRequested, this, [this, id] { Q_EMIT silenceRequested(id); });
        connect(card, &IncidentSummary::acknowledgeRequested, this, &IncidentPanel::acknowledgeRequested);
    }
    return card;
}

void IncidentPanel::apply(const Ports::SnapshotPtr &snapshot, Instant now)
{
    m_snapshot = snapshot;
    m_count = 0;
    QHash<ServiceId, IncidentSummary *> gone = m_cards;
    for (const Ports::ServiceRow *row : snapshot->problems()) {
        if (row->display() > Domain::Display::Degraded || ++m_count > kMostCards)
            continue;
        IncidentSummary *card = cardFor(row->id());
        gone.remove(row->id());
        if (m_column->indexOf(card) != m_count - 1)
            m_column->insertWidget(m_count - 1, card);
        card->show(*row, snapshot->policy.flapping.within, now,
            m_count == 1 && !snapshot->past ? IncidentSummary::Actions::Shown : IncidentSummary::Actions::Hidden);
    }
    for (auto it = gone.cbegin(); it != gone.cend(); ++it) {
        m_cards.remove(it.key());
        m_column->removeWidget(it.value());
        it.value()->hide();
        it.value()->deleteLater();
    }
    m_number->setText(m_count > 0 ? QString::number(m_count) : QString());
    m_empty->setVisible(m_count == 0);
    m_empty->setText(Models::noIncidents(Models::countShown(*snapshot, now)));
    m_scroll->setVisible(m_count > 0);
    fitHeight();
}

void IncidentPanel::tick(Instant now)
{
    for (auto it = m_cards.cbegin(); it != m_cards.cend(); ++it) {
        if (const Ports::ServiceRow *row = m_snapshot->find(it.key()))
            it.value()->tick(*row, m_snapshot->policy.flapping.within, now);
    }
}

/// As high as its cards, but never more than three fifths of the column that it shares with the timeline.
void IncidentPanel::fitHeight()
{
    if (!parentWidget() || m_count == 0) {
        setMaximumHeight(QWIDGETSIZE_MAX);
        return;
    }
    const int wanted = m_scroll->widget()->layout()->hasHeightForWidth()
        ? m_scroll->widget()->layout()->heightForWidth(width())
        : m_scroll->widget()->sizeHint().height();
    m_scroll->setFixedHeight(std::min(wanted, std::max(160, parentWidget()->height() * 3 / 5 - kHead)));
}

void IncidentPanel::resizeEvent(QResizeEvent *)
{
    fitHeight();
}

} // namespace Wf::Gui
