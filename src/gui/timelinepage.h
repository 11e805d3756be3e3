// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/inklabel.h"
#include "gui/page.h"
#include "models/eventhistory.h"

class QComboBox;

namespace Wf::Gui {

class WholeRowList;

/// Everything that happened, newest first, of all services or of one; older pages are loaded as one scrolls.
class TimelinePage final : public Page {
    Q_OBJECT

public:
    TimelinePage(Ports::Session &session, const Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Timeline"); }
    void apply(const Ports::SnapshotPtr &snapshot) override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void fillFilter(const Domain::Catalogue &catalogue);
    void chooseService();
    void open(const QModelIndex &index);
    void showState();

    const Appearance &m_appearance;
    Models::EventHistory *m_model;
    std::shared_ptr<const Domain::Catalogue> m_catalogue;
    QComboBox *m_filter;
    WholeRowList *m_list;
    InkLabel *m_note;
    bool m_asked = false;
};

} // namespace Wf::Gui
