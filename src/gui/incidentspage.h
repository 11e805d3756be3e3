// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/card.h"
#include "gui/celltable.h"
#include "gui/page.h"
#include "gui/rowlist.h"
#include "models/incidentmodel.h"
#include "models/monitorfilter.h"

class QComboBox;
class QLineEdit;
class QPushButton;

namespace Wf::Gui {

/// All incidents, open ones first, worst first; below them what needs attention without being one, and what the
/// vendors plan.
class IncidentsPage final : public Page {
    Q_OBJECT

public:
    IncidentsPage(Ports::Session &session, const Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Incidents"); }
    void apply(const Ports::SnapshotPtr &snapshot) override;
    void tick(Instant now) override;
    [[nodiscard]] CellTable &table() const { return *m_table; }

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildHead(QVBoxLayout *column);
    void buildTable(QVBoxLayout *column);
    void buildBelow(QVBoxLayout *column);
    QPushButton *addCommand(const QString &text, Qt::Key key, std::function<void()> run);

    void filter();
    void searchOn();
    void showRows();
    void showBelow();
    void enableCommands();
    void acknowledge();
    void say(const QString &text, std::optional<Domain::Display> tone = {});
    [[nodiscard]] std::vector<const Models::IncidentLine *> chosen() const;
    [[nodiscard]] QString emptyText() const;
    [[nodiscard]] Instant now() const;

    Ports::Session &m_session;
    const Appearance &m_appearance;
    Models::IncidentModel m_model;
    Models::MonitorFilter m_rows;
    Ports::SnapshotPtr m_snapshot;
    std::optional<Instant> m_now;
    QLineEdit *m_text = nullptr;
    QComboBox *m_state = nullptr;
    QComboBox *m_tier = nullptr;
    InkLabel *m_count = nullptr;
    InkLabel *m_note = nullptr;
    CellTable *m_table = nullptr;
    QHBoxLayout *m_head = nullptr;
    QPushButton *m_acknowledge = nullptr;
    QPushButton *m_comment = nullptr;
    QPushButton *m_silence = nullptr;
    Card *m_otherCard = nullptr;
    RowList *m_other = nullptr;
    Card *m_plannedCard = nullptr;
    RowList *m_planned = nullptr;
    QString m_said;
    int m_pagesAhead = 0; ///< that may still be asked for the words that are looked for
    bool m_asked = false;
};

} // namespace Wf::Gui
