// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"

#include <QString>

#include <vector>

namespace Wf::Domain {

/// A piece of a text with {placeholders}:
///
///     {name}                     the value
///     {status|severity}          the value as the table "severity" of the definition's words calls it
///     {text:500}                 no more than 500 characters of it, with an ellipsis for the rest
///     {base64:user:password}     both values with a colon between them, as HTTP basic authentication wants it
///     {{ and }}                  braces
///
/// In a JSON body a member whose name ends with "?" ("footer?") loses that sign, and is left out when it comes to
/// nothing: an empty text, object or list. An object with the member "?" is left out as a whole, wherever it
/// stands, when that comes to nothing; the member itself is never sent.
struct TemplatePart {
    enum class Kind : quint8 { Text, Value, Base64 };
    Kind kind = Kind::Text;
    QString text {}; ///< of a text itself, else the name of the value
    QString second {}; ///< of Base64: the name of the second value
    QString table {}; ///< of words; empty: none
    int limit = 0; ///< characters; 0: all
};

/// The error says which brace is meant and what to write instead.
[[nodiscard]] Result<std::vector<TemplatePart>> parseTemplate(const QString &text);

} // namespace Wf::Domain
