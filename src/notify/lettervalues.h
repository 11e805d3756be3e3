// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/channel.h"
#include "domain/letter.h"

namespace Wf::Notify {

/// What the placeholders of a template stand for.
using TemplateValues = QHash<QString, QString>;

/// Every name of Domain::letterPlaceholders(); of each text of the letter at most `longest` characters. Outside
/// text has no control characters; all but impact, text, markdown and html are one line.
[[nodiscard]] TemplateValues letterValues(const Domain::Letter &letter, qsizetype longest);
/// The parameters of a channel, the definition's defaults where it says nothing.
[[nodiscard]] TemplateValues parameterValues(
    const Domain::ChannelDefinition &definition, const Domain::Channel &channel);
/// The values of its secret parameters that are not empty.
[[nodiscard]] QStringList secretValues(
    const Domain::ChannelDefinition &definition, const Domain::Channel &channel);

} // namespace Wf::Notify
