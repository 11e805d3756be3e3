// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#include "gui/keyshelp.h"

#include "gui/inklabel.h"

#include <QDialogButtonBox>
#include <QGridLayout>

namespace Wf::Gui {

KeysHelp::KeysHelp(const Appearance &appearance, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keys"));
    const std::pair<QString, QString> keys[] { { tr("Arrows, h j k l"), tr("Move between tiles") },
        { tr("Home, End"), tr("Worst tile, last tile") }, { tr("Enter"), tr("Open the service") },
        { tr("Esc"), tr("Back") }, { tr("Ctrl+K"), tr("Find a service, a page or an action") },
        { tr("Ctrl+N"), tr("Add services by name") }, { tr("Ctrl+O"), tr("Import monitors of another program") },
        { tr("i"), tr("Incidents") }, { tr("s"), tr("Silences and own maintenance") },
        { tr("a n e"), tr("Acknowledge, note, resolve an incident") }, { tr("c"), tr("Checks") },
        { tr("b"), tr("Heartbeats") }, { tr("x"), tr("Certificates and domain names") },
        { tr("g"), tr("Dependencies") }, { tr("w"), tr("Wall") }, { tr("r"), tr("Check everything now") },
        { tr("F11"), tr("Full screen") }, { tr("?"), tr("This list") } };
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(24, 20, 24, 16);
    grid->setHorizontalSpacing(28);
    grid->setVerticalSpacing(9);
    int row = 0;
    for (const auto &[key, meaning] : keys) {
        auto *left = new InkLabel(appearance, { FontRole::Base, Ink::Text1, QFont::DemiBold }, this);
        auto *right = new InkLabel(appearance, { FontRole::Base, Ink::Text2 }, this);
        left->setText(key);
        right->setText(meaning);
        left->setMinimumWidth(120);
        right->setMinimumWidth(240);
        grid->addWidget(left, row, 0);
        grid->addWidget(right, row++, 1);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    grid->addWidget(buttons, row, 0, 1, 2);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

} // namespace Wf::Gui
