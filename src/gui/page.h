// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/id.h"
#include "domain/incident.h"
#include "ports/snapshot.h"

#include <QWidget>

namespace Wf::Gui {

/// One page of the window. Shows what apply() was given last, be it now or a reconstruction of the past; asks for
/// other pages by signals only.
class Page : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    [[nodiscard]] virtual QString title() const = 0;
    /// Called for every snapshot while the page is shown, and with the latest one before it is shown.
    virtual void apply(const Ports::SnapshotPtr &snapshot) = 0;
    /// Once a second: ages are written anew, nothing is laid out.
    virtual void tick(Instant now) { Q_UNUSED(now) }

Q_SIGNALS:
    /// "Show me this service."
    void serviceActivated(const Wf::ServiceId &service);
    /// "Show me this check or heartbeat."
    void monitorActivated(const Wf::MonitorId &monitor);
    /// "Let me change this one"; none: "let me make a new one of this kind."
    void editRequested(const Wf::MonitorId &monitor, const QString &kind);
    /// "Let me set the status of this service by hand."
    void statusRequested(const Wf::ServiceId &service);
    /// "Show me this incident."
    void incidentActivated(qint64 incident);
    /// "I take care of this incident."
    void acknowledgeRequested(qint64 incident);
    /// "Let me say something about it, or that it is over."
    void noteRequested(qint64 incident, Wf::Domain::IncidentNote::Kind kind);
    /// "Let me silence this service"; empty: anything.
    void silenceRequested(const Wf::ServiceId &service);
};

} // namespace Wf::Gui
