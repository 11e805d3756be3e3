// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/monitoranswers.h"
#include "models/monitortexts.h"
#include "models/syncedlist.h"
#include "ports/session.h"

namespace Wf::Models {

/// All active checks as rows of a table, in the order of the snapshot; for sorting and filtering see
/// MonitorFilter. Cells speak by Qt::DisplayRole and the roles of cellroles.h.
class CheckModel final : public SyncedList<MonitorPlace, QAbstractTableModel> {
    Q_OBJECT

public:
    enum Column : int { State, Name, Kind, Target, Last, Recent, Slow, Uptime, Next, Columns };

    explicit CheckModel(Ports::Session &session, QObject *parent = nullptr);

    void apply(const Ports::SnapshotPtr &snapshot);
    /// Ages are told from here on as of `now`; whoever shows them paints anew.
    void setNow(Instant now) { m_now = now; }
    /// Whose numbers are needed: of what is in view, or of all rows because they are sorted by them.
    enum class Reach : quint8 { InView, All };
    /// The numbers of the last 24 hours are asked for these, when they are older than a minute; and the last runs,
    /// where the engine has not seen enough of them itself since it started.
    void wantNumbers(const std::vector<MonitorId> &inView, Reach reach = Reach::InView);
    /// How many rows have their numbers.
    [[nodiscard]] int rowsWithNumbers() const;
    [[nodiscard]] int rowOf(const MonitorId &monitor) const; ///< −1 when it is not there

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString text(const MonitorPlace &place, int column) const;
    [[nodiscard]] QVariant sortKey(const MonitorPlace &place, int column) const;
    [[nodiscard]] QVariant look(const MonitorPlace &place, int column, int role) const;
    [[nodiscard]] QString spoken(const MonitorPlace &place, int column) const;
    [[nodiscard]] const Ports::ResultSummary *numbers(const MonitorPlace &place) const;
    [[nodiscard]] std::vector<Ports::RecentRun> runs(const Ports::MonitorRow &monitor) const;
    void takeAnswer(const MonitorId &monitor);

    MonitorAnswers<Ports::ResultSummary> m_numbers;
    MonitorAnswers<Ports::ResultPage> m_runs;
    Ports::SnapshotPtr m_snapshot; ///< keeps the rows alive
    Instant m_now {};
};

} // namespace Wf::Models
