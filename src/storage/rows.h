// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/event.h"
#include "domain/history.h"
#include "domain/maintenance.h"
#include "domain/servicestate.h"
#include "domain/sighting.h"
#include "storage/database.h"

/// Values to and from rows: the order of the columns here is the order of the values there.
namespace Wf::Storage {

/// One table as this room reads and writes it.
struct Table {
    QString name;
    QStringList columns;

    /// "SELECT a, b FROM t" + " " + rest
    [[nodiscard]] QString select(const QString &rest = {}) const;
    [[nodiscard]] QString insert() const;
    /// Inserts, or updates every other column where `key` (one or more columns) is taken.
    [[nodiscard]] QString upsert(const QStringList &key) const;
};

namespace Tables {
    [[nodiscard]] const Table &services();
    [[nodiscard]] const Table &serviceState();
    [[nodiscard]] const Table &intervals();
    [[nodiscard]] const Table &events();
    [[nodiscard]] const Table &alerts();
    [[nodiscard]] const Table &outbox();
    [[nodiscard]] const Table &maintenances();
    [[nodiscard]] const Table &sightings();
} // namespace Tables

[[nodiscard]] QVariantList toRow(const Domain::Service &service);
[[nodiscard]] QVariantList toRow(const Domain::ServiceState &state);
[[nodiscard]] QVariantList toRow(const ServiceId &service, const Domain::Interval &interval);
[[nodiscard]] QVariantList toRow(const Domain::Event &event);
[[nodiscard]] QVariantList toRow(const Domain::AlertRecord &alert);
[[nodiscard]] QVariantList toRow(const Domain::OutboxMessage &message);
[[nodiscard]] QVariantList toRow(const Domain::MaintenanceRow &maintenance);
[[nodiscard]] QVariantList toRow(const Domain::Sighting &sighting);

/// Each reads the columns of its table, from column `at` on.
[[nodiscard]] Domain::Service toService(const Rows &row);
[[nodiscard]] Domain::ServiceState toServiceState(const Rows &row);
[[nodiscard]] Domain::Interval toInterval(const Rows &row);
[[nodiscard]] Domain::Event toEvent(const Rows &row);
[[nodiscard]] Domain::AlertRecord toAlert(const Rows &row);
[[nodiscard]] Domain::OutboxMessage toMessage(const Rows &row, int at = 0);
[[nodiscard]] Domain::MaintenanceRow toMaintenance(const Rows &row);
[[nodiscard]] Domain::Sighting toSighting(const Rows &row);

} // namespace Wf::Storage
