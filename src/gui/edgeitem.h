// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "domain/catalogue.h"
#include "gui/nodeitem.h"

#include <QGraphicsPathItem>

namespace Wf::Gui {

/// A curve from a service to one that depends on it: as wide as the dependency is severe, in the colour of the
/// trouble that comes down it.
class EdgeItem final : public QGraphicsPathItem {
public:
    EdgeItem(
        const Appearance &appearance, const NodeItem &from, const NodeItem &to, const Domain::Dependency &edge);

    [[nodiscard]] const Domain::Dependency &dependency() const { return m_edge; }
    /// `trouble`: the state that is handed on; nothing = all is well upstream.
    void setFace(std::optional<Domain::Display> trouble, Emphasis emphasis);

private:
    const Appearance &m_appearance;
    const Domain::Dependency m_edge;
};

} // namespace Wf::Gui
