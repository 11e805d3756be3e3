// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/syncedlist.h"
#include "ports/snapshot.h"

namespace Wf::Models {

namespace TimelineRole {
    enum : int {
        Time = Qt::UserRole + 1, ///< QString, "18:22" or "24 Apr 18:22"
        Display, ///< int of Domain::Display
        Service, ///< QString, id; empty for events of this computer
        Impact, ///< QString, what it means for people
    };
}

struct TimelineRow {
    qint64 id = 0;
    ServiceId service;
    QString time;
    QString text;
    QString impact;
    Domain::Display display = Domain::Display::Unknown;

    bool operator==(const TimelineRow &) const = default;
};

/// What happened, newest first.
class TimelineModel final : public SyncedList<TimelineRow> {
    Q_OBJECT

public:
    using SyncedList::SyncedList;

    void apply(const Ports::SnapshotPtr &snapshot);
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
};

} // namespace Wf::Models
