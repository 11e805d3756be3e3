// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "apps/common/alertsyaml.h"
#include "apps/common/backend.h"
#include "apps/common/fileimporter.h"
#include "apps/desktop/desktopoptions.h"
#include "gui/appearance.h"
#include "gui/mainwindow.h"

namespace Wf::Apps {

/// The faces of one backend: window, wall, tray; or one picture of a page.
class Shell final : public QObject {
    Q_OBJECT

public:
    Shell(Backend &backend, const DesktopOptions &options, const Clock &clock);
    ~Shell() override;

private:
    void show();
    void showNotice(const Notify::DesktopNotice &notice);
    void followConfiguration();
    [[nodiscard]] bool isNewHere() const;
    void preparePicture();
    [[nodiscard]] Result<void> choosePage();
    [[nodiscard]] MonitorId worstCheck() const;
    void takePicture();
    void leave(const Result<void> &saved) const;

    Backend &m_backend;
    const DesktopOptions &m_options;
    const Clock &m_clock;
    const FileImporter m_importer;
    const AlertsYaml m_policy;
    Gui::Appearance m_appearance;
    std::unique_ptr<Gui::MainWindow> m_window;
};

} // namespace Wf::Apps
