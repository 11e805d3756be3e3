// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/appearance.h"
#include "models/vendorfinds.h"
#include "models/vendorpicks.h"
#include "ports/session.h"

#include <QDialog>
#include <QTimer>

#include <memory>

class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace Ui {
class AddServicesDialog;
}

namespace Wf::Gui {

/// Watch vendors by name: type a few letters, press Enter for each that is wanted, say how much it matters, add
/// them all. The vendor under the cursor is shown as it is now, with the parts of its page to pick from.
class AddServicesDialog final : public QDialog {
    Q_OBJECT

public:
    AddServicesDialog(Ports::Session &session, const Ports::VendorCatalogue &catalogue,
        const Appearance &appearance, QWidget *parent = nullptr);
    ~AddServicesDialog() override;

    [[nodiscard]] QLineEdit &field() const;
    [[nodiscard]] QListWidget &parts() const;
    [[nodiscard]] QString heading() const;
    [[nodiscard]] QString preview() const;
    [[nodiscard]] QString problem() const;
    [[nodiscard]] const Models::VendorFinds &finds() const { return m_finds; }
    [[nodiscard]] const Models::VendorPicks &picks() const { return m_picks; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void buildTables();
    void connectParts();
    void takeCatalogue(const Result<Ports::VendorList> &vendors);
    void search();
    [[nodiscard]] bool handleSearchKey(int key);
    [[nodiscard]] int currentFind() const;
    [[nodiscard]] int currentPick() const;
    int choose();
    void leaveOut();

    void highlight();
    void askPreview();
    void showPreview(const Domain::VendorEntry &vendor, const Domain::Detection &detection);
    void showParts(const Domain::VendorEntry &vendor, const std::vector<Domain::Component> &components);
    void takeParts();

    void showPick();
    void showState();
    void complain(const QString &sentence);
    void begin();
    void createNext();
    void finish();

    Ports::Session &m_session;
    const Ports::VendorCatalogue &m_catalogue;
    const Appearance &m_appearance;
    const std::unique_ptr<Ui::AddServicesDialog> m_form;
    Models::VendorFinds m_finds;
    Models::VendorPicks m_picks;
    QTimer m_rest; ///< a vendor is asked about once the cursor rests on it
    QString m_previewed; ///< id of the vendor whose preview is shown or asked for
    std::vector<int> m_waiting; ///< rows still to be added, the next one last
    QPushButton *m_add = nullptr;
};

} // namespace Wf::Gui
