// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace Wf::Gui {

/// Takes no room and paints nothing: it is what a screen reader hears when something changes, wherever the focus
/// is. Its role is that of an alert message, its name the last thing that was said.
class Announcer final : public QWidget {
    Q_OBJECT

public:
    explicit Announcer(QWidget *parent);

    void say(const QString &text);

Q_SIGNALS:
    void said(const QString &text);
};

} // namespace Wf::Gui
