// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "vendors/intake.h"

namespace Wf::Vendors {

/// What the members of a component are called that holds others.
struct TreeKeys {
    QLatin1String id { "id" };
    QLatin1String name { "name" };
    QLatin1String status { "status" };
    QLatin1String children { "children" };
};

/// Adds the components that hold no others, with the groups around them; a component with children only repeats
/// the worst of these. Eight levels are read; deeper ones are taken by the status of their parent.
void addTree(Page &page, Intake &intake, const std::vector<JsonObject> &components, const TreeKeys &keys,
    std::span<const Word> words);

/// A text, or the default of a text in several languages ({"default": …, "en": …}).
[[nodiscard]] QString localText(const JsonObject &object, QLatin1String key);

} // namespace Wf::Vendors
