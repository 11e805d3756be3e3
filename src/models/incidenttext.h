// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/session.h"

namespace Wf::Models {

/// One incident as a document in Markdown, times in UTC: what it was, whom it hit, what it explained, all that
/// happened in order, and the report where there is one. What vendors and people wrote is text in it, never
/// markup.
[[nodiscard]] QString incidentMarkdown(
    const Ports::IncidentStory &story, const Ports::Snapshot &snapshot, Instant now);
/// "okta-incident-12"; without suffix.
[[nodiscard]] QString incidentFileName(const Domain::Incident &incident);
/// Signs that mean something in Markdown as signs that mean themselves; on one line.
[[nodiscard]] QString markdownEscaped(const QString &text);

} // namespace Wf::Models
