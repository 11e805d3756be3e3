// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/incidentspage.h"

#include "models/words.h"

#include <QDesktopServices>
#include <QPushButton>

namespace Wf::Gui {

namespace {
    constexpr size_t kMostCards = 50;
    constexpr size_t kUpdates = 3;
    constexpr size_t kPlannedLines = 20;
} // namespace

IncidentCard::IncidentCard(const Appearance &appearance, QWidget *parent)
    : Card(appearance, {}, parent)
    , m_icon(new StateIcon(appearance, 16))
    , m_name(new InkLabel(appearance, { FontRole::Title, Ink::Text1, QFont::DemiBold }))
    , m_facts(new InkLabel(appearance, { FontRole::Caption, Ink::Text2 }))
    , m_title(new InkLabel(appearance, { FontRole::Base, Ink::Text1, QFont::Normal, TextFlow::Wrapped }))
    , m_impact(new InkLabel(appearance, { FontRole::Base, Ink::Text1, QFont::Medium, TextFlow::Wrapped }))
    , m_source(new InkLabel(appearance, { FontRole::Small, Ink::Text2 }))
    , m_updates(new RowList(appearance, { 96, 110, ToneOn::Name, QFont::Normal, Ink::Text2 }))
{
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(m_icon);
    head->addWidget(m_name);
    head->addWidget(m_facts, 1);
    head->addWidget(m_source);
    body()->addLayout(head);
    body()->addWidget(m_title);
    body()->addWidget(m_impact);
    body()->addWidget(m_updates);
    m_updates->setAccessibleName(tr("What the vendor wrote"));
    buildButtons();
}

void IncidentCard::buildButtons()
{
    auto *buttons = new QHBoxLayout;
    auto *open = new QPushButton(tr("Details"), this);
    auto *set = new QPushButton(tr("Set status…"), this);
    m_page = new QPushButton(tr("Open status page"), this);
    for (QPushButton *button : { open, set, m_page })
        buttons->addWidget(button);
    buttons->addStretch(1);
    body()->addLayout(buttons);
    connect(open, &QPushButton::clicked, this, [this] { Q_EMIT serviceActivated(m_incident.id); });
    connect(set, &QPushButton::clicked, this, [this] { Q_EMIT statusRequested(m_incident.id); });
    connect(m_page, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(m_incident.link); });
}

void IncidentCard::show(const Models::ActiveIncident &incident, Instant now)
{
    if (incident == m_incident)
        return;
    m_incident = incident;
    setTone(incident.display);
    setAccessibleName(QStringList { incident.name, incident.facts, incident.title }.join(QLatin1String(", ")));
    m_icon->setDisplay(incident.display);
    m_name->setText(incident.name);
    m_facts->setText(incident.facts);
    m_title->setText(incident.title);
    m_impact->setText(QStringLiteral("→ ") + incident.impact);
    m_impact->setVisible(!incident.impact.isEmpty());
    m_source->setText(incident.source);
    m_page->setVisible(incident.link.scheme() == u"https" || incident.link.scheme() == u"http");
    std::vector<Row> rows;
    for (const Domain::VendorUpdate &update : incident.updates)
        rows.push_back({ {}, update.at ? Models::moment(*update.at, now) : QString(), update.state,
            update.body.simplified(), {}, {}, {}, {} });
    m_updates->show(rows, kUpdates);
    m_updates->setVisible(!rows.empty());
}

IncidentsPage::IncidentsPage(const Appearance &appearance, QWidget *parent)
    : Page(parent)
    , m_appearance(appearance)
    , m_empty(new Card(appearance))
    , m_emptyText(new InkLabel(appearance, { FontRole::Title, Ink::Text2, QFont::Normal, TextFlow::Wrapped }))
    , m_cards(new QVBoxLayout)
    , m_more(new InkLabel(appearance, { FontRole::Base, Ink::Text3 }))
    , m_plannedCard(new Card(appearance, tr("Planned maintenance")))
    , m_planned(new RowList(appearance, { 0, 200, ToneOn::Trail }))
{
    QVBoxLayout *column = makeScrollColumn(this);
    m_empty->body()->addWidget(m_emptyText);
    m_cards->setSpacing(12);
    m_planned->setAccessibleName(tr("Planned maintenance"));
    m_plannedCard->body()->addWidget(m_planned);
    column->addWidget(m_empty);
    column->addLayout(m_cards);
    column->addWidget(m_more);
    column->addWidget(m_plannedCard);
    column->addStretch(1);
    connect(m_planned, &RowList::serviceActivated, this, &IncidentsPage::serviceActivated);
}

void IncidentsPage::apply(const Ports::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    refresh();
}

void IncidentsPage::tick(Instant now)
{
    m_now = now;
    if (m_snapshot)
        refresh();
}

void IncidentsPage::refresh()
{
    const Instant now = m_now && !m_snapshot->past ? *m_now : m_snapshot->at;
    const std::vector<Models::ActiveIncident> incidents = Models::incidentsOf(*m_snapshot, now);
    m_empty->setVisible(incidents.empty());
    const Domain::SummaryCounts counts = Models::countShown(*m_snapshot, now);
    const QString how = counts.operational + counts.maintenance > 0
        ? tr("No active incidents. %1.").arg(Models::sentence(*m_snapshot, now))
        : Models::noIncidents(counts);
    m_emptyText->setText(tr("%1 When something breaks it appears here; what was, is on the timeline.").arg(how));
    showIncidents(incidents, now);
    showPlanned(now);
}

void IncidentsPage::showIncidents(const std::vector<Models::ActiveIncident> &incidents, Instant now)
{
    const size_t shown = std::min(incidents.size(), kMostCards);
    while (m_pool.size() < shown) {
        auto *card = new IncidentCard(m_appearance, this);
        connect(card, &IncidentCard::serviceActivated, this, &IncidentsPage::serviceActivated);
        connect(card, &IncidentCard::statusRequested, this, &IncidentsPage::statusRequested);
        m_cards->addWidget(card);
        m_pool.push_back(card);
    }
    for (size_t i = 0; i < m_pool.size(); ++i) {
        m_pool[i]->setVisible(i < shown);
        if (i < shown)
            m_pool[i]->show(incidents[i], now);
    }
    m_more->setVisible(incidents.size() > shown);
    m_more->setText(tr("%1 more").arg(incidents.size() - shown));
}

void IncidentsPage::showPlanned(Instant now)
{
    std::vector<Row> rows;
    for (const Models::PlannedWork &work : Models::plannedWork(*m_snapshot, now)) {
        const auto tone = work.active ? std::optional(Domain::Display::Maintenance) : std::nullopt;
        rows.push_back({ Domain::Display::Maintenance, {}, work.name, work.title, work.when, tone, work.id, {} });
    }
    m_plannedCard->setVisible(!rows.empty());
    m_planned->show(rows, kPlannedLines);
}

} // namespace Wf::Gui
