// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/numbertile.h"
#include "gui/page.h"
#include "gui/responsechart.h"
#include "gui/rowlist.h"
#include "ports/session.h"

class QButtonGroup;
class QPushButton;

namespace Wf::Gui {

class RunView;

/// All about one check: its numbers, its response times over a day to ninety, its last run.
class CheckPage final : public Page {
    Q_OBJECT

public:
    CheckPage(Ports::Session &session, const Appearance &appearance, QWidget *parent = nullptr);

    void show(const MonitorId &monitor);
    [[nodiscard]] MonitorId monitor() const { return m_monitor; }
    [[nodiscard]] QString title() const override { return tr("Check"); }
    void apply(const Ports::SnapshotPtr &snapshot) override;
    void tick(Instant now) override;

Q_SIGNALS:
    void backRequested();

private:
    struct Range {
        Instant from {};
        Instant to {};
    };
    void buildHeader(QVBoxLayout *column);
    QPushButton *addButton(const QString &text, QHBoxLayout *row);
    void buildChart(QVBoxLayout *column);
    void addRange(const QString &text, int hours, QHBoxLayout *row);
    void buildRun(QVBoxLayout *column);
    void chooseRange(int hours);
    void zoomTo(Instant from, Instant to);
    void zoomBack();
    void askChart();
    void askNumbers();
    void take(const Result<Ports::ResultPage> &page, const Range &range);
    void checkNow();
    void togglePause();
    void say(const QString &text);
    void refresh();
    void refreshNumbers(const Models::MonitorPlace &place);
    void refreshRun(const Models::MonitorPlace &place);
    [[nodiscard]] Range range() const;
    [[nodiscard]] Models::MonitorPlace place() const;

    Ports::Session &m_session;
    const Appearance &m_appearance;
    MonitorId m_monitor;
    Ports::SnapshotPtr m_snapshot;
    Instant m_now {};
    int m_hours = 24;
    std::vector<Range> m_zoom; ///< stretches chosen inside of the range, the narrowest last
    quint64 m_asked = 0; ///< answers to an older question are dropped
    Instant m_chartAt {}; ///< when the chart was asked for last
    std::optional<Ports::ResultSummary> m_day;
    QPushButton *m_pause = nullptr;
    QPushButton *m_back = nullptr;
    QButtonGroup *m_ranges = nullptr;
    StateIcon *m_icon;
    InkLabel *m_name;
    InkLabel *m_state;
    InkLabel *m_facts;
    InkLabel *m_note;
    NumberRow *m_numbers;
    Card *m_chartCard = nullptr;
    ResponseChart *m_chart = nullptr;
    InkLabel *m_chartText = nullptr;
    Card *m_runCard = nullptr;
    RunView *m_run = nullptr;
    Card *m_factsCard = nullptr;
    RowList *m_resultFacts = nullptr;
};

} // namespace Wf::Gui
