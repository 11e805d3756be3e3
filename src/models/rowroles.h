// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <Qt>

namespace Wf::Models {

/// What a one-line row shows besides Qt::DisplayRole, its text. All but the text may be missing.
namespace RowRole {
    enum : int {
        Icon = Qt::UserRole + 1, ///< int of Domain::Display
        Lead, ///< QString in front, in a column of its own: a time, a kind
        Name, ///< QString, stronger than the text
        Trail, ///< QString at the right edge
        Tone, ///< int of Domain::Display: colour of lead and trail
        Target, ///< QString, id of the service that the row leads to
    };
}

} // namespace Wf::Models
