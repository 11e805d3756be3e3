// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/appearance.h"

#include <QProxyStyle>

namespace Wf::Gui {

/// Check boxes, and fields that open a list, drawn from the theme; everything else as Fusion and the style sheet
/// do.
class ControlStyle final : public QProxyStyle {
    Q_OBJECT

public:
    explicit ControlStyle(Theme theme);

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
        const QWidget *widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
        const QWidget *widget) const override;
    [[nodiscard]] QSize sizeFromContents(
        ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const override;
    [[nodiscard]] int pixelMetric(
        PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;

private:
    void paintCheckBox(QPainter &painter, const QStyleOption &option) const;
    void paintFocus(QPainter &painter, const QRect &box) const;
    void paintField(QPainter &painter, const QStyleOptionComplex &option) const;
    [[nodiscard]] QColor edge(const QStyleOption &option) const;

    const Theme m_theme;
};

} // namespace Wf::Gui
