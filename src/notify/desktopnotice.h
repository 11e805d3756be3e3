// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/letter.h"

namespace Wf::Notify {

/// A letter as the notification of a desktop.
struct DesktopNotice {
    QString title {}; ///< one line
    QString text {}; ///< may have several lines, at most 500 characters
    ServiceId service {}; ///< where a click leads; empty: nowhere in particular
    Domain::Status status = Domain::Status::Unknown; ///< chooses the picture
    QString sound {}; ///< "beep" or a file; empty: silent
};

/// Good news makes no sound.
[[nodiscard]] DesktopNotice desktopNotice(const Domain::Letter &letter, const QString &sound);

} // namespace Wf::Notify
