// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/words.h"

namespace Wf::Models {

/// What the wall says, before anybody decides where it stands.
struct WallView {
    struct Count {
        int number = 0;
        QString word;
        Domain::Display display = Domain::Display::Unknown;
        bool operator==(const Count &) const = default;
    };
    struct Problem {
        ServiceId id;
        Domain::Display display = Domain::Display::Unknown;
        Freshness freshness = Freshness::Fresh;
        QString name;
        QString age;
        QString what;
        QString foot; ///< whom it hits, or why it is not trusted
        bool cared = false; ///< acknowledged, explained or silenced: drawn quieter, and the foot says which
        bool operator==(const Problem &) const = default;
    };
    struct Name {
        Domain::Display display = Domain::Display::Operational;
        Freshness freshness = Freshness::Fresh;
        QString name;
        bool operator==(const Name &) const = default;
    };
    std::vector<Count> counts; ///< of what is wrong; empty when all is well
    QString sentence; ///< the one sentence
    std::vector<Problem> problems; ///< worst first
    std::vector<Name> others; ///< not known, in maintenance, well: in that order
    QString othersTitle; ///< "24 operational, 1 in maintenance"
    FreshnessText freshness;
    bool offline = false;
    bool allSeenWell = false; ///< the one case that may be said in green
};

/// Whether the picture may be believed: a stalled engine makes everything unknown.
enum class Trust : quint8 { Alive, Stalled };
[[nodiscard]] WallView wallView(const Ports::Snapshot &snapshot, Instant now, Trust trust);

} // namespace Wf::Models
