// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace Wf::Gui {

/// "beep" is the desktop's own sound; anything else names a sound file, which the player that the platform comes
/// with plays. Without the file or a player it beeps: an alarm must not be silent because a file moved.
void playSound(const QString &sound);

} // namespace Wf::Gui
