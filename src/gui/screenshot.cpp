// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/screenshot.h"

#include <QCoreApplication>
#include <QLayout>
#include <QWidget>

namespace Wf::Gui {

namespace {
    /// Layouts settle by posted events; these are delivered here without running timers or sockets.
    void layOut(QWidget &widget)
    {
        constexpr int kRounds = 4; // a wrapped label may need a second round, and its parent a third
        for (int round = 0; round < kRounds; ++round) {
            QCoreApplication::sendPostedEvents(nullptr, QEvent::Polish);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
            if (widget.layout())
                widget.layout()->activate();
        }
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
} // namespace

QImage renderWidget(QWidget &widget, const ScreenshotFormat &format)
{
    widget.resize(format.size);
    widget.show();
    layOut(widget);
    QImage image((QSizeF(format.size) * format.scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(format.scale);
    image.fill(widget.palette().color(QPalette::Window));
    widget.render(&image);
    return image;
}

Result<void> saveScreenshot(QWidget &widget, const ScreenshotFormat &format, const QString &path)
{
    if (!renderWidget(widget, format).save(path, "PNG"))
        return failure(ErrorCode::Io, QStringLiteral("%1 cannot be written as a PNG picture.").arg(path));
    return {};
}

} // namespace Wf::Gui
