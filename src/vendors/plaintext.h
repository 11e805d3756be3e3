// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/jsondocument.h"

#include <QString>

namespace Wf::Vendors {

/// The text of an HTML fragment: tags, comments, scripts and styles left out, block tags become line breaks,
/// character references are resolved. One pass, no pattern matching; whatever is not HTML passes as it is. At most
/// `limit` UTF-16 units come back.
[[nodiscard]] QString textOfHtml(QStringView html, qsizetype limit);
/// The text of a ProseMirror document ({"type": "doc", "content": […]}), paragraphs as lines; a plain string is
/// itself. At most 5,000 nodes are read.
[[nodiscard]] QString textOfRich(const JsonValue &document, qsizetype limit);

} // namespace Wf::Vendors
