// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/appearance.h"
#include "models/monitortexts.h"
#include "ports/session.h"

#include <QDialog>

#include <memory>

class QPushButton;

namespace Ui {
class MonitorEditor;
}

namespace Wf::Gui {

class DraftForm;
class InkLabel;
class RunView;

/// Makes or changes a check or a heartbeat that is defined in the program; one that comes from a file is only
/// shown, with where to change it.
class MonitorEditor final : public QDialog {
    Q_OBJECT

public:
    /// No monitor: a new one of `kind`.
    MonitorEditor(Ports::Session &session, const Appearance &appearance, const MonitorId &monitor,
        const QString &kind, QWidget *parent = nullptr);
    ~MonitorEditor() override;

    void accept() override;
    [[nodiscard]] QString problem() const;

private:
    void buildButtons();
    void buildTrial();
    void fillKinds(const QString &kind);
    void fillServices();
    void load();
    void showFileOrigin(const Models::MonitorPlace &place);
    void fit();
    void tryIt();
    void showTrial(const Result<Ports::Trial> &trial);
    void showNextRuns();
    void askRemoval();
    void remove();
    void finish(const Result<void> &done);
    void complain(const Error &error);
    [[nodiscard]] QString kind() const;
    [[nodiscard]] QJsonObject definition() const;

    Ports::Session &m_session;
    const Appearance &m_appearance;
    const MonitorId m_monitor;
    const std::unique_ptr<Ui::MonitorEditor> m_form;
    DraftForm *m_fields;
    QJsonObject m_before;
    QPushButton *m_try = nullptr;
    QPushButton *m_remove = nullptr;
    RunView *m_run = nullptr;
};

} // namespace Wf::Gui
