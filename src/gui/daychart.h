// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"
#include "gui/appearance.h"

#include <QWidget>

namespace Wf::Gui {

/// One column a day: how many services were in trouble. Days that nobody watched are hatched, days without trouble
/// are a line.
class DayChart final : public QWidget {
    Q_OBJECT

public:
    explicit DayChart(const Appearance &appearance, QWidget *parent = nullptr);

    /// −1: nobody watched. `today` is any moment of the last day.
    void show(const std::vector<int> &days, Instant today);
    [[nodiscard]] QSize sizeHint() const override { return { 360, 160 }; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QString textOf(size_t day) const;
    [[nodiscard]] double step() const;

    const Appearance &m_appearance;
    std::vector<int> m_days;
    Instant m_today {};
};

} // namespace Wf::Gui
