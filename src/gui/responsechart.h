// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/appearance.h"
#include "models/responsedata.h"

#include <QChartView>
#include <QDateTimeAxis>
#include <QValueAxis>

namespace Wf::Gui {

/// Response times as lines, outages shaded behind them. A stretch is chosen with the mouse, or with + and the
/// arrows; whoever shows the chart asks for it and shows it.
class ResponseChart final : public QChartView {
    Q_OBJECT

public:
    explicit ResponseChart(const Appearance &appearance, QWidget *parent = nullptr);

    void show(const Models::ResponseData &drawn);

Q_SIGNALS:
    /// "Show me this stretch."
    void rangeChosen(Wf::Instant from, Wf::Instant to);
    /// "Back to what was shown before."
    void backRequested();

protected:
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void restyle();
    void addLines();
    void fitAxes();
    void paintOutages(QPainter &painter) const;
    void paintTimes(QPainter &painter) const;
    void paintKey(QPainter &painter) const;
    void paintPointer(QPainter &painter) const;
    void showToolTip(const QPoint &at);
    void choose(Instant from, Instant to);
    [[nodiscard]] double xOf(Instant at) const;
    [[nodiscard]] Instant timeAt(double x) const;

    const Appearance &m_appearance;
    Models::ResponseData m_data;
    QDateTimeAxis *m_times;
    QValueAxis *m_millis;
    std::optional<int> m_pressed; ///< where the mouse went down
    std::optional<int> m_pointer; ///< where it is
};

} // namespace Wf::Gui
