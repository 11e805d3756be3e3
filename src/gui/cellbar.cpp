// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/cellbar.h"

#include "gui/accessible.h"
#include "gui/tile.h"
#include "models/servicetexts.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace Wf::Gui {

void paintCell(QPainter &painter, const QRectF &box, const Domain::Cell &cell, const Theme &theme)
{
    const Domain::Display display = Models::displayOf(cell);
    painter.setPen(Qt::NoPen);
    if (!cell.covered) {
        painter.setBrush(QBrush(theme.tint(theme.unknown, 0.55), Qt::BDiagPattern));
        painter.drawRect(box);
        return;
    }
    const bool calm = display >= Domain::Display::Maintenance;
    painter.setBrush(theme.tint(theme.of(display), calm ? 0.5 : 1.0));
    painter.drawRoundedRect(box.adjusted(0, box.height() * (1 - cellShare(cell)), 0, 0), 1.5, 1.5);
}

CellBar::CellBar(const Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMinimumHeight(36);
    connect(&appearance, &Appearance::themeChanged, this, [this] { update(); });
}

void CellBar::show(const std::vector<Domain::Cell> &days, Instant today)
{
    m_days = days;
    m_today = startOfDay(today);
    QStringList bad;
    for (size_t i = 0; i < days.size(); ++i) {
        if (days[i].covered && Domain::isTrouble(days[i].status))
            bad << textOf(i);
    }
    setSpokenDescription(*this, bad.isEmpty() ? tr("no trouble seen") : bad.join(QLatin1String("; ")));
    update();
}

QString CellBar::textOf(size_t day) const
{
    const auto back = std::chrono::days { static_cast<int>(m_days.size() - 1 - day) };
    return Models::dayText(m_days[day], m_today - back);
}

QRectF CellBar::box(size_t day) const
{
    const double step = width() / static_cast<double>(m_days.size());
    const double gap = step > 6 ? 2 : 1;
    return { static_cast<double>(day) * step, 0, step - gap, static_cast<double>(height()) };
}

void CellBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (size_t i = 0; i < m_days.size(); ++i)
        paintCell(painter, box(i), m_days[i], m_appearance.theme());
}

bool CellBar::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    for (size_t i = 0; i < m_days.size(); ++i) {
        if (help->pos().x() < box(i).right() + 2) {
            QToolTip::showText(help->globalPos(), textOf(i), this);
            break;
        }
    }
    return true;
}

} // namespace Wf::Gui
