// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/result.h"

#include <QImage>
#include <QSize>

class QWidget;

namespace Wf::Gui {

struct ScreenshotFormat {
    QSize size { 1440, 900 }; ///< logical pixels
    double scale = 1; ///< device pixels a logical pixel
};

/// The widget laid out at that size and painted at that scale; needs no screen of that size.
[[nodiscard]] QImage renderWidget(QWidget &widget, const ScreenshotFormat &format);
/// The same as a PNG file. Io when the file cannot be written.
[[nodiscard]] Result<void> saveScreenshot(QWidget &widget, const ScreenshotFormat &format, const QString &path);

} // namespace Wf::Gui
