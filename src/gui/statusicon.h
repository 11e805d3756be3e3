// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/status.h"

#include <QIcon>
#include <QRectF>

class QPainter;

namespace Wf::Gui {

struct Theme;

/// The shape of a state: square with a cross, octagon with a bar, triangle with a bar, crossed-out waves (blind),
/// ring with a question mark (unknown), disc with a wrench (maintenance), disc with a tick. Painted, so sharp at
/// any scale.
void paintStatusIcon(QPainter &painter, const QRectF &box, Domain::Display display, const Theme &theme);
[[nodiscard]] QIcon statusIcon(Domain::Display display, const Theme &theme);

} // namespace Wf::Gui
