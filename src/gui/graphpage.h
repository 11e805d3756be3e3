// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/graphview.h"
#include "gui/inklabel.h"
#include "gui/page.h"
#include "gui/rowlist.h"

namespace Wf::Gui {

/// What depends on what, and how far a failure reaches.
class GraphPage final : public Page {
    Q_OBJECT

public:
    explicit GraphPage(const Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Dependencies"); }
    void apply(const Ports::SnapshotPtr &snapshot) override;
    void tick(Instant now) override { m_now = now; }
    /// Shows the blast radius of this service.
    void choose(const ServiceId &service);

private:
    void describe();

    Ports::SnapshotPtr m_snapshot;
    std::optional<Instant> m_now;
    bool m_shownBefore = false;
    GraphView *m_view;
    InkLabel *m_title;
    InkLabel *m_summary;
    InkLabel *m_hint;
    RowList *m_reached;
};

} // namespace Wf::Gui
