// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/session.h"

#include <QByteArray>

namespace Wf::Http {

/// What a message of a vendor's Statuspage means for a service of ours; nothing: no more than that somebody
/// knocked.
///
/// - A component that the service does not watch says nothing about it.
/// - What gets worse is believed. What gets better is believed when nothing else could still be wrong; else the
///   page is to be asked (VendorCall::status is nothing).
/// - A resolved or finished incident, a maintenance, and the incident of a page of which the service watches a
/// part
///   only: the page is to be asked.
/// - Words that nobody knows have no effect.
[[nodiscard]] std::optional<Ports::VendorCall> readStatuspageCall(
    const QByteArray &body, const Ports::ServiceRow &row);

} // namespace Wf::Http
