// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/daychart.h"

#include "gui/accessible.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace Wf::Gui {

namespace {
    constexpr int kFoot = 20;
    constexpr int kScale = 24; ///< room for the numbers at the left
} // namespace

DayChart::DayChart(const Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
{
    setMinimumHeight(120);
    connect(&appearance, &Appearance::themeChanged, this, [this] { update(); });
}

void DayChart::show(const std::vector<int> &days, Instant today)
{
    m_days = days;
    m_today = startOfDay(today);
    QStringList bad;
    for (size_t i = 0; i < days.size(); ++i) {
        if (days[i] > 0)
            bad << textOf(i);
    }
    setSpokenDescription(*this, bad.isEmpty() ? tr("no trouble seen") : bad.join(QLatin1String("; ")));
    update();
}

QString DayChart::textOf(size_t day) const
{
    const auto back = std::chrono::days { static_cast<int>(m_days.size() - 1 - day) };
    const QString date = QLocale().toString(toDateTime(m_today - back).date(), QStringLiteral("d MMM yyyy"));
    if (m_days[day] < 0)
        return tr("%1: no data").arg(date);
    return m_days[day] == 1 ? tr("%1: 1 service").arg(date) : tr("%1: %2 services").arg(date).arg(m_days[day]);
}

double DayChart::step() const
{
    return (width() - kScale) / static_cast<double>(m_days.size());
}

void DayChart::paintEvent(QPaintEvent *)
{
    if (m_days.empty())
        return;
    const Theme &theme = m_appearance.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_appearance.font(FontRole::Number));
    const int most = std::max(1, *std::max_element(m_days.begin(), m_days.end()));
    const double ground = height() - kFoot;
    const double unit = (ground - 10) / most;
    painter.setPen(theme.text3);
    painter.drawText(QRectF(0, 0, kScale - 8, 20), Qt::AlignRight | Qt::AlignVCenter, QString::number(most));
    painter.drawText(
        QRectF(0, ground - 16, kScale - 8, 20), Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("0"));
    painter.drawText(QRectF(kScale, ground + 2, 200, kFoot), Qt::AlignLeft | Qt::AlignVCenter,
        tr("%1 days ago").arg(m_days.size()));
    painter.drawText(
        QRectF(width() - 100, ground + 2, 100, kFoot), Qt::AlignRight | Qt::AlignVCenter, tr("today"));
    painter.setPen(QPen(theme.line, 1));
    painter.drawLine(QPointF(kScale, 10), QPointF(width(), 10));
    painter.setPen(Qt::NoPen);
    for (size_t i = 0; i < m_days.size(); ++i) {
        const double tall = m_days[i] < 0 ? 12 : std::max(1.5, m_days[i] * unit);
        const QRectF bar(kScale + static_cast<double>(i) * step(), ground - tall, std::max(1.0, step() - 3), tall);
        painter.setBrush(m_days[i] < 0 ? QBrush(theme.unknown, Qt::BDiagPattern)
                                       : QBrush(m_days[i] == 0 ? theme.line : theme.accent));
        painter.drawRect(bar);
    }
}

bool DayChart::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || m_days.empty())
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto day = static_cast<size_t>(std::max(0.0, (help->pos().x() - kScale) / step()));
    QToolTip::showText(help->globalPos(), textOf(std::min(day, m_days.size() - 1)), this);
    return true;
}

} // namespace Wf::Gui
