// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/card.h"
#include "gui/page.h"
#include "gui/rowlist.h"
#include "models/incidentlist.h"

class QPushButton;

namespace Wf::Gui {

/// One service that needs attention and what is said about it.
class IncidentCard final : public Card {
    Q_OBJECT

public:
    explicit IncidentCard(const Appearance &appearance, QWidget *parent = nullptr);

    void show(const Models::ActiveIncident &incident, Instant now);

Q_SIGNALS:
    void serviceActivated(const Wf::ServiceId &service);
    void statusRequested(const Wf::ServiceId &service);

private:
    void buildButtons();

    Models::ActiveIncident m_incident;
    StateIcon *m_icon;
    InkLabel *m_name;
    InkLabel *m_facts;
    InkLabel *m_title;
    InkLabel *m_impact;
    InkLabel *m_source;
    RowList *m_updates;
    QPushButton *m_page = nullptr;
};

/// What is wrong now, worst first, and what is planned.
class IncidentsPage final : public Page {
    Q_OBJECT

public:
    explicit IncidentsPage(const Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Incidents"); }
    void apply(const Ports::SnapshotPtr &snapshot) override;
    void tick(Instant now) override;

private:
    void refresh();
    void showIncidents(const std::vector<Models::ActiveIncident> &incidents, Instant now);
    void showPlanned(Instant now);

    const Appearance &m_appearance;
    Ports::SnapshotPtr m_snapshot;
    std::optional<Instant> m_now;
    Card *m_empty;
    InkLabel *m_emptyText;
    QVBoxLayout *m_cards;
    std::vector<IncidentCard *> m_pool;
    InkLabel *m_more;
    Card *m_plannedCard;
    RowList *m_planned;
};

} // namespace Wf::Gui
