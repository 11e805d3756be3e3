// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/card.h"
#include "gui/page.h"
#include "gui/rowlist.h"
#include "ports/session.h"

#include <memory>

class QPushButton;

namespace Ui {
class SettingsPage;
}

namespace Wf::Gui {

/// What can be chosen, what is wrong with the configuration, and what this program is. Choices take effect at once
/// and are kept under "window/theme", "wall/…" and "tray/…".
class SettingsPage final : public Page {
    Q_OBJECT

public:
    SettingsPage(Ports::Session &session, Appearance &appearance, QWidget *parent = nullptr);
    ~SettingsPage() override;

    [[nodiscard]] QString title() const override { return tr("Settings"); }
    void apply(const Ports::SnapshotPtr &snapshot) override;
    void tick(Instant now) override;
    /// Where the engine runs and its API listens, as the program knows it: one line each.
    void setConnectionTexts(const QStringList &lines);
    /// Files of other programs can be read.
    void setImportable();

Q_SIGNALS:
    void notificationsChosen(bool wanted);
    void importRequested();
    void exportRequested();

private:
    void buildColumn();
    [[nodiscard]] Card *makeExchange();
    void fill();
    void connectChoices();
    void showScreens();
    void showNotices();
    void showEngine();

    Ports::Session &m_session;
    Appearance &m_appearance;
    const std::unique_ptr<Ui::SettingsPage> m_form;
    Ports::SnapshotPtr m_snapshot;
    std::optional<Instant> m_now;
    RowList *m_notices = nullptr;
    Card *m_noticeCard = nullptr;
    RowList *m_engine = nullptr;
    QPushButton *m_import = nullptr;
    QStringList m_connection;
};

} // namespace Wf::Gui
