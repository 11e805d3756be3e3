// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/tilegrid.h"

#include "gui/appearance.h"
#include "gui/tile.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <limits>

namespace Wf::Gui {

namespace {
    constexpr int kHead = 28; ///< height of a category's line
    constexpr int kGap = 10 - 2 * Tile::kRing;
    constexpr int kSectionGap = 12;
    constexpr int kMargin = 15;
} // namespace

TileGrid::TileGrid(const Appearance &appearance, Models::ServiceModel &model, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_model(model)
{
    setAccessibleName(tr("Services, worst first"));
    const auto markStale = [this] { m_orderStale = true; };
    connect(&model, &QAbstractItemModel::rowsInserted, this, markStale);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, markStale);
    connect(&model, &QAbstractItemModel::rowsMoved, this, markStale);
    connect(&model, &QAbstractItemModel::dataChanged, this,
        [this](const QModelIndex &first, const QModelIndex &last) { updateFaces(first.row(), last.row()); });
}

void TileGrid::sync(Instant now)
{
    m_now = now;
    if (m_orderStale)
        rebuild();
    tick(now);
    summarise();
}

void TileGrid::tick(Instant now)
{
    m_now = now;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        Tile *tile = m_tiles.value(m_model.at(row)->id());
        if (!tile)
            continue;
        tile->pulse();
        const bool calm = tile->face().display == Domain::Display::Operational
            && tile->face().freshness == Models::Freshness::Fresh;
        if (!calm || Models::freshness(*m_model.at(row), now) != Models::Freshness::Fresh)
            tile->setFace(m_model.face(row, now));
    }
}

/// The rows may be told of before their tiles exist: rebuild() makes those.
void TileGrid::updateFaces(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        Tile *tile = m_tiles.value(m_model.at(row)->id());
        if (!tile)
            continue;
        tile->setFace(m_model.face(row, m_now));
        m_orderStale |= tile->property("category").toString()
            != m_model.data(m_model.index(row), Models::ServiceRole::Category).toString();
    }
}

Tile *TileGrid::tileFor(int row)
{
    const ServiceId id = m_model.at(row)->id();
    Tile *&tile = m_tiles[id];
    if (!tile) {
        tile = new Tile(m_appearance, this);
        tile->installEventFilter(this);
        connect(tile, &Tile::activated, this, &TileGrid::activated);
        tile->setFace(m_model.face(row, m_now));
        tile->show();
    }
    tile->setProperty("category", m_model.data(m_model.index(row), Models::ServiceRole::Category));
    return tile;
}

void TileGrid::addToSection(int row, Tile *tile, std::vector<Section> &sections) const
{
    const QModelIndex index = m_model.index(row);
    const QString category = m_model.data(index, Models::ServiceRole::Category).toString();
    auto section = std::find_if(
        sections.begin(), sections.end(), [&](const Section &known) { return known.category == category; });
    if (section == sections.end()) {
        const QString label = m_model.data(index, Models::ServiceRole::CategoryLabel).toString();
        section = sections.insert(section, Section { category, label, {}, tile->face().display, {}, 0 });
    }
    section->tiles.push_back(tile);
}

/// The model is in the one order, so the first service of a category is its worst, and the first category seen is
/// the worst of all.
void TileGrid::rebuild()
{
    m_orderStale = false;
    QHash<ServiceId, Tile *> gone = m_tiles;
    std::vector<Section> sections;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        Tile *tile = tileFor(row);
        gone.remove(m_model.at(row)->id());
        addToSection(row, tile, sections);
    }
    for (auto it = gone.cbegin(); it != gone.cend(); ++it) {
        m_tiles.remove(it.key());
        it.value()->deleteLater();
        it.value()->hide();
    }
    m_sections = std::move(sections);
    m_order.clear();
    for (const Section &section : m_sections)
        m_order.insert(m_order.end(), section.tiles.begin(), section.tiles.end());
    if (!m_tiles.contains(m_current) && !m_order.empty())
        makeTabbable(m_order.front());
    place();
}

void TileGrid::summarise()
{
    bool changed = false;
    for (Section &section : m_sections) {
        Domain::SummaryCounts counts;
        for (const Tile *tile : section.tiles)
            Models::count(counts, tile->face().display);
        const QString rollup = Models::rollup(counts);
        changed |= rollup != section.rollup;
        section.rollup = rollup;
    }
    if (changed)
        update();
}

void TileGrid::place()
{
    const int wide = width() - 2 * kMargin;
    const int columns = std::max(1, (wide + kGap) / (Tile::kLeastWidth + kGap));
    const int tileWidth = (wide - (columns - 1) * kGap) / columns;
    int y = 8;
    for (Section &section : m_sections) {
        section.top = y;
        y += kHead;
        for (int i = 0; i < static_cast<int>(section.tiles.size()); ++i) {
            const QPoint corner(
                kMargin + i % columns * (tileWidth + kGap), y + i / columns * (Tile::kHeight + kGap));
            section.tiles[static_cast<size_t>(i)]->setGeometry(QRect(corner, QSize(tileWidth, Tile::kHeight)));
        }
        const int rows = (static_cast<int>(section.tiles.size()) + columns - 1) / columns;
        y += rows * (Tile::kHeight + kGap) - kGap + kSectionGap;
    }
    setMinimumHeight(y + 4);
    update();
}

void TileGrid::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    const Theme &theme = m_appearance.theme();
    painter.fillRect(event->rect(), theme.background);
    for (const Section &section : m_sections) {
        const QRect line(kMargin + Tile::kRing, section.top, width() - 2 * kMargin, kHead - 2);
        painter.setFont(m_appearance.font(FontRole::Base, QFont::DemiBold));
        painter.setPen(theme.text1);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, section.label);
        const int labelWidth = painter.fontMetrics().horizontalAdvance(section.label);
        painter.setFont(m_appearance.font(FontRole::Caption));
        painter.setPen(theme.text3);
        painter.drawText(
            line.adjusted(labelWidth + 10, 1, 0, 1), Qt::AlignLeft | Qt::AlignVCenter, section.rollup);
    }
}

void TileGrid::resizeEvent(QResizeEvent *)
{
    place();
}

void TileGrid::setCurrent(const ServiceId &id)
{
    if (Tile *tile = m_tiles.value(id)) {
        makeTabbable(tile);
        tile->setFocus(Qt::OtherFocusReason);
    }
}

/// One tile at a time is on the way of the Tab key; arrows reach the others.
void TileGrid::makeTabbable(Tile *tile)
{
    if (Tile *before = m_tiles.value(m_current))
        before->setFocusPolicy(Qt::ClickFocus);
    m_current = tile->face().id;
    tile->setFocusPolicy(Qt::StrongFocus);
}

bool TileGrid::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn) {
        if (auto *tile = qobject_cast<Tile *>(watched)) {
            makeTabbable(tile);
            Q_EMIT currentMoved(tile);
        }
    }
    return QWidget::eventFilter(watched, event);
}

/// The nearest tile in a direction; sideways stays on its line and goes on at the next one's end.
Tile *TileGrid::neighbour(const Tile *from, int dx, int dy) const
{
    if (dx != 0) {
        const auto at = std::find(m_order.begin(), m_order.end(), from);
        const auto next = (at - m_order.begin()) + dx;
        return next < 0 || next >= static_cast<qsizetype>(m_order.size()) ? nullptr
                                                                          : m_order[static_cast<size_t>(next)];
    }
    Tile *best = nullptr;
    int bestCost = std::numeric_limits<int>::max();
    for (Tile *tile : m_order) {
        const int down = (tile->y() - from->y()) * dy;
        const int cost = down * 4096 + std::abs(tile->x() - from->x());
        if (down > 0 && cost < bestCost) {
            best = tile;
            bestCost = cost;
        }
    }
    return best;
}

void TileGrid::move(int dx, int dy)
{
    const Tile *from = current();
    if (Tile *to = from ? neighbour(from, dx, dy) : nullptr)
        to->setFocus(Qt::OtherFocusReason);
}

void TileGrid::keyPressEvent(QKeyEvent *event)
{
    if (m_order.empty() || event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_H:
        return move(-1, 0);
    case Qt::Key_Right:
    case Qt::Key_L:
        return move(1, 0);
    case Qt::Key_Up:
    case Qt::Key_K:
        return move(0, -1);
    case Qt::Key_Down:
    case Qt::Key_J:
        return move(0, 1);
    case Qt::Key_Home:
        return m_order.front()->setFocus(Qt::OtherFocusReason);
    case Qt::Key_End:
        return m_order.back()->setFocus(Qt::OtherFocusReason);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (current())
            Q_EMIT activated(m_current);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace Wf::Gui
