// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/inklabel.h"
#include "models/responsedata.h"

class QVBoxLayout;

namespace Wf::Gui {

class PhaseBar;
class RowList;

/// One run of a check: its phases and every assertion, held or not.
class RunView final : public QWidget {
    Q_OBJECT

public:
    explicit RunView(const Appearance &appearance, QWidget *parent = nullptr);

    /// `verdict` is said above: "Operational, 200 in 84 ms".
    void show(const Domain::CheckResult &result, const QString &verdict, Domain::Display tone);

private:
    InkLabel *m_verdict;
    PhaseBar *m_phases;
    RowList *m_assertions;
};

} // namespace Wf::Gui
