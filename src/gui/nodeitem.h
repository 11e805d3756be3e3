// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/id.h"
#include "gui/appearance.h"

#include <QGraphicsObject>

namespace Wf::Gui {

/// How much of the picture an item is, while a blast radius is shown.
enum class Emphasis : quint8 { Normal, Reached, Dimmed };

/// One service in the dependency graph; its place never changes with its state.
class NodeItem final : public QGraphicsObject {
    Q_OBJECT

public:
    NodeItem(const Appearance &appearance, ServiceId id, QSizeF size);

    [[nodiscard]] const ServiceId &id() const { return m_id; }
    [[nodiscard]] Domain::Display display() const { return m_display; }
    void setFace(const QString &name, Domain::Display display, const QString &spoken);
    void setEmphasis(Emphasis emphasis);
    /// The service that the panel speaks about.
    void setChosen(bool chosen);

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    const Appearance &m_appearance;
    const ServiceId m_id;
    const QSizeF m_size;
    QString m_name;
    Domain::Display m_display = Domain::Display::Unknown;
    Emphasis m_emphasis = Emphasis::Normal;
    bool m_chosen = false;
};

} // namespace Wf::Gui
