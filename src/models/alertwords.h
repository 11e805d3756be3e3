// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/store.h"

/// What was decided about alerts, in words for people.
namespace Wf::Models {

/// Why nobody was told: "quiet hours", "told with its cause", …; "sent" for None.
[[nodiscard]] QString label(Domain::Suppression suppression);
/// Why somebody was told: "first message", "reminder", …
[[nodiscard]] QString label(Domain::TellingKind telling);

/// What became of an alert.
enum class AlertFate : quint8 { Sent, Held, Waiting, Lost };
[[nodiscard]] AlertFate fateOf(const Ports::AlertEntry &entry);
[[nodiscard]] QString label(AlertFate fate); ///< "alert sent", "alert held", …
/// "slack: first message, route critical. Okta is down. Delivered after 214 ms."; of one that was held why.
[[nodiscard]] QString alertText(const Ports::AlertEntry &entry);

} // namespace Wf::Models
