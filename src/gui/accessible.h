// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace Wf::Gui {

/// Qt tells screen readers each time a name is set, even to what it was: these only speak of changes.
inline void setSpokenName(QWidget &widget, const QString &name)
{
    if (widget.accessibleName() != name)
        widget.setAccessibleName(name);
}
inline void setSpokenDescription(QWidget &widget, const QString &description)
{
    if (widget.accessibleDescription() != description)
        widget.setAccessibleDescription(description);
}

} // namespace Wf::Gui
