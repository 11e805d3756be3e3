// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ports/snapshot.h"

#include <QHash>
#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace Wf::Gui {

class Appearance;
class IncidentSummary;
class InkLabel;

/// What is broken now, worst first: state, age, what it means for people, and what can be done about it.
class IncidentPanel final : public QWidget {
    Q_OBJECT

public:
    explicit IncidentPanel(const Appearance &appearance, QWidget *parent = nullptr);

    void apply(const Ports::SnapshotPtr &snapshot, Instant now);
    void tick(Instant now);
    [[nodiscard]] int count() const { return m_count; }

Q_SIGNALS:
    void serviceActivated(const Wf::ServiceId &service);
    void statusRequested(const Wf::ServiceId &service);
    void acknowledgeRequested(qint64 incident);
    void silenceRequested(const Wf::ServiceId &service);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    IncidentSummary *cardFor(const ServiceId &id);
    void fitHeight();

    const Appearance &m_appearance;
    InkLabel *m_number;
    InkLabel *m_empty;
    QScrollArea *m_scroll;
    QVBoxLayout *m_column;
    QHash<ServiceId, IncidentSummary *> m_cards;
    Ports::SnapshotPtr m_snapshot;
    int m_count = 0;
};

} // namespace Wf::Gui
