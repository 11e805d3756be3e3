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
class SilenceDialog;
}

namespace Wf::Gui {

/// "Tell nobody about this until then": what, for how long, why.
class SilenceDialog final : public QDialog {
    Q_OBJECT

public:
    /// Of this service, its category or its tags; of anything without one.
    SilenceDialog(Ports::Session &session, const Appearance &appearance, const std::optional<ServiceId> &service,
        QWidget *parent = nullptr, std::unique_ptr<const Clock> clock = std::make_unique<SystemClock>());
    ~SilenceDialog() override;

    void accept() override;

private:
    enum class Length : int { OneHour, FourHours, EightHours, Tomorrow, AtTime };
    void fillChoices();
    void chooseLength();
    [[nodiscard]] QDateTime now() const;
    [[nodiscard]] QDateTime until() const;
    [[nodiscard]] Domain::Silence silence() const;
    void take(const Result<qint64> &answer);
    void complain(const Error &error);

    Ports::Session &m_session;
    const Appearance &m_appearance;
    const std::vector<Models::Scope> m_scopes;
    const std::unique_ptr<const Clock> m_clock;
    const std::unique_ptr<Ui::SilenceDialog> m_form;
};

} // namespace Wf::Gui
