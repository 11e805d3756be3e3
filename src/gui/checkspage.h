// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/tablepage.h"
#include "models/checkmodel.h"

namespace Wf::Gui {

/// Every active check: how it is, what it found last, how fast and how reliable it was.
class ChecksPage final : public TablePage {
    Q_OBJECT

public:
    ChecksPage(Ports::Session &session, const Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Checks"); }
    void apply(const Ports::SnapshotPtr &snapshot) override;
    void tick(Instant now) override;

private:
    void checkNow();
    void wantNumbers();

    Models::CheckModel m_model;
    QString m_share; ///< of the checks that are up
};

} // namespace Wf::Gui
