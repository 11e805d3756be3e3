// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/appearance.h"
#include "models/responsedata.h"

#include <QWidget>

namespace Wf::Gui {

/// Where the time of one run went: its phases side by side, as long as they took, with their names below.
class PhaseBar final : public QWidget {
    Q_OBJECT

public:
    explicit PhaseBar(const Appearance &appearance, QWidget *parent = nullptr);

    void show(const std::vector<Models::PhasePart> &parts);
    [[nodiscard]] QSize sizeHint() const override { return { 240, 46 }; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Appearance &m_appearance;
    std::vector<Models::PhasePart> m_parts;
};

} // namespace Wf::Gui
