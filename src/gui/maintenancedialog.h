// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "gui/appearance.h"
#include "models/silencetexts.h"
#include "ports/session.h"

#include <QDialog>

#include <memory>

namespace Ui {
class MaintenanceDialog;
}

namespace Wf::Gui {

/// Announces own work: what, when, how long, whether again and again, and who is told before.
class MaintenanceDialog final : public QDialog {
    Q_OBJECT

public:
    MaintenanceDialog(Ports::Session &session, const Appearance &appearance, QWidget *parent = nullptr,
        std::unique_ptr<const Clock> clock = std::make_unique<SystemClock>());
    ~MaintenanceDialog() override;

    void accept() override;

private:
    enum class Repeat : int { Once, Daily, Weekly, Monthly };
    void fillChoices();
    void chooseNotice();
    [[nodiscard]] Result<Domain::MaintenancePlan> plan() const;
    [[nodiscard]] Result<std::optional<Domain::Schedule>> schedule() const;
    void take(const Result<qint64> &answer);
    void complain(const Error &error);

    Ports::Session &m_session;
    const Appearance &m_appearance;
    const std::vector<Models::Scope> m_scopes;
    const std::unique_ptr<const Clock> m_clock;
    const std::unique_ptr<Ui::MaintenanceDialog> m_form;
};

} // namespace Wf::Gui
