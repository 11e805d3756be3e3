// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/observation.h"

namespace Wf::Domain {

/// An address that was asked, and what came of it in one clause: "is a Statuspage summary", "does not exist".
struct DetectionStep {
    QUrl url {};
    QString outcome {};

    bool operator==(const DetectionStep &) const = default;
};

/// What the address of a status page turned out to be.
struct Detection {
    QString kind {}; ///< of the monitor that would watch it; empty: nothing that can be read was found
    QUrl url {}; ///< what that monitor would ask
    QString name {}; ///< of the page, where it says so
    QString sentence {}; ///< what was found, or why nothing, for people
    QUrl movedTo {}; ///< where the page lives now when that is another host; empty: where it was asked
    Observation now {}; ///< what it says at the moment, with its components; failed where nothing was found
    std::vector<DetectionStep> steps {}; ///< at most four

    [[nodiscard]] bool found() const { return !kind.isEmpty(); }
    bool operator==(const Detection &) const = default;
};

} // namespace Wf::Domain
