// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/executivepage.h"

#include "models/executive.h"

namespace Wf::Gui {

ExecutivePage::ExecutivePage(const Appearance &appearance, QWidget *parent)
    : Page(parent)
    , m_banner(new Card(appearance))
    , m_icon(new StateIcon(appearance, 40))
    , m_headline(new InkLabel(appearance, { FontRole::Headline, Ink::Text1, QFont::Bold, TextFlow::Wrapped }))
    , m_explanation(new InkLabel(appearance, { FontRole::Title, Ink::Text2, QFont::Normal, TextFlow::Wrapped }))
    , m_numbers(new NumberRow(appearance))
    , m_notices(new RowList(appearance, { 0, 220, ToneOn::Trail, QFont::DemiBold }))
    , m_noticeCard(new Card(appearance, tr("What people notice")))
    , m_days(new DayChart(appearance))
{
    auto *sentence = new QHBoxLayout;
    sentence->setContentsMargins(8, 8, 8, 8);
    sentence->setSpacing(20);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_headline);
    words->addWidget(m_explanation);
    sentence->addWidget(m_icon);
    sentence->addLayout(words, 1);
    m_banner->body()->addLayout(sentence);
    m_notices->setAccessibleName(tr("What people notice"));
    m_noticeCard->body()->addWidget(m_notices);
    m_noticeCard->body()->addStretch(1);
    auto *chart = new Card(appearance, tr("Services in trouble per day, last 30 days"));
    m_days->setAccessibleName(tr("Services in trouble per day"));
    chart->body()->addWidget(m_days, 1);
    auto *halves = new QHBoxLayout;
    halves->setSpacing(14);
    halves->addWidget(m_noticeCard, 6);
    halves->addWidget(chart, 5);
    QVBoxLayout *column = makeScrollColumn(this);
    column->setSpacing(16);
    column->addWidget(m_banner);
    column->addWidget(m_numbers);
    column->addLayout(halves);
    column->addStretch(1);
    connect(m_notices, &RowList::serviceActivated, this, &ExecutivePage::serviceActivated);
}

void ExecutivePage::apply(const Ports::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    refresh();
}

void ExecutivePage::tick(Instant now)
{
    m_now = now;
    if (m_snapshot)
        refresh();
}

void ExecutivePage::refresh()
{
    const Instant now = m_now && !m_snapshot->past ? *m_now : m_snapshot->at;
    const Models::ExecutiveView view = Models::executiveView(*m_snapshot, now);
    m_banner->setTone(view.display);
    m_banner->setAccessibleName(view.headline);
    m_icon->setDisplay(view.display);
    m_headline->setText(view.headline);
    m_explanation->setText(view.explanation);
    m_numbers->show(view.numbers);
    std::vector<Row> rows;
    for (const Models::NoticeLine &line : view.notices)
        rows.push_back({ line.display, {}, line.title, line.text, {}, {}, line.service, line.text });
    m_noticeCard->setVisible(!rows.empty());
    m_notices->show(rows, rows.size());
    m_days->show(view.disrupted, now);
}

} // namespace Wf::Gui
