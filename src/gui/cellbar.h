// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.h"
#include "domain/history.h"
#include "gui/appearance.h"

#include <QWidget>

namespace Wf::Gui {

/// Draws one slice of time: filled with the state's colour, trouble higher than calm, hatched where nobody
/// watched.
void paintCell(QPainter &painter, const QRectF &box, const Domain::Cell &cell, const Theme &theme);

/// One bar a day, today last; hovering says the date and the worst state.
class CellBar final : public QWidget {
    Q_OBJECT

public:
    explicit CellBar(const Appearance &appearance, QWidget *parent = nullptr);

    /// `today` is any moment of the last day.
    void show(const std::vector<Domain::Cell> &days, Instant today);
    [[nodiscard]] QSize sizeHint() const override { return { 400, 36 }; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QRectF box(size_t day) const;
    [[nodiscard]] QString textOf(size_t day) const;

    const Appearance &m_appearance;
    std::vector<Domain::Cell> m_days;
    Instant m_today {};
};

} // namespace Wf::Gui
