// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/id.h"
#include "gui/wholerowlist.h"

namespace Wf::Gui {

class Appearance;

/// A narrow list of what happened: time, shape, sentence.
class TimelineView final : public WholeRowList {
    Q_OBJECT

public:
    explicit TimelineView(const Appearance &appearance, QWidget *parent = nullptr);

Q_SIGNALS:
    void serviceActivated(const Wf::ServiceId &service);
};

} // namespace Wf::Gui
