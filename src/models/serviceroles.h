// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/id.h"
#include "core/time.h"
#include "domain/history.h"
#include "domain/status.h"
#include "models/words.h"

#include <Qt>

namespace Wf::Models {

namespace ServiceRole {
    enum : int {
        Id = Qt::UserRole + 1, ///< QString
        Face, ///< TileFace
        Category, ///< QString, id
        CategoryLabel, ///< QString
        SortKey, ///< int: place in the one order
    };
}

/// All that a tile or a row shows, as words and meaning; colour and place are chosen by who draws it. Two equal
/// faces need no repaint.
struct TileFace {
    ServiceId id;
    QString name;
    Domain::Display display = Domain::Display::Unknown;
    Freshness freshness = Freshness::Fresh;
    QString headline; ///< what is wrong, or the state
    QString kind; ///< "vendor", "HTTP", …
    QString uptime; ///< "99.98%" of seven days
    QString pending; ///< "→ Degraded 2/3" or empty
    QString age; ///< how long a trouble or blindness lasts; empty when all is well
    QString spoken; ///< for screen readers and the tooltip
    std::vector<Domain::Cell> week;

    bool operator==(const TileFace &) const = default;
};

} // namespace Wf::Models

Q_DECLARE_METATYPE(Wf::Models::TileFace)
