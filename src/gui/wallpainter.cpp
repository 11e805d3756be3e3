// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/wallpainter.h"

#include "gui/cellbar.h"
#include "gui/statusicon.h"

#include <QCoreApplication>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace Wf::Gui {

namespace {
    struct Texts {
        Q_DECLARE_TR_FUNCTIONS(Wall)
    };
    using Domain::Display;
    using Models::Freshness;
    constexpr double kFaded = 0.5;

    void write(QPainter &painter, const QRectF &box, Qt::Alignment side, const QString &text)
    {
        const QString cut = QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, box.width());
        painter.drawText(box, static_cast<int>(side | Qt::TextSingleLine), cut);
    }

    /// As many lines as fit, the last one cut.
    void writeLines(QPainter &painter, const QRectF &box, const QString &text)
    {
        const QFontMetricsF metrics(painter.font());
        const int most = std::max(1, static_cast<int>(box.height() / metrics.lineSpacing()));
        QStringList lines;
        QTextLayout layout(text, painter.font());
        layout.beginLayout();
        while (lines.size() < most) {
            QTextLine line = layout.createLine();
            if (!line.isValid())
                break;
            line.setLineWidth(box.width());
            const bool last = lines.size() + 1 == most;
            lines.append(last ? metrics.elidedText(text.mid(line.textStart()), Qt::ElideRight, box.width())
                              : text.mid(line.textStart(), line.textLength()).trimmed());
        }
        layout.endLayout();
        painter.drawText(box, Qt::AlignLeft | Qt::AlignTop, lines.join(u'\n'));
    }

    double widthOf(const QFont &font, const QString &text)
    {
        return QFontMetricsF(font).horizontalAdvance(text);
    }
} // namespace

WallPainter::WallPainter(const Appearance &appearance, const WallPicture &picture, QSizeF size)
    : m_appearance(appearance)
    , m_picture(picture)
    , m_size(size)
    , m_scale(Models::wallScale(size, picture.viewing))
{
    arrange();
}

QFont WallPainter::font(double pixels, QFont::Weight weight) const
{
    QFont result = m_appearance.font(FontRole::Base, weight);
    result.setPixelSize(std::max(1, static_cast<int>(pixels)));
    return result;
}

QFont WallPainter::numberFont(double pixels, QFont::Weight weight) const
{
    QFont result = m_appearance.font(FontRole::Number, weight);
    result.setPixelSize(std::max(1, static_cast<int>(pixels)));
    return result;
}

void WallPainter::arrange()
{
    const double margin = m_size.height() * 0.037;
    const QRectF all = QRectF({ 0, 0 }, m_size).adjusted(margin, margin * 0.8, -margin, -margin * 0.75);
    const bool calm = m_picture.view.problems.empty();
    m_header = { all.left(), all.top(), all.width(), m_scale.headline * 1.15 + m_scale.detail * 1.3 };
    const double strip = std::max(8.0, m_size.height() * 0.011);
    m_day = { all.left(), all.bottom() - strip, all.width(), strip };
    const QRectF middle(all.left(), m_header.bottom() + margin * 0.5, all.width(),
        m_day.top() - margin * 0.5 - m_header.bottom() - margin * 0.5);
    m_nameSize = calm ? m_scale.text : m_scale.detail;
    m_gap = margin * 0.5;
    m_widths.clear();
    for (const auto &other : m_picture.view.others)
        m_widths.push_back(std::min(middle.width() / 3, widthOf(font(m_nameSize), other.name) + m_nameSize * 3));
    // Names move together before any is left out, and take more room as long as no problem has to go to another
    // page for it.
    static constexpr Division divisions[] { { 2.1, 0.34 }, { 1.75, 0.34 }, { 1.75, 0.44 } };
    size_t pages = 0;
    for (const Division &division : divisions) {
        divide(middle, division);
        if (pages > 0 && m_pages.size() > pages)
            return divide(middle, divisions[1]);
        pages = m_pages.size();
        if (calm || m_columns.capacity() >= static_cast<int>(m_widths.size()))
            return;
    }
}

void WallPainter::divide(const QRectF &middle, const Division &division)
{
    const bool calm = m_picture.view.problems.empty();
    m_lineHeight = m_nameSize * division.lineHeight;
    const double caption = m_lineHeight;
    const double most = calm ? middle.height() : middle.height() * division.namesShare;
    m_columns = Models::wallColumns(m_widths, { middle.width(), most - caption }, m_lineHeight);
    const double own = m_widths.empty() ? 0 : calm ? middle.height() : caption + m_columns.rows * m_lineHeight;
    m_others = { middle.left(), middle.bottom() - own, middle.width(), own };
    m_trouble = { middle.left(), middle.top(), middle.width(), middle.height() - own - (own > 0 ? m_gap : 0) };
    const QSizeF smallest(m_scale.title * 9.5, m_scale.title * 2.6 + m_scale.text * 1.6 + m_scale.detail * 1.4);
    m_pages = Models::wallPages(static_cast<int>(m_picture.view.problems.size()), m_trouble, smallest, m_gap);
}

int WallPainter::pageCount() const
{
    if (!m_pages.empty())
        return static_cast<int>(m_pages.size());
    const int capacity = std::max(1, m_columns.capacity());
    return std::max(1, (static_cast<int>(m_picture.view.others.size()) + capacity - 1) / capacity);
}

void WallPainter::paint(QPainter &painter, int page) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    paintHeader(painter);
    paintClock(painter);
    if (!m_pages.empty()) {
        const Models::WallPage &shown = m_pages[static_cast<size_t>(page) % m_pages.size()];
        for (size_t i = 0; i < shown.tiles.size(); ++i)
            paintTile(painter, shown.tiles[i], m_picture.view.problems[static_cast<size_t>(shown.first) + i]);
    }
    paintOthers(painter, m_pages.empty() ? page : 0);
    paintDay(painter);
}

void WallPainter::paintHeader(QPainter &painter) const
{
    const Theme &theme = m_appearance.theme();
    const Models::WallView &view = m_picture.view;
    const double height = m_scale.headline * 1.15;
    double x = m_header.left();
    if (view.counts.empty() || view.offline) {
        painter.setFont(font(m_scale.title, QFont::Bold));
        painter.setPen(view.allSeenWell ? theme.of(Display::Operational) : theme.text1);
        write(painter, { x, m_header.top(), m_header.width() * 0.75, height }, Qt::AlignLeft | Qt::AlignVCenter,
            view.sentence);
        return;
    }
    for (const auto &count : view.counts) {
        const QFont large = font(m_scale.headline, QFont::Bold);
        const QFont small = font(m_scale.text);
        const QString number = QString::number(count.number);
        const double numberWidth = widthOf(large, number);
        const double wordWidth = widthOf(small, count.word);
        painter.setFont(large);
        painter.setPen(theme.of(count.display));
        painter.drawText(
            QRectF(x, m_header.top(), numberWidth + 2, height), Qt::AlignLeft | Qt::AlignVCenter, number);
        x += numberWidth + m_scale.detail * 0.9;
        painter.setFont(small);
        painter.setPen(theme.text2);
        painter.drawText(
            QRectF(x, m_header.top(), wordWidth + 2, height), Qt::AlignLeft | Qt::AlignVCenter, count.word);
        x += wordWidth + m_scale.text * 1.1;
    }
}

void WallPainter::paintClock(QPainter &painter) const
{
    const Theme &theme = m_appearance.theme();
    const double height = m_scale.headline * 0.95;
    const QRectF top(m_header.left(), m_header.top(), m_header.width(), height);
    const QFont large = numberFont(m_scale.headline * 0.8, QFont::Bold);
    const QFont small = numberFont(m_scale.text, QFont::Medium);
    const QString seconds = m_picture.clock.toString(QStringLiteral(":ss"));
    const double secondsWidth = widthOf(small, seconds);
    painter.setFont(large);
    painter.setPen(theme.text1);
    painter.drawText(top.adjusted(0, 0, -secondsWidth, 0), Qt::AlignRight | Qt::AlignVCenter,
        m_picture.clock.toString(QStringLiteral("HH:mm")));
    painter.setFont(small);
    painter.setPen(theme.text2);
    painter.drawText(top.adjusted(0, 0, 0, -m_scale.headline * 0.08), Qt::AlignRight | Qt::AlignVCenter, seconds);
    const Display tones[] { Display::Operational, Display::Degraded, Display::MajorOutage };
    QString line = m_picture.view.freshness.text;
    if (!m_picture.pageNote.isEmpty())
        line += QStringLiteral(" · ") + m_picture.pageNote;
    painter.setFont(font(m_scale.detail));
    painter.setPen(theme.of(tones[static_cast<size_t>(m_picture.view.freshness.level)]));
    painter.drawText(QRectF(m_header.left(), top.bottom(), m_header.width(), m_scale.detail * 1.5),
        Qt::AlignRight | Qt::AlignVCenter, line);
}

void WallPainter::paintTile(QPainter &painter, const QRectF &box, const Models::WallView::Problem &problem) const
{
    const Theme &theme = m_appearance.theme();
    const QColor colour = theme.of(problem.display);
    const bool blind = problem.display == Display::Blind;
    QPen border(problem.cared ? theme.tint(colour, 0.6) : colour, std::max(2.0, m_scale.detail / 8));
    if (blind)
        border.setDashPattern({ 4, 3 });
    painter.setPen(border);
    painter.setBrush(theme.tint(colour, problem.cared ? 0.04 : 0.13));
    painter.drawRoundedRect(box, 12, 12);
    if (problem.freshness != Freshness::Fresh && !blind) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(QBrush(theme.tint(theme.unknown, 0.4), Qt::BDiagPattern));
        painter.drawRoundedRect(box, 12, 12);
    }
    const double pad = m_scale.title * 0.6;
    const QRectF inside = box.adjusted(pad, pad * 0.8, -pad, -pad * 0.8);
    painter.setOpacity(problem.freshness == Freshness::Stale && !blind ? kFaded : 1);
    paintTileHead(painter, inside, problem);
    const double foot = m_scale.text * 0.85;
    painter.setFont(font(foot));
    painter.setPen(blind || problem.cared ? theme.text2 : colour);
    write(painter, { inside.left(), inside.bottom() - foot * 1.4, inside.width(), foot * 1.4 },
        Qt::AlignLeft | Qt::AlignVCenter, problem.foot);
    const double from = inside.top() + m_scale.title * 1.45;
    const double until = inside.bottom() - (problem.foot.isEmpty() ? 0 : foot * 1.5);
    painter.setFont(font(m_scale.text));
    painter.setPen(theme.text1);
    const QRectF words(inside.left(), from, inside.width(), until - from);
    writeLines(painter, words, problem.what);
    painter.setOpacity(1);
}

void WallPainter::paintTileHead(
    QPainter &painter, const QRectF &inside, const Models::WallView::Problem &problem) const
{
    const Theme &theme = m_appearance.theme();
    const double height = m_scale.title * 1.3;
    const double icon = m_scale.title;
    paintStatusIcon(
        painter, { inside.left(), inside.top() + (height - icon) / 2, icon, icon }, problem.display, theme);
    painter.setFont(numberFont(m_scale.text));
    painter.setPen(theme.of(problem.display));
    const double age = widthOf(painter.font(), problem.age);
    painter.drawText(QRectF(inside.right() - age - 1, inside.top(), age + 2, height),
        Qt::AlignRight | Qt::AlignVCenter, problem.age);
    painter.setFont(font(m_scale.title, QFont::Bold));
    painter.setPen(theme.text1);
    const double left = inside.left() + icon * 1.45;
    write(painter, { left, inside.top(), inside.right() - age - icon * 0.4 - left, height },
        Qt::AlignLeft | Qt::AlignVCenter, problem.name);
}

void WallPainter::paintOthers(QPainter &painter, int page) const
{
    const Theme &theme = m_appearance.theme();
    const auto &others = m_picture.view.others;
    if (others.empty())
        return;
    const int capacity = m_columns.capacity();
    const int first = m_pages.empty() ? page * capacity : 0;
    const int left = static_cast<int>(others.size()) - first - capacity;
    QString caption = m_picture.view.othersTitle;
    if (!m_pages.empty() && left > 0)
        caption += capacity > 0 ? Texts::tr(" (the names of %1 do not fit)").arg(left) : QString();
    painter.setFont(font(m_scale.detail));
    painter.setPen(theme.text3);
    write(painter, { m_others.left(), m_others.top(), m_others.width(), m_lineHeight },
        Qt::AlignLeft | Qt::AlignVCenter, caption);
    painter.setFont(font(m_nameSize));
    for (int i = 0; i < capacity && first + i < static_cast<int>(others.size()); ++i) {
        const int at = first + i;
        const auto &other = others[static_cast<size_t>(at)];
        const int row = i / m_columns.columns;
        const auto column = static_cast<size_t>(i % m_columns.columns);
        const QRectF cell(m_others.left() + m_columns.lefts[column], m_others.top() + m_lineHeight * (1 + row),
            m_columns.lefts[column + 1] - m_columns.lefts[column], m_lineHeight);
        painter.setOpacity(other.freshness == Freshness::Stale ? kFaded : 1);
        paintStatusIcon(painter, { cell.left(), cell.center().y() - m_nameSize / 2, m_nameSize, m_nameSize },
            other.display, theme);
        painter.setPen(theme.text2);
        write(painter, cell.adjusted(m_nameSize * 1.6, 0, -m_nameSize * 0.5, 0), Qt::AlignLeft | Qt::AlignVCenter,
            other.name);
    }
    painter.setOpacity(1);
}

void WallPainter::paintDay(QPainter &painter) const
{
    const auto count = static_cast<double>(m_picture.day.size());
    for (size_t i = 0; i < m_picture.day.size(); ++i) {
        const double step = m_day.width() / count;
        paintCell(painter, { m_day.left() + static_cast<double>(i) * step, m_day.top(), step - 2, m_day.height() },
            m_picture.day[i], m_appearance.theme());
    }
}

} // namespace Wf::Gui
