// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/clock.h"
#include "gui/appearance.h"
#include "ports/session.h"

#include <QDialog>

#include <memory>

namespace Ui {
class StatusDialog;
}

namespace Wf::Gui {

/// Sets the status of a service by hand: status, what is wrong, why, and for how long.
class StatusDialog final : public QDialog {
    Q_OBJECT

public:
    /// Who the update is from: the name of the account on this computer.
    StatusDialog(Ports::Session &session, const Appearance &appearance, const ServiceId &service,
        QWidget *parent = nullptr, std::unique_ptr<const Clock> clock = std::make_unique<SystemClock>());
    ~StatusDialog() override;

    void accept() override;

private:
    enum class Expiry : int { Never, OneHour, FourHours, Tomorrow, AtTime };
    void fillChoices(const Ports::ServiceRow *row);
    void chooseExpiry();
    [[nodiscard]] QDateTime now() const;
    [[nodiscard]] QDateTime expiresAt() const;
    [[nodiscard]] std::optional<Error> fault() const;
    void complain(const Error &error);
    void take(const Result<Ports::ManualOutcome> &outcome);

    Ports::Session &m_session;
    const Appearance &m_appearance;
    const ServiceId m_service;
    const std::unique_ptr<const Clock> m_clock;
    const std::unique_ptr<Ui::StatusDialog> m_form;
};

} // namespace Wf::Gui
