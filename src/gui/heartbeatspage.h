// SPDX-FileCopyrightText: The Watchfloor authors
// SPDX-License-Identifier: MIT
#pragma once

#include "gui/tablepage.h"
#include "models/heartbeatmodel.h"

namespace Wf::Gui {

class PingLog;

/// Every job that tells when it ran: whether it did, when it is expected, its address and its last pings.
class HeartbeatsPage final : public TablePage {
    Q_OBJECT

public:
    HeartbeatsPage(Ports::Session &session, const Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override { return tr("Heartbeats"); }
    void apply(const Ports::SnapshotPtr &snapshot) override;
    void tick(Instant now) override;
    /// Where pings are taken ("http://127.0.0.1:8000"); empty: nowhere.
    void setApiAddress(const QString &address);

private:
    void buildDetail();
    QPushButton *addCopy(
        const QString &text, const QKeySequence &key, QBoxLayout *row, QString (HeartbeatsPage::*what)() const);
    void showChosen();
    void askRotation();
    void rotate();
    [[nodiscard]] Models::MonitorPlace chosen() const;
    [[nodiscard]] QString address() const;
    [[nodiscard]] QString curl() const;

    Models::HeartbeatModel m_model;
    Ports::SnapshotPtr m_snapshot;
    QString m_api;
    QWidget *m_detail = nullptr;
    InkLabel *m_name = nullptr;
    InkLabel *m_facts = nullptr;
    QLineEdit *m_address = nullptr;
    InkLabel *m_hint = nullptr;
    PingLog *m_log = nullptr;
};

} // namespace Wf::Gui
