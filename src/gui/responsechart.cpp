// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/responsechart.h"

#include "models/chartrules.h"

#include <QGraphicsLayout>
#include <QLineSeries>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace Wf::Gui {

namespace {
    using namespace std::chrono_literals;
    constexpr Millis kShortest = 10min;
    constexpr int kTimesHeight = 22; ///< below the plot
    constexpr int kDragged = 6; ///< pixels that make a press a choice

    double millis(Domain::Micros duration)
    {
        return static_cast<double>(duration.count()) / 1e3;
    }

    QPen usualPen(const Theme &theme)
    {
        return { theme.accent, 1.6 };
    }

    QPen slowPen(const Theme &theme)
    {
        return { theme.tint(theme.accent, 0.7), 1.2, Qt::DashLine };
    }

    /// 1, 2 or 5 times a power of ten, so that a quarter of the axis is a round number.
    double roundedUp(double highest)
    {
        const double quarter = std::max(highest, 1.0) / 4;
        const double power = std::pow(10.0, std::floor(std::log10(quarter)));
        for (const double step : { 1.0, 2.0, 2.5, 5.0, 10.0 }) {
            if (step * power >= quarter)
                return 4 * step * power;
        }
        return 40 * power;
    }
} // namespace

ResponseChart::ResponseChart(const Appearance &appearance, QWidget *parent)
    : QChartView(new QChart, parent)
    , m_appearance(appearance)
    , m_times(new QDateTimeAxis(this))
    , m_millis(new QValueAxis(this))
{
    chart()->addAxis(m_times, Qt::AlignBottom);
    chart()->addAxis(m_millis, Qt::AlignLeft);
    chart()->legend()->hide();
    chart()->setMargins({ 0, 22, 12, kTimesHeight });
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setBackgroundRoundness(0);
    m_times->setTickCount(2); // its own ticks divide the range evenly; ours are round times
    m_times->setLabelsVisible(false);
    m_millis->setTickCount(5);
    m_millis->setLabelFormat(QStringLiteral("%g ms"));
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(220);
    setAccessibleName(tr("Response time"));
    connect(&appearance, &Appearance::themeChanged, this, &ResponseChart::restyle);
    restyle();
}

void ResponseChart::restyle()
{
    const Theme &theme = m_appearance.theme();
    chart()->setBackgroundBrush(theme.card);
    chart()->setBackgroundPen(Qt::NoPen);
    setBackgroundBrush(theme.card);
    for (QAbstractAxis *axis : { static_cast<QAbstractAxis *>(m_times), static_cast<QAbstractAxis *>(m_millis) }) {
        axis->setLabelsFont(m_appearance.font(FontRole::Number));
        axis->setLabelsColor(theme.text3);
        axis->setGridLineColor(theme.line);
        axis->setLinePenColor(theme.line);
    }
    m_times->setGridLineVisible(false);
    m_millis->setLineVisible(false);
    addLines();
}

void ResponseChart::show(const Models::ResponseData &drawn)
{
    if (drawn == m_data)
        return;
    m_data = drawn;
    fitAxes();
    addLines();
}

void ResponseChart::fitAxes()
{
    m_times->setRange(toDateTime(m_data.from).toLocalTime(), toDateTime(m_data.to).toLocalTime());
    m_millis->setRange(0, roundedUp(millis(m_data.highest) * 1.05));
}

void ResponseChart::addLines()
{
    const Theme &theme = m_appearance.theme();
    chart()->removeAllSeries();
    const auto add = [this](const std::vector<Models::ResponseData::Point> &points, const QPen &pen, auto value) {
        auto *line = new QLineSeries(chart());
        line->setPen(pen);
        for (const Models::ResponseData::Point &point : points)
            line->append(static_cast<double>(toEpochMillis(point.at)), millis(*value(point)));
        chart()->addSeries(line);
        line->attachAxis(m_times);
        line->attachAxis(m_millis);
    };
    for (const auto &points : m_data.lines) {
        add(points, slowPen(theme), [](const auto &point) { return point.p95; });
        add(points, usualPen(theme), [](const auto &point) { return point.p50; });
    }
}

double ResponseChart::xOf(Instant at) const
{
    const QRectF area = chart()->plotArea();
    const double share = static_cast<double>((at - m_data.from).count())
        / static_cast<double>(std::max<qint64>(1, (m_data.to - m_data.from).count()));
    return area.left() + area.width() * std::clamp(share, 0.0, 1.0);
}

Instant ResponseChart::timeAt(double x) const
{
    const QRectF area = chart()->plotArea();
    const double share = std::clamp((x - area.left()) / std::max(1.0, area.width()), 0.0, 1.0);
    return m_data.from
        + Millis { static_cast<qint64>(share * static_cast<double>((m_data.to - m_data.from).count())) };
}

void ResponseChart::drawForeground(QPainter *painter, const QRectF &)
{
    paintTimes(*painter);
    paintOutages(*painter);
    paintKey(*painter);
    paintPointer(*painter);
}

/// What the lines are, above them.
void ResponseChart::paintKey(QPainter &painter) const
{
    const Theme &theme = m_appearance.theme();
    const QFont font = m_appearance.font(FontRole::Small);
    const QFontMetrics metrics(font);
    const double middle = chart()->plotArea().top() - 12;
    double left = chart()->plotArea().left();
    painter.setFont(font);
    const auto write = [&](const QString &text) {
        painter.setPen(theme.text2);
        painter.drawText(QPointF(left + 28, middle + metrics.ascent() / 2.0 - 1), text);
        left += 28 + metrics.horizontalAdvance(text) + 18;
    };
    for (const auto &[pen, text] :
        { std::pair(usualPen(theme), tr("p50")), std::pair(slowPen(theme), tr("p95")) }) {
        painter.setPen(pen);
        painter.drawLine(QPointF(left, middle), QPointF(left + 22, middle));
        write(text);
    }
    QColor ground = theme.major;
    ground.setAlphaF(0.2F);
    painter.fillRect(QRectF(left, middle - 5, 22, 10), ground);
    painter.fillRect(QRectF(left, middle - 5, 22, 2), theme.major);
    write(tr("outage"));
}

void ResponseChart::paintOutages(QPainter &painter) const
{
    const QRectF area = chart()->plotArea();
    const QColor colour = m_appearance.theme().major;
    QColor ground = colour;
    ground.setAlphaF(0.2F);
    for (const Models::ResponseData::Outage &outage : m_data.outages) {
        const double left = xOf(outage.from);
        const QRectF box(left, area.top(), std::max(2.0, xOf(outage.to) - left), area.height());
        painter.fillRect(box, ground);
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), 2), colour); // a shape beside the colour
    }
}

/// Round times below the plot, as many as fit: those that would touch the one before are left out.
void ResponseChart::paintTimes(QPainter &painter) const
{
    const QRectF area = chart()->plotArea();
    const QDateTime local = toDateTime(m_data.to).toLocalTime();
    const Models::TimeTicks ticks = Models::timeTicks(m_data.from, m_data.to, Seconds { local.offsetFromUtc() });
    const QString format = ticks.step >= 24h ? QStringLiteral("d MMM")
        : m_data.to - m_data.from <= 26h     ? QStringLiteral("HH:mm")
                                             : QStringLiteral("d MMM HH:mm");
    const QFont font = m_appearance.font(FontRole::Number);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    double free = -1e9;
    for (const Instant at : ticks.at) {
        const QString text = QLocale().toString(toDateTime(at).toLocalTime(), format);
        const double width = metrics.horizontalAdvance(text);
        const double left = std::clamp(xOf(at) - width / 2, 0.0, std::max(0.0, this->width() - width));
        painter.setPen(m_appearance.theme().line);
        painter.drawLine(QPointF(xOf(at), area.bottom()), QPointF(xOf(at), area.bottom() + 4));
        if (left < free)
            continue;
        free = left + width + 14;
        painter.setPen(m_appearance.theme().text3);
        painter.drawText(QPointF(left, area.bottom() + 6 + metrics.ascent()), text);
    }
}

void ResponseChart::paintPointer(QPainter &painter) const
{
    const QRectF area = chart()->plotArea();
    if (m_pressed && m_pointer) {
        QColor ground = m_appearance.theme().accent;
        ground.setAlphaF(0.18F);
        painter.fillRect(
            QRectF(std::min(*m_pressed, *m_pointer), area.top(), std::abs(*m_pressed - *m_pointer), area.height()),
            ground);
    } else if (m_pointer && area.contains(*m_pointer, area.center().y())) {
        painter.setPen(QPen(m_appearance.theme().text3, 1, Qt::DotLine));
        painter.drawLine(QPointF(*m_pointer, area.top()), QPointF(*m_pointer, area.bottom()));
    }
    if (hasFocus()) {
        painter.setPen(QPen(m_appearance.theme().accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(1, 1, -1, -1), 5, 5);
    }
}

void ResponseChart::showToolTip(const QPoint &at)
{
    const Models::ResponseData::Point *point = Models::nearest(m_data, timeAt(at.x()));
    if (point)
        QToolTip::showText(mapToGlobal(at), Models::pointText(*point, m_data.to), this);
}

void ResponseChart::choose(Instant from, Instant to)
{
    if (to - from >= kShortest)
        Q_EMIT rangeChosen(from, to);
}

void ResponseChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_pressed = event->pos().x();
    else if (event->button() == Qt::RightButton)
        Q_EMIT backRequested();
}

void ResponseChart::mouseMoveEvent(QMouseEvent *event)
{
    m_pointer = event->pos().x();
    if (!m_pressed)
        showToolTip(event->pos());
    viewport()->update();
}

void ResponseChart::mouseReleaseEvent(QMouseEvent *event)
{
    const std::optional<int> pressed = std::exchange(m_pressed, std::nullopt);
    viewport()->update();
    if (!pressed || event->button() != Qt::LeftButton || std::abs(*pressed - event->pos().x()) < kDragged)
        return;
    choose(timeAt(std::min(*pressed, event->pos().x())), timeAt(std::max(*pressed, event->pos().x())));
}

void ResponseChart::keyPressEvent(QKeyEvent *event)
{
    const Millis quarter = (m_data.to - m_data.from) / 4;
    switch (event->key()) {
    case Qt::Key_Plus:
        return choose(m_data.from + quarter, m_data.to - quarter);
    case Qt::Key_Minus:
    case Qt::Key_Backspace:
        Q_EMIT backRequested();
        return;
    case Qt::Key_Left:
        return choose(m_data.from - quarter, m_data.to - quarter);
    case Qt::Key_Right:
        return choose(m_data.from + quarter, m_data.to + quarter);
    default:
        event->ignore(); // the window's keys
    }
}

void ResponseChart::leaveEvent(QEvent *event)
{
    m_pointer.reset();
    viewport()->update();
    QChartView::leaveEvent(event);
}

} // namespace Wf::Gui
