// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/catalogue.h"

#include <QJsonObject>

#include <optional>
#include <vector>

namespace Wf::Domain {

/// What another program watched, in our words.
struct Imported {
    QString name; ///< as it was called there
    QJsonObject definition; ///< as Session::createMonitor takes it
    std::optional<MonitorSpec> spec {}; ///< what the rules of a configuration make of it; nothing: they refuse it
    QString refusal {}; ///< why they do
};

/// Something that could not be taken over, or not exactly: nothing is dropped in silence.
struct ImportNote {
    QString name; ///< of the monitor; empty: the whole file
    QString text; ///< what, and why or what to do

    bool operator==(const ImportNote &) const = default;
};

struct Import {
    QString format; ///< "Uptime Kuma", "Gatus", "Healthchecks"
    std::vector<Imported> monitors;
    std::vector<ImportNote> notes;
};

/// What it is: two monitors of one name, kind and target are the same. The target of a heartbeat is its schedule
/// and the zone of that.
[[nodiscard]] QString identityOf(const QString &name, const QString &kind, const QString &target);
[[nodiscard]] QString identityOf(const MonitorSpec &spec);

} // namespace Wf::Domain
