// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

namespace Wf::Gui {

class Appearance;

/// The list of keys that "?" shows.
class KeysHelp final : public QDialog {
    Q_OBJECT

public:
    KeysHelp(const Appearance &appearance, QWidget *parent);
};

} // namespace Wf::Gui
