// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/appearance.h"

#include <QWidget>

namespace Wf::Gui {

/// The ground of a column beside the page: the theme's panel colour and a line at its left.
class SidePanel final : public QWidget {
    Q_OBJECT

public:
    explicit SidePanel(const Appearance &appearance, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Appearance &m_appearance;
};

} // namespace Wf::Gui
