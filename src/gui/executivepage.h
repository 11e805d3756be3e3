// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/daychart.h"
#include "gui/numbertile.h"
#include "gui/page.h"
#include "gui/rowlist.h"

namespace Wf::Gui {

/// What people notice, in plain words: one sentence, four numbers, and thirty days.
class ExecutivePage final : public Page {
    Q_OBJECT

public:
    explicit ExecutivePage(const Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Executive"); }
    void apply(const Ports::SnapshotPtr &snapshot) override;
    void tick(Instant now) override;

private:
    void refresh();

    Ports::SnapshotPtr m_snapshot;
    std::optional<Instant> m_now;
    Card *m_banner;
    StateIcon *m_icon;
    InkLabel *m_headline;
    InkLabel *m_explanation;
    NumberRow *m_numbers;
    RowList *m_notices;
    Card *m_noticeCard;
    DayChart *m_days;
};

} // namespace Wf::Gui
