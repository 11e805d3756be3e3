// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/serviceroles.h"
#include "models/syncedlist.h"
#include "ports/snapshot.h"

namespace Wf::Models {

/// All services in the one order (worst first), as roles of serviceroles.h.
class ServiceModel final : public SyncedList<const Ports::ServiceRow *> {
    Q_OBJECT

public:
    using SyncedList::SyncedList;

    void apply(const Ports::SnapshotPtr &snapshot);
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    /// The face of a row at `now`; ages and staleness move with it.
    [[nodiscard]] TileFace face(int row, Instant now) const;
    [[nodiscard]] int rowOf(const ServiceId &id) const; ///< −1 when it is not there

private:
    Ports::SnapshotPtr m_snapshot; ///< keeps the rows alive
};

/// The face of one row; rows of the past do not go stale.
enum class Era : quint8 { Now, Past };
[[nodiscard]] TileFace tileFace(const Ports::ServiceRow &row, Instant now, Era era);

} // namespace Wf::Models
