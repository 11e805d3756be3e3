// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/heartbeattexts.h"
#include "models/monitoranswers.h"
#include "models/syncedlist.h"
#include "ports/session.h"

namespace Wf::Models {

/// All heartbeats as rows of a table, in the order of the snapshot; for sorting and filtering see MonitorFilter.
class HeartbeatModel final : public SyncedList<MonitorPlace, QAbstractTableModel> {
    Q_OBJECT

public:
    enum Column : int { State, Name, Schedule, Last, Next, Durations, Columns };

    explicit HeartbeatModel(Ports::Session &session, QObject *parent = nullptr);

    void apply(const Ports::SnapshotPtr &snapshot);
    /// Ages are told from here on as of `now`; whoever shows them paints anew.
    void setNow(Instant now) { m_now = now; }
    /// The last runs are asked for these, when what is known is older than a minute or than their last ping.
    void wantRuns(const std::vector<MonitorId> &monitors);

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString text(const MonitorPlace &place, int column) const;
    [[nodiscard]] QVariant sortKey(const MonitorPlace &place, int column) const;
    [[nodiscard]] QVariant look(const MonitorPlace &place, int column, int role) const;
    [[nodiscard]] std::vector<Ports::PingRow> runs(const MonitorPlace &place) const;

    MonitorAnswers<Ports::PingPage> m_runs;
    Ports::SnapshotPtr m_snapshot; ///< keeps the rows alive
    Instant m_now {};
};

} // namespace Wf::Models
