// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "models/servicemodel.h"

#include <QHash>
#include <QWidget>

namespace Wf::Gui {

class Appearance;
class Tile;

/// All services as tiles: categories in the order of their worst service, tiles inside likewise, in as many
/// columns as fit. Tiles live as long as their service, so focus and scroll position survive every snapshot.
class TileGrid final : public QWidget {
    Q_OBJECT

public:
    TileGrid(const Appearance &appearance, Models::ServiceModel &model, QWidget *parent = nullptr);

    /// After the model was given a snapshot: brings tiles and places up to date.
    void sync(Instant now);
    /// Ages and staleness at `now`; nothing is laid out.
    void tick(Instant now);
    [[nodiscard]] Tile *tile(const ServiceId &id) const { return m_tiles.value(id); }
    [[nodiscard]] Tile *current() const { return m_tiles.value(m_current); }
    void setCurrent(const ServiceId &id);
    /// In the order of the screen.
    [[nodiscard]] const std::vector<Tile *> &tiles() const { return m_order; }

Q_SIGNALS:
    void activated(const Wf::ServiceId &service);
    /// The focused tile; the scroll area follows it.
    void currentMoved(QWidget *tile);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Section {
        QString category;
        QString label;
        QString rollup;
        Domain::Display worst = Domain::Display::Operational;
        std::vector<Tile *> tiles;
        int top = 0;
    };
    void updateFaces(int first, int last);
    void rebuild();
    Tile *tileFor(int row);
    void addToSection(int row, Tile *tile, std::vector<Section> &sections) const;
    void summarise();
    void place();
    void move(int dx, int dy);
    [[nodiscard]] Tile *neighbour(const Tile *from, int dx, int dy) const;
    void makeTabbable(Tile *tile);

    const Appearance &m_appearance;
    Models::ServiceModel &m_model;
    std::vector<Section> m_sections;
    std::vector<Tile *> m_order;
    QHash<ServiceId, Tile *> m_tiles;
    ServiceId m_current;
    Instant m_now {};
    bool m_orderStale = true;
};

} // namespace Wf::Gui
