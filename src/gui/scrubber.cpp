// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/scrubber.h"

#include "gui/appearance.h"
#include "gui/tile.h"
#include "models/words.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace Wf::Gui {

namespace {
    constexpr Millis kDay = std::chrono::hours { 24 };
    constexpr Millis kStep = std::chrono::minutes { 10 };
    constexpr int kHeight = 56;
    constexpr int kLeft = 62;
    constexpr int kRight = 92;
} // namespace

Scrubber::Scrubber(const Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
{
    setFixedHeight(kHeight);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Last 24 hours"));
    setToolTip(tr("Drag to see everything as it was then; End goes back to now"));
}

void Scrubber::setLive(const Ports::SnapshotPtr &snapshot)
{
    const bool same = m_live && m_live->day == snapshot->day && !m_chosen;
    m_live = snapshot;
    if (!same)
        update();
}

void Scrubber::showLive()
{
    m_chosen.reset();
    describe();
    update();
}

void Scrubber::showTime(Instant at)
{
    m_chosen = at;
    describe();
    update();
}

QRectF Scrubber::strip() const
{
    return QRectF(kLeft, 19, std::max(10, width() - kLeft - kRight), 18);
}

void Scrubber::describe()
{
    setAccessibleDescription(
        m_chosen && m_live ? tr("As it was at %1").arg(Models::moment(*m_chosen, m_live->at)) : tr("Live"));
}

void Scrubber::choose(Instant at)
{
    if (!m_live)
        return;
    if (at >= m_live->at - kStep / 2) {
        showLive();
        Q_EMIT liveChosen();
        return;
    }
    showTime(std::max(at, m_live->at - kDay));
    Q_EMIT timeChosen(*m_chosen);
}

void Scrubber::chooseAt(double x)
{
    if (!m_live)
        return;
    const double share = std::clamp((x - strip().left()) / strip().width(), 0.0, 1.0);
    choose(m_live->at - kDay + Millis { static_cast<qint64>(share * static_cast<double>(kDay.count())) });
}

void Scrubber::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        chooseAt(event->position().x());
}

void Scrubber::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        chooseAt(event->position().x());
}

void Scrubber::keyPressEvent(QKeyEvent *event)
{
    const Instant at = m_chosen ? *m_chosen : m_live ? m_live->at : Instant {};
    switch (event->key()) {
    case Qt::Key_Left:
        return choose(at - kStep);
    case Qt::Key_Right:
        return choose(at + kStep);
    case Qt::Key_Home:
        return choose(at - kDay);
    case Qt::Key_End:
        return choose(at + kDay);
    default:
        QWidget::keyPressEvent(event);
    }
}

void Scrubber::focusInEvent(QFocusEvent *)
{
    update();
}

void Scrubber::focusOutEvent(QFocusEvent *)
{
    update();
}

void Scrubber::paintStrip(QPainter &painter, const QRectF &box) const
{
    const Theme &theme = m_appearance.theme();
    const std::vector<Domain::Cell> &cells = m_live->day;
    const double pitch = box.width() / static_cast<double>(std::max<size_t>(1, cells.size()));
    for (size_t i = 0; i < cells.size(); ++i) {
        const bool calm = cells[i].covered && cells[i].status == Domain::Status::Operational;
        // Edges on whole device pixels, or neighbouring bars blur into each other.
        const double ratio = devicePixelRatioF();
        const double left = std::round((box.left() + static_cast<double>(i) * pitch) * ratio) / ratio;
        const double right = std::round((box.left() + static_cast<double>(i + 1) * pitch) * ratio) / ratio;
        const double height = (box.height() + 2) * cellShare(cells[i]);
        painter.fillRect(QRectF(left, box.bottom() + 2 - height, std::max(1.0, right - left - 1), height),
            calm ? theme.tint(theme.operational, 0.35) : cellColour(cells[i], theme));
    }
}

void Scrubber::paintMarker(QPainter &painter, const QRectF &box) const
{
    const Theme &theme = m_appearance.theme();
    double share = 1;
    if (m_chosen)
        share = 1 - static_cast<double>((m_live->at - *m_chosen).count()) / static_cast<double>(kDay.count());
    const double x = box.left() + std::clamp(share, 0.0, 1.0) * box.width();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_chosen ? theme.accent : theme.text1);
    painter.drawRoundedRect(QRectF(x - 1.5, box.top() - 4, 3, box.height() + 10), 1.5, 1.5);
}

void Scrubber::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = m_appearance.theme();
    painter.fillRect(rect(), theme.panel);
    painter.fillRect(QRect(0, 0, width(), 1), theme.line);
    painter.setFont(m_appearance.font(FontRole::Number));
    painter.setPen(theme.text3);
    painter.drawText(
        QRect(0, 0, kLeft - 10, height()), Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("−24 h"));
    if (!m_live)
        return;
    paintStrip(painter, strip());
    paintMarker(painter, strip());
    const QRectF right(strip().right() + 16, 0, kRight - 22, height());
    painter.setFont(m_appearance.font(FontRole::Caption, QFont::DemiBold));
    painter.setPen(m_chosen ? theme.accent : theme.operational);
    const QString word = m_chosen ? Models::moment(*m_chosen, m_live->at) : tr("live");
    painter.setBrush(painter.pen().color());
    painter.drawEllipse(QPointF(right.left() + 4, height() / 2.0 + 1), 3.5, 3.5);
    painter.drawText(right.adjusted(14, 1, 0, 1), Qt::AlignLeft | Qt::AlignVCenter, word);
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRoundedRect(strip().adjusted(-6, -9, 6, 11), 6, 6);
    }
}

} // namespace Wf::Gui
