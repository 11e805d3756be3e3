// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/cellbar.h"
#include "gui/numbertile.h"
#include "gui/page.h"
#include "models/servicetexts.h"
#include "gui/rowlist.h"
#include "ports/session.h"

class QPushButton;

namespace Wf::Gui {

class BannerColumn;
class VendorCard;

/// All about one service: numbers, ninety days, what depends on it, components, and a log that mixes events, alert
/// decisions and the vendor's words.
class ServicePage final : public Page {
    Q_OBJECT

public:
    ServicePage(Ports::Session &session, const Appearance &appearance, QWidget *parent = nullptr);

    void show(const ServiceId &service);
    [[nodiscard]] ServiceId service() const { return m_service; }
    [[nodiscard]] QString title() const override;
    void apply(const Ports::SnapshotPtr &snapshot) override;
    void tick(Instant now) override;

Q_SIGNALS:
    /// "Back to the overview."
    void backRequested();

private:
    struct Section {
        Card *card = nullptr;
        RowList *list = nullptr;
        void show(const std::vector<Row> &rows, size_t limit) const;
    };
    void buildHeader(QVBoxLayout *column);
    void buildIncidentCard(QVBoxLayout *column);
    void buildSections(QVBoxLayout *column);
    Section makeSection(const QString &title, const RowColumns &columns, QVBoxLayout *column);
    void askLog();
    void checkNow();
    void switchMonitor(const Models::Banner::Offer &offer);
    void openStatusPage() const;
    void withIncident(void (Page::*signal)(qint64));

    [[nodiscard]] const Ports::ServiceRow *row() const;
    [[nodiscard]] Instant now() const;
    /// Its vendor has a page, and it is the present that is shown.
    [[nodiscard]] bool isOnRecord(const Ports::ServiceRow &row) const;
    void refresh();
    void refreshHeader(const Ports::ServiceRow &row);
    void refreshIncident(const Ports::ServiceRow &row);
    void refreshBanners(const Ports::ServiceRow &row);
    void refreshSources(const Ports::ServiceRow &row);
    void refreshDependencies();
    void refreshLog(const Ports::ServiceRow &row);

    Ports::Session &m_session;
    const Appearance &m_appearance;
    ServiceId m_service;
    Ports::SnapshotPtr m_snapshot;
    std::optional<Instant> m_now;
    std::optional<Domain::Graph> m_graph;
    std::shared_ptr<const Domain::Catalogue> m_graphOf;
    std::vector<Domain::Event> m_events;
    std::vector<Ports::AlertEntry> m_alerts;
    qint64 m_newestEvent = -1; ///< of the snapshot the log was asked for
    quint64 m_asked = 0; ///< answers to an older question are dropped
    QString m_logProblem;
    QString m_problem; ///< of the last press of a button

    StateIcon *m_icon;
    InkLabel *m_name;
    InkLabel *m_state;
    InkLabel *m_facts;
    Card *m_incidentCard = nullptr;
    InkLabel *m_incidentWords = nullptr;
    QPushButton *m_acknowledge = nullptr;
    QPushButton *m_openIncident = nullptr;
    QPushButton *m_silence = nullptr;
    QPushButton *m_openPage = nullptr;
    QPushButton *m_check = nullptr;
    QPushButton *m_setStatus = nullptr;
    BannerColumn *m_banners = nullptr;
    NumberRow *m_numbers = nullptr;
    Card *m_daysCard = nullptr;
    CellBar *m_days = nullptr;
    Card *m_impactCard = nullptr;
    InkLabel *m_impact = nullptr;
    InkLabel *m_sightingWords = nullptr;
    VendorCard *m_record = nullptr;
    Section m_sightings, m_vendor, m_checks, m_heartbeats;
    Section m_log, m_downstream, m_upstream, m_components;
};

} // namespace Wf::Gui
